"""People and units as pickers and status bars need them."""

from domain.queries.people import colleagues, people, unit_path, units
from tests.helpers.office import Office


def test_that_everybody_is_known_by_name(office: Office) -> None:
    names = {row.name: row.org_name for row in people(office.session, office.manager)}
    assert names["韩砚秋"] == "装备与港航组"
    assert len(names) == 6


def test_that_colleagues_are_those_of_ones_own_unit_oneself_first(office: Office) -> None:
    found = [row.name for row in colleagues(office.session, office.manager)]
    assert found[0] == "顾晓舟"
    assert "程予安" not in found


def test_that_a_department_manager_may_hand_work_to_every_team(office: Office) -> None:
    assert {row.name for row in colleagues(office.session, office.chief)} >= {"程予安", "顾晓舟"}


def test_that_the_path_of_a_unit_starts_at_the_branch(office: Office) -> None:
    assert unit_path(office.session, office.manager, office.north) == ("澜州分公司", "集团客户部", "装备与港航组")
    assert unit_path(office.session, office.manager, "nowhere") == ()
    assert len(units(office.session, office.manager)) == 4
