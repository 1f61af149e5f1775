from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rules.completeness import (
    FieldGroup,
    FieldState,
    Freshness,
    GapReason,
    WeighedField,
    completeness,
    completeness_params,
    group_rate,
    is_alarming,
    reaches_target,
    team_rate,
)
from domain.rules.completeness_fields import ContactFacts, file_states, weighed_fields
from domain.rules.parameters import DEFAULTS
from domain.values.tiers import ServiceWeight

TODAY = date(2026, 11, 23)
PARAMS = completeness_params(DEFAULTS)
FIELDS = weighed_fields(ServiceWeight.STRATEGIC, is_signed=True)
FULL = FieldState(is_present=True, verified_on=TODAY)
STATES = st.builds(
    FieldState,
    is_present=st.booleans(),
    is_valid=st.booleans(),
    is_placeholder=st.booleans(),
    verified_on=st.none() | st.dates(date(2022, 1, 1), TODAY),
)
FILES = st.dictionaries(st.sampled_from([item.field for item in FIELDS]), STATES)
EXAMPLE = {"identity": "0.9", "contacts": "0.6", "sites": "1", "payment": "0.5", "needs": "0", "preferences": "0.4"}


def test_that_the_worked_example_gives_sixty_six_and_a_half():
    assert group_rate({FieldGroup(name): Decimal(rate) for name, rate in EXAMPLE.items()}, PARAMS) == Decimal("66.5")


def test_that_fields_filled_as_in_the_example_give_the_same():
    fields = [WeighedField(f"{group}.{at}", FieldGroup(group)) for group in EXAMPLE for at in range(10)]
    states = {f"{group}.{at}": FULL for group, rate in EXAMPLE.items() for at in range(int(Decimal(rate) * 10))}
    result = completeness(fields, states, TODAY, PARAMS)
    assert result.percent == Decimal("66.5")
    assert {share.group: share.rate for share in result.groups} == {
        FieldGroup(name): Decimal(rate) for name, rate in EXAMPLE.items()
    }


@given(FILES)
def test_that_the_percentage_stays_between_nothing_and_all(states):
    assert 0 <= completeness(FIELDS, states, TODAY, PARAMS).percent <= 100


@given(FILES, st.sampled_from([item.field for item in FIELDS]))
def test_that_filling_a_field_never_lowers_the_percentage(states, name):
    before = completeness(FIELDS, states, TODAY, PARAMS)
    after = completeness(FIELDS, states | {name: FULL}, TODAY, PARAMS)
    assert after.percent >= before.percent
    assert name not in {gap.field for gap in after.gaps}


@given(FILES)
def test_that_the_gains_of_all_gaps_make_up_what_is_missing(states):
    result = completeness(FIELDS, states, TODAY, PARAMS)
    missing = 100 - result.percent
    assert abs(sum((gap.gain for gap in result.gaps), Decimal(0)) - missing) <= Decimal("0.05") * (len(result.gaps) + 1)
    assert [gap.gain for gap in result.gaps] == sorted((gap.gain for gap in result.gaps), reverse=True)


@pytest.mark.parametrize("tier", list(ServiceWeight))
@pytest.mark.parametrize("is_signed", [True, False])
def test_that_a_file_with_everything_is_complete_in_every_tier(tier, is_signed):
    fields = weighed_fields(tier, is_signed=is_signed)
    result = completeness(fields, {item.field: FULL for item in fields}, TODAY, PARAMS)
    assert result.percent == 100
    assert result.gaps == ()
    assert len({item.field for item in fields}) == len(fields)


@pytest.mark.parametrize(
    ("state", "percent", "reason"),
    [
        (FieldState(is_present=False), 0, GapReason.MISSING),
        (FieldState(is_present=True, is_valid=False, verified_on=TODAY), 0, GapReason.INVALID),
        (FieldState(is_present=True, is_placeholder=True, verified_on=TODAY), 50, GapReason.PLACEHOLDER),
        (FieldState(is_present=True, verified_on=date(2025, 11, 22)), 50, GapReason.STALE),
        (FieldState(is_present=True, verified_on=date(2025, 11, 23)), 100, None),
        (FieldState(is_present=True), 50, GapReason.STALE),
        (FieldState(is_present=True, is_placeholder=True), 25, GapReason.PLACEHOLDER),
    ],
)
def test_that_presence_validity_and_freshness_multiply(state, percent, reason):
    field = WeighedField("office_address", FieldGroup.IDENTITY, Freshness.ADDRESS)
    result = completeness([field], {"office_address": state}, TODAY, PARAMS)
    assert result.percent == percent
    assert [gap.reason for gap in result.gaps] == ([reason] if reason else [])


def test_that_states_are_read_from_the_file_and_its_key_persons():
    states = file_states(
        {"cust_name": "贵阳通达科技有限公司", "office_address": "待补", "cert_no": "1", "industry_division": "11"}
        | {"employees": 0, "concerns": [], "covered": False},
        [ContactFacts(roles=("decision_maker",), has_phone=True, verified_on=TODAY), ContactFacts(is_primary=True)],
        verified_on=TODAY,
        invalid={"cert_no"},
    )
    assert states["cust_name"] == FULL
    assert states["office_address"].is_placeholder
    assert not states["cert_no"].is_valid
    assert not states["industry_division"].is_placeholder
    assert states["employees"].is_present
    assert states["covered"].is_present
    assert not states["concerns"].is_present
    assert states["contact.decision_maker"].verified_on == TODAY
    assert states["contact.primary"].is_present
    assert not states["contact.finance"].is_present


def test_that_larger_customers_are_asked_for_more():
    counts = [
        len(weighed_fields(ServiceWeight(tier), is_signed=True)) for tier in ("micro", "general", "large", "strategic")
    ]
    assert counts == sorted(set(counts))


def test_that_a_team_rate_weighs_files_by_tier():
    files = [
        (Decimal(100), ServiceWeight.STRATEGIC),
        (Decimal(50), ServiceWeight.LARGE),
        (Decimal(0), ServiceWeight.GENERAL),
    ]
    assert team_rate(files, PARAMS) == Decimal("66.7")
    assert team_rate([], PARAMS) is None


def test_that_targets_depend_on_the_tier_and_red_does_not():
    assert reaches_target(Decimal(85), ServiceWeight.GENERAL, PARAMS)
    assert not reaches_target(Decimal("94.9"), ServiceWeight.LARGE, PARAMS)
    assert is_alarming(Decimal("49.9"), PARAMS)
    assert not is_alarming(Decimal(50), PARAMS)
