"""The list of due customers that are not planned: grouped by urgency, searched, and dragged onto the calendar."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

import msgspec
from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from desktop.models.tips import plain_tip
from desktop.wording import N_, _
from domain.queries.visits import DueCustomer
from domain.rules.text import pinyin_key, search_key

MIME: Final = "application/x-jike-customer"
Index = QModelIndex | QPersistentModelIndex
ROW: Final = Qt.ItemDataRole.UserRole
DRAGGED: Final = Qt.ItemDataRole.UserRole + 1


class Urgency(StrEnum):
    """The groups, the most urgent first."""

    OVERDUE = "overdue"
    THIS_WEEK = "this_week"
    SOON = "soon"


GROUPS: Final = {Urgency.OVERDUE: N_("已逾期"), Urgency.THIS_WEEK: N_("本周到期"), Urgency.SOON: N_("两周内")}


class GroupRow(msgspec.Struct, frozen=True):
    """A heading with the number of customers under it."""

    urgency: Urgency
    count: int


class DraggedCustomer(msgspec.Struct, frozen=True):
    """What is carried while a customer is dragged."""

    id: str
    name: str
    value_class: str
    due: date | None = None

    def mime(self) -> QMimeData:
        """Give it as data to drop."""
        data = QMimeData()
        data.setData(MIME, msgspec.json.encode(self))
        return data


def dragged_customer(data: QMimeData) -> DraggedCustomer | None:
    """Give the customer that is carried, or None for anything else."""
    if not data.hasFormat(MIME):
        return None
    try:
        return msgspec.json.decode(bytes(data.data(MIME).data()), type=DraggedCustomer)
    except msgspec.MsgspecError:
        return None


def urgency_of(due: date, today: date) -> Urgency:
    """Give the group a due day falls in; the week ends on Sunday."""
    if due < today:
        return Urgency.OVERDUE
    sunday = today + timedelta(days=6 - today.weekday())
    return Urgency.THIS_WEEK if due <= sunday else Urgency.SOON


class DueCustomersModel(QAbstractListModel):
    """Headings and customers in one list."""

    def __init__(self) -> None:
        super().__init__()
        self._customers: tuple[DueCustomer, ...] = ()
        self._rows: list[GroupRow | DueCustomer] = []
        self._words = ""
        self._today = date.min
        self._dragged = ""

    @property
    def customers(self) -> tuple[DueCustomer, ...]:
        """Every customer, shown or not."""
        return self._customers

    @property
    def shown(self) -> int:
        """How many customers are shown."""
        return sum(isinstance(found, DueCustomer) for found in self._rows)

    @property
    def today(self) -> date:
        """The day the groups were made for."""
        return self._today

    def set_customers(self, customers: Sequence[DueCustomer], today: date) -> None:
        """Show other customers."""
        self._customers, self._today = tuple(customers), today
        self._arrange()

    def set_words(self, words: str) -> None:
        """Show only customers whose name or initials contain the words."""
        self._words = search_key(words)
        self._arrange()

    def set_dragged(self, customer_id: str) -> None:
        """Mark the customer that is being dragged, "" for none."""
        self._dragged = customer_id
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def _arrange(self) -> None:
        self.beginResetModel()
        fitting = [one for one in self._customers if self._fits(one)]
        self._rows = []
        for urgency in Urgency:
            group = [one for one in fitting if urgency_of(one.due, self._today) is urgency]
            if group:
                self._rows += [GroupRow(urgency, len(group)), *group]
        self.endResetModel()

    def _fits(self, customer: DueCustomer) -> bool:
        names = search_key(customer.name)
        return not self._words or self._words in names or self._words in pinyin_key(customer.name).initials

    def row_at(self, index: Index) -> GroupRow | DueCustomer | None:
        """Give the row of an index."""
        return self._rows[index.row()] if 0 <= index.row() < len(self._rows) else None

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        found = self.row_at(index)
        if found is None:
            return None
        if role == ROW:
            return found
        if role == DRAGGED:
            return isinstance(found, DueCustomer) and found.id == self._dragged
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return found.name if isinstance(found, DueCustomer) else f"{_(GROUPS[found.urgency])} {found.count}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(found.name) if isinstance(found, DueCustomer) else None
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        found = self.row_at(index)
        if isinstance(found, DueCustomer):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        return Qt.ItemFlag.ItemIsEnabled if found is not None else Qt.ItemFlag.NoItemFlags

    @override
    def mimeTypes(self) -> list[str]:
        return [MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        found = self.row_at(indexes[0]) if indexes else None
        if not isinstance(found, DueCustomer):
            return QMimeData()
        return DraggedCustomer(found.id, found.short_name, found.value_class, found.due).mime()
