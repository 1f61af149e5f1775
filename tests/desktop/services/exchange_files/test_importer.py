import csv

import pytest
from openpyxl import load_workbook

from desktop.services import outbox
from desktop.services.exchange_files.errors import BadFile
from desktop.services.exchange_files.importer import Importer
from desktop.services.exchange_files.mapping import with_named_units
from domain.commands import EditCustomer
from domain.commands.base import Edit
from domain.entities import Contact, Customer
from domain.errors import Refused
from domain.values.imports import TwinChoice
from tests.desktop.services.exchange_files.books import CODES, HEADS, code, good, write
from tests.helpers.desk import CHEN, LI, NOON, TEAM_TWO, actor, customer, open_database, row_id

SKIP = TwinChoice.SKIP


class Bench:
    """An importer on a database of its own, and what was told and sent."""

    def __init__(self, folder, *rows, person=LI):
        self.database = open_database(folder, *rows)
        self.told = []
        self.ticks = []
        self.person = person
        self.importer = Importer(
            self.database,
            lambda: actor(self.person),
            now=lambda: NOON,
            today=NOON.date,
            tell_changed=self.told.append,
            codes=CODES,
        )

    def look(self, path):
        book = self.importer.open_book(path)
        head = self.importer.find_head(book, book.sheets[0].name)
        return book, head, with_named_units(head, self.importer.find_mapping(head))

    def run(self, path, choices=None, tick=None):
        return self.importer.run(tick or self.tick, *self.look(path), choices or {}, SKIP)

    def tick(self, done, total):
        self.ticks.append((done, total))

    def customers(self, **wanted):
        with self.database.read() as session:
            found = session.query(Customer).filter_by(**wanted).filter(Customer.deleted_at.is_(None))
            rows = {row.cust_no: row for row in found.order_by(Customer.cust_no)}
            session.expunge_all()
            return rows

    def contacts(self):
        with self.database.read() as session:
            return [(row.name, row.mobile) for row in session.query(Contact).filter(Contact.deleted_at.is_(None))]

    def edit(self, customer_id, field, old, new):
        command = EditCustomer(
            id=row_id(77), at=NOON.replace(hour=9), customer_id=customer_id, edits=(Edit(field, old, new),)
        )
        with self.database.write() as session:
            outbox.run(session, actor(self.person), command)

    def waiting(self):
        with self.database.read() as session:
            return outbox.waiting_count(session)


@pytest.fixture
def bench(tmp_path):
    made = Bench(tmp_path)
    yield made
    made.database.close()


def test_that_rows_become_customers_queued_for_the_server(bench, tmp_path):
    heads = (*HEADS, "联系人", "联系电话")
    result = bench.run(write(tmp_path / "a.xlsx", [heads, *((*good(n), "李一", f"1380000000{n}") for n in (1, 2))]))
    assert (result.totals.created, result.totals.adds_up) == (2, True)
    found = bench.customers(batch_id=result.batch_id)
    assert list(found) == ["JT000001", "JT000002"]
    assert found["JT000001"].monthly_revenue == 10050
    assert found["JT000001"].am_id == LI
    assert sorted(bench.contacts()) == [("李一", "13800000001"), ("李一", "13800000002")]
    assert bench.waiting() == 4
    assert frozenset({"customers", "contacts", "audit_entries"}) <= frozenset().union(*bench.told)


def test_that_importing_the_same_file_again_changes_nothing(bench, tmp_path):
    path = write(tmp_path / "a.xlsx", [HEADS, good(1), good(2)])
    bench.run(path)
    waiting = bench.waiting()
    assert bench.run(path).totals.unchanged == 2
    assert bench.waiting() == waiting


def test_that_a_changed_row_edits_only_what_differs(bench, tmp_path):
    bench.run(write(tmp_path / "a.xlsx", [HEADS, good(1)]))
    result = bench.run(write(tmp_path / "b.xlsx", [HEADS, good(1, 单位电话="0583-7777777", 签约日期=None)]))
    assert result.totals.updated == 1
    row = bench.customers()["JT000001"]
    assert (row.tel, row.sign_date.isoformat()) == ("0583-7777777", "2024-03-05")


def test_that_the_mapping_of_a_head_is_remembered(bench, tmp_path):
    path = write(tmp_path / "a.xlsx", [HEADS, good(1)])
    assert not bench.look(path)[2].remembered
    bench.run(path)
    again = bench.look(write(tmp_path / "b.xlsx", [HEADS, good(2)]))[2]
    assert again.remembered
    assert again.columns[5].unit == "yuan"


def test_that_taking_back_removes_and_restores_but_leaves_later_work(bench, tmp_path):
    bench.run(write(tmp_path / "a.xlsx", [HEADS, good(1), good(2)]))
    rows = [HEADS, good(1, 单位电话="0583-7777777"), good(2, 单位电话="0583-7777777"), good(3), good(4)]
    result = bench.run(write(tmp_path / "b.xlsx", rows))
    found = bench.customers()
    bench.edit(found["JT000002"].id, "tel", "0583-7777777", "0583-8888888")
    done = bench.importer.revert(bench.tick, result.batch_id)
    assert (done.removed, done.restored, done.kept) == (2, 1, 1)
    left = bench.customers()
    assert {number: row.tel for number, row in left.items()} == {
        "JT000001": "0583-2000001",
        "JT000002": "0583-8888888",
    }


