"""Customer files: opened, edited by three values, assigned, and kept within scope."""

from typing import Any

import pytest
from sqlalchemy import select

from domain.commands import AssignCustomer, CreateCustomer, Edit, EditCustomer, ResolveConflict
from domain.entities import ENTITIES, AuditEntry, Conflict, Contact, Customer, Task
from domain.errors import Refused
from domain.permissions import Actor, visible
from domain.values.people import Post
from domain.values.sync import Keep
from tests.helpers.office import Office


def edit(office: Office, customer_id: str, **fields: tuple[Any, Any]) -> EditCustomer:
    edits = tuple(Edit(name, old, new) for name, (old, new) in fields.items())
    return EditCustomer(**office.stamp(), customer_id=customer_id, edits=edits)


def test_that_a_new_file_has_number_search_text_completeness_and_history(office: Office) -> None:
    customer = office.session.get_one(Customer, office.customer(office.manager))
    assert customer.cust_no == "customer-00001"
    assert "lzhyjmzz" in customer.search_text
    assert 0 < customer.completeness < 100
    assert (customer.am_id, customer.org_id) == (office.manager.id, office.north)
    entry = office.session.scalars(select(AuditEntry).where(AuditEntry.row_id == customer.id)).one()
    assert entry.action == "create"


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"cust_name": "测试"}, "cust_name", "too_short_name"),
        ({"cust_name": "测试公司"}, "cust_name", "placeholder"),
        ({"tel": "12"}, "tel", "not_a_phone"),
        ({"cert_no": "91110000123456788N"}, "cert_no", "credit_code_check"),
        ({"employees": "many"}, "employees", "wrong_type"),
        ({"segment": "space"}, "segment", "unknown_choice"),
        ({"county": ""}, "county", "required"),
        ({"nonsense": 1}, "nonsense", "unknown_field"),
    ],
)
def test_that_a_wrong_file_is_refused_by_field(office: Office, values: dict[str, Any], field: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        office.customer(
            office.manager, **({"name": values.pop("cust_name")} if "cust_name" in values else {}), **values
        )
    assert (field, code) in [(problem.field, problem.code) for problem in refused.value.problems]


def test_that_a_credit_code_belongs_to_one_customer_of_a_province(office: Office) -> None:
    office.customer(office.manager, cert_no="91110000123456788M")
    with pytest.raises(Refused) as refused:
        office.customer(office.stranger, "澜州云栈数据有限公司", cert_no="91110000123456788M")
    assert refused.value.problems[0].code == "credit_code_taken"


def test_that_edits_of_different_fields_both_hold(office: Office) -> None:
    customer_id = office.customer(office.manager)
    office.run(office.manager, edit(office, customer_id, office_address=("", "恒岳路 8 号")))
    office.run(office.supervisor, edit(office, customer_id, remarks=("", "重点关注")))
    customer = office.session.get_one(Customer, customer_id)
    assert (customer.office_address, customer.remarks) == ("恒岳路 8 号", "重点关注")


def test_that_edits_of_the_same_field_become_a_conflict_with_both_values(office: Office) -> None:
    customer_id = office.customer(office.manager)
    office.run(office.supervisor, edit(office, customer_id, office_address=("", "港口路 1 号")))
    office.run(office.manager, edit(office, customer_id, office_address=("", "恒岳路 8 号"), remarks=("", "同时改的")))
    customer = office.session.get_one(Customer, customer_id)
    assert (customer.office_address, customer.remarks) == ("港口路 1 号", "同时改的")
    conflict = office.session.scalars(select(Conflict)).one()
    assert (conflict.base, conflict.mine, conflict.theirs) == ("", "恒岳路 8 号", "港口路 1 号")
    assert (conflict.owner_id, conflict.theirs_by) == (office.manager.id, office.supervisor.id)


def test_that_keeping_mine_puts_it_in_place_and_closes_the_conflict(office: Office) -> None:
    customer_id = office.customer(office.manager)
    office.run(office.supervisor, edit(office, customer_id, office_address=("", "港口路 1 号")))
    office.run(office.manager, edit(office, customer_id, office_address=("", "恒岳路 8 号")))
    conflict = office.session.scalars(select(Conflict)).one()
    office.run(office.manager, ResolveConflict(**office.stamp(), conflict_id=conflict.id, keep=Keep.MINE))
    assert office.session.get_one(Customer, customer_id).office_address == "恒岳路 8 号"
    assert conflict.kept == "mine"
    with pytest.raises(Refused, match="already_decided"):
        office.run(office.manager, ResolveConflict(**office.stamp(), conflict_id=conflict.id, keep=Keep.THEIRS))


def test_that_an_assigned_customer_leaves_the_old_managers_sight(office: Office) -> None:
    customer_id = office.customer(office.manager)
    office.contact(office.manager, customer_id)
    command = AssignCustomer(
        **office.stamp(), customer_id=customer_id, old_am_id=office.manager.id, new_am_id=office.colleague.id
    )
    with pytest.raises(Refused, match="needs_supervisor"):
        office.run(office.manager, command)
    office.run(office.supervisor, command)

    def sees(actor: Actor, entity: type[Customer] | type[Contact]) -> int:
        return len(office.session.scalars(select(entity).where(visible(actor, entity))).all())

    assert (sees(office.manager, Customer), sees(office.manager, Contact)) == (0, 0)
    assert (sees(office.colleague, Customer), sees(office.colleague, Contact)) == (1, 1)


def test_that_a_supervisor_assigns_only_within_the_team(office: Office) -> None:
    customer_id = office.customer(office.manager)
    command = AssignCustomer(
        **office.stamp(), customer_id=customer_id, old_am_id=office.manager.id, new_am_id=office.stranger.id
    )
    with pytest.raises(Refused) as refused:
        office.run(office.supervisor, command)
    assert refused.value.problems[0].code == "out_of_scope"
    office.run(office.chief, command)


@pytest.mark.parametrize(
    "post", [Post.ACCOUNT_MANAGER, Post.SUPERVISOR, Post.FINANCE, Post.ADMINISTRATOR, Post.AUDITOR]
)
def test_that_an_actor_without_areas_sees_no_business_rows(office: Office, post: Post) -> None:
    customer_id = office.customer(office.manager)
    office.contact(office.manager, customer_id)
    nobody = Actor(id=office.new_id(), name="x", staff_no="X", post=post, level=3, org_id=office.new_id())
    shared = {"org_units", "people", "parameters", "service_rules"}
    for entity in ENTITIES:
        if entity.__tablename__ not in shared:
            assert not office.session.scalars(select(entity).where(visible(nobody, entity))).all(), entity


def test_that_an_import_names_the_manager_within_the_area_only(office: Office) -> None:
    values = {
        "cust_name": "澜州港务集团有限公司",
        "county": "430503",
        "tel": "0739-5321001",
        "am_id": office.stranger.id,
    }
    command = CreateCustomer(**office.stamp(), customer_id=office.new_id(), values=values, batch_id=office.new_id())
    with pytest.raises(Refused):
        office.run(office.supervisor, command)
    office.run(office.chief, command)
    assert office.session.scalars(select(Customer)).one().org_id == office.south
    assert office.session.scalars(select(Task)).all() == []


def test_that_the_national_size_follows_the_figures(office: Office) -> None:
    trade = {"industry_section": "C", "industry_division": "34", "employees": 1_200}
    customer_id = office.customer(office.manager, **trade)
    customer = office.session.get_one(Customer, customer_id)
    assert customer.nat_size is None
    office.run(office.manager, edit(office, customer_id, annual_revenue=(None, 5 * 10**10)))
    assert customer.nat_size == "large"
    office.run(office.manager, edit(office, customer_id, employees=(1_200, 25)))
    assert customer.nat_size == "small"
    office.run(office.manager, edit(office, customer_id, employees=(25, None)))
    assert customer.nat_size is None


def test_that_a_team_names_colleagues_once_and_gives_no_sight_of_the_file(office: Office) -> None:
    customer_id = office.customer(office.manager)
    with pytest.raises(Refused) as refused:
        office.run(office.manager, edit(office, customer_id, team_ids=([], [office.new_id()])))
    assert [(one.field, one.code) for one in refused.value.problems] == [("team_ids", "not_found")]
    team = [office.colleague.id, office.stranger.id]
    office.run(office.manager, edit(office, customer_id, team_ids=([], team)))
    assert office.session.get_one(Customer, customer_id).team_ids == team
    seen = office.session.scalars(select(Customer.id).where(visible(office.stranger, Customer))).all()
    assert seen == []
