"""The customer list as a model: its columns in words, and where its ids and rows come from."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta, timezone
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt

from desktop.models.cells import Due, Money, Month, Name, Painter, Rhythm, RowState, Tone
from desktop.models.field_values import division_words
from desktop.models.reads import JobLike
from desktop.models.rows import Column, RowsModel, Sort
from desktop.wording import N_, _, ngettext
from desktop.wording.labels import label
from desktop.workspace import Workspace
from domain.queries.customers import CustomerFilter, CustomerRow, customer_rows, customers_ids
from domain.rules.codes import CodeLists
from domain.rules.visit_due import Frequency
from domain.rules.visit_rhythm import RhythmBar, RhythmState
from domain.values.customers import CustomerState, Segment
from domain.values.money import format_amount
from domain.values.tiers import RelationTier, ValueClass

CHINA: Final = timezone(timedelta(hours=8), "China")
SOON: Final = 3
MONTHS: Final[dict[RhythmState, Month]] = {
    RhythmState.VISITED: Month.ONCE,
    RhythmState.VISITED_TWICE: Month.OFTEN,
    RhythmState.MISSED: Month.MISSED,
    RhythmState.NOT_REQUIRED: Month.NONE,
    RhythmState.PLANNED: Month.PLANNED,
}
_BAR_WORDS: Final[dict[RhythmState, str]] = {
    RhythmState.VISITED: N_("{month} 月 {count} 次"),
    RhythmState.VISITED_TWICE: N_("{month} 月 {count} 次"),
    RhythmState.MISSED: N_("{month} 月 未访"),
    RhythmState.NOT_REQUIRED: N_("{month} 月 无要求"),
    RhythmState.PLANNED: N_("{month} 月 已安排"),
}
_GONE: Final = (CustomerState.ABANDONED, CustomerState.LOST, CustomerState.CLOSED, CustomerState.MERGED)
_RIGHT: Final = Qt.AlignmentFlag.AlignRight
FIRST_ORDER: Final = Sort("next_due")


def day_words(day: date | None, today: date) -> str:
    """Say a day: 今天, 11-06 this year, 2025-12-30 otherwise, — for none."""
    if day is None:
        return "—"
    if day == today:
        return _("今天")
    return f"{day:%m-%d}" if day.year == today.year else f"{day:%Y-%m-%d}"


def moment_words(at: datetime, today: date) -> str:
    """Say a moment in China time: 今天 10:30, 11-06 14:10, 2025-12-30 07:58."""
    local = at.astimezone(CHINA)
    return f"{day_words(local.date(), today)} {local:%H:%M}"


def due_cell(day: date | None, today: date, planned_at: datetime | None = None) -> Due:
    """Say when a visit or task is due: overdue red, up to three days amber, planned for today in accent."""
    if planned_at is not None and planned_at.astimezone(CHINA).date() == today:
        return Due(moment_words(planned_at, today), Tone.ACCENT)
    if day is None:
        return Due("—", Tone.DISABLED)
    left = (day - today).days
    if left < 0:
        return Due(ngettext("逾期 {days} 天", "逾期 {days} 天", -left).format(days=-left), Tone.BAD)
    if left == 0:
        return Due(_("今天"), Tone.WARN)
    if left <= SOON:
        return Due(ngettext("剩 {days} 天", "剩 {days} 天", left).format(days=left), Tone.WARN)
    return Due(day_words(day, today))


def rhythm_cell(bars: Sequence[RhythmBar]) -> Rhythm:
    """Give the six bars with their words for screen readers and tooltips."""
    words = _("，").join(_(_BAR_WORDS[bar.state]).format(month=bar.month.month, count=bar.visits) for bar in bars)
    return Rhythm(tuple(MONTHS[bar.state] for bar in bars), _("近 6 月走访：{months}").format(months=words))


def money_cell(fen: int | None, *, owed: bool = False) -> Money:
    """Give an amount in yuan; what is owed is red, nothing owed a dash."""
    if fen is None or (owed and fen <= 0):
        return Money("")
    return Money(format_amount(fen), Tone.BAD if owed else Tone.PRIMARY)


def class_words(value_class: str) -> str:
    """Give what the badge shows; nothing for unrated customers."""
    return "" if value_class == ValueClass.UNRATED else value_class


def frequency_words(frequency: Frequency) -> str:
    """Say how often a customer is to be visited: 每月 1 次, 每 2 个月 1 次."""
    if not frequency.times:
        return _("不要求定期走访")
    if frequency.months == 1:
        return _("每月 {times} 次").format(times=frequency.times)
    return _("每 {months} 个月 {times} 次").format(months=frequency.months, times=frequency.times)


def rule_words(row: CustomerRow, frequency: Frequency, today: date) -> str:
    """Say the rule behind a due day: A2 每月 1 次，上次 10-28."""
    graded = class_words(row.value_class) or label(RelationTier, row.relation_tier)
    return _("{graded} {frequency}，上次 {last}").format(
        graded=graded, frequency=frequency_words(frequency), last=day_words(row.last_visit, today)
    )


class CustomerSource:
    """Reads ids and rows of the list on reader threads."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def ids(self, sort: Sort | None, narrowing: object) -> JobLike:
        """Ask for the ids of a filter in an order."""
        chosen = narrowing if isinstance(narrowing, CustomerFilter) else CustomerFilter()
        order = sort or FIRST_ORDER
        today = self._workspace.today()
        return self._workspace.read(customers_ids, chosen, (order.key, order.descending), today=today)

    def rows(self, ids: Sequence[str]) -> JobLike:
        """Ask for rows."""
        return self._workspace.read(customer_rows, tuple(ids), today=self._workspace.today())


