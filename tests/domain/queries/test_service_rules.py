from datetime import timedelta

from domain.commands import SetParameter
from domain.queries.service_rules import parameter_lines, service_rule_lines
from domain.rules.parameters import PARAMETERS
from tests.helpers.office import ADMIN, NOW

TODAY = NOW.date()
CODE = "visit.late_after"


def line(office, day=TODAY):
    return next(row for row in parameter_lines(office.session, office.manager, day) if row.id == CODE)


def set_to(office, value, day):
    command = SetParameter(**office.stamp(), parameter_id=office.new_id(), code=CODE, value=value, valid_from=day)
    office.run(ADMIN, command)


def test_that_every_threshold_is_listed_with_its_shipped_value(office):
    lines = parameter_lines(office.session, office.manager, TODAY)
    assert [row.id for row in lines] == [spec.code for spec in PARAMETERS]
    assert line(office).value == "48"
    assert line(office).valid_from is None


def test_that_the_value_of_the_day_is_told_and_the_one_to_come(office):
    set_to(office, "36", TODAY)
    set_to(office, "24", TODAY + timedelta(days=10))
    now = line(office)
    assert (now.value, now.valid_from, now.next_value, now.next_from) == (
        "36",
        TODAY,
        "24",
        TODAY + timedelta(days=10),
    )
    later = line(office, TODAY + timedelta(days=12))
    assert (later.value, later.next_value) == ("24", "")


def test_that_there_are_no_rules_before_one_was_set(office):
    assert service_rule_lines(office.session, office.manager, TODAY) == ()
