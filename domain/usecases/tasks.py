"""Make, hand out, take on, finish, check, drop and reopen tasks (2.29, 3.9)."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from domain.commands.base import Command
from domain.commands.tasks import (
    AcceptTask,
    AddTask,
    AssignTask,
    CancelTask,
    CheckTask,
    CompleteTask,
    EditTask,
    NewTask,
    ReopenTask,
    ReturnTask,
)
from domain.entities import Customer, Person, Task
from domain.errors import Refused
from domain.permissions import Actor, Permission, may, require
from domain.rules.calendars import china_date
from domain.rules.fields import day_problem
from domain.rules.recurrence import next_in_row
from domain.rules.storable import is_storable_day
from domain.rules.tasks import note_problems, problems
from domain.usecases.shared import (
    at_post,
    audit,
    authored,
    changed,
    check_people,
    derived_id,
    fetch,
    given_reason,
    merge_edits,
    new_id_taken,
    refusal,
    refuse_if,
    within_reach,
)
from domain.values.tasks import OPEN_STATES, TaskOrigin, TaskState

NOTE_LIMIT = 300
_CARRIED_ON = (
    *("owner_id", "org_id", "province_code", "data_level", "customer_id", "assignee_id", "co_worker_ids"),
    *("title", "kind", "origin", "due_time", "priority", "standard", "is_promise"),
)
"""What the next task of a row has in common with the one before."""


def add_task(session: Session, actor: Actor, command: AddTask) -> None:
    """Make a task; a task without assignee waits in the maker's unit to be handed out."""
    require(actor, Permission.TASK_ADD)
    refuse_if(problems(command))
    customer = fetch(session, actor, Customer, command.customer_id) if command.customer_id else None
    task = make_task(session, actor, command.task, customer, command.at)
    given_away = task.assignee_id not in (None, actor.id)
    task.origin = TaskOrigin.ASSIGNED if given_away and command.origin == TaskOrigin.OWN else command.origin
    audit(session, actor, command, task, "add")


def make_task(session: Session, actor: Actor, new: NewTask, customer: Customer | None, at: datetime) -> Task:
    """Put one new task into the session; refuses an assignee who does not exist, has left or is out of reach."""
    new_id_taken(session, Task, new.id)
    assignee = _assignee(session, actor, new.assignee_id, at)
    task = Task(
        id=new.id,
        **authored(actor, at),
        owner_id=actor.id,
        org_id=assignee.org_id if assignee else (customer.org_id if customer else actor.org_id),
        province_code=actor.province_code,
        customer_id=customer.id if customer else None,
        title=new.title.strip(),
        kind=new.kind,
        due=new.due,
        due_time=new.due_time,
        assignee_id=new.assignee_id,
        priority=new.priority,
        standard=new.standard,
        is_promise=new.is_promise,
        recurrence=new.recurrence,
        state=TaskState.UNDER_WAY if new.assignee_id == actor.id else TaskState.TO_ACCEPT,
    )
    session.add(task)
    session.flush()
    return task


def _assignee(session: Session, actor: Actor, person_id: str | None, at: datetime) -> Person | None:
    if person_id is None:
        return None
    person = at_post(session, person_id, "assignee_id", china_date(at))
    if not within_reach(session, actor, person):
        raise refusal("assignee_id", "out_of_scope")
    return person


def _open_task(session: Session, actor: Actor, task_id: str) -> Task:
    task = fetch(session, actor, Task, task_id)
    _check_open(task)
    return task


def _check_open(task: Task) -> None:
    if task.state not in OPEN_STATES:
        raise Refused("task_closed", state=task.state, by=task.updated_by)


def _require_giver(actor: Actor, task: Task) -> None:
    """Only who gave a task, or who may hand out tasks, decides on it."""
    if task.owner_id != actor.id:
        require(actor, Permission.TASK_ASSIGN)


def edit_task(session: Session, actor: Actor, command: EditTask) -> None:
    """Change an open task field by field."""
    require(actor, Permission.TASK_ADD)
    refuse_if(problems(command))
    task = _open_task(session, actor, command.task_id)
    applied = merge_edits(session, actor, task, command.edits, command)
    settle_task(session, task, applied)
    if applied:
        audit(session, actor, command, task, "edit", applied)


def settle_task(session: Session, task: Task, applied: dict[str, tuple[Any, Any]]) -> None:
    """Check what was changed of a task; refuses with `task_closed` one that is finished or dropped."""
    _check_open(task)
    if "co_worker_ids" in applied:
        check_people(session, task.co_worker_ids, "co_worker_ids")


def assign_task(session: Session, actor: Actor, command: AssignTask) -> None:
    """Hand a task to somebody; giving away what is one's own needs no special permission."""
    task = _open_task(session, actor, command.task_id)
    require(actor, Permission.TASK_ADD if actor.id in (task.assignee_id, task.owner_id) else Permission.TASK_ASSIGN)
    if command.due is not None and not is_storable_day(command.due):
        refuse_if([day_problem("due")])
    if task.assignee_id not in (command.old_assignee_id, command.assignee_id):
        raise Refused("already_assigned", by=task.updated_by)
    gives_back = command.assignee_id == task.owner_id
    if not gives_back:
        person = _assignee(session, actor, command.assignee_id, command.at)
    else:
        person = at_post(session, task.owner_id, "assignee_id", china_date(command.at))
    changes: dict[str, tuple[Any, Any]] = {"assignee_id": (task.assignee_id, command.assignee_id)}
    task.assignee_id = command.assignee_id
    if person is not None:
        task.org_id = person.org_id
    if command.due is not None and command.due != task.due:
        changes["due"] = (task.due.isoformat(), command.due.isoformat())
        task.due = command.due
    task.state = TaskState.UNDER_WAY if command.assignee_id == actor.id else TaskState.TO_ACCEPT
    changed(task, actor, command.at)
    audit(session, actor, command, task, "assign", changes)


