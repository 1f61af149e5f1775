"""Reading one visit log: the log as a clean page, its state in words, and what supervisors say."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from desktop.models.cells import Tone
from desktop.views.notices import Notices
from desktop.views.targets import CustomerTarget, PaperTarget
from desktop.views.theme import px
from desktop.views.visits.read_files import ReadFiles
from desktop.views.visits.reason_dialog import ReasonDialog
from desktop.views.visits.visit_comments import VisitComments
from desktop.views.visits.visit_facts import VisitFacts
from desktop.views.visits.words import local
from desktop.views.widgets import Banner, Button, EmptyState, Label, Plane, StatusBadge, TierBadge
from desktop.views.widgets.layouts import column, row
from desktop.wording import _
from desktop.wording.explain import explain, explain_refused
from desktop.wording.labels import label
from desktop.workspace import ItemState, OutboxRow, Workspace
from domain.commands import CommentVisit, ReturnVisit
from domain.errors import Refused
from domain.permissions import Permission
from domain.queries.visit_logs import VisitLogRow, visit_log
from domain.values.visits import VisitState

KINDS = frozenset({"visit_logs", "visit_comments", "tasks", "attachments"})


class VisitPage(QWidget):
    """One log.

    Signals: `navigate(str, object)` as screens do, `described()` after another log was shown, `revise_wanted(row)`
    when its author goes to mend a log that was handed back.
    """

    navigate = Signal(str, object)
    described = Signal()
    revise_wanted = Signal(object)

    def __init__(self, workspace: Workspace, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._notices = workspace, notices
        self._visit_id = ""
        self._mend = False
        self.log: VisitLogRow | None = None
        self.name = Button("", kind="link", name="visit.read-customer")
        self.tier = TierBadge()
        self.state = StatusBadge("")
        self.synced = StatusBadge("")
        self.synced.setObjectName("visit.read-state")
        self.when = Label("", "meta", "tertiary")
        self.print = Button(_("打印记录表"), icon="printer", name="visit.print")
        head = Plane("header", name="visit.read-head")
        head.setFixedHeight(px(54))
        row(
            Label(_("走访日志"), "subtitle"),
            self.name,
            self.tier,
            self.state,
            self.synced,
            None,
            self.when,
            8,
            self.print,
            spacing=8,
            margins=(24, 0, 16, 0),
            parent=head,
        )
        self.banner = Banner("warn", name="visit.read-banner")
        self.banner.hide()
        self.facts = VisitFacts(ReadFiles(workspace, notices, self))
        self.comments = VisitComments()
        self.comments.setFixedWidth(px(352))
        sheet = Plane("sheet")
        column(self.facts, spacing=0, parent=sheet)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(sheet)
        body = QWidget()
        row(area, self.comments, spacing=0, parent=body).setStretch(0, 1)
        self.empty = EmptyState("circle-alert", "", tone="bad", name="visit.read-empty")
        self.stack = QStackedWidget()
        self.stack.addWidget(body)
        self.stack.addWidget(self.empty)
        column(head, self.banner, self.stack, spacing=0, parent=self).setStretch(2, 1)
        self._connect()

    def _connect(self) -> None:
        self.name.clicked.connect(self._open_customer)
        self.print.clicked.connect(self.print_record)
        self.banner.pressed.connect(self.revise)
        self.comments.said.connect(self._say)
        self.comments.returned.connect(self.hand_back)
        self._workspace.changed.connect(self._refresh)
        self._workspace.sync_changed.connect(self._read_state)

    def show_visit(self, visit_id: str, *, mend: bool = False) -> None:
        """Show another log; with `mend` its author goes on to the form when it was handed back."""
        self._visit_id, self._mend = visit_id, mend
        self._read()

    def _read(self) -> None:
        self._workspace.read(visit_log, self._visit_id).done.connect(partial(self._take, self._visit_id))
        self._read_state()

    def _refresh(self, kinds: frozenset[str]) -> None:
        if self._visit_id and kinds & KINDS:
            self._read()

    def _take(self, visit_id: str, log: VisitLogRow | None) -> None:
        if visit_id != self._visit_id:
            return
        self.log = log
        if log is None:
            self.empty.say("circle-alert", _("这条走访日志不存在，或不在可见范围内"), tone="bad")
            self.stack.setCurrentWidget(self.empty)
            return
        self.stack.setCurrentIndex(0)
        today = self._workspace.today()
        self.name.setText(log.customer)
        self.tier.set_tier(log.value_class if log.value_class != "unrated" else "")
        self.state.say(label(VisitState, log.state), Tone.OK if log.state == VisitState.REVIEWED else Tone.SECONDARY)
        submitted = local(log.submitted_at)
        self.when.setText(
            _("{number}  {author} {time} 登记").format(
                number=log.number, author=log.author, time=f"{submitted:%m-%d %H:%M}"
            )
        )
        self.facts.show_log(log, today)
        self.comments.show_comments(log.comments, today)
        review = self._workspace.may(Permission.VISIT_COMMENT).ok and log.owner_id != self._workspace.actor.id
        self.comments.allow(comment=review or log.owner_id == self._workspace.actor.id, review=review)
        self.comments.back.setVisible(review and log.state == VisitState.REPORTED)
        handed = log.state == VisitState.TO_REPORT and log.return_reason
        self.banner.setVisible(bool(handed))
        if handed:
            action = _("补充日志") if self.may_revise else ""
            self.banner.say("warn", _("已退回补充：{reason}").format(reason=log.return_reason), action)
        self.described.emit()
        mend, self._mend = self._mend, False
        if mend:
            self.revise()

    @property
    def may_revise(self) -> bool:
        """Whether the actor wrote the log shown, and it was handed back."""
        log = self.log
        own = log is not None and log.owner_id == self._workspace.actor.id and log.state == VisitState.TO_REPORT
        return own and self._workspace.may(Permission.VISIT_LOG).ok

    def revise(self) -> None:
        """Mend the log where it was handed back to the actor."""
        if self.may_revise:
            self.revise_wanted.emit(self.log)

    def _read_state(self) -> None:
        if self._visit_id:
            self._workspace.outbox.rows().done.connect(partial(self._take_state, self._visit_id))

    def _take_state(self, visit_id: str, rows: tuple[OutboxRow, ...]) -> None:
        if visit_id != self._visit_id:
            return
        mine = next((one for one in rows if one.row_id == visit_id and one.name in ("log_visit", "revise_visit")), None)
        looks = {
            ItemState.LOCAL: (_("保存在本机，待同步"), Tone.OFFLINE, "cloud-upload"),
            ItemState.WAITING: (_("已发出，等待确认"), Tone.OFFLINE, "cloud-upload"),
            ItemState.REFUSED: (_("未被接受"), Tone.BAD, "circle-alert"),
            ItemState.CONFLICT: (_("有冲突"), Tone.CONFLICT, "git-compare-arrows"),
        }
        accepted = (_("已接受"), Tone.OK, "cloud-check")
        self.synced.say(*(looks.get(mine.state, accepted) if mine is not None else accepted))

    # -- deeds --------------------------------------------------------------------------------------------------

    def print_record(self) -> None:
        """Ask for the printed record."""
        if self.log is not None:
            self.navigate.emit("papers", PaperTarget("visit_record", visit_ids=(self.log.id,)))

    def _open_customer(self) -> None:
        if self.log is not None:
            self.navigate.emit("customers", CustomerTarget(self.log.customer_id, "visits"))

    def _say(self, text: str, score: int) -> None:
        command = CommentVisit(
            **self._workspace.stamp(),
            comment_id=self._workspace.new_id(),
            visit_id=self._visit_id,
            text=text,
            score=score or None,
        )
        job = self._workspace.run(command)
        job.done.connect(self._was_said)
        job.refused.connect(self._was_refused)
        job.failed.connect(self._failed)

    def _was_said(self) -> None:
        self.comments.reset()
        self._notices.say(_("评价已发表"))

    def hand_back(self) -> None:
        """Hand the log back to its author after asking why."""
        dialog = ReasonDialog(
            self.window(),
            _("退回这条走访日志？"),
            _("作者会看到原因，补充后重新登记。"),
            _("确认退回"),
            name="visit-return",
        )
        dialog.accepted.connect(partial(self._return, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _return(self, dialog: ReasonDialog) -> None:
        command = ReturnVisit(**self._workspace.stamp(), visit_id=self._visit_id, reason=dialog.reason)
        job = self._workspace.run(command)
        job.done.connect(self._was_returned)
        job.refused.connect(self._was_refused)
        job.failed.connect(self._failed)

    def _was_refused(self, refused: Refused) -> None:
        self.comments.say_error(explain_refused(refused, "visit_comments"))

    def _was_returned(self) -> None:
        self._notices.say(_("走访日志已退回"))

    def _failed(self, trouble: Any) -> None:  # noqa: ANN401 -- a Trouble of the services, which views do not import
        self.comments.say_error(explain(trouble.code, trouble.facts))
