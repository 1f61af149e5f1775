"""Recording a visit: header, banner, form, what stands beside it, and the foot that says what is missing."""

from functools import partial
from typing import Any

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea, QWidget

from desktop.models.visits import LogDraft
from desktop.views.notices import Notices
from desktop.views.theme import px
from desktop.views.visits.autosave import Autosave
from desktop.views.visits.calls import ignoring
from desktop.views.visits.contact_dialog import ContactDialog
from desktop.views.visits.log_banner import LogBanner
from desktop.views.visits.log_foot import LogFoot
from desktop.views.visits.log_form import LogForm
from desktop.views.visits.log_head import LogHead
from desktop.views.visits.phrase_desk import PhraseDesk
from desktop.views.visits.phrases import PLACEHOLDER
from desktop.views.visits.side_panel import SidePanel
from desktop.views.visits.text_file import TextFile
from desktop.views.visits.time_notes import TimeNotes
from desktop.views.visits.words import local
from desktop.views.widgets import Person, confirm
from desktop.views.widgets.layouts import column, row
from desktop.wording import _
from desktop.wording.explain import explain, explain_problem, explain_refused
from desktop.workspace import Workspace
from domain.commands import LogVisit, ReviseVisit
from domain.errors import Refused
from domain.queries.visit_logs import VisitContext, visit_context
from domain.rules.visits import SHORTEST_CONTENT


