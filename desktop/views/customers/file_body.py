"""What a customer's file consists of: the header, the tabs, and what they read."""

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from desktop.background import Job
from desktop.models.audit import audit_model
from desktop.models.customer_lists import tasks_model, visits_model
from desktop.models.customers import CHINA
from desktop.models.tasks import TaskDraft
from desktop.views.customers.contacts import ContactsTab
from desktop.views.customers.deeds import Deeds, refusals
from desktop.views.customers.edit_page import EditPage
from desktop.views.customers.header import FileHeader
from desktop.views.customers.list_tabs import ListTab
from desktop.views.customers.overview import OverviewTab
from desktop.views.notices import Notices
from desktop.views.sync_words import full_moment
from desktop.views.targets import CalendarTarget, TaskTarget, VisitLogTarget, VisitTarget
from desktop.views.tasks import TaskDialog
from desktop.views.theme import px
from desktop.views.widgets import Button, EmptyState, HairLine, Label, column, row
from desktop.wording import N_, _, ngettext
from desktop.wording.explain import explain
from desktop.workspace import Workspace
from domain.errors import Refused
from domain.permissions import Permission
from domain.queries.customer_files import CustomerFile, FileTaskRow, FileVisitRow, customer_file
from domain.queries.people import PersonRow, colleagues
from domain.rules.codes import CodeLists

TABS: Final = (
    ("overview", N_("概况")),
    ("contacts", N_("关键人")),
    ("visits", N_("走访")),
    ("tasks", N_("任务")),
    ("history", N_("变更记录")),
)
LATE_TAB: Final = 3
SHOWN: Final = {
    "contacts": frozenset({"contacts"}),
    "visits": frozenset({"visit_logs", "visit_plans"}),
    "tasks": frozenset({"tasks"}),
    "history": frozenset({"audit_entries"}),
}
"""Kinds of rows each tab reads."""
FOUND: Final = 12


