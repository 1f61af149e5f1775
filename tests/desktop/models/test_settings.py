from datetime import date

import pytest

from desktop.models.settings import amount_words, class_words, first_day, rule_amount, since_words, validity_words
from domain.queries.service_rules import ParameterLine, ServiceRuleLine

DAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("value", "unit", "words"), [("48", "hours", "48 小时"), ("95", "percent", "95%"), ("0.5", "ratio", "0.5")]
)
def test_that_values_are_told_with_their_unit(value, unit, words):
    assert amount_words(value, unit) == words


def test_that_the_day_of_a_value_and_the_next_one_are_told():
    shipped = ParameterLine("visit.late_after", "48", "48", "hours")
    later = ParameterLine("visit.late_after", "48", "48", "hours", DAY, "24", date(2027, 1, 1))
    assert since_words(shipped) == "出厂默认"
    assert since_words(later) == "2026-11-25，2027-01-01 起为 24 小时"
    assert first_day(DAY, shipped) == DAY
    assert first_day(DAY, later) == date(2027, 1, 1)


def test_that_a_rule_is_told_in_words():
    rule = ServiceRuleLine("1", "R1", "巡检", "", 2, "", 0, "", "unit", ("A1", "A2"), DAY, None)
    assert rule_amount(rule).startswith("2")
    assert class_words(rule) == "A1、A2"
    assert validity_words(rule) == "2026-11-25 起"
