from domain.commands import EditContact
from domain.commands.base import Edit
from domain.queries.contacts import contacts


def test_that_the_primary_person_comes_first_and_who_left_last(office):
    customer_id = office.customer(office.manager)
    first = office.contact(office.manager, customer_id)
    second = office.contact(office.manager, customer_id, "江予舟")
    third = office.contact(office.manager, customer_id, "陆一鸣")
    gone = (Edit("left_date", None, "2026-11-01"),)
    office.run(office.manager, EditContact(**office.stamp(), contact_id=second, edits=gone))
    rows = contacts(office.session, office.manager, customer_id)
    assert [row.id for row in rows] == [first, third, second]
    assert [row.has_left for row in rows] == [False, False, True]
    assert rows[0].values["mobile"] == "13800138000"


def test_that_a_stranger_sees_no_key_persons(office):
    customer_id = office.customer(office.manager)
    office.contact(office.manager, customer_id)
    assert contacts(office.session, office.stranger, customer_id) == ()
