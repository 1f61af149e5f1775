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
PANES: Final = 3
NORMAL: Final = 36
LOW: Final = 32
ROW_HEIGHTS: Final = {"compact": 30, "normal": NORMAL, "comfortable": 42}


class ListBody(QWidget):
    """Filters at the left, bars over the table in the middle, the preview at the right."""

    def __init__(self, workspace: Workspace, codes: CodeLists) -> None:
        super().__init__()
        self._workspace = workspace
        self._codes = codes
        self._refusals = refusals(workspace)
        self._width_class = "reference"
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
        self.splitter.splitterMoved.connect(self._moved)
        column(self.splitter, spacing=0, parent=self)

    def layout_for(self, width_class: str) -> None:
        """Fit filters, preview, columns and rows into a width class; panes somebody dragged keep their widths."""
        self._width_class = width_class
        left, right = SIDES.get(width_class, SIDES["laptop"])
        kept = self._workspace.settings.get("splitter_sizes").get(self._pane_key())
        if kept is not None and len(kept) == PANES:
            left, right = kept[0], kept[-1]
        roomy = width_class in ROOMY
        self.keeper.set_narrow(not roomy)
        self.preview.setVisible(width_class in SIDES)
        middle = max(self.width() - left - right - 2, 300)
        self.splitter.setSizes([left, middle, right])
        height = ROW_HEIGHTS.get(self._workspace.settings.text("row_height"), NORMAL)
        self.table.set_row_height(LOW if height == NORMAL and not roomy else height)

    def _pane_key(self) -> str:
        return f"{SCREEN}.{self._width_class}"

    def _moved(self) -> None:
        sizes = self.splitter.sizes()
        if self.preview.isVisible() and all(sizes):
            self._workspace.settings.put_entry("splitter_sizes", self._pane_key(), sizes)
