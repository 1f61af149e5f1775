"""Rows of a service plan's tables as they are typed: cells read and shown, rules' promises locked, problems beside."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final

import msgspec
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from desktop.wording import N_, _
from desktop.wording.labels import label
from domain.rules.plan_rows import monthly_of
from domain.values.money import AmountError, MoneyUnit, format_amount, parse_amount, share_of
from domain.values.people import Post
from domain.values.service_rules import RuleUnit

Index = QModelIndex | QPersistentModelIndex
Row = dict[str, Any]
NOWHERE: Final = QModelIndex()
PROBLEM: Final = int(Qt.ItemDataRole.UserRole) + 1
LOCKED: Final = PROBLEM + 1
GHOST: Final = PROBLEM + 2
TENTHS: Final = 10
FREQUENCIES: Final = (RuleUnit.PER_MONTH, RuleUnit.PER_QUARTER, RuleUnit.PER_HALF_YEAR, RuleUnit.PER_YEAR)
LIMITS: Final = frozenset({RuleUnit.MINUTES, RuleUnit.HOURS, RuleUnit.DAYS})
LIMITED: Final = frozenset({"standard", "value", "unit"})
"""Cells in which a rule's time limit shows as a standard, not as how often something is done."""
_DAY: Final = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?")


class Kind(StrEnum):
    """How a cell is read and shown."""

    TEXT = "text"
    MONEY = "money"
    INTEGER = "integer"
    DATE = "date"
    UNIT = "unit"
    ROLE = "role"
    PERSON = "person"
    DISCOUNT = "discount"
    TOTAL = "total"


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column: the row's key, its words, how cells are read, width in pixels or the share of what is left."""

    key: str
    words: str
    kind: Kind = Kind.TEXT
    width: int = 100
    stretch: bool = False
    internal: bool = False


_K = Kind
COLUMNS: Final[dict[str, tuple[Column, ...]]] = {
    "team": (
        Column(key="role", words=N_("角色"), kind=_K.ROLE, width=120),
        Column(key="name", words=N_("姓名"), kind=_K.PERSON, width=110),
        Column(key="duty", words=N_("职责"), stretch=True),
        Column(key="phone", words=N_("电话"), width=150),
        Column(key="hours", words=N_("服务时间"), width=150),
        Column(key="response", words=N_("响应时限"), width=110),
    ),
    "promises": (
        Column(key="name", words=N_("项目"), width=170),
        Column(key="content", words=N_("承诺内容"), stretch=True),
        Column(key="standard", words=N_("标准"), width=130),
        Column(key="value", words=N_("次数"), kind=_K.INTEGER, width=64),
        Column(key="unit", words=N_("频次"), kind=_K.UNIT, width=104),
        Column(key="owner", words=N_("负责人"), kind=_K.PERSON, width=100),
    ),
    "key_items": (
        Column(key="text", words=N_("事项与目标"), stretch=True),
        Column(key="partner", words=N_("配合方"), width=200),
        Column(key="due", words=N_("完成时间"), kind=_K.DATE, width=120),
        Column(key="owner", words=N_("负责人"), kind=_K.PERSON, width=110),
    ),
    "products": (
        Column(key="product", words=N_("在用产品"), width=240),
        Column(key="site", words=N_("站点"), stretch=True),
        Column(key="quantity", words=N_("带宽或数量"), width=140),
        Column(key="expires", words=N_("到期日"), kind=_K.DATE, width=120),
    ),
    "prices": (
        Column(key="product", words=N_("产品"), stretch=True),
        Column(key="standard_fee", words=N_("标准资费"), kind=_K.MONEY, width=130),
        Column(key="discount", words=N_("折扣"), kind=_K.DISCOUNT, width=110, internal=True),
        Column(key="offered_fee", words=N_("优惠资费"), kind=_K.MONEY, width=130),
        Column(key="quantity", words=N_("数量"), kind=_K.INTEGER, width=76),
        Column(key="monthly", words=N_("月费用"), kind=_K.TOTAL, width=140),
    ),
}
RIGHT: Final = frozenset({_K.MONEY, _K.INTEGER, _K.DISCOUNT, _K.TOTAL})


