from domain.entities import Conflict
from domain.queries.conflicts import conflicts
from tests.helpers.office import NOW


def test_that_undecided_conflicts_are_shown_to_their_author_only(office):
    customer = office.customer(office.manager, "恒岳精密制造")
    row = Conflict(
        id=office.new_id(),
        created_by=office.manager.id,
        created_at=NOW,
        updated_by=office.manager.id,
        updated_at=NOW,
        owner_id=office.manager.id,
        command_id=office.new_id(),
        kind="customers",
        row_id=customer,
        customer_id=customer,
        field="short_name",
        base="",
        mine="恒岳",
        theirs="恒岳精密",
        theirs_by=office.colleague.id,
    )
    office.session.add(row)
    office.session.flush()
    (found,) = conflicts(office.session, office.manager)
    assert (found.subject, found.field, found.mine, found.theirs) == ("恒岳精密制造", "short_name", "恒岳", "恒岳精密")
    assert found.theirs_by == office.colleague.name
    assert conflicts(office.session, office.supervisor) == ()
    row.kept = "mine"
    office.session.flush()
    assert conflicts(office.session, office.manager) == ()
