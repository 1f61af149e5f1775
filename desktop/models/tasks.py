"""Tasks in lists and forms: their groups and deadlines in words, the list model, and what a form becomes."""

from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Any, Final

import msgspec
from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from desktop.models.cells import Due, Tone
from desktop.models.customers import day_words
from desktop.models.tips import plain_tip
from desktop.wording import N_, _, ngettext
from domain.commands import AddTask, EditTask, NewTask
from domain.commands.base import Edit
from domain.errors import Problem
from domain.queries.tasks import TaskRow
from domain.rules.tasks import problems

Index = QModelIndex | QPersistentModelIndex
TASK_MIME: Final = "application/x-jike-task"
LINE: Final = Qt.ItemDataRole.UserRole + 1
"""The line behind an index: a TaskRow, a Heading or a More."""
WEEKDAYS: Final = (N_("周一"), N_("周二"), N_("周三"), N_("周四"), N_("周五"), N_("周六"), N_("周日"))
WEEK: Final = 7
FRIDAY: Final = 4


class TaskGroup(StrEnum):
    """When a task is due, seen from today."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"


GROUP_WORDS: Final[dict[TaskGroup, str]] = {
    TaskGroup.OVERDUE: N_("逾期"),
    TaskGroup.TODAY: N_("今天"),
    TaskGroup.WEEK: N_("本周"),
    TaskGroup.LATER: N_("以后"),
}


class Heading(msgspec.Struct, frozen=True):
    """A line over a group with the number of its tasks."""

    group: TaskGroup
    count: int


class More(msgspec.Struct, frozen=True):
    """The line that stands for tasks not shown."""

    count: int


Line = TaskRow | Heading | More


def group_of(task: TaskRow, today: date) -> TaskGroup:
    """Tell when a task is due; what was finished stands with today's."""
    if not task.is_open:
        return TaskGroup.TODAY
    if task.due < today:
        return TaskGroup.OVERDUE
    if task.due == today:
        return TaskGroup.TODAY
    return TaskGroup.WEEK if (task.due - today).days < WEEK - today.weekday() else TaskGroup.LATER


def grouped(tasks: Iterable[TaskRow], today: date) -> dict[TaskGroup, tuple[TaskRow, ...]]:
    """Put tasks into their groups, finished ones last; groups without tasks are left out."""
    found: dict[TaskGroup, list[TaskRow]] = {group: [] for group in TaskGroup}
    for task in sorted(tasks, key=lambda row: (not row.is_open, row.due, row.due_time or time.max)):
        found[group_of(task, today)].append(task)
    return {group: tuple(rows) for group, rows in found.items() if rows}


def lines(tasks: Iterable[TaskRow], today: date, most: int | None = None) -> tuple[Line, ...]:
    """Give headings and tasks as a list shows them, `most` tasks and a line for the rest."""
    made: list[Line] = []
    shown = left = 0
    for group, rows in grouped(tasks, today).items():
        room = len(rows) if most is None else max(0, min(len(rows), most - shown))
        if room:
            made += [Heading(group, len(rows)), *rows[:room]]
        shown, left = shown + room, left + len(rows) - room
    return (*made, More(left)) if left else tuple(made)


def in_order(tasks: Iterable[TaskRow], most: int | None = None) -> tuple[Line, ...]:
    """Give tasks without headings by due day, `most` of them and a line for the rest."""
    rows = sorted(tasks, key=lambda row: (row.due, row.due_time or time.max))
    shown = rows if most is None else rows[:most]
    return (*shown, More(len(rows) - len(shown))) if len(shown) < len(rows) else tuple(shown)


def heading_words(heading: Heading) -> str:
    """Say a heading: 逾期 2."""
    return f"{_(GROUP_WORDS[heading.group])} {heading.count}"


def more_words(more: More) -> str:
    """Say how many tasks are not shown."""
    return ngettext("还有 {count} 项", "还有 {count} 项", more.count).format(count=more.count)


def due_words(task: TaskRow, today: date, *, short: bool = False) -> Due:
    """Say when a task is due: 逾期 5 天 (5 天 where `short`), 17:00, 今天, 周五, 12-05, 已完成."""
    if not task.is_open:
        return Due(_("已完成"), Tone.TERTIARY)
    late = task.overdue_days(today)
    if late:
        words = (
            ngettext("{days} 天", "{days} 天", late) if short else ngettext("逾期 {days} 天", "逾期 {days} 天", late)
        )
        return Due(words.format(days=late), Tone.BAD)
    if task.due == today:
        return Due(
            f"{task.due_time:%H:%M}" if task.due_time else _("今天"), Tone.ACCENT if task.due_time else Tone.SECONDARY
        )
    if group_of(task, today) is TaskGroup.WEEK:
        return Due(_(WEEKDAYS[task.due.weekday()]), Tone.SECONDARY)
    return Due(day_words(task.due, today), Tone.SECONDARY)


class TaskDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What the task form holds; "" as assignee leaves the task to be handed out."""

    title: str = ""
    customer_id: str = ""
    customer_name: str = ""
    assignee_id: str = ""
    due: date
    due_time: time | None = None
    priority: str = "normal"
    kind: str = "other"
    standard: str = ""

    def add(self, stamp: dict[str, Any], task_id: str, origin: str = "own") -> AddTask:
        """Give the command that makes it; `stamp` is the id and time of doing."""
        new = NewTask(
            id=task_id,
            title=self.title.strip(),
            due=self.due,
            assignee_id=self.assignee_id or None,
            kind=self.kind,
            due_time=self.due_time,
            priority=self.priority,
            standard=self.standard.strip(),
        )
        return AddTask(**stamp, task=new, customer_id=self.customer_id or None, origin=origin)

    def edit(self, stamp: dict[str, Any], task: TaskRow) -> EditTask | None:
        """Give the command that changes a task into this, or None where nothing differs but its assignee."""
        before: dict[str, Any] = {name: _wire(getattr(task, name)) for name in _EDITED}
        after: dict[str, Any] = {name: _wire(getattr(self, name)) for name in _EDITED}
        edits = tuple(Edit(name, before[name], after[name]) for name in _EDITED if before[name] != after[name])
        return EditTask(**stamp, task_id=task.id, edits=edits) if edits else None


_EDITED: Final = ("title", "due", "due_time", "priority", "kind", "standard")


def _wire(value: object) -> object:
    if isinstance(value, (date, time)):
        return value.isoformat()
    return value.strip() if isinstance(value, str) else value


def draft_of(task: TaskRow) -> TaskDraft:
    """Give what the form holds when a task is opened."""
    return TaskDraft(
        title=task.title,
        customer_id=task.customer_id or "",
        customer_name=task.customer_name,
        assignee_id=task.assignee_id or "",
        due=task.due,
        due_time=task.due_time,
        priority=task.priority,
        kind=task.kind,
        standard=task.standard,
    )


def draft_problems(command: AddTask | EditTask) -> list[Problem]:
    """Tell what is wrong with a new or changed task, as the domain will say."""
    return problems(command)


def before_words(task: TaskRow, today: date) -> Due:
    """Say until when somebody must take a task on: 11-27 前, or how late it is."""
    if task.overdue_days(today):
        return due_words(task, today, short=True)
    return Due(_("{day} 前").format(day=day_words(task.due, today)), Tone.TERTIARY)


def later_days(today: date) -> tuple[tuple[str, date], ...]:
    """Give the days a task is usually put off to, in words: today, tomorrow, Friday, next Monday."""
    friday = today + timedelta(days=FRIDAY - today.weekday())
    monday = today + timedelta(days=WEEK - today.weekday())
    named = [(_("今天"), today), (_("明天"), today + timedelta(days=1))]
    if friday > named[-1][1]:
        named.append((_("本周五"), friday))
    if monday > named[1][1]:
        named.append((_("下周一"), monday))
    return tuple(named)


class TaskModel(QAbstractListModel):
    """Tasks under headings. Headings can neither be chosen nor dragged."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()
        self.waiting: frozenset[str] = frozenset()

    def set_lines(self, shown: Sequence[Line]) -> None:
        """Show other lines; equal ones only repaint."""
        fresh = tuple(shown)
        if [_key(line) for line in fresh] == [_key(line) for line in self._lines]:
            self._lines = fresh
            if fresh:
                self.dataChanged.emit(self.index(0), self.index(len(fresh) - 1))
            return
        self.beginResetModel()
        self._lines = fresh
        self.endResetModel()

    def set_waiting(self, ids: frozenset[str]) -> None:
        """Say which tasks wait for the server."""
        self.waiting = ids
        if self._lines:
            self.dataChanged.emit(self.index(0), self.index(len(self._lines) - 1))

    def line(self, row: int) -> Line | None:
        """Give the line of a row, or None outside the list."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def task(self, row: int) -> TaskRow | None:
        """Give the task of a row, or None for headings."""
        line = self.line(row)
        return line if isinstance(line, TaskRow) else None

    def row_of(self, task_id: str) -> int:
        """Give the row of a task, or -1."""
        return next((n for n, line in enumerate(self._lines) if isinstance(line, TaskRow) and line.id == task_id), -1)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own default
        return 0 if parent.isValid() else len(self._lines)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        line = self.line(index.row()) if index.isValid() else None
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        if isinstance(line, TaskRow):
            return plain | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        if isinstance(line, More):
            return plain | Qt.ItemFlag.ItemIsSelectable
        return plain if line is not None else Qt.ItemFlag.NoItemFlags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        if role == LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _said(line)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(line, TaskRow):
            parts = [line.title, line.customer_name, line.standard]
            if line.id in self.waiting:
                parts.append(_("待同步"))
            return plain_tip("\n".join(part for part in parts if part))
        return None

    @override
    def mimeTypes(self) -> list[str]:
        return [TASK_MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        carried = QMimeData()
        tasks = [task for index in indexes if (task := self.task(index.row())) is not None]
        if tasks:
            carried.setData(TASK_MIME, tasks[0].id.encode())
            carried.setText(tasks[0].title)
        return carried

    @override
    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction


def _key(line: Line) -> str:
    return line.id if isinstance(line, TaskRow) else repr(line)


def _said(line: Line) -> str:
    if isinstance(line, Heading):
        return heading_words(line)
    return more_words(line) if isinstance(line, More) else line.title
