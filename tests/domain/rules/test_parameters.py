from datetime import date
from decimal import Decimal

import pytest

from domain.rules.parameters import DEFAULTS, PARAMETERS, SPECS, ParameterRow, parameter_problem, parameters_on

DAY = date(2026, 11, 23)


def test_that_every_default_is_allowed_and_every_code_is_used_once():
    assert len(SPECS) == len(PARAMETERS)
    assert [spec.code for spec in PARAMETERS if parameter_problem(spec.code, spec.default)] == []
    assert all(len(spec.code) <= 60 for spec in PARAMETERS)


def test_that_codes_without_rows_keep_their_default():
    assert DEFAULTS.integer("visit.content_min") == 20
    assert DEFAULTS.decimal("workload.micro") == Decimal("0.2")
    with pytest.raises(KeyError):
        DEFAULTS.integer("visit.unheard_of")


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2025, 12, 31), 20),
        (date(2026, 1, 1), 30),
        (date(2026, 6, 1), 40),
        (date(2026, 6, 30), 40),
        (date(2026, 7, 1), 30),
    ],
)
def test_that_the_row_begun_last_is_in_force_to_its_last_day(day, value):
    rows = [
        ParameterRow("visit.content_min", "40", date(2026, 6, 1), date(2026, 6, 30)),
        ParameterRow("visit.content_min", "30", date(2026, 1, 1)),
    ]
    assert parameters_on(day, rows).integer("visit.content_min") == value


def test_that_bad_rows_never_reach_a_rule():
    rows = [
        ParameterRow("visit.content_min", "many", DAY),
        ParameterRow("visit.content_min", "2.5", DAY),
        ParameterRow("visit.late_credit", "1.5", DAY),
        ParameterRow("visit.unheard_of", "1", DAY),
    ]
    assert parameters_on(DAY, rows) == DEFAULTS


@pytest.mark.parametrize(
    ("code", "value", "problem"),
    [
        ("visit.content_min", "25", ""),
        ("visit.content_min", "-1", "out_of_range"),
        ("visit.content_min", "NaN", "not_a_number"),
        ("visit.content_min", "", "not_a_number"),
        ("visit.a1.visit_months", "0", "out_of_range"),
        ("nothing", "1", "unknown_parameter"),
    ],
)
def test_that_values_are_checked_before_they_are_stored(code, value, problem):
    assert parameter_problem(code, value) == problem
