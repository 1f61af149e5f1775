"""The start screen: the day in a sentence, figures, visits, tasks, and what is about to hurt."""

from functools import partial
from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.background import Job
from desktop.models.tasks import lines
from desktop.models.today import brief_lines, empty_words, next_visit, sentence, shown_alerts, when_words
from desktop.views.notices import Notices
from desktop.views.screen import Screen
from desktop.views.targets import NewTaskTarget, TaskTarget
from desktop.views.tasks import TaskHandling
from desktop.views.theme import px
from desktop.views.today.figures import FigureStrip
from desktop.views.today.header import DayHeader
from desktop.views.today.panels import Panels
from desktop.views.today.routes import Routes
from desktop.views.today.side import alert_row, comment_row
from desktop.views.today.suggesting import Suggesting
from desktop.views.widgets import Banner, ProgressLine
from desktop.views.widgets.layouts import column
from desktop.wording import _, ngettext
from desktop.wording.explain import explain_refused
from desktop.workspace import Workspace
from domain.errors import Refused
from domain.permissions import Permission
from domain.queries.customers import CustomerView
from domain.queries.tasks import TaskRow, task
from domain.queries.today import Brief, DayVisit, Today, brief, today_screen

KINDS: Final = frozenset({"tasks", "visit_logs", "visit_plans", "visit_comments", "customers", "contacts"})
LOW: Final = 690