def cell_words(column: Column, row: Mapping[str, Any]) -> str:
    """Say what a cell holds; what could not be read stands as it was typed."""
    value = row.get(column.key)
    if row.get("unit") in LIMITS and column.key in LIMITED:
        return f"{row.get('value')} {label(RuleUnit, row['unit'])}" if column.key == "standard" else ""
    if column.kind is _K.DISCOUNT:
        return discount_words(row)
    if column.kind is _K.TOTAL:
        known = any(isinstance(row.get(key), int) for key in ("standard_fee", "offered_fee"))
        return format_amount(monthly_of(row)) if known else ""
    if column.kind is _K.MONEY and isinstance(value, int):
        return format_amount(value)
    words = {_K.UNIT: RuleUnit, _K.ROLE: Post}.get(column.kind)
    text = "" if value is None else str(value)
    return text if words is None else label(words, text)


def discount_words(row: Mapping[str, Any]) -> str:
    """Give the offered fee in tenths of the standard one, as 折 are counted: 8.5."""
    standard, offered = row.get("standard_fee"), row.get("offered_fee")
    if not isinstance(standard, int) or not isinstance(offered, int) or standard <= 0:
        return ""
    return f"{(Decimal(offered * TENTHS) / standard).quantize(Decimal('0.01')).normalize():f}"


def read_cell(kind: Kind, text: str) -> object:
    """Give the wire value of what was typed; what is none stays text, so that nothing typed is lost."""
    tidy = text.strip()
    if kind is _K.MONEY:
        try:
            return parse_amount(tidy, MoneyUnit.YUAN)
        except AmountError:
            return tidy
    if kind is _K.INTEGER:
        return int(tidy) if re.fullmatch(r"[0-9]{1,9}", tidy) else tidy
    if kind is _K.DATE:
        return read_day(tidy)
    if kind is _K.ROLE:
        return next((post.value for post in Post if label(Post, post) == tidy), tidy)
    return tidy


def read_day(text: str) -> str:
    """Give a day in wire form for the ways people write one; other text comes back as it is."""
    match = _DAY.fullmatch(text)
    if match is None:
        return text
    try:
        return date(*map(int, match.groups())).isoformat()
    except ValueError:
        return text


