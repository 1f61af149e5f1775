from domain.queries.holdings import holdings


def counts(office, actor):
    return {row.kind: row.count for row in holdings(office.session, actor)}


def test_that_every_kind_is_counted_and_nothing_of_others(office):
    office.contact(office.manager, office.customer(office.manager))
    own, foreign = counts(office, office.manager), counts(office, office.stranger)
    assert (own["customers"], own["contacts"], own["visit_logs"]) == (1, 1, 0)
    assert (foreign["customers"], foreign["contacts"]) == (0, 0)
    assert own["people"] == foreign["people"] == len(office.people)
