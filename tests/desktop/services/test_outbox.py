from datetime import date, timedelta

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import OperationalError

from desktop.services import outbox, queue
from desktop.services.errors import DiskFull
from desktop.services.rows import copy_of
from desktop.services.tables import confirmed
from desktop.services.tables import outbox as table
from domain.commands import AddTask, CompleteTask, Edit, EditCustomer
from domain.commands.tasks import NewTask
from domain.entities import Customer
from domain.errors import Refused
from tests.helpers.desk import LI, NOON, actor, customer, open_database, row_id

CUSTOMER = row_id(1)


@pytest.fixture
def database(tmp_path):
    opened = open_database(tmp_path, customer(1, "星城建材有限公司"))
    yield opened
    opened.close()


def add_task(number, title="送合同"):
    task = NewTask(id=row_id(number), title=title, due=date(2026, 12, 1), assignee_id=LI)
    return AddTask(id=row_id(1000 + number), at=NOON, task=task, customer_id=CUSTOMER)


def rename(number, old, new):
    return EditCustomer(id=row_id(2000 + number), at=NOON, customer_id=CUSTOMER, edits=(Edit("short_name", old, new),))


def run(database, command):
    with database.write() as session:
        return outbox.run(session, actor(), command)


def kept(database):
    with database.read() as session:
        return {(row.kind, row.row_id): row.body for row in session.connection().execute(select(confirmed))}


def short_name(database):
    with database.read() as session:
        return session.scalar(select(Customer.short_name))


def test_that_the_servers_copy_is_kept_before_the_first_change_only(database):
    with database.read() as session:
        before = copy_of(session, ("customers", CUSTOMER))
    run(database, rename(1, "", "甲"))
    run(database, rename(2, "甲", "乙"))
    run(database, add_task(5))
    copies = kept(database)
    assert copies["customers", CUSTOMER] == before
    assert copies["tasks", row_id(5)] is None


def test_that_a_refused_command_queues_nothing_and_keeps_no_copy(database):
    with pytest.raises(Refused):
        run(database, CompleteTask(id=row_id(3000), at=NOON, task_id=row_id(77)))
    with database.read() as session:
        assert outbox.waiting_count(session) == 0
    assert kept(database) == {}


def test_that_a_dying_transaction_leaves_neither_change_nor_command(database):
    class DeadError(Exception):
        pass

    def die(session):
        outbox.run(session, actor(), rename(1, "", "甲"))
        raise DeadError

    with pytest.raises(DeadError), database.write() as session:
        die(session)
    assert short_name(database) == ""
    assert kept(database) == {}


def test_that_taking_back_the_first_of_two_edits_keeps_what_the_second_can_still_do(database):
    run(database, rename(1, "", "甲"))
    run(database, add_task(5))
    with database.write() as session:
        outbox.take_back(session, actor(), rename(1, "", "甲").id)
    assert short_name(database) == ""
    with database.read() as session:
        assert [row.subject for row in queue.outbox_rows(session, actor())] == ["送合同"]


def test_that_use_cases_cannot_escape_the_outbox_by_bulk_statements(database):
    with database.write() as session, outbox.Recorder(session), pytest.raises(TypeError):
        session.execute(update(Customer).values(short_name="x"))


def test_that_a_full_disk_is_told_and_leaves_the_database_whole(database):
    with database.alone() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1}")
        connection.commit()
    with pytest.raises(DiskFull) as full:
        fill(database)
    assert full.value.facts["path"]
    assert full.value.facts["needed"] > 0
    with database.read() as session:
        assert session.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"


def fill(database):
    for number in range(200):
        run(database, add_task(number, "长" * 190))


def test_that_readers_cannot_write(database):
    with database.read() as session, pytest.raises(OperationalError, match="readonly"):
        session.execute(text("DELETE FROM tasks"))


def test_that_answered_commands_are_kept_for_thirty_days_and_refused_ones_until_seen(database):
    for number, outcome in ((1, "applied"), (2, "refused")):
        run(database, add_task(number))
        with database.write() as session:
            values = {"outcome": outcome, "answered_at": NOON, "settled": True}
            session.connection().execute(update(table).where(table.c.id == row_id(1000 + number)).values(values))
    with database.write() as session:
        outbox.forget_old(session, NOON + timedelta(days=29))
        assert len(queue.outbox_rows(session, actor())) == 2
        outbox.forget_old(session, NOON + timedelta(days=31))
        assert [row.state for row in queue.outbox_rows(session, actor())] == ["refused"]
        outbox.dismiss(session, row_id(1002))
        outbox.forget_old(session, NOON + timedelta(days=31))
        assert queue.outbox_rows(session, actor()) == ()
