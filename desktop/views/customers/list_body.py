"""What the list page consists of, and how it fits into windows of different widths."""

from typing import Final

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.models.customers import CustomersModel
from desktop.views.customers.bars import BulkBar, ListBar
from desktop.views.customers.columns import ColumnKeeper
from desktop.views.customers.deeds import refusals
from desktop.views.customers.filters import FilterPanel
from desktop.views.customers.list_data import SCREEN
from desktop.views.customers.preview import PreviewPane
from desktop.views.widgets import EmptyState, ProgressLine, RowsView, SplitterPane, column
from desktop.wording import _
from desktop.workspace import Workspace
from domain.permissions import Permission
from domain.rules.codes import CodeLists

SIDES: Final = {"wide": (200, 330), "reference": (192, 307), "laptop": (176, 284)}
ROOMY: Final = frozenset({"wide", "reference"})


class ListBody(QWidget):
    """Filters at the left, bars over the table in the middle, the preview at the right."""

    def __init__(self, workspace: Workspace, codes: CodeLists) -> None:
        super().__init__()
        self._workspace = workspace
        self._codes = codes
        self._refusals = refusals(workspace)
        self._build()

    def _build(self) -> None:
        permitted = [permission for permission in Permission if self._workspace.may(permission).ok]
        self.filters = FilterPanel(self._codes, permitted)
        self.model = CustomersModel(self._workspace, self._codes, self)
        self.table = RowsView(self.model)
        self.table.setObjectName("customers.table")
        self.table.setAccessibleName(_("客户列表"))
        self.keeper = ColumnKeeper(SCREEN, self.table, self._workspace.settings)
        self.bar = ListBar(self._refusals)
        self.bulk = BulkBar(self._refusals)
        self.bars = QStackedWidget()
        self.bars.addWidget(self.bar)
        self.bars.addWidget(self.bulk)
        self.bars.setFixedHeight(self.bar.height())
        self.progress = ProgressLine()
        self.empty = EmptyState("search-x", "", name="customers.empty")
        self.middle = QStackedWidget()
        self.middle.addWidget(self.table)
        self.middle.addWidget(self.empty)
        centre = QWidget()
        column(self.bars, self.progress, self.middle, spacing=0, parent=centre).setStretch(2, 1)
        self.preview = PreviewPane(self._codes, self._refusals["log"], self._refusals["schedule"])
        self.splitter = SplitterPane(
            self.filters, centre, self.preview, sizes=(192, 860, 307), stretch=1, name="customers.splitter"
        )
        column(self.splitter, spacing=0, parent=self)

    def layout_for(self, width_class: str) -> None:
        """Fit filters, preview and columns into a width class."""
        left, right = SIDES.get(width_class, SIDES["laptop"])
        self.keeper.set_narrow(width_class not in {"wide", "reference"})
        self.preview.setVisible(width_class in SIDES)
        middle = max(self.width() - left - right - 2, 300)
        self.splitter.setSizes([left, middle, right])
