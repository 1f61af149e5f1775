"""The task's field table and what may be wrong with one (2.29)."""

from typing import Final

from domain.commands.tasks import AddTask, EditTask, NewTask
from domain.errors import Problem
from domain.rules.fields import (
    FieldKind,
    FieldSpec,
    Need,
    day_problem,
    edit_list_problems,
    shape_problem,
    table_problems,
)
from domain.rules.recurrence import LONGEST_RULE, recurrence_trouble
from domain.rules.storable import is_storable_day
from domain.values.tasks import Priority, TaskKind, TaskOrigin

_K = FieldKind
TASK_FIELDS: Final[dict[str, FieldSpec]] = {
    spec.name: spec
    for spec in (
        FieldSpec(name="title", need=Need.MUST),
        FieldSpec(name="kind", kind=_K.CHOICE, choices=TaskKind),
        FieldSpec(name="start", kind=_K.DATE),
        FieldSpec(name="due", kind=_K.DATE, need=Need.MUST),
        FieldSpec(name="due_time", kind=_K.TIME),
        FieldSpec(name="priority", kind=_K.CHOICE, choices=Priority, need=Need.MUST),
        FieldSpec(name="standard", limit=300),
        FieldSpec(name="evidence", limit=300),
        FieldSpec(name="progress", kind=_K.INTEGER, low=0, high=100),
        FieldSpec(name="result", kind=_K.LONG_TEXT),
        FieldSpec(name="overdue_reason", limit=300),
        FieldSpec(name="evaluation", limit=300),
        FieldSpec(name="co_worker_ids", kind=_K.REFERENCES),
        FieldSpec(name="is_promise", kind=_K.BOOLEAN),
        FieldSpec(name="recurrence", limit=LONGEST_RULE, check="recurrence"),
    )
}
"""Fields of a task that an edit may change."""


def new_task_problems(task: NewTask) -> list[Problem]:
    """Tell what is wrong with a new task: title and due day are needed."""
    found = [] if task.title.strip() else [Problem(field="title", code="required")]
    given = {name: getattr(task, name) for name in ("title", "kind", "priority", "standard", "recurrence")}
    found += [problem for name, value in given.items() if (problem := shape_problem(TASK_FIELDS[name], value))]
    found += [Problem(field=name, code="required") for name in ("kind", "priority") if not given[name]]
    found += _recurrence_problems(task.recurrence)
    if not is_storable_day(task.due):
        found.append(day_problem("due"))
    if task.due_time is not None and task.due_time.tzinfo is not None:
        found.append(Problem(field="due_time", code="not_a_time"))
    return found


def problems(command: AddTask | EditTask) -> list[Problem]:
    """Tell what is wrong with a new or changed task."""
    if isinstance(command, AddTask):
        known = command.origin in {item.value for item in TaskOrigin}
        return new_task_problems(command.task) + ([] if known else [Problem(field="origin", code="unknown_choice")])
    values = {edit.field: edit.new for edit in command.edits}
    found = edit_list_problems(command.edits) + table_problems(TASK_FIELDS, values, needs=(Need.MUST,), partial=True)
    return found + _recurrence_problems(values.get("recurrence"))


def _recurrence_problems(rule: object) -> list[Problem]:
    code = recurrence_trouble(rule) if isinstance(rule, str) and rule else ""
    return [Problem(field="recurrence", code=code)] if code else []


def note_problems(field: str, text: str) -> list[Problem]:
    """Tell whether a result or an evaluation fits its column."""
    wrong = shape_problem(TASK_FIELDS[field], text)
    return [wrong] if wrong else []
