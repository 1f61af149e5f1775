import msgspec
import pytest
from sqlalchemy.orm import Session
from uuid_utils import uuid7

from desktop.services.sync import copying
from domain.commands import AssignCustomer, CommentVisit, Edit, EditPerson, RemoveCustomer
from domain.entities import Person
from domain.errors import Refused
from server.exchange.applying import apply_as
from tests.helpers.server import log_visit
from tests.sync.deeds import contact, create, edit, task


def settled(*desks):
    for _ in range(2):
        for desk in desks:
            assert desk.sync()


def same_as_fresh(desk):
    fresh = desk.world.desktop(desk.staff_no)
    assert desk.left_over() == 0
    ours, theirs = desk.living(), fresh.living()
    for kind in ours:
        assert ours[kind] == theirs[kind], kind
    assert fresh.searchable() <= desk.searchable()


def test_that_a_customer_made_here_reaches_the_supervisor(world):
    manager, supervisor = world.desktop("AM0001"), world.desktop("SUP001")
    command = create(manager)
    settled(manager, supervisor)
    assert supervisor.row("customers", command.customer_id)["cust_name"] == "济水热电有限公司"
    assert manager.row("customers", command.customer_id)["cust_no"] == "JT-370100-00001"
    same_as_fresh(manager)
    same_as_fresh(supervisor)


def test_that_a_lost_answer_does_not_apply_a_command_twice(world):
    manager = world.desktop("AM0001")
    command = create(manager)
    assert not manager.sync("lost_answer")
    assert manager.row("customers", command.customer_id)
    settled(manager)
    assert [entry.command_id for entry in world.journal()] == [command.id]
    same_as_fresh(manager)


def test_that_a_removed_customer_takes_along_what_hangs_on_it_and_brings_it_back_when_undone(world):
    manager, supervisor = world.desktop("AM0001"), world.desktop("SUP001")
    customer_id = create(manager).customer_id
    contact(manager, customer_id)
    task(manager, "提交报价", customer_id)
    settled(manager, supervisor)
    before = manager.living()
    removal = RemoveCustomer(**manager.stamp(), customer_id=customer_id, reason="误建")
    manager.run(removal)
    assert not any(manager.living()[kind] for kind in ("customers", "contacts", "tasks"))
    manager.take_back(removal.id)
    assert manager.living() == before
    manager.run(msgspec.structs.replace(removal, id=manager.stamp()["id"]))
    settled(manager, supervisor)
    for kind in ("customers", "contacts", "tasks"):
        assert all(row["deleted_at"] for row in world.rows(kind)), kind
        assert not supervisor.living()[kind]
    same_as_fresh(manager)
    same_as_fresh(supervisor)


@pytest.mark.parametrize("dies", ["before", "after"])
@pytest.mark.parametrize("commit", range(1, 6))
def test_that_dying_at_any_commit_loses_nothing(world, commit, dies):
    manager = world.desktop("AM0001")
    first = create(manager)
    manager.sync(dies_at=commit, dies=dies)
    assert manager.row("customers", first.customer_id)
    settled(manager)
    same_as_fresh(manager)
    assert len(world.rows("customers")) == 1


def test_that_a_customer_given_away_leaves_with_everything_that_belongs_to_it(world):
    manager, supervisor, other = world.desktop("AM0001"), world.desktop("SUP001"), world.desktop("AM0002")
    command = create(manager)
    met = contact(manager, command.customer_id)
    visit = log_visit(command.customer_id, "与信息部主任谈专线续约，对方希望下月前提速并给出报价方案。", (met,))
    manager.run(visit)
    settled(manager, supervisor)
    supervisor.run(CommentVisit(**supervisor.stamp(), comment_id=str(uuid7()), visit_id=visit.visit_id, text="很好"))
    given = AssignCustomer(
        **supervisor.stamp(),
        customer_id=command.customer_id,
        old_am_id=world.people["AM0001"],
        new_am_id=world.people["AM0002"],
        reason="调整",
    )
    supervisor.run(given)
    waiting = edit(manager, command.customer_id, "short_name", "热电")
    settled(supervisor, manager, other)
    assert manager.ids("customers") == []
    assert manager.ids("visit_logs") == []
    assert ("customers", command.customer_id) not in manager.searchable()
    assert manager.queue()[waiting.id]["outcome"] == "refused"
    assert other.row("visit_logs", visit.visit_id)
    for desk in (manager, supervisor, other):
        same_as_fresh(desk)


def test_that_two_edits_of_one_field_become_a_conflict_for_the_later(world):
    one, two = world.desktop("AM0001"), world.desktop("AM0001")
    command = create(one)
    settled(one, two)
    first, second = (
        edit(one, command.customer_id, "short_name", "甲"),
        edit(two, command.customer_id, "short_name", "乙"),
    )
    settled(one, two)
    assert one.queue()[first.id]["outcome"] == "applied"
    assert two.queue()[second.id]["outcome"] == "conflict"
    assert two.row("customers", command.customer_id)["short_name"] == "甲"
    assert len(two.ids("conflicts")) == 1
    same_as_fresh(one)
    same_as_fresh(two)


