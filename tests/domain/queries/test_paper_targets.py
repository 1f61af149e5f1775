from domain.queries.paper_targets import named_choices, paper_choices
from domain.values.papers import PaperKind


def test_that_customers_are_found_by_name_and_initials(office):
    office.customer(office.manager, "恒岳精密制造")
    office.customer(office.manager, "澜州港务集团")
    names = [row.name for row in paper_choices(office.session, office.manager, PaperKind.SERVICE_PLAN, "")]
    assert sorted(names) == ["恒岳精密制造", "澜州港务集团"]
    for words in ("恒岳", "hyjm", "HYJM"):
        (found,) = paper_choices(office.session, office.manager, PaperKind.SERVICE_PLAN, words)
        assert found.name == "恒岳精密制造"


def test_that_a_percent_sign_is_looked_for_as_it_is(office):
    office.customer(office.manager, "恒岳精密制造")
    assert paper_choices(office.session, office.manager, PaperKind.SERVICE_PLAN, "%") == ()


def test_that_chosen_records_come_in_their_order_and_only_those_in_sight(office):
    one = office.customer(office.manager, "恒岳精密制造")
    two = office.customer(office.manager, "澜州港务集团")
    foreign = office.customer(office.stranger, "别处的客户")
    found = named_choices(office.session, office.manager, PaperKind.SERVICE_PLAN, (two, foreign, one, two))
    assert [row.id for row in found] == [two, one]


def test_that_there_are_no_visits_to_choose_before_one_was_logged(office):
    assert paper_choices(office.session, office.manager, PaperKind.VISIT_RECORD, "") == ()
    assert named_choices(office.session, office.manager, PaperKind.VISIT_RECORD, ("x",)) == ()
