"""The one role table, and who sees which rows."""

import pytest
from sqlalchemy import select

from domain.entities import ENTITIES, AuditEntry, Customer, VisitLog
from domain.permissions import DEFAULT_LEVELS, ROLES, Actor, Permission, may, visible
from domain.values.people import Post
from tests.helpers.office import Office
from tests.helpers.scene import scene_in

MANAGER = (
    "conflict:resolve contact:edit contact:reveal customer:create customer:edit customer:export customer:identity "
    "customer:import customer:view paper:print plan:write task:add visit:log visit:plan"
)
SUPERVISOR = (
    "conflict:resolve contact:edit contact:reveal customer:assign customer:create customer:edit customer:export "
    "customer:identity customer:import customer:view paper:print plan:write task:add task:assign team:view "
    "visit:comment visit:log visit:plan"
)
ASSISTANT = (
    "conflict:resolve contact:edit contact:reveal customer:create customer:edit customer:view paper:print plan:write "
    "task:add visit:plan"
)
LEADER = "conflict:resolve customer:view paper:print task:add task:assign team:view visit:comment visit:log visit:plan"
SIGNER = "conflict:resolve task:add"
MAY = {
    "account_manager": MANAGER,
    "chief_account_manager": MANAGER,
    "supervisor": SUPERVISOR,
    "assistant": ASSISTANT,
    "department_manager": " ".join(sorted([*SUPERVISOR.split(), "rule:write"])),
    "vice_president": LEADER,
    "general_manager": LEADER,
    "finance": SIGNER,
    "legal": SIGNER,
    "network": SIGNER,
    "product_manager": SIGNER,
    "marketing": SIGNER,
    "auditor": "customer:view paper:print",
    "administrator": "parameter:write people:write rule:write",
    "headquarters_viewer": "customer:view",
}
SHARED = {"org_units", "people", "parameters", "service_rules"}
OF_A_CUSTOMER = {"customers", "affiliates", "contacts", "visit_plans", "visit_logs", "visit_comments", "tasks"} | {
    "service_plans",
    "attachments",
    "audit_entries",
}


def actor(post: Post) -> Actor:
    return Actor(id="x", name="x", staff_no="x", post=post, level=DEFAULT_LEVELS.get(post, 2), org_id="x")


@pytest.mark.parametrize("post", Post)
def test_that_a_post_may_do_this_and_nothing_else(post: Post) -> None:
    assert (
        " ".join(sorted(permission.value for permission in Permission if may(actor(post), permission).ok)) == MAY[post]
    )


def test_that_every_post_is_in_the_table() -> None:
    assert set(ROLES) == set(Post)


@pytest.mark.parametrize("permission", Permission)
def test_that_a_refusal_says_whether_a_supervisor_could(permission: Permission) -> None:
    verdict = may(actor(Post.HEADQUARTERS_VIEWER), permission)
    wanted = "needs_supervisor" if permission.value in SUPERVISOR.split() else "not_permitted"
    assert verdict.ok or verdict.code == wanted


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("顾晓舟", OF_A_CUSTOMER | {"conflicts", "phrases"}),
        ("许望舒", set()),
        ("程予安", {"customers", "audit_entries"}),
        ("韩砚秋", OF_A_CUSTOMER),
        ("白鹭行", set()),
        ("沈既白", OF_A_CUSTOMER),
    ],
)
def test_that_everybody_sees_the_rows_of_their_scope(office: Office, who: str, sees: set[str]) -> None:
    scene_in(office)
    office.session.flush()
    found = {
        entity.__tablename__
        for entity in ENTITIES
        if office.session.scalars(select(entity.id).where(visible(office.people[who], entity))).first()
    }
    assert found - SHARED == sees
    assert found >= SHARED


@pytest.mark.parametrize("place", ["am_b_id", "assistant_id"])
def test_that_who_shares_a_customer_sees_all_of_it(office: Office, place: str) -> None:
    scene_in(office)
    office.session.flush()
    colleague = office.people["许望舒"]
    assert not list(office.session.scalars(select(Customer.id).where(visible(colleague, Customer))))
    for customer in office.session.scalars(select(Customer)):
        setattr(customer, place, colleague.id)
    office.session.flush()
    for entity in (Customer, VisitLog, AuditEntry):
        assert list(office.session.scalars(select(entity.id).where(visible(colleague, entity)))), entity