class PlanRows(QAbstractTableModel):
    """The rows of one table and an empty one below to begin the next. Signal `edited()` after a person's change."""

    edited = Signal()

    def __init__(self, table: str) -> None:
        super().__init__()
        self.columns = COLUMNS[table]
        self._locked: list[Row] = []
        self._own: list[Row] = []
        self._problems: dict[tuple[int, str], str] = {}
        self._writable = True

    @property
    def rows(self) -> list[Row]:
        """The rows as they are kept: locked ones first, cells without content left out."""
        return [_kept(row, self.columns) for row in (*self._locked, *self._own)]

    def set_rows(self, rows: Sequence[Mapping[str, Any]], locked: Sequence[Mapping[str, Any]] = ()) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._own, self._locked = [dict(row) for row in rows], [dict(row) for row in locked]
        self._problems = {}
        self.endResetModel()

    def set_writable(self, writable: bool) -> None:  # noqa: FBT001 -- a setter with one value
        """Let rows be edited or only read."""
        self.beginResetModel()
        self._writable = writable
        self.endResetModel()

    def set_problems(self, problems: Mapping[tuple[int, str], str]) -> None:
        """Show sentences at cells, by row and key."""
        shown = {column.key for column in self.columns}
        self._problems = {(row, key): words for (row, key), words in problems.items() if key in shown}
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(self.columns) - 1))

    def problem_words(self) -> list[str]:
        """Give the sentences with the row and column they are about."""
        words = {column.key: _(column.words) for column in self.columns}
        order = list(words)
        sentence = _("第 {row} 行「{column}」：{problem}")
        found = sorted(self._problems.items(), key=lambda item: (item[0][0], order.index(item[0][1])))
        return [sentence.format(row=row + 1, column=words[key], problem=problem) for (row, key), problem in found]

    def add(self, row: Mapping[str, Any]) -> None:
        """Add a row that was offered."""
        place = len(self._locked) + len(self._own)
        self.beginInsertRows(NOWHERE, place, place)
        self._own.append(dict(row))
        self.endInsertRows()
        self.edited.emit()

    def remove(self, place: int) -> bool:
        """Take a row out; tells whether it could be."""
        own = place - len(self._locked)
        if not self._writable or not 0 <= own < len(self._own):
            return False
        self.beginRemoveRows(NOWHERE, place, place)
        del self._own[own]
        self._problems = {}
        self.endRemoveRows()
        self.edited.emit()
        return True

    def put(self, place: int, values: Mapping[str, Any]) -> None:
        """Fill cells of a row, as when a colleague was chosen."""
        self._row(place).update(values)
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))

    def row_at(self, place: int) -> Row:
        """Give a row as it is; empty for the one that is not begun."""
        rows = [*self._locked, *self._own]
        return rows[place] if place < len(rows) else {}

    def _row(self, place: int) -> Row:
        own = place - len(self._locked)
        if own == len(self._own):
            self.beginInsertRows(NOWHERE, place + 1, place + 1)
            self._own.append({})
            self.endInsertRows()
        return self._own[own]

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._locked) + len(self._own) + int(self._writable)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        column = self.columns[section] if orientation is Qt.Orientation.Horizontal else None
        if column is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.kind in RIGHT else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return _("{column}（内部）").format(column=_(column.words)) if column.internal else _(column.words)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        place, column = index.row(), self.columns[index.column()]
        ghost = place >= len(self._locked) + len(self._own)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            if ghost and role == Qt.ItemDataRole.DisplayRole:
                return _("添加一行") if index.column() == 0 else ""
            return cell_words(column, self.row_at(place))
        if role in (PROBLEM, Qt.ItemDataRole.ToolTipRole):
            problem = self._problems.get((place, column.key), "")
            return problem or (cell_words(column, self.row_at(place)) if role != PROBLEM else "")
        return {LOCKED: place < len(self._locked), GHOST: ghost}.get(role)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        fixed = index.row() < len(self._locked) or self.columns[index.column()].kind is _K.TOTAL
        return flags if fixed or not self._writable else flags | Qt.ItemFlag.ItemIsEditable

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        place, column, text = index.row(), self.columns[index.column()], str(value or "").strip()
        if role != Qt.ItemDataRole.EditRole or text == cell_words(column, self.row_at(place)):
            return False
        if column.kind is _K.DISCOUNT:
            self._discount(self._row(place), text)
        else:
            self._row(place)[column.key] = read_cell(column.kind, text)
        self._problems.pop((place, column.key), None)
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))
        self.edited.emit()
        return True

    @staticmethod
    def _discount(row: Row, text: str) -> None:
        """Make the offered fee from the standard one and a discount such as 8.5 or 8.5 折."""
        standard = row.get("standard_fee")
        try:
            tenths = Decimal(text.removesuffix("折").strip() or TENTHS)
        except InvalidOperation:
            return
        if isinstance(standard, int) and tenths.is_finite() and 0 <= tenths <= TENTHS:
            row["offered_fee"] = share_of(standard, tenths / TENTHS)


def _kept(row: Row, columns: tuple[Column, ...]) -> Row:
    kept = {key: value for key, value in row.items() if value not in (None, "")}
    if any(column.kind is _K.TOTAL for column in columns):
        kept["monthly"] = monthly_of(kept)
    return kept