def test_that_a_new_customer_somebody_worked_on_is_not_taken_back(bench, tmp_path):
    result = bench.run(write(tmp_path / "a.xlsx", [HEADS, good(1), good(2)]))
    bench.edit(bench.customers()["JT000001"].id, "tel", "0583-2000001", "0583-8888888")
    done = bench.importer.revert(bench.tick, result.batch_id)
    assert (done.removed, done.kept) == (1, 1)
    assert list(bench.customers()) == ["JT000001"]


def test_that_a_stopped_import_keeps_what_is_written_and_counts_the_rest(bench, tmp_path):
    path = write(tmp_path / "a.xlsx", [HEADS, *(good(n) for n in range(1, 351))])
    result = bench.run(path, tick=lambda _done, _total: bench.importer.stop())
    assert result.cancelled
    assert result.totals.adds_up
    assert result.totals.created == len(bench.customers()) == 100
    assert result.totals.left == 100
    assert bench.importer.revert(bench.tick, result.batch_id).removed == 100


def test_that_what_the_use_case_refuses_is_an_error_of_its_row(tmp_path):
    twin = customer(50, "别人的机械有限公司", cert_no=code(1), am_id=LI, province_code="43")
    hidden = customer(51, "看不见的机械有限公司", cert_no=code(2))
    hidden.am_id, hidden.org_id = CHEN, TEAM_TWO
    bench = Bench(tmp_path, twin, hidden)
    result = bench.run(write(tmp_path / "a.xlsx", [HEADS, good(2), good(3)]))
    assert (result.totals.created, result.totals.errors) == (1, 1)
    bench.database.close()


def test_that_the_workbook_of_errors_holds_the_row_and_the_reason_and_comes_back(bench, tmp_path):
    rows = [HEADS, good(1, 签约日期="去年"), good(2, **{"月收入（元）": "=HYPERLINK(1)"}), good(3), good(3)]
    result = bench.run(write(tmp_path / "a.xlsx", rows))
    target = bench.importer.write_errors(result.batch_id, tmp_path / "错误.xlsx")
    page = load_workbook(target).active
    found = [[cell.value for cell in line] for line in page.iter_rows()]
    assert found[0] == ["原行号", "出错列", "未导入原因", *HEADS]
    assert found[1][:4] == [2, "签约日期", "签约日期：不是有效日期，格式如 2026-11-25", "JT000001"]
    assert found[3][2] == "与本文件第 4 行的「澜州第3机械有限公司」重复"
    mended = bench.look(target)
    assert [choice.target for choice in mended[2].columns][3:5] == ["cust_no", "cust_name"]


def test_that_an_unwritable_place_is_told_and_leaves_nothing_behind(bench, tmp_path):
    result = bench.run(write(tmp_path / "a.xlsx", [HEADS, good(1, 签约日期="去年")]))
    with pytest.raises(BadFile) as caught:
        bench.importer.write_errors(result.batch_id, tmp_path / "none" / "错误.xlsx")
    assert caught.value.code == "not_writable"


def test_that_somebody_without_the_right_can_not_import(tmp_path):
    bench = Bench(tmp_path)
    bench.importer = Importer(
        bench.database,
        lambda: actor(LI).__class__(
            **{**{f: getattr(actor(LI), f) for f in actor(LI).__struct_fields__}, "post": "assistant"}
        ),
        now=lambda: NOON,
        today=NOON.date,
        tell_changed=bench.told.append,
        codes=CODES,
    )
    with pytest.raises(Refused):
        bench.run(write(tmp_path / "a.xlsx", [HEADS, good(1)]))
    bench.database.close()


def test_that_a_list_goes_out_with_units_and_without_personal_data(bench, tmp_path):
    heads = (*HEADS, "法定代表人", "联系人", "联系电话")
    row = (*good(1, 集团名称="=cmd澜州机械有限公司"), "王五", "李一", "13800000001")
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heads, row])
    bench.run(tmp_path / "a.csv")
    assert bench.importer.export(tmp_path / "out.xlsx") == 1
    page = load_workbook(tmp_path / "out.xlsx").active
    line = {head.value: cell for head, cell in zip(*page.iter_rows(max_row=2), strict=True)}
    assert line["月收入（元）"].value == 100.5
    assert line["客户经理工号"].value == "A1001"
    assert line["集团客户名称"].data_type == "s"
    words = [str(cell.value) for cell in line.values()]
    assert not {"王五", "李一", "13800000001"} & set(words)
    bench.importer.export(tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        out = next(csv.DictReader(file))
    assert out["集团客户名称"] == "'=cmd澜州机械有限公司"


def test_that_an_exported_list_comes_back_unchanged(bench, tmp_path):
    bench.run(write(tmp_path / "a.xlsx", [HEADS, good(1), good(2)]))
    bench.importer.export(tmp_path / "out.xlsx")
    assert bench.run(tmp_path / "out.xlsx").totals.unchanged == 2
