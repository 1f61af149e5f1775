"""The customer file's fields: what only an import fills, and what the code lists say of county and industry."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.commands import CreateCustomer, Edit, EditCustomer
from domain.entities import Customer
from domain.rules.codes import CodeLists
from domain.rules.customer_file import national_size
from domain.rules.customers import code_list_problems, problems

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
TEN_THOUSAND_YUAN = 1_000_000


def sized(**values: Any) -> str | None:
    filled: dict[str, Any] = {"org_type": "enterprise", "industry_section": "C", "industry_division": "34"}
    size = national_size(Customer(**(filled | values)))
    return size.value if size else None


@pytest.mark.parametrize(
    ("employees", "revenue", "size"),
    [
        (1_000, 40_000 * TEN_THOUSAND_YUAN, "large"),
        (1_000, 40_000 * TEN_THOUSAND_YUAN - 1, "medium"),
        (999, 40_000 * TEN_THOUSAND_YUAN, "medium"),
        (300, 2_000 * TEN_THOUSAND_YUAN, "medium"),
        (299, 2_000 * TEN_THOUSAND_YUAN, "small"),
        (20, 300 * TEN_THOUSAND_YUAN, "small"),
        (19, 300 * TEN_THOUSAND_YUAN, "micro"),
        (None, 300 * TEN_THOUSAND_YUAN, None),
        (300, None, None),
    ],
)
def test_that_the_national_size_follows_from_the_figures_in_fen(employees, revenue, size):
    assert sized(employees=employees, annual_revenue=revenue) == size


def test_that_each_trade_asks_for_its_own_figures():
    assert sized(industry_section="M", industry_division="73", employees=300) == "large"
    building = {"industry_section": "E", "industry_division": "47", "annual_revenue": 80_000 * TEN_THOUSAND_YUAN}
    assert sized(**building) is None
    assert sized(**building, assets=80_000 * TEN_THOUSAND_YUAN) == "large"
    estate = {"industry_section": "K", "industry_division": "70", "industry_group": "702"}
    assert sized(**estate, employees=300, annual_revenue=1_000 * TEN_THOUSAND_YUAN) == "medium"


def test_that_what_is_no_enterprise_has_no_size():
    figures = {"employees": 5_000, "annual_revenue": 10**12}
    assert sized(**figures, org_type="government") is None
    assert sized(**figures, industry_section="J", industry_division="66") is None
    assert sized(**figures, industry_section="", industry_division="") is None


def edit(batch_id: str | None = None, **fields: Any) -> EditCustomer:
    edits = tuple(Edit(name, None, value) for name, value in fields.items())
    return EditCustomer(id="", at=NOW, customer_id="", edits=edits, batch_id=batch_id)


@pytest.mark.parametrize("values", [{"value_score": 80}, {"risk_level": "red"}])
def test_that_scores_and_alerts_come_with_an_import_only(values):
    name = next(iter(values))
    assert [(found.field, found.code) for found in problems(edit(**values))] == [(name, "only_by_import")]
    assert problems(edit(batch_id="b", **values)) == []
    new = CreateCustomer(id="", at=NOW, customer_id="", values=values)
    assert (name, "only_by_import") in [(found.field, found.code) for found in problems(new)]


def test_that_the_national_size_is_never_filled_in():
    assert [found.code for found in problems(edit(batch_id="b", nat_size="large"))] == ["unknown_field"]


def test_that_a_score_stays_within_a_hundred():
    assert [found.code for found in problems(edit(batch_id="b", value_score=101))] == ["out_of_range"]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"county": "430503", "city": "430500"}, []),
        ({"county": "430503", "city": "430100"}, [("county", "county_not_in_city")]),
        ({"county": "430599", "city": "430500"}, [("county", "county_not_in_city")]),
        ({"county": "430503"}, []),
        ({"industry_section": "C", "industry_division": "34"}, []),
        ({"industry_section": "A", "industry_division": "34"}, [("industry_division", "industry_division_mismatch")]),
        ({"industry_section": "C", "industry_division": "99"}, [("industry_division", "not_an_industry")]),
        (
            {"industry_section": "C", "industry_division": "34", "industry_group": "011"},
            [("industry_division", "industry_group_mismatch")],
        ),
    ],
)
def test_that_places_and_industries_agree_by_the_code_lists(codes: CodeLists, values, found):
    assert [(one.field, one.code) for one in code_list_problems(codes, values)] == found


def test_that_a_changed_level_is_judged_against_the_rest_of_the_file(codes: CodeLists):
    stored = {"county": "430503", "city": "430500", "industry_section": "C", "industry_division": "34"}
    assert [one.field for one in code_list_problems(codes, {"city": "430100"}, stored)] == ["county"]
    assert code_list_problems(codes, {"tel": "12"}, stored | {"city": "430100"}) == []