class CustomersModel(RowsModel):
    """The customer list; rows whose changes wait for the server carry a cloud."""

    def __init__(self, workspace: Workspace, codes: CodeLists, parent: QObject | None = None) -> None:
        self.waiting: frozenset[str] = frozenset()
        columns = customer_columns(workspace.today, codes, self._is_waiting)
        super().__init__(columns, CustomerSource(workspace), state=_state, parent=parent)
        self.sort_order = FIRST_ORDER

    def set_waiting(self, ids: frozenset[str]) -> None:
        """Mark the rows whose changes wait for the server."""
        if ids != self.waiting:
            self.waiting = ids
            if self.rowCount():
                self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(self.columns) - 1))

    def _is_waiting(self, customer_id: str) -> bool:
        return customer_id in self.waiting


def _state(row: CustomerRow) -> RowState:
    return RowState.ARCHIVED if row.state in _GONE else RowState.NORMAL


def _name(is_waiting: Callable[[str], bool], row: CustomerRow) -> Name:
    marks = (("cloud-upload", Tone.OFFLINE),) if is_waiting(row.id) else ()
    return Name(row.name, marks)


def _name_hint(is_waiting: Callable[[str], bool], row: CustomerRow) -> str:
    number = f"{row.name}\n{row.cust_no}"
    return _("{name}\n有改动待同步").format(name=number) if is_waiting(row.id) else number


def customer_columns(
    today: Callable[[], date], codes: CodeLists, is_waiting: Callable[[str], bool]
) -> tuple[Column, ...]:
    """Give the columns of the list; `today` is asked each time, because a window may stay open overnight."""
    return (*_who(is_waiting), *_visits(today), *_figures(), *_more(codes))


def _who(is_waiting: Callable[[str], bool]) -> tuple[Column, ...]:
    return (
        Column(key="tick", painter=Painter.TICK, width=40, sortable=False),
        Column(
            key="name",
            heading=N_("客户"),
            painter=Painter.NAME,
            value=partial(_name, is_waiting),
            tooltip=partial(_name_hint, is_waiting),
            stretch=True,
        ),
        Column(
            key="value_class",
            heading=N_("等级"),
            painter=Painter.TIER,
            value=lambda row: class_words(row.value_class),
            tooltip=lambda row: label(ValueClass, row.value_class),
            width=50,
        ),
        Column(key="am_name", heading=N_("客户经理"), width=66),
        Column(key="completeness", heading=N_("档案完整"), painter=Painter.COMPLETENESS, width=84),
    )


def _visits(today: Callable[[], date]) -> tuple[Column, ...]:
    return (
        Column(
            key="rhythm",
            heading=N_("近 6 月走访"),
            painter=Painter.RHYTHM,
            value=lambda row: rhythm_cell(row.rhythm),
            tooltip=lambda row: rhythm_cell(row.rhythm).words,
            width=80,
            sortable=False,
        ),
        Column(
            key="last_visit",
            heading=N_("上次走访"),
            value=lambda row: day_words(row.last_visit, today()),
            width=66,
        ),
        Column(
            key="next_due",
            heading=N_("下次应访"),
            painter=Painter.DUE,
            value=lambda row: due_cell(row.next_due, today(), row.planned_at),
            width=96,
        ),
    )


def _figures() -> tuple[Column, ...]:
    return (
        Column(
            key="monthly_revenue",
            heading=N_("月收入（元）"),
            painter=Painter.MONEY,
            value=lambda row: money_cell(row.monthly_revenue),
            align=_RIGHT,
            width=96,
        ),
        Column(
            key="arrears",
            heading=N_("欠费（元）"),
            painter=Painter.MONEY,
            value=lambda row: money_cell(row.arrears, owed=True),
            align=_RIGHT,
            width=90,
        ),
    )


def _more(codes: CodeLists) -> tuple[Column, ...]:
    """Columns that are there to be chosen."""
    return (
        Column(
            key="relation_tier",
            heading=N_("客户等级"),
            painter=Painter.SOFT,
            value=lambda row: label(RelationTier, row.relation_tier),
            width=92,
            hidden=True,
        ),
        Column(
            key="segment",
            heading=N_("所属行业"),
            painter=Painter.SOFT,
            value=lambda row: label(Segment, row.segment),
            width=84,
            hidden=True,
        ),
        Column(
            key="county",
            heading=N_("区县"),
            painter=Painter.SOFT,
            value=lambda row: division_words(codes, row.county) if row.county else "—",
            width=84,
            hidden=True,
        ),
        Column(key="cust_no", heading=N_("集团客户编码"), painter=Painter.SOFT, width=120, hidden=True),
    )
