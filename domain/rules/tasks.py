"""The task's field table and what may be wrong with one (2.29)."""

from typing import Final

from domain.commands.tasks import AddTask, EditTask, NewTask
from domain.errors import Problem
from domain.rules.fields import FieldKind, FieldSpec, Need, table_problems
from domain.values.tasks import Priority, TaskKind

_K = FieldKind
TASK_FIELDS: Final[dict[str, FieldSpec]] = {
    spec.name: spec
    for spec in (
        FieldSpec(name="title", need=Need.MUST),
        FieldSpec(name="kind", kind=_K.CHOICE, choices=TaskKind),
        FieldSpec(name="start", kind=_K.DATE),
        FieldSpec(name="due", kind=_K.DATE, need=Need.MUST),
        FieldSpec(name="due_time", limit=15),
        FieldSpec(name="priority", kind=_K.CHOICE, choices=Priority, need=Need.MUST),
        FieldSpec(name="standard", limit=300),
        FieldSpec(name="evidence", limit=300),
        FieldSpec(name="progress", kind=_K.INTEGER, low=0, high=100),
        FieldSpec(name="result", kind=_K.LONG_TEXT),
        FieldSpec(name="overdue_reason", limit=300),
        FieldSpec(name="evaluation", limit=300),
        FieldSpec(name="co_worker_ids", kind=_K.REFERENCES),
        FieldSpec(name="is_promise", kind=_K.BOOLEAN),
    )
}
"""Fields of a task that an edit may change."""


def new_task_problems(task: NewTask) -> list[Problem]:
    """Tell what is wrong with a new task: title and due day are needed."""
    found = []
    if not task.title.strip():
        found.append(Problem(field="title", code="required"))
    elif len(task.title) > TASK_FIELDS["title"].limit:
        found.append(Problem(field="title", code="too_long", facts={"limit": TASK_FIELDS["title"].limit}))
    for name, value, known in (("kind", task.kind, TaskKind), ("priority", task.priority, Priority)):
        if value not in {item.value for item in known}:
            found.append(Problem(field=name, code="unknown_choice"))
    if len(task.standard) > TASK_FIELDS["standard"].limit:
        found.append(Problem(field="standard", code="too_long", facts={"limit": TASK_FIELDS["standard"].limit}))
    return found


def problems(command: AddTask | EditTask) -> list[Problem]:
    """Tell what is wrong with a new or changed task."""
    if isinstance(command, AddTask):
        return new_task_problems(command.task)
    return table_problems(
        TASK_FIELDS, {edit.field: edit.new for edit in command.edits}, needs=(Need.MUST,), partial=True
    )