class FileBody(QWidget):
    """Header and tabs of one customer.

    Signals: `navigate(str, object)`, `status_changed()`, `closed()` when there is nothing to show, `file_read()` after
    the file was read anew.
    """

    navigate = Signal(str, object)
    status_changed = Signal()
    closed = Signal()
    file_read = Signal()

    def __init__(self, workspace: Workspace, notices: Notices, codes: CodeLists, deeds: Deeds) -> None:
        super().__init__()
        self._workspace = workspace
        self._notices = notices
        self._codes = codes
        self._deeds = deeds
        self._refusals = refusals(workspace)
        self._file: CustomerFile | None = None
        self._customer_id = ""
        self._jobs: dict[str, Job] = {}
        self._people: tuple[tuple[str, str], ...] = ()
        self._waiting: frozenset[str] = frozenset()
        self._form: EditPage | None = None
        self._tabs: dict[str, QWidget] = {}
        self._build()
        workspace.changed.connect(self._changed)

    def _build(self) -> None:
        self.header = FileHeader(self._codes, self._refusals)
        self.tab_bar = QTabBar()
        self.tab_bar.setObjectName("customer.tabs")
        self.tab_bar.setExpanding(False)
        self.tab_bar.setDrawBase(False)
        for _code, words in TABS:
            self.tab_bar.addTab(_(words))
        self._late = Label("●", "micro", "bad", parent=self.tab_bar)
        self._late.hide()
        self.tab_bar.currentChanged.connect(self._tab_changed)
        self.overview = OverviewTab(self._codes, self._refusals)
        self.stack = QStackedWidget()
        self._tabs["overview"] = self.overview
        self.stack.addWidget(self.overview)
        self._page = QWidget()
        column(
            self.header,
            row(self.tab_bar, None, margins=(24, 0, 0, 0)),
            HairLine(),
            self.stack,
            spacing=0,
            parent=self._page,
        ).setStretch(3, 1)
        self._failure = EmptyState("circle-alert", "", tone="bad", name="customer.failure")
        self._failure.pressed.connect(self.closed)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._page)
        self.pages.addWidget(self._failure)
        column(self.pages, spacing=0, parent=self)

    # -- what the screen asks -------------------------------------------------------------------------------------

    @property
    def customer_id(self) -> str:
        """The customer shown."""
        return self._customer_id

    def title(self) -> str:
        """Give the customer's name."""
        return self._file.row.name if self._file is not None else _("客户档案")

    def status_segments(self) -> list[str]:
        """Say how fresh the file is."""
        if self._file is None:
            return []
        when = full_moment(self._file.row.updated_at, self._workspace.today())
        own = _("有改动待同步") if self._customer_id in self._waiting else _("本机无改动")
        return [_("本户资料更新于 {when}").format(when=when), own]

    def layout_for(self, width_class: str) -> None:
        """Fit into a width class."""
        self.header.set_tight(width_class in {"narrow", "small"})
        self.overview.set_tight(width_class not in {"wide", "reference"})

    def panels(self) -> list[QWidget]:
        """Give the panels F6 walks through."""
        return [self._form] if self._form is not None else [self.header, self.tab_bar, self.stack]

    def add_contact(self) -> bool:
        """Open the dialog for a new key person; tells whether that is permitted and possible here."""
        tab = self._tabs.get("contacts")
        if not isinstance(tab, ContactsTab) or self._refusals["contacts"]:
            return False
        tab.add()
        return True

    def show_tab(self, tab: str) -> None:
        """Show a tab by its code; an unknown one shows the first."""
        codes = [code for code, _words in TABS]
        place = codes.index(tab) if tab in codes else 0
        if self.tab_bar.currentIndex() == place:
            self._tab_changed(place)
        else:
            self.tab_bar.setCurrentIndex(place)

    # -- reading --------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the file again."""
        job = self._start("file", self._workspace.read(customer_file, self._customer_id, today=self._workspace.today()))
        job.done.connect(self._took)
        job.refused.connect(self._not_found)
        self._start("people", self._workspace.read(colleagues)).done.connect(self._took_people)
        self._start("waiting", self._workspace.outbox.waiting_ids()).done.connect(self._took_waiting)

    def _start(self, name: str, job: Job) -> Job:
        older = self._jobs.get(name)
        if older is not None:
            older.cancel()
        self._jobs[name] = job
        return job

    def _took(self, file: CustomerFile) -> None:
        self._file = file
        today = self._workspace.today()
        self.header.show_file(file, today)
        self.overview.show_file(file, today)
        counts = {"contacts": file.contacts, "visits": file.visits, "tasks": file.open_tasks}
        for place, (code, words) in enumerate(TABS):
            number = counts.get(code)
            self.tab_bar.setTabText(place, f"{_(words)} {number}" if number else _(words))
        # A button of the bar would stand behind the 20 px that the style keeps free after each tab.
        place_of_tab = self.tab_bar.tabRect(LATE_TAB)
        self._late.move(place_of_tab.right() - px(17), place_of_tab.top() + px(7))
        self._late.setVisible(bool(file.overdue_tasks))
        words = ngettext("{count} 项任务逾期", "{count} 项任务逾期", file.overdue_tasks).format(
            count=file.overdue_tasks
        )
        self.tab_bar.setTabToolTip(LATE_TAB, words if file.overdue_tasks else "")
        self.pages.setCurrentWidget(self._form or self._page)
        self.status_changed.emit()
        self.file_read.emit()

    def _not_found(self, refused: Refused) -> None:
        self._failure.say(
            "circle-alert", _("打不开这份档案"), explain(refused.code, refused.facts), _("返回客户列表"), tone="bad"
        )
        self.pages.setCurrentWidget(self._failure)

    def _took_people(self, people: tuple[PersonRow, ...]) -> None:
        self._people = tuple((person.id, person.name) for person in people)

    def _took_waiting(self, ids: frozenset[str]) -> None:
        self._waiting = ids
        self.status_changed.emit()

    def _changed(self, kinds: frozenset[str]) -> None:
        if not self._customer_id or not self.isVisible():
            return
        self.read()
        shown = self._tab()
        if kinds & SHOWN.get(shown, frozenset()):
            self._show_lists(shown)

    # -- tabs -----------------------------------------------------------------------------------------------------

    def _tab(self) -> str:
        return TABS[max(self.tab_bar.currentIndex(), 0)][0]

    def _tab_changed(self, place: int) -> None:
        tab = TABS[place][0]
        if tab not in self._tabs:
            self._tabs[tab] = self._make_tab(tab)
            self.stack.addWidget(self._tabs[tab])
        self.stack.setCurrentWidget(self._tabs[tab])
        self._show_lists(tab)

    def _show_lists(self, tab: str) -> None:
        shown = self._tabs[tab]
        if isinstance(shown, ContactsTab | ListTab) and self._customer_id:
            shown.show_customer(self._customer_id)

    def _make_tab(self, tab: str) -> QWidget:
        if tab == "contacts":
            verdict = self._workspace.may(Permission.CONTACT_REVEAL)
            reveal = "" if verdict.ok else explain(verdict.code)
            return ContactsTab(self._workspace, self._codes, self._deeds, self._refusals, reveal)
        return {"visits": self._visits_tab, "tasks": self._tasks_tab, "history": self._history_tab}[tab]()

    def _visits_tab(self) -> ListTab:
        today = self._workspace.today
        made = ListTab(
            "customer.visits",
            lambda key: visits_model(self._workspace, key, today),
            EmptyState("notebook-pen", _("还没有走访记录"), name="customer.visits.empty"),
            action=Button(_("记录走访"), icon="notebook-pen", size="small", name="customer.visits.log"),
            refusal=self._refusals["log"],
            two_lines=True,
        )
        made.opened.connect(self._open_visit)
        made.asked.connect(self._log)
        return made

    def _tasks_tab(self) -> ListTab:
        today, why = self._workspace.today, _("走访登记时可一并建立后续任务")
        made = ListTab(
            "customer.tasks",
            lambda key: tasks_model(self._workspace, key, today),
            EmptyState("list-checks", _("没有任务"), why, name="customer.tasks.empty"),
            action=Button(_("新建任务"), icon="plus", size="small", name="customer.tasks.add"),
            refusal=self._refusals["task"],
        )
        made.opened.connect(self._open_task)
        made.asked.connect(self.add_task)
        return made

    def _history_tab(self) -> ListTab:
        empty = EmptyState("history", _("还没有变更记录"), name="customer.history.empty")
        make = partial(audit_model, self._workspace, codes=self._codes, today=self._workspace.today)
        return ListTab("customer.history", make, empty, two_lines=True)

    def add_task(self) -> bool:
        """Open the form of a new task for this customer; tells whether that is permitted."""
        if self._refusals["task"] or self._file is None:
            return False
        draft = TaskDraft(
            customer_id=self._customer_id,
            customer_name=self._file.row.name,
            assignee_id=self._workspace.actor.id,
            due=self._workspace.today(),
        )
        dialog = TaskDialog(self, self._workspace, draft=draft)
        dialog.saved.connect(lambda _task_id: self._notices.say(_("任务已新建")))
        dialog.open()
        return True

    # -- going elsewhere ------------------------------------------------------------------------------------------

    def _log(self) -> None:
        self.navigate.emit("visits", VisitLogTarget(customer_id=self._customer_id))

    def _open_visit(self, shown: FileVisitRow) -> None:
        if shown.is_plan:
            self.navigate.emit("visits", CalendarTarget(day=shown.starts_at.astimezone(CHINA).date()))
        else:
            self.navigate.emit("visits", VisitTarget(shown.id))

    def _open_task(self, shown: FileTaskRow) -> None:
        self.navigate.emit("today", TaskTarget(shown.id))
