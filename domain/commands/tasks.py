"""Commands on tasks."""

from datetime import date, time

import msgspec

from domain.commands.base import Command, Edit


class NewTask(msgspec.Struct, frozen=True, kw_only=True):
    """A task to be made: alone by `AddTask`, or as what follows from a visit by `LogVisit`."""

    id: str
    title: str
    due: date
    assignee_id: str | None
    kind: str = "other"
    due_time: time | None = None
    priority: str = "normal"
    standard: str = ""
    is_promise: bool = False
    recurrence: str = ""


class AddTask(Command, frozen=True, kw_only=True, tag="add_task"):
    """Make a task, for oneself or for somebody else."""

    task: NewTask
    customer_id: str | None = None
    origin: str = "own"


class EditTask(Command, frozen=True, kw_only=True, tag="edit_task"):
    """Change a task: title, due day, assignee, and so on."""

    task_id: str
    edits: tuple[Edit, ...]


class AssignTask(Command, frozen=True, kw_only=True, tag="assign_task"):
    """Hand a task to somebody, maybe for another day."""

    task_id: str
    old_assignee_id: str | None
    assignee_id: str | None
    due: date | None = None


class CompleteTask(Command, frozen=True, kw_only=True, tag="complete_task"):
    """Say that a task is done, with its result."""

    task_id: str
    result: str = ""


class AcceptTask(Command, frozen=True, kw_only=True, tag="accept_task"):
    """Take on a task one was given, or given back."""

    task_id: str


class CheckTask(Command, frozen=True, kw_only=True, tag="check_task"):
    """Find a task somebody reported as done to be done indeed."""

    task_id: str
    evaluation: str = ""


class ReturnTask(Command, frozen=True, kw_only=True, tag="return_task"):
    """Find a task somebody reported as done not to be done, with a reason."""

    task_id: str
    reason: str


class CancelTask(Command, frozen=True, kw_only=True, tag="cancel_task"):
    """Drop a task, with a reason."""

    task_id: str
    reason: str


class ReopenTask(Command, frozen=True, kw_only=True, tag="reopen_task"):
    """Say that a task is not done after all."""

    task_id: str
