"""The visits and the tasks of one customer as lists."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import QObject

from desktop.models.cells import Badge, Due, Name, Painter, RowState, Tone, TwoLines
from desktop.models.customers import CHINA, day_words, due_cell
from desktop.models.rows import Column, RowsModel
from desktop.models.whole import WholeSource
from desktop.wording import N_, _
from desktop.wording.labels import label
from desktop.workspace import Workspace
from domain.queries.customer_files import FileTaskRow, FileVisitRow, customer_tasks, customer_visits
from domain.values.tasks import Priority, TaskState
from domain.values.visits import VisitState, VisitWay

TASK_TONES: Final[dict[str, Tone]] = {
    TaskState.DONE: Tone.OK,
    TaskState.RETURNED: Tone.BAD,
    TaskState.CANCELLED: Tone.SECONDARY,
    TaskState.TO_CHECK: Tone.WARN,
}
VISIT_TONES: Final[dict[str, Tone]] = {
    VisitState.PLANNED: Tone.ACCENT,
    VisitState.UNDER_WAY: Tone.ACCENT,
    VisitState.TO_REPORT: Tone.BAD,
    VisitState.DRAFT: Tone.SECONDARY,
}
URGENT: Final = (Priority.URGENT, Priority.HIGH)


def _when(row: FileVisitRow, today: date) -> TwoLines:
    start, end = row.starts_at.astimezone(CHINA), row.ends_at.astimezone(CHINA)
    return TwoLines(day_words(start.date(), today), f"{start:%H:%M}–{end:%H:%M}")


def _visit_state(row: FileVisitRow) -> Badge:
    if row.is_plan:
        tone = (
            VISIT_TONES.get(VisitState(row.state), Tone.SECONDARY) if row.state in set(VisitState) else Tone.SECONDARY
        )
        return Badge(label(VisitState, row.state), tone)
    return Badge(_("已登记"), Tone.OK) if row.valid else Badge(_("不计有效"), Tone.WARN)


def visits_model(
    workspace: Workspace, customer_id: str, today: Callable[[], date], parent: QObject | None = None
) -> RowsModel:
    """Make the list of a customer's plans and logs."""
    columns = (
        Column(
            key="when",
            heading=N_("时间"),
            painter=Painter.TWO_LINES,
            value=lambda row: _when(row, today()),
            width=110,
            sortable=False,
        ),
        Column(
            key="way",
            heading=N_("方式"),
            painter=Painter.SOFT,
            value=lambda row: label(VisitWay, row.way),
            width=80,
            sortable=False,
        ),
        Column(
            key="text",
            heading=N_("要点"),
            value=lambda row: row.text.replace("\n", " ") or _("走访计划"),
            tooltip=lambda row: row.text,
            stretch=True,
            sortable=False,
        ),
        Column(key="contacts", heading=N_("会见人员"), painter=Painter.SOFT, width=140, sortable=False),
        Column(key="owner", heading=N_("走访人"), painter=Painter.PERSON, width=110, sortable=False),
        Column(key="state", heading=N_("状态"), painter=Painter.BADGE, value=_visit_state, width=90, sortable=False),
    )
    return RowsModel(columns, WholeSource(workspace, customer_visits, customer_id), parent=parent)


def _task_state(row: FileTaskRow) -> Badge:
    known = row.state in set(TaskState)
    return Badge(
        label(TaskState, row.state), TASK_TONES.get(TaskState(row.state), Tone.ACCENT) if known else Tone.ACCENT
    )


def _task_title(row: FileTaskRow) -> Name:
    marks = (("circle-alert", Tone.BAD),) if row.is_open and row.priority in URGENT else ()
    return Name(row.title, marks)


def tasks_model(
    workspace: Workspace, customer_id: str, today: Callable[[], date], parent: QObject | None = None
) -> RowsModel:
    """Make the list of a customer's tasks."""

    def due(row: FileTaskRow) -> Due:
        return due_cell(row.due, today()) if row.is_open else Due(day_words(row.due, today()), Tone.TERTIARY)

    columns = (
        Column(key="title", heading=N_("任务"), painter=Painter.NAME, value=_task_title, stretch=True, sortable=False),
        Column(
            key="promise",
            heading=N_("承诺"),
            painter=Painter.BADGE,
            value=lambda row: Badge(_("对客承诺"), Tone.WARN) if row.is_promise else None,
            width=90,
            sortable=False,
        ),
        Column(key="due", heading=N_("截止"), painter=Painter.DUE, value=due, width=100, sortable=False),
        Column(key="assignee", heading=N_("责任人"), painter=Painter.PERSON, width=120, sortable=False),
        Column(key="state", heading=N_("状态"), painter=Painter.BADGE, value=_task_state, width=90, sortable=False),
        Column(key="result", heading=N_("结果"), painter=Painter.SOFT, width=220, sortable=False),
    )
    return RowsModel(columns, WholeSource(workspace, customer_tasks, customer_id), state=_faded, parent=parent)


def _faded(row: FileTaskRow) -> RowState:
    return RowState.NORMAL if row.is_open else RowState.ARCHIVED
