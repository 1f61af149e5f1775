"""走访, 任务 and 变更记录: the lists of one customer."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.models.rows import RowsModel
from desktop.views.delegates import TWO_LINE_ROW
from desktop.views.widgets import Button, EmptyState, RowsView, column, row
from desktop.views.widgets.spinner import ProgressLine

ROOMY = 40


class ListTab(QWidget):
    """A list with an empty state and maybe an action over it, grey with a reason where it is refused.

    Signals: `opened(object)` a row; `asked()` the action.
    """

    opened = Signal(object)
    asked = Signal()

    def __init__(
        self,
        name: str,
        make: Callable[[str], RowsModel],
        empty: EmptyState,
        *,
        action: Button | None = None,
        refusal: str = "",
        two_lines: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self._name = name
        self._make = make
        self._height = TWO_LINE_ROW if two_lines else ROOMY
        self._customer_id = ""
        self._empty = empty
        self._progress = ProgressLine()
        self.table: RowsView | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(empty)
        box = column(spacing=0, parent=self)
        if action is not None:
            action.setEnabled(not refusal)
            action.setToolTip(refusal)
            action.clicked.connect(self.asked)
            box.addLayout(row(None, action, margins=(20, 8, 20, 8)))
        box.addWidget(self._progress)
        box.addLayout(row(self._stack, margins=(18, 0, 12, 0)), 1)

    def show_customer(self, customer_id: str) -> None:
        """Read the list of a customer."""
        if customer_id == self._customer_id and self.table is not None:
            self.table.rows.refresh()
            return
        self._customer_id = customer_id
        old = self.table
        model = self._make(customer_id)
        self.table = RowsView(model, height=self._height)
        self.table.setObjectName(f"{self._name}.table")
        model.setParent(self.table)
        model.loaded.connect(self._loaded)
        model.busy_changed.connect(self._progress.set_busy)
        self.table.opened.connect(self._open)
        self._stack.addWidget(self.table)
        self._stack.setCurrentWidget(self.table)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()
        model.refresh()

    def _loaded(self, count: int) -> None:
        if self.table is not None:
            self._stack.setCurrentWidget(self.table if count else self._empty)

    def _open(self, key: str) -> None:
        if self.table is not None:
            shown = self.table.rows.row_at(self.table.rows.row_of(key))
            if shown is not None:
                self.opened.emit(shown)
