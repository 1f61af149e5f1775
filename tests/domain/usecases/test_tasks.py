"""Tasks: given, taken on, reported, checked, given back, dropped, reopened."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from domain.commands import (
    AcceptTask,
    AddTask,
    AssignTask,
    CancelTask,
    CheckTask,
    CompleteTask,
    Edit,
    EditTask,
    NewTask,
    ReopenTask,
    ReturnTask,
)
from domain.entities import Task
from domain.errors import Refused
from domain.permissions import Actor
from domain.values.people import Post
from tests.helpers.office import Office


def add(office: Office, giver: Actor, taker: Actor | None, **more: Any) -> str:
    task_id = office.new_id()
    new = NewTask(
        id=task_id, title="勘察二厂区", due=date(2026, 12, 1), assignee_id=taker.id if taker else None, **more
    )
    office.run(giver, AddTask(**office.stamp(), task=new))
    return task_id


def state(office: Office, task_id: str) -> str:
    return office.session.get_one(Task, task_id).state


def given(office: Office, command: type, actor: Actor, task_id: str, **more: Any) -> str:
    office.run(actor, command(**office.stamp(), task_id=task_id, **more))
    return state(office, task_id)


def test_that_a_task_for_somebody_else_waits_to_be_taken_on(office: Office) -> None:
    task_id = add(office, office.supervisor, office.manager)
    assert (state(office, task_id), office.session.get_one(Task, task_id).origin) == ("to_accept", "assigned")
    with pytest.raises(Refused, match="not_assignee"):
        given(office, AcceptTask, office.supervisor, task_id)
    assert given(office, AcceptTask, office.manager, task_id) == "under_way"


def test_that_a_task_with_a_standard_is_checked_by_its_giver(office: Office) -> None:
    task_id = add(office, office.supervisor, office.manager, standard="附勘察照片")
    assert given(office, CompleteTask, office.manager, task_id, result="已勘察") == "to_check"
    with pytest.raises(Refused):
        given(office, CheckTask, office.manager, task_id)
    assert given(office, ReturnTask, office.supervisor, task_id, reason="缺照片") == "returned"
    assert given(office, AcceptTask, office.manager, task_id) == "under_way"
    assert given(office, CompleteTask, office.manager, task_id, result="照片已附") == "to_check"
    assert given(office, CheckTask, office.supervisor, task_id, evaluation="合格") == "done"
    done = office.session.get_one(Task, task_id)
    assert (done.result, done.evaluation, done.progress) == ("照片已附", "合格", 100)


def test_that_one_s_own_task_is_done_at_once_and_may_be_reopened(office: Office) -> None:
    task_id = add(office, office.manager, office.manager, standard="报价发出")
    assert given(office, CompleteTask, office.manager, task_id) == "done"
    assert given(office, CompleteTask, office.manager, task_id) == "done"
    assert given(office, ReopenTask, office.manager, task_id) == "under_way"


def test_that_dropping_a_task_needs_a_reason_and_its_giver(office: Office) -> None:
    task_id = add(office, office.supervisor, office.manager)
    with pytest.raises(Refused, match="needs_supervisor"):
        given(office, CancelTask, office.manager, task_id, reason="不想做")
    with pytest.raises(Refused, match="invalid"):
        given(office, CancelTask, office.supervisor, task_id, reason=" ")
    assert given(office, CancelTask, office.supervisor, task_id, reason="项目取消") == "cancelled"
    with pytest.raises(Refused, match="task_closed"):
        given(office, CompleteTask, office.manager, task_id)
    with pytest.raises(Refused, match="needs_supervisor"):
        given(office, ReopenTask, office.manager, task_id)


def test_that_a_task_already_handed_on_is_not_handed_on_again(office: Office) -> None:
    task_id = add(office, office.manager, None)
    office.run(
        office.supervisor,
        AssignTask(**office.stamp(), task_id=task_id, old_assignee_id=None, assignee_id=office.colleague.id),
    )
    with pytest.raises(Refused, match="already_assigned"):
        office.run(
            office.manager,
            AssignTask(**office.stamp(), task_id=task_id, old_assignee_id=None, assignee_id=office.manager.id),
        )


def test_that_work_goes_to_neighbours_and_superiors_not_to_other_departments(office: Office) -> None:
    branch = next(unit for unit, parent in office.parents.items() if parent is None)
    far = office.unit("客户服务部", branch, "department")
    team = office.unit("热线一组", far)
    outsider = office.person("外部门", Post.ACCOUNT_MANAGER, team)
    assert add(office, office.manager, office.stranger)
    assert add(office, office.manager, office.chief)
    with pytest.raises(Refused) as refused:
        add(office, office.manager, outsider)
    assert refused.value.problems[0].code == "out_of_scope"


def test_that_finishing_a_repeating_task_begins_the_next_one_once(office: Office) -> None:
    task_id = add(office, office.manager, office.manager, recurrence="FREQ=WEEKLY;COUNT=2", priority="high")
    assert given(office, CompleteTask, office.manager, task_id, result="已勘察") == "done"
    follower = office.session.scalars(select(Task).where(Task.id != task_id)).one()
    assert (follower.title, follower.due, follower.priority) == ("勘察二厂区", date(2026, 12, 8), "high")
    assert (follower.state, follower.result, follower.recurrence) == ("under_way", "", "FREQ=WEEKLY;COUNT=1")
    assert (follower.assignee_id, follower.owner_id) == (office.manager.id, office.manager.id)
    given(office, ReopenTask, office.manager, task_id)
    given(office, CompleteTask, office.manager, task_id)
    assert len(office.session.scalars(select(Task.id)).all()) == 2
    given(office, CompleteTask, office.manager, follower.id)
    assert len(office.session.scalars(select(Task.id)).all()) == 2


def test_that_the_next_of_a_given_task_waits_to_be_taken_on(office: Office) -> None:
    task_id = add(office, office.supervisor, office.manager, recurrence="FREQ=MONTHLY;BYMONTHDAY=1")
    given(office, CompleteTask, office.manager, task_id)
    follower = office.session.scalars(select(Task).where(Task.id != task_id)).one()
    assert (follower.state, follower.owner_id, follower.due) == ("to_accept", office.supervisor.id, date(2027, 1, 1))


def test_that_an_unknown_repetition_is_refused(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        add(office, office.manager, office.manager, recurrence="FREQ=HOURLY")
    assert [(one.field, one.code) for one in refused.value.problems] == [("recurrence", "not_a_recurrence")]
    task_id = add(office, office.manager, office.manager)
    edit = EditTask(**office.stamp(), task_id=task_id, edits=(Edit("recurrence", "", "every day"),))
    with pytest.raises(Refused):
        office.run(office.manager, edit)