class TodayScreen(Screen):
    """今日. Targets: None for the day, TaskTarget for one task, NewTaskTarget for the form of a new one."""

    screen_id = "today"

    def __init__(self, workspace: Workspace, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._notices = workspace, notices
        self.tasks = TaskHandling(self, workspace, notices)
        self.suggesting = Suggesting(workspace, self.tasks.deeds)
        self._data: Today | None = None
        self._day = workspace.today()
        self._reading = self._stale = False
        self._sought = ""
        self._brief_job: Job | None = None
        self.header = DayHeader(workspace.today())
        self.trouble = Banner("bad", name="today.trouble")
        self.trouble.hide()
        self.progress = ProgressLine()
        self.figures = FigureStrip()
        self.body = Panels(workspace)
        self.routes = Routes(self, workspace, self.body.timeline.current_visit)
        parts = (self.header, self.progress, self.trouble, self.figures, self.body)
        column(*parts, spacing=0, parent=self).setStretch(4, 1)
        self._connect()
        self._permit()

    def _connect(self) -> None:
        body, routes, tasks = self.body, self.routes, self.tasks
        routes.navigate.connect(self.navigate)
        tasks.navigate.connect(self.navigate)
        self.header.new_task.clicked.connect(self._add)
        self.header.plan.clicked.connect(routes.calendar)
        self.header.log.clicked.connect(routes.record)
        self.trouble.pressed.connect(self.refresh)
        self.figures.pressed.connect(routes.customers)
        body.calendar.clicked.connect(routes.calendar)
        body.no_visits.pressed.connect(routes.calendar)
        body.timeline.selected.connect(self._show_brief)
        body.timeline.opened.connect(routes.visit)
        body.timeline.menu_asked.connect(self._open_visit_menu)
        body.timeline.ticked.connect(self._tick)
        body.timeline.more_asked.connect(routes.calendar)
        body.timeline.suggestion_taken.connect(self._take_suggestion)
        body.timeline.suggestion_dismissed.connect(self._dismiss)
        body.brief.file_asked.connect(routes.file)
        body.brief.print_asked.connect(routes.plan_paper)
        body.list.toggled.connect(tasks.deeds.toggle)
        body.list.opened.connect(tasks.edit)
        body.list.menu_asked.connect(tasks.open_menu)
        body.list.move_asked.connect(tasks.open_days)
        body.note.noted.connect(self._note)
        body.alerts.opened.connect(routes.customer)
        body.all_alerts.clicked.connect(partial(routes.customers, CustomerView.OVERDUE.value))
        body.comments.opened.connect(routes.log)
        self._workspace.changed.connect(self._changed)
        self._workspace.sync_changed.connect(self._read_waiting)
        self._workspace.actor_changed.connect(self._actor_changed)

    def _permit(self) -> None:
        self.header.permit(self._workspace, self.body.brief.printer)
        self.body.note.setVisible(self._workspace.may(Permission.TASK_ADD).ok)

    # -- reading ------------------------------------------------------------------------------------------------

    @override
    def open(self, target: object | None) -> None:
        self._sought = target.task_id if isinstance(target, TaskTarget) else ""
        self.refresh()
        if isinstance(target, NewTaskTarget):
            self.tasks.add(self._workspace.actor.id, target.title)

    def refresh(self) -> None:
        """Read the day anew; a reading under way is followed by another one."""
        if self._reading:
            self._stale = True
            return
        self._reading, self._stale = True, False
        self.progress.setVisible(self._data is None)
        job = self._workspace.read(today_screen, self._workspace.today())
        job.done.connect(self._take)
        job.refused.connect(self._refused)
        job.finished.connect(self._finished)
        self._read_waiting()

    def _changed(self, kinds: frozenset[str]) -> None:
        if kinds & KINDS:
            self._stale = True
            if self.isVisible():
                self.refresh()

    def _actor_changed(self) -> None:
        self._permit()
        self.refresh()

    def _read_waiting(self) -> None:
        job = self._workspace.outbox.waiting_ids()
        job.done.connect(self._take_waiting)

    def _take_waiting(self, ids: frozenset[str]) -> None:
        self.body.list.tasks.set_waiting(ids)
        self.body.timeline.set_waiting(ids)

    def _refused(self, refused: Refused) -> None:
        self.trouble.say("bad", explain_refused(refused), _("重试"))
        self.trouble.show()

    def _finished(self) -> None:
        self._reading = False
        self.progress.hide()
        if self._stale and self.isVisible():
            self.refresh()

    def _take(self, data: Today) -> None:
        self._data, self._day = data, self._workspace.today()
        today, body = self._day, self.body
        self.trouble.hide()
        self.header.show_day(today, sentence(data, today))
        self.figures.show_figures(data.figures, today)
        body.visits.set_count(len(data.visits) or None)
        body.show_empty(visits=bool(data.visits), tasks=bool(data.tasks), words=empty_words(data.figures))
        body.timeline.show_day(data.visits, self.suggesting.made(data))
        body.heading.set_count(sum(1 for row_ in data.tasks if row_.is_open))
        body.list.tasks.set_lines(lines(data.tasks, today))
        body.alerts.show_rows([alert_row(alert, today) for alert in shown_alerts(data.alerts)], len(data.alerts))
        body.all_alerts.setVisible(bool(data.alerts))
        body.comments.show_rows([comment_row(comment, today) for comment in data.comments], len(data.comments))
        body.show_divider(shown=bool(data.comments))
        self._show_next(data)
        self._seek()
        self.status_changed.emit()

    def _show_next(self, data: Today) -> None:
        timeline = self.body.timeline
        chosen = timeline.current_visit() or next_visit(data.visits, self._workspace.now())
        timeline.select(chosen)
        self.body.show_card(shown=chosen is not None)
        if chosen is not None:
            self._show_brief(chosen)

    def _show_brief(self, visit: DayVisit) -> None:
        self.body.show_card(shown=True)
        self.body.brief.show_visit(visit, when_words(visit, self._workspace.now()))
        if self._brief_job is not None:
            self._brief_job.cancel()
        self._brief_job = self._workspace.read(brief, visit.customer_id, visit.subject)
        self._brief_job.done.connect(self._take_brief)

    def _tick(self) -> None:
        """Follow the clock: how far the visit is, and a new day."""
        if self._day != self._workspace.today():
            self._stale = True
            if self.isVisible():
                self.refresh()
        elif self.body.brief.visit is not None:
            visit = self.body.brief.visit
            self.body.brief.show_visit(visit, when_words(visit, self._workspace.now()))

    def _take_brief(self, found: Brief | None) -> None:
        if found is not None:
            self.body.brief.show_lines(brief_lines(found, self._workspace.today()))

    def _seek(self) -> None:
        wanted, self._sought = self._sought, ""
        if wanted and not self.body.list.choose(wanted):
            job = self._workspace.read(task, wanted)
            job.done.connect(self._open_sought)

    def _open_sought(self, found: TaskRow | None) -> None:
        if found is not None:
            self.tasks.edit(found)

    # -- doing --------------------------------------------------------------------------------------------------

    def _take_suggestion(self) -> None:
        if self._data is not None:
            self.suggesting.take(self._data)

    def _dismiss(self) -> None:
        self.suggesting.dismiss()
        if self._data is not None:
            self.body.timeline.show_day(self._data.visits, None)

    def _note(self, words: str, customer_id: str) -> None:
        job = self.tasks.note(words, customer_id)
        for signal in (job.refused, job.failed):
            signal.connect(partial(self._keep_note, words))

    def _keep_note(self, words: str, _reason: object) -> None:
        self.body.note.restore(words)

    def _add(self) -> None:
        self.tasks.add(self._workspace.actor.id)

    def _open_visit_menu(self, visit: DayVisit, place: QPoint) -> None:
        self.tasks.pop_up(self.routes.menu(visit), place)

    # -- what the window asks -----------------------------------------------------------------------------------

    @override
    def title(self) -> str:
        return _("今日")

    @override
    def status_segments(self) -> list[str]:
        if self._data is None:
            return []
        count = sum(1 for row_ in self._data.tasks if row_.is_open)
        late = sum(1 for row_ in self._data.tasks if row_.overdue_days(self._workspace.today()))
        words = [ngettext("任务 {count} 项", "任务 {count} 项", count).format(count=count)]
        return [*words, _("逾期 {count} 项").format(count=late)] if late else words

    @override
    def trigger(self, action_id: str) -> bool:
        acts = {"new": self._add, "task.note": self.body.note.begin, "visit.log": self.routes.record}
        if action_id == "visit.plan":
            acts[action_id] = self.routes.calendar
        if action_id == "plan.print" and self.body.timeline.current_visit() is not None:
            acts[action_id] = self.routes.plan_paper
        if action_id not in acts:
            return False
        acts[action_id]()
        return True

    @override
    def layout_changed(self, width_class: str) -> None:
        self.body.set_narrow(narrow=width_class in ("narrow", "small"))

    @override
    def panels(self) -> list[QWidget]:
        return [self.figures.cells[0], *self.body.walk()]

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = event.size().height() < px(LOW)
        self.figures.set_low(low)
        self.body.set_low(low=low)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()
