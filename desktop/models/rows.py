"""The one list model: ordered ids, and rows fetched by windows when they come into sight."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any, Final, NamedTuple, Protocol

import msgspec
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from typing_extensions import override

from desktop.models.cells import Painter, RowState, cell_text
from desktop.models.reads import JobLike, Reads
from desktop.models.ticks import Ticks
from desktop.models.tips import plain_tip
from desktop.wording import _

Index = QModelIndex | QPersistentModelIndex
WINDOW: Final = 200
KEPT: Final = 25 * WINDOW
UNKNOWN: Final = "…"


class Role:
    """The roles a delegate and a screen ask for, beside Qt's own."""

    ROW = Qt.ItemDataRole.UserRole  # the frozen row, or None while unknown
    CELL = Qt.ItemDataRole.UserRole + 1  # the value the column's painter paints
    PAINTER = Qt.ItemDataRole.UserRole + 2
    ID = Qt.ItemDataRole.UserRole + 3
    STATE = Qt.ItemDataRole.UserRole + 4  # a RowState
    TICKED = Qt.ItemDataRole.UserRole + 5
    PAINT = Qt.ItemDataRole.UserRole + 6  # all of it at once, as Paint: a delegate asks for thousands of cells a second


_TEXT_ROLES: Final = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
_ROW_ROLES: Final = (Role.ROW, Role.CELL, Role.STATE, Qt.ItemDataRole.ToolTipRole, *_TEXT_ROLES)


class Paint(NamedTuple):
    """Everything a delegate needs to paint one cell; `value` is the word for unknown rows until they arrive."""

    painter: Painter
    value: object
    align: Qt.AlignmentFlag
    ticked: bool
    state: RowState


