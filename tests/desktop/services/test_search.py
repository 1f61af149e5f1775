import time

import pytest

from desktop.services import search
from desktop.services.rows import copy_of, table_of, write_rows
from domain.entities import Contact
from tests.helpers.desk import CHEN, LI, TEAM_ONE, WANG, actor, authored, customer, open_database, row_id


@pytest.fixture
def database(tmp_path):
    person = Contact(
        id=row_id(50),
        customer_id=row_id(1),
        name="方念平",
        mobile="13812345678",
        search_text="方念平|fangnianping|fnp|13812345678",
        org_id=TEAM_ONE,
        owner_id=LI,
        **authored(),
    )
    rows = [customer(1, "星城建材有限公司"), customer(2, "南山科技", am_id=WANG), customer(3, "保健品厂😀㐂")]
    opened = open_database(tmp_path, *rows, person)
    with opened.write() as session:
        search.index_rows(session, [("customers", row_id(n)) for n in (1, 2, 3)] + [("contacts", row_id(50))])
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("建材", ["星城建材有限公司"]),
        ("材", ["星城建材有限公司"]),
        ("xcjc", ["星城建材有限公司"]),
        ("XCJC", ["星城建材有限公司"]),
        ("J000003", ["保健品厂😀㐂"]),
        ("㐂", ["保健品厂😀㐂"]),
        ("5678", ["方念平"]),
        ("ｆｎｐ", ["方念平"]),
        ("没有", []),
        ("", []),
        ('" OR 1', []),
        ("*", []),
        ("NEAR(", []),
        ("公司|xing", []),
    ],
)
def test_that_a_piece_of_name_initials_code_or_phone_is_found(database, words, found):
    with database.read() as session:
        assert [hit.title for hit in search.find(session, actor(), words)] == found


def test_that_search_stays_inside_the_actors_scope(database):
    with database.read() as session:
        assert search.find(session, actor(), "南山") == ()
        assert [hit.title for hit in search.find(session, actor(WANG), "南山")] == ["南山科技"]
        assert [hit.title for hit in search.find(session, actor(CHEN), "南山")] == ["南山科技"]


def test_that_an_index_follows_changes_and_deletions(database):
    table = table_of("customers")
    with database.write() as session:
        changed = table.update().where(table.c.id == row_id(1)).values(cust_name="改名公司", search_text="改名公司")
        session.connection().execute(changed)
        session.connection().execute(table.delete().where(table.c.id == row_id(3)))
        search.index_rows(session, [("customers", row_id(1)), ("customers", row_id(3))])
    with database.read() as session:
        assert search.find(session, actor(), "建材") == ()
        assert [hit.title for hit in search.find(session, actor(), "改名")] == ["改名公司"]
        assert search.find(session, actor(), "保健") == ()


@pytest.mark.slow
def test_that_a_keystroke_among_a_hundred_thousand_rows_takes_fifty_milliseconds(database):
    with database.write() as session:
        body = copy_of(session, ("customers", row_id(1)))
        rows = [(("customers", row_id(n)), body | named(n)) for n in range(1000, 101_000)]
        write_rows(session, rows)
        search.index_rows(session, [key for key, _ in rows])
    database.tune()
    took = []
    with database.read() as session:
        for words in ("第9", "建材", "第77123", "xcd500", "J099999"):
            started = time.perf_counter()
            assert search.find(session, actor(), words)
            took.append(time.perf_counter() - started)
    assert sorted(took)[len(took) // 2] < 0.05, took


def named(n):
    name = f"星城第{n}建材公司"
    return {"id": row_id(n), "cust_name": name, "search_text": f"{name}|xcd{n}jcgs|J{n:06d}"}