def test_that_work_stays_visible_while_pages_are_still_to_come(world):
    world.page = 1
    manager = world.desktop("AM0001")
    command = create(manager)
    last = task(manager, "送合同", command.customer_id)
    seen = []
    manager.wire.exchange, plain = (
        lambda request: (seen.append(manager.ids("tasks")), plain(request))[1],
        manager.wire.exchange,
    )
    assert manager.sync()
    assert len(seen) > 2
    assert all(ids == [last.task.id] for ids in seen)


def test_that_a_restored_server_is_offered_what_it_forgot(world):
    manager = world.desktop("AM0001")
    settled(manager)
    copy = world.back_up()
    command = create(manager)
    settled(manager)
    world.restore(copy)
    settled(manager)
    assert [row["id"] for row in world.rows("customers")] == [command.customer_id]
    same_as_fresh(manager)


def test_that_an_unsent_command_can_be_taken_back_and_a_sent_one_not(world):
    manager = world.desktop("AM0001")
    customer = create(manager)
    one, two = edit(manager, customer.customer_id, "short_name", "甲"), task(manager, "送合同", customer.customer_id)
    manager.take_back(one.id)
    assert manager.row("customers", customer.customer_id)["short_name"] == ""
    assert manager.ids("tasks") == [two.task.id]
    settled(manager)
    with pytest.raises(Refused, match="already_sent"):
        manager.take_back(two.id)
    same_as_fresh(manager)


def test_that_a_new_copy_over_an_old_one_drops_what_is_gone(world):
    manager, supervisor = world.desktop("AM0001"), world.desktop("SUP001")
    commands = [create(manager, f"济水热电 {number} 公司") for number in range(3)]
    settled(manager, supervisor)
    given = AssignCustomer(
        **supervisor.stamp(),
        customer_id=commands[1].customer_id,
        old_am_id=world.people["AM0001"],
        new_am_id=world.people["AM0002"],
        reason="调整",
    )
    supervisor.run(given)
    settled(supervisor)
    with manager.database.write() as session:
        copying.restart(session)
    mine = create(manager, "还没发出的公司")
    settled(manager)
    assert mine.customer_id in manager.ids("customers")
    assert commands[1].customer_id not in manager.ids("customers")
    same_as_fresh(manager)


def test_that_a_copied_profile_loses_nothing_and_doubles_nothing(world):
    manager = world.desktop("AM0001")
    create(manager, "济水热电一公司")
    settled(manager)
    twin = manager.copied()
    first = create(manager, "济水热电二公司")
    settled(manager)
    second = create(twin, "济水热电三公司")
    settled(twin, manager)
    names = [row["cust_name"] for row in world.rows("customers")]
    assert sorted(names) == ["济水热电一公司", "济水热电三公司", "济水热电二公司"]
    assert twin.queue()[second.id]["outcome"] == "applied"
    assert manager.queue()[first.id]["outcome"] == "applied"
    same_as_fresh(manager)
    same_as_fresh(twin)


def test_that_a_moved_person_gets_a_new_copy_and_keeps_what_waits(world):
    manager, supervisor = world.desktop("AM0001"), world.desktop("SUP001")
    customer = create(manager)
    settled(manager, supervisor)
    assert supervisor.ids("customers") == [customer.customer_id]
    waiting = task(supervisor, "交接")
    with Session(world.database.reader) as session:
        person = session.get(Person, supervisor.person_id)
        team = session.get(Person, world.people["AM0003"]).org_id
        edits = (Edit("org_id", person.org_id, team),)
    moved = EditPerson(**supervisor.stamp(), person_id=supervisor.person_id, edits=edits)
    administrator = world.actors
    with Session(world.database.reader) as session:
        acting = administrator.of(session, world.people["ADM001"])
    apply_as(world.database, acting, [moved], world.now())
    settled(supervisor)
    assert supervisor.ids("customers") == []
    assert supervisor.queue()[waiting.id]["outcome"] == "applied"
    assert supervisor.ids("tasks") == [waiting.task.id]
    same_as_fresh(supervisor)


def test_that_own_work_for_a_customer_stays_when_the_customer_leaves(world):
    manager, supervisor, twin = world.desktop("AM0001"), world.desktop("SUP001"), world.desktop("AM0001")
    command = create(manager)
    promised = task(manager, "把报价方案送到客户处", command.customer_id)
    settled(manager, supervisor, twin)
    edit(manager, command.customer_id, "short_name", "热电")
    edit(twin, command.customer_id, "short_name", "济水")
    settled(manager, twin)
    assert len(manager.ids("conflicts")) == 1
    given = AssignCustomer(
        **supervisor.stamp(),
        customer_id=command.customer_id,
        old_am_id=world.people["AM0001"],
        new_am_id=world.people["AM0002"],
        reason="调整",
    )
    supervisor.run(given)
    settled(supervisor, manager)
    assert manager.ids("customers") == []
    assert manager.ids("tasks") == [promised.task.id]
    assert ("tasks", promised.task.id) in manager.searchable()
    same_as_fresh(manager)


def test_that_the_rows_of_one_command_may_come_in_any_order(world):
    manager, twin = world.desktop("AM0001"), world.desktop("AM0001")
    command = create(manager)
    assert not manager.sync("lost_answer")
    assert twin.sync()
    edit(twin, command.customer_id, "short_name", "热电")  # now the customer's number is above that of its first record
    assert twin.sync()
    world.page = 1
    settled(manager)
    assert manager.row("customers", command.customer_id)["short_name"] == "热电"
    same_as_fresh(manager)
