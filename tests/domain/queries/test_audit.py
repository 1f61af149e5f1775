from domain.commands import AssignCustomer, EditCustomer
from domain.commands.base import Edit
from domain.queries.audit import customer_audit


def test_that_each_changed_field_is_a_row_with_before_and_after(office):
    customer_id = office.customer(office.manager)
    edits = (Edit("legal_rep", "", "周砚之"), Edit("employees", None, 1260))
    office.run(office.manager, EditCustomer(**office.stamp(), customer_id=customer_id, edits=edits))
    rows = customer_audit(office.session, office.manager, customer_id)
    changed = {row.field: (row.old, row.new) for row in rows if row.action == "edit"}
    assert changed == {"legal_rep": ("", "周砚之"), "employees": (None, 1260)}
    assert {row.by for row in rows} == {"顾晓舟"}
    assert [row.field for row in rows if row.action == "create"] == [""]


def test_that_people_are_named_instead_of_numbered(office):
    customer_id = office.customer(office.manager)
    command = AssignCustomer(
        **office.stamp(),
        customer_id=customer_id,
        old_am_id=office.manager.id,
        new_am_id=office.colleague.id,
        reason="分工调整",
    )
    office.run(office.supervisor, command)
    row = next(row for row in customer_audit(office.session, office.supervisor, customer_id) if row.action == "assign")
    assert (row.old, row.new, row.reason, row.by) == ("顾晓舟", "许望舒", "分工调整", "韩砚秋")


def test_that_a_stranger_sees_no_history(office):
    customer_id = office.customer(office.manager)
    assert customer_audit(office.session, office.stranger, customer_id) == ()
