"""The strip of figures over the day; each leads to the customers behind it."""

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.models.team import month_mark
from desktop.models.today import (
    Figure,
    arrears_figure,
    due_figure,
    file_figure,
    revenue_figure,
    visits_figure,
)
from desktop.views.widgets import BulletBar, KpiCell, KpiStrip
from desktop.wording import _
from domain.queries.customers import CustomerView
from domain.queries.today import Figures


class FigureStrip(KpiStrip):
    """Five figures. Signal `pressed(str)` the view of the customer list behind one."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.bullet = BulletBar()
        self.revenue = KpiCell(_("计费收入"), name="today.figure-revenue")
        self.visits = KpiCell(_("本月走访"), chart=self.bullet, name="today.figure-visits")
        self.due = KpiCell(_("逾期未访"), name="today.figure-due")
        self.arrears = KpiCell(_("欠费"), name="today.figure-arrears")
        self.files = KpiCell(_("档案完整度"), name="today.figure-files")
        cells = [self.revenue, self.visits, self.due, self.arrears, self.files]
        super().__init__(cells, name="today.figures", parent=parent)
        for cell, view in (
            (self.revenue, CustomerView.MINE),
            (self.visits, CustomerView.THIS_WEEK),
            (self.due, CustomerView.OVERDUE),
            (self.arrears, CustomerView.ARREARS),
            (self.files, CustomerView.INCOMPLETE),
        ):
            cell.pressed.connect(partial(self.pressed.emit, view.value))

    def show_figures(self, figures: Figures, today: date) -> None:
        """Show other numbers."""
        mark = month_mark(today)
        _show(self.revenue, revenue_figure(figures))
        _show(self.visits, visits_figure(figures, mark))
        _show(self.due, due_figure(figures))
        _show(self.arrears, arrears_figure(figures))
        _show(self.files, file_figure(figures))
        share = figures.visits_done / figures.visits_required if figures.visits_required else 0.0
        words = _("本月走访 {done} / {required}").format(done=figures.visits_done, required=figures.visits_required)
        self.bullet.set_values(share, mark, words=words)


def _show(cell: KpiCell, figure: Figure) -> None:
    cell.show_value(figure.value, figure.unit, figure.note, figure.tone)
