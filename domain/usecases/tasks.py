"""Make, hand out, finish and reopen tasks (2.29, 3.9)."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from domain.commands.base import Command
from domain.commands.tasks import AddTask, AssignTask, CompleteTask, EditTask, NewTask, ReopenTask
from domain.entities import Customer, Person, Task
from domain.errors import Problem, Refused
from domain.permissions import Actor, Permission, require
from domain.rules.tasks import problems
from domain.usecases.shared import audit, authored, changed, fetch, merge_edits, new_id_taken, refuse_if
from domain.values.tasks import OPEN_STATES, TaskState


def add_task(session: Session, actor: Actor, command: AddTask) -> None:
    """Make a task; a task without assignee waits in the maker's unit to be handed out."""
    require(actor, Permission.TASK_ADD)
    refuse_if(problems(command))
    customer = fetch(session, actor, Customer, command.customer_id) if command.customer_id else None
    task = make_task(session, actor, command.task, customer, command.at)
    task.origin = command.origin
    audit(session, actor, command, task, "add")


def make_task(session: Session, actor: Actor, new: NewTask, customer: Customer | None, at: datetime) -> Task:
    """Put one new task into the session; refuses an assignee who does not exist or has left."""
    new_id_taken(session, Task, new.id)
    assignee = _assignee(session, new.assignee_id)
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
        state=TaskState.UNDER_WAY if new.assignee_id == actor.id else TaskState.TO_ACCEPT,
    )
    session.add(task)
    return task


def _assignee(session: Session, person_id: str | None) -> Person | None:
    if person_id is None:
        return None
    person = session.get(Person, person_id)
    if person is None or person.deleted_at is not None or person.leave_date is not None:
        raise Refused("invalid", (Problem(field="assignee_id", code="not_found"),))
    return person


def _open_task(session: Session, actor: Actor, task_id: str) -> Task:
    task = fetch(session, actor, Task, task_id)
    if task.state not in OPEN_STATES:
        raise Refused("task_closed", state=task.state, by=task.updated_by)
    return task


def edit_task(session: Session, actor: Actor, command: EditTask) -> None:
    """Change an open task field by field."""
    require(actor, Permission.TASK_ADD)
    refuse_if(problems(command))
    task = _open_task(session, actor, command.task_id)
    applied = merge_edits(session, actor, task, command.edits, command)
    if applied:
        audit(session, actor, command, task, "edit", applied)


def assign_task(session: Session, actor: Actor, command: AssignTask) -> None:
    """Hand a task to somebody; giving away what is one's own needs no special permission."""
    task = _open_task(session, actor, command.task_id)
    if actor.id not in (task.assignee_id, task.owner_id):
        require(actor, Permission.TASK_ASSIGN)
    if task.assignee_id not in (command.old_assignee_id, command.assignee_id):
        raise Refused("already_assigned", by=task.updated_by)
    person = _assignee(session, command.assignee_id)
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


def complete_task(session: Session, actor: Actor, command: CompleteTask) -> None:
    """Finish a task; doing it twice is not an error."""
    require(actor, Permission.TASK_ADD)
    task = fetch(session, actor, Task, command.task_id)
    if task.state == TaskState.DONE:
        return
    finish_task(session, actor, task, command, command.result)


def finish_task(session: Session, actor: Actor, task: Task, command: Command, result: str) -> None:
    """Mark an open task done at the command's time; refuses a cancelled one."""
    if task.state not in OPEN_STATES:
        raise Refused("task_closed", state=task.state, by=task.updated_by)
    before = task.state
    task.state = TaskState.DONE
    task.done_at = command.at
    task.progress = 100
    task.result = result or task.result
    changed(task, actor, command.at)
    audit(session, actor, command, task, "complete", {"state": (before, TaskState.DONE.value)})


def reopen_task(session: Session, actor: Actor, command: ReopenTask) -> None:
    """Say that a finished task is not done after all."""
    require(actor, Permission.TASK_ADD)
    task = fetch(session, actor, Task, command.task_id)
    if task.state in OPEN_STATES:
        return
    task.state = TaskState.UNDER_WAY
    task.done_at = None
    task.progress = 0
    changed(task, actor, command.at)
    audit(session, actor, command, task, "reopen")
