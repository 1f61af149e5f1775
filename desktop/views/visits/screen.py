"""The visits screen: it shows the calendar, the form, or one log, and passes actions on."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from desktop.models.visits import DRAFT_KIND, LogDraft
from desktop.views.notices import Notices
from desktop.views.screen import Screen
from desktop.views.targets import CalendarTarget, VisitLogTarget, VisitTarget
from desktop.views.visits.calendar_page import CalendarPage
from desktop.views.visits.calls import ignoring
from desktop.views.visits.draft_opener import DraftOpener
from desktop.views.visits.log_page import LogPage
from desktop.views.visits.visit_page import VisitPage
from desktop.views.widgets.layouts import column
from desktop.wording import _, ngettext
from desktop.wording.explain import explain_refused
from desktop.workspace import Workspace
from domain.commands import LogVisit, ReviseVisit
from domain.errors import Refused
from domain.permissions import Permission


class VisitsScreen(Screen):
    """走访. Targets: None or CalendarTarget for the week, VisitLogTarget for the form, VisitTarget for one log."""

    screen_id = "visits"

    def __init__(self, workspace: Workspace, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._notices = workspace, notices
        self.calendar = CalendarPage(workspace, notices)
        self.log = LogPage(workspace, notices)
        self.visit = VisitPage(workspace, notices)
        self.opener = DraftOpener(workspace, self)
        self.stack = QStackedWidget()
        for page in (self.calendar, self.log, self.visit):
            self.stack.addWidget(page)
            page.described.connect(self.status_changed)
        column(self.stack, spacing=0, parent=self)
        self.calendar.navigate.connect(self.navigate)
        self.visit.navigate.connect(self.navigate)
        self.opener.ready.connect(self._show_draft)
        self.opener.counted.connect(self.calendar.show_drafts)
        self.log.completed.connect(self._completed)
        self.visit.revise_wanted.connect(self.opener.revise)
        self.log.log_wanted.connect(self._read_log)
        self.log.left.connect(ignoring(self.navigate.emit, "visits", None))

    @override
    def title(self) -> str:
        page = self.stack.currentWidget()
        if page is self.log:
            return self.log.head.heading.text()
        return _("走访日志") if page is self.visit else _("走访")

    @override
    def breadcrumb(self) -> list[str]:
        page = self.stack.currentWidget()
        if page is self.calendar:
            return [_("走访"), _("周历")]
        return [_("走访"), self.title()]

    @override
    def status_segments(self) -> list[str]:
        page = self.stack.currentWidget()
        if page is self.log:
            files = self.log.form.files.files
            count = self._workspace.status.waiting
            waiting = [_("待同步 {count} 项").format(count=count)] if count else []
            attached = ngettext("附件 {count} 个", "附件 {count} 个", len(files)).format(count=len(files))
            return [*waiting, attached] if files else waiting
        if page is not self.calendar:
            return []
        due, planned, logged, unlogged = self.calendar.numbers()
        said = [
            _("应访 {count} 户").format(count=due),
            _("已排 {count} 场").format(count=planned),
            _("已登记 {count} 场").format(count=logged),
        ]
        return [*said, _("未登记 {count} 场").format(count=unlogged)] if unlogged else said

    @override
    def open(self, target: object | None) -> None:
        self.log.autosave.flush()
        if isinstance(target, VisitLogTarget):
            self.opener.open(target)
            return
        if isinstance(target, VisitTarget):
            self.visit.show_visit(target.visit_id, mend=True)
            self._turn_to(self.visit)
            return
        self._turn_to(self.calendar)
        wanted = target if isinstance(target, CalendarTarget) else CalendarTarget()
        self.calendar.show_week(wanted.day or self._workspace.today(), wanted.customer_ids)
        self.opener.count()

    def _turn_to(self, page: QWidget) -> None:
        self.stack.setCurrentWidget(page)
        self.status_changed.emit()

    def _read_log(self, visit_id: str) -> None:
        self.visit.show_visit(visit_id)
        self._turn_to(self.visit)

    def _show_draft(self, draft: LogDraft, fresh: bool) -> None:  # noqa: FBT001 -- a slot
        self._turn_to(self.log)
        self.log.show_draft(draft, fresh=fresh)
        self.status_changed.emit()

    # -- after a log was completed ------------------------------------------------------------------------------

    def _completed(self, command: LogVisit | ReviseVisit, draft: LogDraft) -> None:
        words = _("走访日志已登记") if draft.returned is None else _("走访日志已补充登记")
        self._notices.say(words, partial(self._undo, command, draft))
        self.navigate.emit("visits", VisitTarget(command.visit_id))

    def _undo(self, command: LogVisit | ReviseVisit, draft: LogDraft) -> None:
        job = self._workspace.take_back(command.id)
        job.done.connect(ignoring(self._reopen, draft))
        job.refused.connect(self._not_undone)

    def _reopen(self, draft: LogDraft) -> None:
        job = self._workspace.drafts.save(DRAFT_KIND, draft.key, draft.body())
        job.done.connect(ignoring(self.navigate.emit, "visits", VisitLogTarget(draft_key=draft.key)))

    def _not_undone(self, refused: Refused) -> None:
        self._notices.say(explain_refused(refused, "visit_logs"), tone="warn")

    # -- actions ------------------------------------------------------------------------------------------------

    def _acts(self) -> dict[str, Callable[[], object]]:
        page = self.stack.currentWidget()
        acts: dict[str, Callable[[], object]]
        if page is self.log:
            acts = {
                "complete": self.log.complete,
                "save": self.log.save_now,
                "phrases": self.log.form.content.open_phrases,
            }
        elif page is self.visit:
            acts = {"print": self.visit.print_record}
        else:
            acts = {"find": self.calendar.due.open_search, "new": self.calendar.plan_new}
        return acts | {"visit.plan": self.plan, "visit.log": self.record}

    @override
    def takes(self, action_id: str) -> bool:
        return action_id in self._acts()

    @override
    def trigger(self, action_id: str) -> bool:
        act = self._acts().get(action_id)
        if act is not None:
            act()
        return act is not None

    @override
    def keep(self) -> None:
        self.log.autosave.flush()

    def plan(self) -> None:
        """Plan a visit from wherever on this screen."""
        if not self._workspace.may(Permission.VISIT_PLAN).ok:
            return
        if self.stack.currentWidget() is not self.calendar:
            self.navigate.emit("visits", None)
        self.calendar.plan_new()

    def record(self) -> None:
        """Record a visit: of the block the keyboard stands on, else of nobody yet."""
        if not self._workspace.may(Permission.VISIT_LOG).ok:
            return
        block = self.calendar.week.cursor_.block
        shown = self.stack.currentWidget() is self.calendar and self.calendar.week.hasFocus()
        own = shown and not self.calendar.deeds.owner_id
        plan_id = block.id if own and block is not None and block.is_open else None
        self.navigate.emit("visits", VisitLogTarget(plan_id=plan_id))

    @override
    def layout_changed(self, width_class: str) -> None:
        low = width_class in ("laptop", "narrow", "small")
        self.calendar.set_low(low)
        self.log.set_narrow(low)

    @override
    def panels(self) -> list[QWidget]:
        page = self.stack.currentWidget()
        if page is self.log:
            return [self.log.form, self.log.side, self.log.foot]
        if page is self.visit:
            return [self.visit.comments]
        return [self.calendar.due, self.calendar.head, self.calendar.stack]
