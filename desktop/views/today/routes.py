"""Where the start screen leads: visits, customers, papers."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop.views.targets import (
    CalendarTarget,
    CustomerListTarget,
    CustomerTarget,
    PaperTarget,
    VisitLogTarget,
    VisitTarget,
)
from desktop.views.theme import icon
from desktop.wording import _
from desktop.workspace import Workspace
from domain.queries.today import DayVisit


class Routes(QObject):
    """Signal `navigate(str, object)`; `chosen` gives the visit the screen is about."""

    navigate = Signal(str, object)

    def __init__(self, screen: QWidget, workspace: Workspace, chosen: Callable[[], DayVisit | None]) -> None:
        super().__init__(screen)
        self._screen, self._workspace, self._chosen = screen, workspace, chosen

    def visit(self, visit: DayVisit) -> None:
        """Lead to a visit's log, or to the form that records it."""
        if visit.visit_id is not None:
            self.log(visit.visit_id)
        else:
            self.navigate.emit("visits", VisitLogTarget(visit.customer_id, visit.plan_id))

    def record(self) -> None:
        """Lead to the form, of the chosen visit where it is not logged yet."""
        visit = self._chosen()
        if visit is not None and visit.visit_id is None:
            self.visit(visit)
        else:
            self.navigate.emit("visits", VisitLogTarget())

    def log(self, visit_id: str) -> None:
        """Lead to a visit log."""
        self.navigate.emit("visits", VisitTarget(visit_id))

    def calendar(self) -> None:
        """Lead to the calendar of today."""
        self.navigate.emit("visits", CalendarTarget(self._workspace.today()))

    def customers(self, view: str) -> None:
        """Lead to the customers of a view."""
        self.navigate.emit("customers", CustomerListTarget(view))

    def customer(self, customer_id: str) -> None:
        """Lead to a customer's file."""
        self.navigate.emit("customers", CustomerTarget(customer_id))

    def file(self) -> None:
        """Lead to the file of the chosen visit's customer."""
        visit = self._chosen()
        if visit is not None:
            self.customer(visit.customer_id)

    def plan_paper(self) -> None:
        """Lead to the service plan of the chosen visit's customer."""
        visit = self._chosen()
        if visit is not None:
            self.navigate.emit("papers", PaperTarget("service_plan", customer_ids=(visit.customer_id,)))

    def menu(self, visit: DayVisit) -> QMenu:
        """Make the menu of a visit on the timeline."""
        menu = QMenu(self._screen)
        words = _("打开走访日志") if visit.visit_id is not None else _("记录走访")
        menu.addAction(icon("notebook-pen"), words).triggered.connect(partial(self.visit, visit))
        menu.addAction(icon("building-2"), _("打开客户档案")).triggered.connect(self.file)
        menu.addAction(icon("printer"), _("打印服务计划书")).triggered.connect(self.plan_paper)
        menu.addAction(icon("calendar-days"), _("打开周历")).triggered.connect(self.calendar)
        return menu
