"""The week calendar with the customers still to be planned beside it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from desktop.background import Job
from desktop.models.due_customers import DraggedCustomer
from desktop.models.visits import LogDraft
from desktop.views.notices import Notices
from desktop.views.targets import VisitLogTarget, VisitTarget
from desktop.views.visits.calendar_deeds import CalendarDeeds
from desktop.views.visits.calendar_head import CalendarHead
from desktop.views.visits.calls import ignoring
from desktop.views.visits.due_panel import DuePanel
from desktop.views.visits.proposals_dialog import ProposalsDialog
from desktop.views.visits.slot_words import busy_times
from desktop.views.visits.week_canvas import HOUR, LOW_HOUR
from desktop.views.visits.week_list import WeekList
from desktop.views.visits.week_paint import Look, look_of
from desktop.views.visits.week_view import WeekView
from desktop.views.visits.words import local
from desktop.views.widgets import Plane, ProgressLine
from desktop.views.widgets.layouts import column, row
from desktop.wording import _
from desktop.workspace import Workspace
from domain.queries.visit_choices import ContactChoice, calendar_people
from domain.queries.visits import BlockKind, DueCustomer, VisitBlock, due_customers, visit_blocks
from domain.rules.visit_slots import STEP, Proposal, Wanted, propose, snap

KINDS = frozenset({"visit_plans", "visit_logs", "customers", "tasks", "conflicts", "parameters"})
WEEK = 7
AHEAD = 14


class CalendarPage(QWidget):
    """Signals: `navigate(str, object)` as screens do, `described()` after the numbers of the status bar changed."""

    navigate = Signal(str, object)
    described = Signal()

    def __init__(self, workspace: Workspace, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._notices = workspace, notices
        self.head = CalendarHead()
        self.due = DuePanel()
        self.week = WeekView(workspace.now)
        self.list = WeekList()
        self.progress = ProgressLine()
        self.deeds = CalendarDeeds(workspace, notices, self)
        self.blocks: tuple[VisitBlock, ...] = ()
        self._deadlines: tuple[DueCustomer, ...] = ()
        self._wanted: tuple[str, ...] = ()
        self._turn = 0
        self.stack = QStackedWidget()
        self.stack.addWidget(self.week)
        listing = Plane("sheet")
        column(self.list, spacing=0, margins=(16, 4, 16, 8), parent=listing)
        self.stack.addWidget(listing)
        right = column(self.head, self.progress, self.stack, spacing=0)
        row(self.due, right, spacing=0, parent=self).setStretch(1, 1)
        menu = QMenu(self)
        menu.addAction(_("导出本周日历 (.ics)"), self.export)
        self.head.more.setMenu(menu)
        self.head.permit(workspace)
        self._connect()

    def _connect(self) -> None:
        self.head.stepped.connect(self.step)
        self.head.whose.chosen.connect(self.show_owner)
        self.head.today.connect(self.go_today)
        self.head.mode.connect(self.set_mode)
        self.head.plan.clicked.connect(self.plan_new)
        self.head.log.clicked.connect(ignoring(self.navigate.emit, "visits", VisitLogTarget()))
        self.due.chosen.connect(self._plan_customer)
        self.due.auto_wanted.connect(self.propose)
        self.week.opened.connect(self.open_block)
        self.week.plan_wanted.connect(self._plan_at)
        self.week.dropped.connect(self._plan_dropped)
        self.week.moved.connect(self.deeds.move)
        self.week.cancel_wanted.connect(self.deeds.cancel)
        self.week.menu_wanted.connect(self._open_menu)
        self.week.week_wanted.connect(self.step)
        self.week.today_wanted.connect(self.go_today)
        self.week.day_wanted.connect(self.show_day)
        self.week.refused.connect(self.deeds.warn)
        self.list.opened.connect(self.open_block)
        self._workspace.changed.connect(self._changed)
        self._workspace.sync_changed.connect(self._read_waiting)

    # -- days ---------------------------------------------------------------------------------------------------

    def show_week(self, day: date, customer_ids: Sequence[str] = ()) -> None:
        """Show the week of a day; customers given are marked in the list of the unplanned."""
        self._wanted = tuple(customer_ids)
        self._show(day - timedelta(days=day.weekday()), WEEK)
        self._workspace.read(calendar_people).done.connect(self._take_people)

    def show_day(self, day: date) -> None:
        """Show one day alone."""
        self.head.modes.set_value("day")
        self.stack.setCurrentWidget(self.week)
        self._show(day, 1)

    def show_owner(self, owner_id: str) -> None:
        """Show the calendar of a member, or with "" one's own; what is planned is planned there."""
        self.deeds.owner_id = owner_id
        self.week.show_blocks(())
        self.read()

    def _take_people(self, people: tuple[ContactChoice, ...]) -> None:
        self.head.show_people(people)
        if self.head.whose.value != self.deeds.owner_id:
            self.show_owner(self.head.whose.value)

    def go_today(self) -> None:
        """Go back to today."""
        today = self._workspace.today()
        self._show(today if self.week.days == 1 else today - timedelta(days=today.weekday()), self.week.days)
        self.week.reveal(self._workspace.now())

    def step(self, pages: int) -> None:
        """Go so many weeks or days on."""
        self._show(self.week.first + timedelta(days=pages * self.week.days), self.week.days)

    def set_mode(self, mode: str) -> None:
        """Show a day, a week, or the week as a list."""
        self.head.modes.set_value(mode)
        self.stack.setCurrentIndex(1 if mode == "list" else 0)
        first, today = self.week.first, self._workspace.today()
        if mode == "day" and self.week.days == WEEK:
            inside = first <= today < first + timedelta(days=WEEK)
            self._show(today if inside else first, 1)
        elif mode != "day" and self.week.days == 1:
            self._show(first - timedelta(days=first.weekday()), WEEK)

    def set_low(self, low: bool) -> None:  # noqa: FBT001 -- a setter with one value
        """Fit hours and head into a low or narrow window."""
        self.week.set_hour(LOW_HOUR if low else HOUR)
        self.head.allow_legend(not low)

    def _show(self, first: date, days: int) -> None:
        self.week.show_days(first, days)
        self.head.show_range(first, days)
        self.read()

    # -- reading ------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the days shown, the deadlines and who is unplanned again."""
        self._turn += 1
        today, first = self._workspace.today(), self.week.first
        last = first + timedelta(days=self.week.days - 1)
        self.progress.set_busy(True)
        job = self._workspace.read(visit_blocks, first, last, owner_id=self.deeds.owner_id)
        job.done.connect(partial(self._take_blocks, self._turn))
        job.finished.connect(ignoring(self.progress.set_busy, False))  # noqa: FBT003 -- same
        ahead = max((last - today).days, AHEAD)
        due = self._workspace.read(due_customers, today, days=ahead, planned=True, owner_id=self.deeds.owner_id)
        due.done.connect(partial(self._take_due, self._turn))
        self._read_waiting()

    def _changed(self, kinds: frozenset[str]) -> None:
        if kinds & KINDS and self.isVisible():
            self.read()

    def _read_waiting(self) -> None:
        if self.isVisible():
            self._workspace.outbox.waiting_ids().done.connect(self.week.show_waiting)

    def _take_blocks(self, turn: int, blocks: tuple[VisitBlock, ...]) -> None:
        if turn == self._turn:
            self.blocks = blocks
            self.week.show_blocks(blocks)
            self.list.show_blocks(blocks, self._workspace.now())
            self.described.emit()

    def _take_due(self, turn: int, due: tuple[DueCustomer, ...]) -> None:
        if turn != self._turn:
            return
        self._deadlines = due
        self.week.show_due(due)
        today = self._workspace.today()
        bare = [one for one in due if one.planned_at is None and (one.due - today).days <= AHEAD]
        now = local(self._workspace.now())
        self.due.show_customers(bare, today, f"{now:%m-%d %H:%M}")
        self.due.mark(self._wanted)
        self.described.emit()

    def numbers(self) -> tuple[int, int, int, int]:
        """Give how many customers are due in the days shown, how many visits are planned, logged and not logged."""
        now, days = self._workspace.now(), self.week.dates
        looks = [look_of(block, now) for block in self.blocks if block.kind is not BlockKind.OTHER]
        due = sum(days[0] <= one.due <= days[-1] or one.due < self._workspace.today() for one in self._deadlines)
        return due, len(looks), looks.count(Look.LOGGED), looks.count(Look.UNLOGGED)

    # -- deeds --------------------------------------------------------------------------------------------------

    def open_block(self, block: VisitBlock) -> None:
        """Read a log, record a visit that is over, or change a plan."""
        if block.visit_id:
            self.navigate.emit("visits", VisitTarget(block.visit_id))
        elif not block.is_open:
            return
        elif look_of(block, self._workspace.now()) is Look.UNLOGGED and not self.deeds.owner_id:
            self.navigate.emit("visits", VisitLogTarget(plan_id=block.id))
        else:
            self.deeds.edit(block)

    def plan_new(self) -> None:
        """Ask for a new visit at the place of the keyboard, or soon."""
        at = self.week.cursor_.place() if self.week.hasFocus() else self._workspace.now()
        self._plan_at(at)

    def _plan_at(self, at: datetime) -> None:
        self.deeds.plan(self._soon(at), ("", ""))

    def _plan_customer(self, customer: DueCustomer) -> None:
        self._read_ahead().done.connect(partial(self._plan_in_gap, customer))

    def _plan_in_gap(self, customer: DueCustomer, blocks: tuple[VisitBlock, ...]) -> None:
        found = self._gaps([customer], blocks)
        at = found[0].starts_at if found else self._soon(self._workspace.now())
        self.deeds.plan(at, (customer.id, customer.name))

    def _plan_dropped(self, customer: DraggedCustomer, at: datetime) -> None:
        self.deeds.plan_at_once(customer.id, customer.name, at)
        self.week.setFocus()

    def _soon(self, at: datetime) -> datetime:
        """Give the moment itself, or the next quarter of an hour when it is over."""
        now = self._workspace.now()
        return at if at >= now else snap(now) + STEP

    def _open_menu(self, block: VisitBlock, place: QPoint) -> None:
        menu = QMenu(self)
        if block.visit_id:
            menu.addAction(_("查看日志"), ignoring(self.open_block, block))
        elif block.is_open:
            if not self.deeds.owner_id:
                record = VisitLogTarget(plan_id=block.id)
                menu.addAction(_("记录走访"), ignoring(self.navigate.emit, "visits", record))
            menu.addAction(_("修改安排"), ignoring(self.deeds.edit, block))
            menu.addAction(_("取消这场走访"), ignoring(self.deeds.cancel, block))
        if menu.actions():
            menu.popup(place)

    def propose(self) -> None:
        """Look for gaps of two weeks for everybody unplanned, and ask which to take."""
        self._read_ahead().done.connect(self._open_proposals)

    def _read_ahead(self) -> Job:
        today = self._workspace.today()
        last = today + timedelta(days=AHEAD - 1)
        return self._workspace.read(visit_blocks, today, last, owner_id=self.deeds.owner_id)

    def _open_proposals(self, blocks: tuple[VisitBlock, ...]) -> None:
        customers = self.due.model.customers
        found = self._gaps(customers, blocks)
        dialog = ProposalsDialog(self.window(), found, customers, self._workspace.today())
        dialog.accepted.connect(partial(self._accept, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _gaps(self, customers: Sequence[DueCustomer], blocks: Sequence[VisitBlock]) -> tuple[Proposal, ...]:
        wanted = [Wanted(one.id, one.due) for one in customers]
        today = self._workspace.today()
        days = [today + timedelta(days=at) for at in range(AHEAD)]
        return propose(wanted, days, self._workspace.now(), busy_times(blocks))

    def _accept(self, dialog: ProposalsDialog) -> None:
        self.deeds.plan_all(dialog.chosen)

    def export(self) -> None:
        """Write the days shown as an iCalendar file."""
        self.deeds.export(self.blocks, self.week.first)

    def show_drafts(self, drafts: Sequence[tuple[LogDraft, datetime]]) -> None:
        """Offer the logs that were begun."""
        self.head.show_drafts(len(drafts))
        menu = QMenu(self)
        for draft, saved in drafts:
            words = f"{draft.customer or _('未选客户')}  {local(saved):%m-%d %H:%M}"
            menu.addAction(words, ignoring(self.navigate.emit, "visits", VisitLogTarget(draft_key=draft.key)))
        self.head.drafts.setMenu(menu)