def accept_task(session: Session, actor: Actor, command: AcceptTask) -> None:
    """Take on a task one was given, or given back; taking it on twice is not an error."""
    require(actor, Permission.TASK_ADD)
    task = _open_task(session, actor, command.task_id)
    if task.assignee_id != actor.id:
        raise Refused("not_assignee", by=task.updated_by)
    if task.state in (TaskState.TO_ACCEPT, TaskState.RETURNED):
        _enter(session, actor, task, TaskState.UNDER_WAY, command, "accept")


def complete_task(session: Session, actor: Actor, command: CompleteTask) -> None:
    """Finish a task; doing it twice is not an error.

    What somebody else gave with a standard of done is only reported: its giver checks it against the standard.
    """
    require(actor, Permission.TASK_ADD)
    refuse_if(note_problems("result", command.result))
    task = fetch(session, actor, Task, command.task_id)
    if task.state == TaskState.DONE:
        return
    to_check = task.owner_id != actor.id and bool(task.standard.strip()) and not may(actor, Permission.TASK_ASSIGN).ok
    if not to_check:
        finish_task(session, actor, task, command, command.result)
    elif task.state not in OPEN_STATES:
        raise Refused("task_closed", state=task.state, by=task.updated_by)
    elif task.state != TaskState.TO_CHECK:
        task.result = command.result or task.result
        _enter(session, actor, task, TaskState.TO_CHECK, command, "report")


def finish_task(session: Session, actor: Actor, task: Task, command: Command, result: str) -> None:
    """Mark an open task done at the command's time and begin the next of its row; refuses a cancelled one."""
    if task.state not in OPEN_STATES:
        raise Refused("task_closed", state=task.state, by=task.updated_by)
    task.done_at = command.at
    task.progress = 100
    task.result = result or task.result
    _enter(session, actor, task, TaskState.DONE, command, "complete")
    if task.recurrence:
        _begin_next(session, actor, task, command)


def _begin_next(session: Session, actor: Actor, task: Task, command: Command) -> None:
    """Make the next task of a row, once: finishing a reopened task again finds it there."""
    following = next_in_row(task.recurrence, task.due, china_date(command.at))
    next_id = derived_id(task.id, "next")
    if following is None or session.get(Task, next_id) is not None:
        return
    due, rule = following
    row = Task(
        id=next_id,
        **authored(actor, command.at),
        **{name: getattr(task, name) for name in _CARRIED_ON},
        start=task.start + (due - task.due) if task.start else None,
        due=due,
        recurrence=rule,
        state=TaskState.UNDER_WAY if task.assignee_id == task.owner_id else TaskState.TO_ACCEPT,
    )
    session.add(row)
    session.flush()
    audit(session, actor, command, row, "add")


def check_task(session: Session, actor: Actor, command: CheckTask) -> None:
    """Find a reported task done; nobody checks their own work."""
    refuse_if(note_problems("evaluation", command.evaluation))
    task = _to_check(session, actor, command.task_id)
    task.evaluation = command.evaluation or task.evaluation
    finish_task(session, actor, task, command, "")


def return_task(session: Session, actor: Actor, command: ReturnTask) -> None:
    """Give a reported task back to be done again, with a reason."""
    reason = given_reason(command.reason, NOTE_LIMIT)
    task = _to_check(session, actor, command.task_id)
    task.evaluation = reason
    _enter(session, actor, task, TaskState.RETURNED, command, "return", reason)


def _to_check(session: Session, actor: Actor, task_id: str) -> Task:
    task = _open_task(session, actor, task_id)
    _require_giver(actor, task)
    if task.assignee_id == actor.id:
        raise Refused("own_task")
    if task.state != TaskState.TO_CHECK:
        raise Refused("not_reported", state=task.state, by=task.updated_by)
    return task


def cancel_task(session: Session, actor: Actor, command: CancelTask) -> None:
    """Drop an open task, with a reason; only who gave it or who may hand out tasks."""
    require(actor, Permission.TASK_ADD)
    reason = given_reason(command.reason)
    task = fetch(session, actor, Task, command.task_id)
    if task.state == TaskState.CANCELLED:
        return
    if task.state not in OPEN_STATES:
        raise Refused("task_closed", state=task.state, by=task.updated_by)
    _require_giver(actor, task)
    _enter(session, actor, task, TaskState.CANCELLED, command, "cancel", reason)


def reopen_task(session: Session, actor: Actor, command: ReopenTask) -> None:
    """Say that a finished task is not done after all; a dropped one is taken up again by who may drop it."""
    require(actor, Permission.TASK_ADD)
    task = fetch(session, actor, Task, command.task_id)
    if task.state in OPEN_STATES and task.state != TaskState.TO_CHECK:
        return
    if task.state == TaskState.CANCELLED:
        _require_giver(actor, task)
    task.done_at = None
    task.progress = 0
    _enter(session, actor, task, TaskState.UNDER_WAY, command, "reopen")


def _enter(
    session: Session, actor: Actor, task: Task, state: TaskState, command: Command, action: str, reason: str = ""
) -> None:
    changes = {"state": (str(task.state), state.value)}
    task.state = state
    changed(task, actor, command.at)
    audit(session, actor, command, task, action, changes, reason)
