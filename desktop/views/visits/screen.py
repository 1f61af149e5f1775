"""The visits screen: it shows the calendar, the form, or one log, and passes actions on."""

from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from desktop.models.visits import DRAFT_KIND, LogDraft
from desktop.views.notices import Notices
from desktop.views.screen import Screen
from desktop.views.targets import CalendarTarget, PaperTarget, VisitLogTarget, VisitTarget
from desktop.views.visits.draft_opener import DraftOpener
from desktop.views.visits.log_page import LogPage
from desktop.views.widgets.layouts import column
from desktop.wording import _
from desktop.wording.explain import explain_refused
from desktop.workspace import Workspace
from domain.commands import LogVisit
from domain.errors import Refused


class VisitsScreen(Screen):
    """走访. Targets: None or CalendarTarget for the week, VisitLogTarget for the form, VisitTarget for one log."""

    screen_id = "visits"

    def __init__(self, workspace: Workspace, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._notices = workspace, notices
        self.log = LogPage(workspace, notices)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.log)
        column(self.stack, spacing=0, parent=self)
        self.opener = DraftOpener(workspace, self)
        self.opener.ready.connect(self._show_draft)
        self.log.completed.connect(self._completed)

    def _show_draft(self, draft: LogDraft, fresh: bool) -> None:  # noqa: FBT001 -- a slot
        self.stack.setCurrentWidget(self.log)
        self.log.show_draft(draft, fresh=fresh)

    @override
    def open(self, target: object | None) -> None:
        if isinstance(target, VisitLogTarget):
            self.opener.open(target)

    def _completed(self, command: LogVisit, draft: LogDraft) -> None:
        self._notices.say(_("走访日志已登记"))

    @override
    def trigger(self, action_id: str) -> bool:
        acts = {"complete": self.log.complete, "save": self.log.save_now, "phrases": self.log.form.content.open_phrases}
        if action_id in acts:
            acts[action_id]()
            return True
        return False
