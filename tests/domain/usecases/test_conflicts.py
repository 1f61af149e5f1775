"""Deciding conflicts, and noting prints."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from domain.commands import (
    CancelTask,
    CancelVisit,
    CommentVisit,
    CompleteTask,
    Edit,
    EditCustomer,
    EditTask,
    EditVisitPlan,
    PlanVisit,
    RecordPrint,
    ResolveConflict,
    ReturnVisit,
    ReviseVisit,
)
from domain.entities import AuditEntry, Conflict, Customer, Task, VisitLog, VisitPlan
from domain.errors import Refused
from domain.permissions import Actor
from domain.values.sync import Keep
from tests.helpers.office import NOW, Office
from tests.helpers.scene import Scene, scene_in


def edit(office: Office, actor: Actor, customer_id: str, old: str, new: str) -> None:
    edits = (Edit("office_address", old, new),)
    office.run(actor, EditCustomer(**office.stamp(), customer_id=customer_id, edits=edits))


def test_that_mine_is_not_put_over_a_value_that_changed_again(office: Office) -> None:
    customer_id = office.customer(office.manager)
    edit(office, office.supervisor, customer_id, "", "港口路 1 号")
    edit(office, office.manager, customer_id, "", "恒岳路 8 号")
    edit(office, office.supervisor, customer_id, "港口路 1 号", "港口路 2 号")
    conflict = office.session.scalars(select(Conflict)).one()
    with pytest.raises(Refused, match="changed_again"):
        office.run(office.manager, ResolveConflict(**office.stamp(), conflict_id=conflict.id, keep=Keep.MINE))
    office.run(office.manager, ResolveConflict(**office.stamp(), conflict_id=conflict.id, keep=Keep.THEIRS))
    assert office.session.get_one(Customer, customer_id).office_address == "港口路 2 号"
    assert conflict.kept == "theirs"


def test_that_a_conflict_is_its_authors_own(office: Office) -> None:
    customer_id = office.customer(office.manager)
    edit(office, office.supervisor, customer_id, "", "港口路 1 号")
    edit(office, office.manager, customer_id, "", "恒岳路 8 号")
    conflict = office.session.scalars(select(Conflict)).one()
    with pytest.raises(Refused, match="not_found"):
        office.run(office.supervisor, ResolveConflict(**office.stamp(), conflict_id=conflict.id, keep=Keep.MINE))


def keep_mine(office: Office) -> None:
    conflict = office.session.scalars(select(Conflict).where(Conflict.kept.is_(None))).one()
    office.run(office.manager, ResolveConflict(**office.stamp(), conflict_id=conflict.id, keep=Keep.MINE))


def settled_scene(office: Office) -> Scene:
    scene = scene_in(office)
    conflict = office.session.scalars(select(Conflict)).one()
    office.run(office.manager, ResolveConflict(**office.stamp(), conflict_id=conflict.id, keep=Keep.THEIRS))
    return scene


@pytest.mark.parametrize("closing", [CompleteTask, CancelTask])
def test_that_mine_is_not_put_into_a_closed_task(office: Office, closing: type[Any]) -> None:
    scene = settled_scene(office)
    for old, new in (("提交正式书面报价", "提交报价"), ("别的标题", "提交合同")):
        edits = (Edit("title", old, new),)
        office.run(office.manager, EditTask(**office.stamp(), task_id=scene.task, edits=edits))
    reason: dict[str, Any] = {"reason": "不再需要"} if closing is CancelTask else {}
    office.run(office.manager, closing(**office.stamp(), task_id=scene.task, **reason))
    with pytest.raises(Refused, match="task_closed"):
        keep_mine(office)
    assert office.session.get_one(Task, scene.task).title == "提交报价"


def test_that_mine_goes_into_an_open_plan_and_not_into_a_cancelled_one(office: Office) -> None:
    scene = settled_scene(office)
    me, plan_id = office.manager, office.new_id()
    span: dict[str, Any] = {"starts_at": NOW + timedelta(days=1), "ends_at": NOW + timedelta(days=1, hours=1)}
    office.run(me, PlanVisit(**office.stamp(), plan_id=plan_id, customer_id=scene.customer, **span))
    for old, new in (("", "谈专线"), ("别的内容", "谈云")):
        office.run(me, EditVisitPlan(**office.stamp(), plan_id=plan_id, edits=(Edit("subject", old, new),)))
    keep_mine(office)
    assert office.session.get_one(VisitPlan, plan_id).subject == "谈云"
    office.run(me, EditVisitPlan(**office.stamp(), plan_id=plan_id, edits=(Edit("subject", "没见过", "谈算力"),)))
    office.run(me, CancelVisit(**office.stamp(), plan_id=plan_id, reason="客户外出"))
    with pytest.raises(Refused, match="visit_closed"):
        keep_mine(office)


def test_that_mine_is_not_put_into_a_reviewed_log(office: Office) -> None:
    scene = settled_scene(office)
    log = office.session.get_one(VisitLog, scene.log)
    office.run(office.supervisor, ReturnVisit(**office.stamp(), visit_id=log.id, reason="补充现场"))
    edits = (Edit("place", "没见过", "三厂区"),)
    office.run(office.manager, ReviseVisit(**office.stamp(), visit_id=log.id, edits=edits))
    comment: dict[str, Any] = {"comment_id": office.new_id(), "text": "好", "score": 4}
    office.run(office.supervisor, CommentVisit(**office.stamp(), visit_id=log.id, **comment))
    with pytest.raises(Refused, match="visit_closed"):
        keep_mine(office)
    assert log.place == "二厂区"


def test_that_a_field_emptied_in_another_way_has_not_changed_again(office: Office) -> None:
    customer_id = office.customer(office.manager)
    edit(office, office.supervisor, customer_id, "", "港口路 1 号")
    edit(office, office.manager, customer_id, "", "恒岳路 8 号")
    conflict = office.session.scalars(select(Conflict)).one()
    edit(office, office.supervisor, customer_id, "港口路 1 号", "")
    conflict.theirs = None
    keep_mine(office)
    assert office.session.get_one(Customer, customer_id).office_address == "恒岳路 8 号"


def printed(office: Office, **values: Any) -> str:
    entry_id = office.new_id()
    office.run(office.manager, RecordPrint(**office.stamp(), entry_id=entry_id, **values))
    return entry_id


def test_that_a_print_is_recorded_with_its_copy(office: Office) -> None:
    scene = scene_in(office)
    made = {"kind": "visit_logs", "row_id": scene.log, "customer_id": scene.customer, "paper": "visit_record"}
    entry = office.session.get_one(AuditEntry, printed(office, **made, copy=2, reason="客户要求"))
    assert (entry.action, entry.changes, entry.reason) == (
        "print",
        [{"field": "visit_record", "old": None, "new": 2}],
        "客户要求",
    )
    for wrong in (
        {"kind": "dragons"},
        {"copy": 0},
        {"paper": ""},
        {"row_id": scene.other_customer},
        {"paper": "x" * 99},
    ):
        with pytest.raises(Refused):
            printed(office, **(made | wrong))
