"""The team board in words and columns: who has what, who has too much, what is nobody's."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

import msgspec

from desktop.models.tasks import WEEK, WEEKDAYS
from desktop.wording import N_, _, ngettext
from domain.queries.tasks import TaskRow
from domain.queries.team import MemberRow, ReviewRow, TeamBoard

DAILY_LIMIT: Final = 6
"""So many visits and tasks a day are thought bearable; more gets a red frame and a question."""
CARDS: Final = 12
DAY_LETTERS: Final = (N_("一"), N_("二"), N_("三"), N_("四"), N_("五"), N_("六"), N_("日"))
NOBODY: Final = ""


class BoardFilter(msgspec.Struct, frozen=True):
    """What the board is narrowed to: one member, and words in the title or the customer's name."""

    member_id: str = ""
    words: str = ""

    def keeps(self, task: TaskRow) -> bool:
        """Whether a task is shown."""
        words = self.words.strip().lower()
        return not words or words in f"{task.title} {task.customer_name} {task.assignee_name}".lower()

    def keeps_visit(self, visit: ReviewRow) -> bool:
        """Whether a visit is shown."""
        words = self.words.strip().lower()
        fits = not self.member_id or visit.owner_id == self.member_id
        return fits and (not words or words in f"{visit.customer_name} {visit.owner_name} {visit.content}".lower())


class BoardColumn(msgspec.Struct, frozen=True, kw_only=True):
    """One column: a member (NOBODY for what waits to be handed out) and the open tasks."""

    id: str
    name: str
    tasks: tuple[TaskRow, ...]


def open_tasks(board: TeamBoard) -> tuple[TaskRow, ...]:
    """Give the tasks still to be done."""
    return tuple(task for task in board.tasks if task.is_open)


def board_columns(board: TeamBoard, chosen: BoardFilter) -> tuple[BoardColumn, ...]:
    """Give what is nobody's first, then each member's tasks; tasks of people outside the area have no column."""
    shown = [task for task in open_tasks(board) if chosen.keeps(task)]
    members = [row for row in board.members if chosen.member_id in ("", row.id)]
    waiting = BoardColumn(id=NOBODY, name=_("待分派"), tasks=tuple(task for task in shown if not task.assignee_id))
    return (
        waiting,
        *(
            BoardColumn(id=row.id, name=row.name, tasks=tuple(task for task in shown if task.assignee_id == row.id))
            for row in members
        ),
    )


def load_on(board: TeamBoard, member_id: str, day: date) -> int | None:
    """Tell how much a member has on a day, or None outside the strip."""
    place = (day - board.first_day).days
    for row in board.members:
        if row.id == member_id and 0 <= place < len(row.loads):
            return row.loads[place]
    return None


def strip_days(board: TeamBoard) -> tuple[date, ...]:
    """Give the days of the strip."""
    count = len(board.members[0].loads) if board.members else 0
    return tuple(board.first_day + timedelta(days=place) for place in range(count))


def day_heads(days: Iterable[date]) -> tuple[tuple[str, str], ...]:
    """Give two words over each day: its weekday, and its number, with the month where one begins."""
    made = []
    for place, day in enumerate(days):
        number = f"{day.month}-{day.day}" if day.day == 1 and place else str(day.day)
        made.append((_(DAY_LETTERS[day.weekday()]), number))
    return tuple(made)


def overloads(board: TeamBoard, today: date) -> tuple[tuple[MemberRow, tuple[date, ...]], ...]:
    """Give who has more than the limit on which days of this week that are not over."""
    found = []
    for row in board.members:
        days = tuple(
            day
            for day, load in zip(strip_days(board), row.loads, strict=True)
            if load > DAILY_LIMIT and day >= today and (day - board.first_day).days < WEEK
        )
        if days:
            found.append((row, days))
    return tuple(found)


def sentence(board: TeamBoard, today: date) -> str:
    """Say the board in one sentence: 5 人，76 项任务，逾期 9 项；程予安周四、周五超负荷."""
    tasks = open_tasks(board)
    late = sum(1 for task in tasks if task.overdue_days(today))
    parts = [
        ngettext("{count} 人", "{count} 人", len(board.members)).format(count=len(board.members)),
        ngettext("{count} 项任务", "{count} 项任务", len(tasks)).format(count=len(tasks)),
    ]
    if late:
        parts.append(_("逾期 {count} 项").format(count=late))
    words = _("，").join(parts)
    loaded = [
        _("{name}{days}超负荷").format(name=row.name, days=_("、").join(_(WEEKDAYS[day.weekday()]) for day in days))
        for row, days in overloads(board, today)
    ]
    return _("；").join([words, *loaded[:2]])


def month_mark(today: date) -> float:
    """Tell how much of the month is over, 0 to 1."""
    following = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return today.day / (following - timedelta(days=1)).day


def member_words(row: MemberRow) -> str:
    """Say one member's line for screen readers."""
    words = _(
        "{name}：本月走访 {done} / {required}，逾期任务 {overdue}，未登记 {unlogged}，欠费 {arrears}，本周每天 {loads}"
    )
    return words.format(
        name=row.name,
        done=row.visits_done,
        required=row.visits_required,
        overdue=row.overdue_tasks,
        unlogged=row.unlogged_visits,
        arrears=row.arrears_customers,
        loads=" ".join(str(load) for load in row.loads[:WEEK]),
    )


def is_behind(row: MemberRow, today: date) -> bool:
    """Whether a member's visits are behind the month."""
    return row.visits_required > 0 and row.visits_done / row.visits_required < month_mark(today)