class Sort(msgspec.Struct, frozen=True):
    """The order a query is asked for."""

    key: str
    descending: bool = False


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column: `value` takes a row and gives a cell value; `heading` is a message id.

    `width` is in logical pixels at 100 %, `stretch` takes what is left, `tooltip` gives a cell's hint.
    """

    key: str
    heading: str = ""
    painter: Painter = Painter.TEXT
    value: Callable[[Any], object] | None = None
    tooltip: Callable[[Any], str] | None = None
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    width: int = 100
    stretch: bool = False
    sortable: bool = True
    hidden: bool = False

    def of(self, row: object) -> object:
        """Give the cell value of a row."""
        return self.value(row) if self.value is not None else getattr(row, self.key)


class Source(Protocol):
    """Where a list comes from: both calls answer later, in the thread of the window."""

    def ids(self, sort: Sort | None, narrowing: object) -> JobLike:
        """Ask for every id that fits, in order: an answer of `Sequence[str]`."""

    def rows(self, ids: Sequence[str]) -> JobLike:
        """Ask for the rows of some ids, in any order: an answer of `Sequence[row]`."""


class RowsModel(QAbstractTableModel):
    """Rows by id for every table and list; `data()` only looks up, workers fetch.

    Signals: `loaded(int)` how many ids there are, `refused(object)` why a read failed, `busy_changed(bool)`,
    `sort_requested(Sort)` when a heading is pressed, `ticks_changed()` after the ticked set changed.
    """

    loaded = Signal(int)
    refused = Signal(object)
    busy_changed = Signal(bool)
    sort_requested = Signal(object)
    ticks_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        source: Source,
        *,
        row_id: Callable[[Any], str] = attrgetter("id"),
        state: Callable[[Any], RowState] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.sort_order: Sort | None = None
        self.narrowing: object = None
        self.ticks = Ticks()
        self._source = source
        self._row_id = row_id
        self._state = state
        self._ids: list[str] = []
        self._place: dict[str, int] = {}
        self._rows: OrderedDict[str, object] = OrderedDict()
        self._stale: set[str] = set()
        self._wanted: set[int] = set()
        self._asked: set[str] = set()
        self._reads = Reads(self.refused.emit, self.busy_changed.emit)
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._fetch_wanted)

    # -- reading ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the ids again; rows already known stay on screen until their new version arrives."""
        self._reads.forget_all()
        self._stale.update(self._rows)
        self._asked.clear()
        self._reads.start(self._source.ids(self.sort_order, self.narrowing), self.set_ids)

    def show(self, *, sort: Sort | None = None, narrowing: object = None) -> None:
        """Choose order and filter, both arguments of the query, and read again."""
        self.sort_order, self.narrowing = sort, narrowing
        self.refresh()

    def set_ids(self, ids: Sequence[str]) -> None:
        """Take a new order: the same ids only repaint, others reset (views then restore their place by id)."""
        fresh = list(ids)
        if fresh == self._ids:
            if fresh:
                self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, len(self.columns) - 1))
        else:
            self.beginResetModel()
            self._ids = fresh
            self._place = {key: number for number, key in enumerate(fresh)}
            self._wanted.clear()
            self.endResetModel()
            if self.ticks.keep(self._place):
                self.ticks_changed.emit()
        self.loaded.emit(len(fresh))

    def set_rows(self, rows: Iterable[object]) -> None:
        """Take fetched rows and repaint them; rows no longer listed are ignored."""
        places: list[int] = []
        for row in rows:
            key = self._row_id(row)
            self._asked.discard(key)
            self._stale.discard(key)
            if key in self._place:
                self._rows[key] = row
                self._rows.move_to_end(key)
                places.append(self._place[key])
        while len(self._rows) > KEPT:
            self._rows.popitem(last=False)
        if places:
            self.dataChanged.emit(self.index(min(places), 0), self.index(max(places), len(self.columns) - 1))

    def id_at(self, row: int) -> str | None:
        """Give the id of a row number, or None outside the list."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, key: str) -> int:
        """Give the row number of an id, or -1."""
        return self._place.get(key, -1)

    def row_at(self, row: int) -> object | None:
        """Give the frozen row at a row number if it is known, and ask for it otherwise."""
        key = self.id_at(row)
        if key is None:
            return None
        found = self._rows.get(key)
        if (found is None or key in self._stale) and key not in self._asked:
            self._wanted.add(row // WINDOW)
            if not self._timer.isActive():
                self._timer.start()
        return found

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids in order."""
        return tuple(self._ids)

    @property
    def busy(self) -> bool:
        """Whether a read is under way."""
        return self._reads.busy

    # -- ticking ------------------------------------------------------------------------------------------------

    def toggle_tick(self, row: int, *, extend: bool = False) -> None:
        """Tick or untick a row; `extend` ticks every row from the last one touched to this one."""
        key = self.id_at(row)
        if key is not None:
            start = self.row_of(self.ticks.anchor) if extend and self.ticks.anchor else row
            low, high = sorted((row if start < 0 else start, row))
            self.ticks.toggle(key, self._ids[low : high + 1] if extend else None)
            self._ticks_moved(low, high)

    def tick_all(self, *, on: bool) -> None:
        """Tick every row of the list, or none."""
        self.ticks.replace(self._ids if on else ())
        self._ticks_moved(0, len(self._ids) - 1)

    def _ticks_moved(self, low: int, high: int) -> None:
        if high >= 0:
            self.dataChanged.emit(self.index(low, 0), self.index(high, len(self.columns) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self.ticks_changed.emit()

    # -- Qt -----------------------------------------------------------------------------------------------------

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own default
        return 0 if parent.isValid() else len(self._ids)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if self.columns[index.column()].painter is Painter.TICK:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._ids):
            return None
        column = self.columns[index.column()]
        if role in _ROW_ROLES:
            return self._row_data(column, self.row_at(index.row()), role)
        if role == Role.PAINT:
            return self._paint(column, index.row())
        key = self._ids[index.row()]
        answer: object = None
        if role == Role.PAINTER:
            answer = column.painter
        elif role == Role.ID:
            answer = key
        elif role == Role.TICKED:
            answer = key in self.ticks
        elif role == Qt.ItemDataRole.CheckStateRole and column.painter is Painter.TICK:
            answer = Qt.CheckState.Checked if key in self.ticks else Qt.CheckState.Unchecked
        elif role == Qt.ItemDataRole.TextAlignmentRole:
            answer = int(column.align | Qt.AlignmentFlag.AlignVCenter)
        return answer

    def _paint(self, column: Column, number: int) -> Paint:
        row = self.row_at(number)
        value: object = None
        if column.painter is not Painter.TICK:
            value = UNKNOWN if row is None else column.of(row)
        state = RowState.NORMAL if self._state is None or row is None else self._state(row)
        return Paint(column.painter, value, column.align, self._ids[number] in self.ticks, state)

    def _row_data(self, column: Column, row: object | None, role: int) -> object:
        if role == Role.ROW:
            return row
        if role == Role.STATE:
            return self._state(row) if self._state is not None and row is not None else RowState.NORMAL
        if row is None or column.painter is Painter.TICK:
            return UNKNOWN if role in _TEXT_ROLES and column.painter is not Painter.TICK else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(column.tooltip(row)) if column.tooltip is not None else None
        value = column.of(row)
        return value if role == Role.CELL else cell_text(value)

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        if (Qt.CheckState(value) == Qt.CheckState.Checked) != (self._ids[index.row()] in self.ticks):
            self.toggle_tick(index.row())
        return True

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _(column.heading) if column.heading else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(column.align | Qt.AlignmentFlag.AlignVCenter)
        return None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns) and self.columns[column].sortable:
            self.sort_order = Sort(self.columns[column].key, order == Qt.SortOrder.DescendingOrder)
            self.sort_requested.emit(self.sort_order)
            self.refresh()

    # -- fetching -----------------------------------------------------------------------------------------------

    def _fetch_wanted(self) -> None:
        for window in sorted(self._wanted):
            keys = self._ids[window * WINDOW : (window + 1) * WINDOW]
            missing = [key for key in keys if (key not in self._rows or key in self._stale) and key not in self._asked]
            if missing:
                self._asked.update(missing)
                self._reads.start(self._source.rows(missing), self.set_rows)
        self._wanted.clear()
