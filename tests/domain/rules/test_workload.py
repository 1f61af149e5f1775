from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from domain.rules.parameters import DEFAULTS
from domain.rules.workload import workload, workload_params
from domain.values.tiers import ServiceWeight

PARAMS = workload_params(DEFAULTS)


def test_that_customers_count_by_tier_and_cases_by_one():
    counts = {ServiceWeight.STRATEGIC: 2, ServiceWeight.LARGE: 10, ServiceWeight.GENERAL: 50, ServiceWeight.MICRO: 10}
    found = workload(counts, 6, PARAMS)
    assert found.points == Decimal("100.0")
    assert (found.cap, found.percent) == (150, Decimal("66.7"))
    assert not found.is_over


def test_that_the_cap_itself_is_not_over_it():
    assert not workload({ServiceWeight.GENERAL: 80}, 0, PARAMS, cap=80).is_over
    assert workload({ServiceWeight.GENERAL: 80}, 1, PARAMS, cap=80).is_over


@given(
    st.dictionaries(st.sampled_from(ServiceWeight), st.integers(0, 300)),
    st.integers(0, 50),
    st.sampled_from(ServiceWeight),
)
def test_that_one_more_customer_always_weighs_more(counts, cases, tier):
    more = {**counts, tier: counts.get(tier, 0) + 1}
    assert workload(more, cases, PARAMS).points > workload(counts, cases, PARAMS).points