class LogPage(QWidget):
    """The form with everything around it.

    Signals: `completed(command, LogDraft)` with a LogVisit or ReviseVisit, `left()` to go back to the calendar,
    `log_wanted(str)` to read the log that is mended, `described()` after the customer changed.
    """

    completed = Signal(object, object)
    left = Signal()
    log_wanted = Signal(str)
    described = Signal()

    def __init__(self, workspace: Workspace, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._notices = workspace, notices
        self._context: VisitContext | None = None
        self._fresh = False
        self._tried = False
        self.head = LogHead()
        self.banner = LogBanner(workspace)
        self.form = LogForm(workspace)
        self.side = SidePanel()
        self.foot = LogFoot()
        self.area = QScrollArea()
        self.area.setObjectName("visit.scroll")
        self.area.setProperty("plane", "sheet")
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.form)
        self.side.setFixedWidth(px(352))
        middle = row(column(self.area, self.foot, spacing=0), self.side, spacing=0)
        middle.setStretch(0, 1)
        column(self.head, self.banner, middle, spacing=0, parent=self).setStretch(2, 1)
        self.phrases = PhraseDesk(workspace, self)
        self.text = TextFile(workspace, notices, self)
        self.autosave = Autosave(workspace, self.draft, self)
        self.notes = TimeNotes(workspace, self)
        self._menu()
        self._connect()

    def _menu(self) -> None:
        menu = QMenu(self)
        self.read_log = menu.addAction(_("查看原日志"), self._read_log)
        menu.addAction(_("另存为文本文件"), self.save_text)
        menu.addAction(_("管理快捷短语"), self.phrases.manage)
        menu.addSeparator()
        menu.addAction(_("丢弃草稿"), self.discard)
        self.head.more.setMenu(menu)

    def _connect(self) -> None:
        self.form.changed.connect(self._changed)
        self.form.customer_changed.connect(self._customer_changed)
        self.form.contact_wanted.connect(self._add_contact)
        self.notes.said.connect(self.form.say_time_notes)
        self.side.promises_changed.connect(self._changed)
        self.side.phrases_wanted.connect(self.phrases.manage)
        self.foot.complete.clicked.connect(self.complete)
        self.foot.later.clicked.connect(self._go_later)
        self.banner.pressed.connect(self.save_text)
        self.phrases.changed.connect(self.form.content.set_phrases)
        self.phrases.changed.connect(self.side.set_phrases)
        self.autosave.saved.connect(self._was_saved)
        self.autosave.failed.connect(self._was_not_saved)
        self._workspace.sync_changed.connect(self._show_banner)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    # -- opening ------------------------------------------------------------------------------------------------

    def show_draft(self, draft: LogDraft, *, fresh: bool) -> None:
        """Show a draft; a fresh one is filled in with what the customer's file presets."""
        self._fresh, self._tried, self.banner.trouble = fresh, False, ""
        self.banner.returned = draft.returned.reason if draft.returned is not None else ""
        self.side.allow_ticks(allowed=draft.returned is None)
        self.read_log.setVisible(draft.returned is not None)
        self._context = None
        self.notes.forget()
        self.side.set_kept(())
        self.form.show_context(None, self._workspace.actor.id)
        self.form.set_draft(draft)
        self.side.set_kept(draft.kept_task_ids)
        self.form.show_errors({})
        self.head.show_draft(draft)
        self.autosave.dirty = False
        self._show_banner()
        self.phrases.read()
        if draft.customer_id:
            self._read_context(draft.customer_id)
        else:
            self.side.show_context(None, self._workspace.today())
        self._judge()
        self.area.verticalScrollBar().setValue(0)
        first = self.form.contacts.edit if draft.customer_id and not draft.contacts else self.form.content.edit
        (first if draft.customer_id else self.form.customer).setFocus(Qt.FocusReason.OtherFocusReason)

    def draft(self) -> LogDraft:
        """Give the form as it stands."""
        return msgspec.structs.replace(self.form.draft(), kept_task_ids=self.side.kept)

    def _read_context(self, customer_id: str) -> None:
        mended = self.form.draft().visit_id
        job = self._workspace.read(visit_context, customer_id, self._workspace.today(), but=mended)
        job.done.connect(partial(self._take_context, customer_id))

    def _take_context(self, customer_id: str, context: VisitContext | None) -> None:
        if self.form.customer.customer_id != customer_id:
            return
        self._context = context
        self.form.show_context(context, self._workspace.actor.id)
        self.side.show_context(context, self._workspace.today())
        if context is not None and self._fresh:
            self.form.preset(context)
        self.head.show_customer(context)
        self._judge()
        self.described.emit()

    def _customer_changed(self, customer_id: str) -> None:
        self._context = None
        self.side.set_kept(())
        if customer_id:
            self._read_context(customer_id)
        else:
            self.form.show_context(None, self._workspace.actor.id)
            self.side.show_context(None, self._workspace.today())
            self.head.show_customer(None)

    def set_narrow(self, narrow: bool) -> None:  # noqa: FBT001 -- a setter with one value
        """Fit into a narrow window."""
        self.side.setFixedWidth(px(284 if narrow else 352))

    # -- saving -------------------------------------------------------------------------------------------------

    def _changed(self) -> None:
        if not self.form.is_filled:
            return
        self.autosave.touch()
        self._show_banner()
        self._judge()

    def _focus_moved(self, old: QWidget | None, _now: QWidget | None) -> None:
        if old is not None and (old is self.form or self.form.isAncestorOf(old)):
            self.autosave.flush()

    def save_now(self) -> None:
        """Save the draft at once."""
        self.autosave.dirty = True
        self.autosave.flush()

    def _was_saved(self) -> None:
        self.banner.trouble = ""
        self.head.show_saved(f"{local(self._workspace.now()):%H:%M:%S}")
        self._show_banner()

    def _was_not_saved(self, trouble: Any) -> None:  # noqa: ANN401 -- a Trouble of the services
        self.banner.trouble = explain(trouble.code, trouble.facts)
        self.head.show_saved("")
        self._show_banner()

    def _show_banner(self) -> None:
        self.banner.judge(self.form.files.files)

    def save_text(self) -> None:
        """Offer what was typed as a text file."""
        self.text.offer(self.draft())

    def discard(self) -> None:
        """Throw the draft away after asking."""
        dialog = confirm(
            self.window(), _("丢弃这份草稿？"), _("已填写的内容和附件不会保留。"), _("丢弃草稿"), name="draft-discard"
        )
        dialog.accepted.connect(self._discard)

    def _discard(self) -> None:
        self.autosave.drop(self.draft().key)
        self.left.emit()

    def _read_log(self) -> None:
        self.autosave.flush()
        self.log_wanted.emit(self.draft().visit_id)

    def _go_later(self) -> None:
        self.autosave.flush()
        self.left.emit()

    def _add_contact(self, name: str) -> None:
        dialog = ContactDialog(self._workspace, self.form.customer.customer_id, name, self.window())
        dialog.added.connect(self._contact_added)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _contact_added(self, contact_id: str, name: str, detail: str) -> None:
        self.form.contacts.add(Person(contact_id, name, detail))
        self._read_context(self.form.customer.customer_id)

    # -- completing ---------------------------------------------------------------------------------------------

    def _least(self) -> int:
        return self._context.params.content_min if self._context is not None else SHORTEST_CONTENT

    def _judge(self) -> None:
        """Say what is missing, and the marks a reader would see."""
        draft, now = self.draft(), self._workspace.now()
        found = draft.problems(now, self._least())
        context = self._context
        flags = draft.flags(now, context.recent, context.params) if context is not None and draft.content else ()
        self.foot.show_state(found, flags, len(PLACEHOLDER.findall(draft.content)))
        self.notes.judge(draft, context)
        if self._tried:
            self.form.show_errors({problem.field: explain_problem(problem) for problem in found})

    def complete(self) -> None:
        """Record the visit, or say what is missing and go there."""
        if self.form.files.busy or self.foot.complete.busy:
            return
        draft = self.draft()
        stamp = self._workspace.stamp()
        found = draft.problems(stamp["at"], self._least())
        self._tried = True
        self.form.show_errors({problem.field: explain_problem(problem) for problem in found}, focus=True)
        self.foot.show_state(found, ())
        if found:
            focused = QApplication.focusWidget()
            if focused is not None and self.form.isAncestorOf(focused):
                self.area.ensureWidgetVisible(focused, 40, 60)
            return
        self.autosave.flush()
        make = draft.command if draft.returned is None else draft.revision
        command = make(stamp["id"], stamp["at"])
        self.foot.complete.set_busy(_("登记中"))
        job = self._workspace.run(command)
        job.done.connect(ignoring(self._was_completed, command, draft))
        job.refused.connect(self._was_refused)
        job.failed.connect(self._was_not_saved)
        job.finished.connect(ignoring(self.foot.complete.set_busy))

    def _was_completed(self, command: LogVisit | ReviseVisit, draft: LogDraft) -> None:
        self.autosave.drop(draft.key)
        self.completed.emit(command, draft)

    def _was_refused(self, refused: Refused) -> None:
        if refused.problems:
            self.form.show_errors({problem.field: explain_problem(problem) for problem in refused.problems}, focus=True)
        self._notices.say(explain_refused(refused, "visit_logs"), tone="warn")
