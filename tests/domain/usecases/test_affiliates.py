"""Relations between companies: shares add up to the whole at most, unified credit is not left in silence."""

from typing import Any

import pytest

from domain.commands import AddAffiliate, Edit, EditAffiliate
from domain.entities import Affiliate
from domain.errors import Refused
from domain.permissions import Actor
from tests.helpers.office import Office


def add(office: Office, actor: Actor, customer_id: str, **values: Any) -> str:
    affiliate_id = office.new_id()
    filled = {"to_name": "恒岳供应链管理有限公司", "rel_type": "holding", "hold_pct": 5100}
    office.run(
        actor,
        AddAffiliate(**office.stamp(), affiliate_id=affiliate_id, customer_id=customer_id, values=filled | values),
    )
    return affiliate_id


def code(refused: pytest.ExceptionInfo[Refused]) -> tuple[str, str]:
    return refused.value.problems[0].field, refused.value.problems[0].code


def test_that_shares_of_one_company_never_exceed_the_whole(office: Office) -> None:
    one, two = office.customer(office.manager), office.customer(office.manager, "澜州云栈数据有限公司")
    add(office, office.manager, one)
    with pytest.raises(Refused) as refused:
        add(office, office.manager, two, hold_pct=5000)
    assert code(refused) == ("hold_pct", "over_the_whole")
    add(office, office.manager, two, hold_pct=4900)


def test_that_leaving_unified_credit_needs_level_two_and_a_reason(office: Office) -> None:
    affiliate_id = add(office, office.manager, office.customer(office.manager))
    assert office.session.get_one(Affiliate, affiliate_id).is_group_member

    def leave(actor: Actor, *more: Edit) -> None:
        edits = (Edit(field="is_group_member", old=True, new=False), *more)
        office.run(actor, EditAffiliate(**office.stamp(), affiliate_id=affiliate_id, edits=edits))

    with pytest.raises(Refused) as refused:
        leave(office.manager, Edit("reason", "", "已剥离"))
    assert code(refused) == ("is_group_member", "needs_level")
    with pytest.raises(Refused) as refused:
        leave(office.supervisor)
    assert code(refused) == ("reason", "required")
    leave(office.supervisor, Edit("reason", "", "已剥离"))
    assert not office.session.get_one(Affiliate, affiliate_id).is_group_member


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"hold_pct": None}, ("hold_pct", "required")),
        ({"valid_from": "2026-02-01", "valid_to": "2026-01-01"}, ("valid_to", "end_before_start")),
        ({"to_cert_no": "91110000123456788N"}, ("to_cert_no", "credit_code_check")),
    ],
)
def test_that_a_relation_that_disagrees_is_refused(
    office: Office, values: dict[str, Any], expected: tuple[str, str]
) -> None:
    with pytest.raises(Refused) as refused:
        add(office, office.manager, office.customer(office.manager), **values)
    assert code(refused) == expected


def test_that_a_company_is_no_affiliate_of_itself_nor_of_a_hidden_file(office: Office) -> None:
    customer_id = office.customer(office.manager)
    far = office.customer(office.stranger, "澜州云栈数据有限公司")
    for target, wanted in ((customer_id, "itself"), (far, "not_found")):
        with pytest.raises(Refused) as refused:
            add(office, office.manager, customer_id, to_customer_id=target)
        assert code(refused) == ("to_customer_id", wanted)
