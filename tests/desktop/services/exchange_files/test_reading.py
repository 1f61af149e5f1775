import io
import zipfile

import pytest
from openpyxl import Workbook

from desktop.services.exchange_files.errors import BadFile
from desktop.services.exchange_files.reading import data_lines, find_head, is_total, open_book
from tests.desktop.services.exchange_files.books import HEADS, good, patch, shared, survey, troubles, write


def head_of(path, line=None):
    book = open_book(path)
    return find_head(book, book.sheets[0].name, line)


def headings(path):
    return [column.heading for column in head_of(path).columns]


def refused(path):
    with pytest.raises(BadFile) as caught:
        head_of(path)
    return caught.value.code


def test_that_a_title_and_notes_above_the_headings_are_passed_over(tmp_path):
    rows = [("澜州分公司集团客户清单",), ("导出时间：2026-11-23",), (), HEADS, good(1)]
    path = write(tmp_path / "a.xlsx", rows, merges=["A1:G1", "A2:G2"])
    assert headings(path) == list(HEADS)
    assert head_of(path).last_line == 4


def test_that_two_lines_of_merged_headings_are_joined(tmp_path):
    upper = ("集团名称", "统一社会信用代码", "联系人", None, "区县编码")
    lower = (None, None, "姓名", "电话", None)
    path = write(tmp_path / "a.xlsx", [upper, lower, ("甲", "x", "李一", "13800000000", "330212")])
    assert headings(path) == ["集团名称", "统一社会信用代码", "联系人 姓名", "联系人 电话", "区县编码"]


def test_that_the_headings_can_be_taken_from_a_chosen_line(tmp_path):
    path = write(tmp_path / "a.xlsx", [("甲列", "乙列"), ("x", "y"), ("z", "w")])
    assert [column.heading for column in head_of(path, line=2).columns] == ["x", "y"]


def test_that_repeated_headings_and_blank_lines_are_no_rows(tmp_path):
    path = write(tmp_path / "a.xlsx", [HEADS, good(1), (), HEADS, good(2), ("  ",)])
    book = open_book(path)
    assert [line.number for line in data_lines(book, head_of(path))] == [2, 5]


def test_that_a_total_line_is_known_by_its_first_word(tmp_path):
    path = write(tmp_path / "a.xlsx", [HEADS, good(1), ("合 计：", None, None, None, None, 100.5)])
    lines = list(data_lines(open_book(path), head_of(path)))
    assert [is_total(line) for line in lines] == [False, True]


def test_that_200_columns_are_read(tmp_path):
    extra = tuple(f"扩展字段{number}" for number in range(193))
    path = write(tmp_path / "a.xlsx", [HEADS + extra, good(1) + tuple(range(193))])
    assert len(headings(path)) == 200
    assert survey(path).totals.created == 1


def test_that_more_columns_than_anybody_needs_are_refused(tmp_path):
    path = write(tmp_path / "a.xlsx", [tuple(f"列{number}" for number in range(1200))])
    assert refused(path) == "too_many_columns"


def words(number, **changes):
    return [str(cell) for cell in good(number, **changes)]


def test_that_a_cell_of_five_megabytes_is_an_error_of_its_row(tmp_path):
    path = shared(tmp_path / "a.xlsx", [HEADS, words(1, 集团名称="长" * 1_700_000), words(2)])
    found = survey(path)
    assert troubles(found) == [(2, "cust_name", "cell_too_long")]
    assert found.totals.created == 1


def test_that_texts_in_a_table_of_their_own_are_read(tmp_path):
    assert survey(shared(tmp_path / "a.xlsx", [HEADS, words(1), words(2)])).totals.created == 2


def test_that_formulas_give_their_kept_value_and_a_word_about_it(tmp_path):
    path = write(
        tmp_path / "a.xlsx", [HEADS, good(1, **{"月收入（元）": "=50+50"}), good(2, **{"月收入（元）": "=1+1"})]
    )
    patch(
        path,
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b"<f>50+50</f><v></v>", b"<f>50+50</f><v>100</v>").replace(
            b"<f>50+50</f><v />", b"<f>50+50</f><v>100</v>"
        ),
    )
    found = survey(path)
    assert [note.code for note in found.first[0].notes] == ["formula"]
    assert found.first[0].values["monthly_revenue"] == "100.00"
    assert troubles(found) == [(3, "monthly_revenue", "formula_without_value")]


def test_that_an_error_value_in_a_cell_is_an_error_of_its_row(tmp_path):
    path = write(tmp_path / "a.xlsx", [HEADS, good(1, **{"月收入（元）": "#DIV/0!"})])
    assert troubles(survey(path)) == [(2, "monthly_revenue", "cell_error")]


def test_that_a_number_spreadsheets_have_rounded_is_no_credit_code(tmp_path):
    path = write(tmp_path / "a.xlsx", [HEADS, good(1, 统一社会信用代码=124403008765432100)])
    assert troubles(survey(path)) == [(2, "cert_no", "number_rounded")]


def test_that_a_workbook_with_a_password_or_of_old_make_says_so(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600)
    assert refused(path) == "file_encrypted"


def test_that_a_bomb_is_not_unpacked(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (64 * 1024 * 1024))
    assert refused(path) == "file_bomb"


def test_that_entities_in_the_sheet_are_not_expanded(tmp_path):
    path = write(tmp_path / "a.xlsx", [HEADS, good(1)])
    laugh = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    patch(path, "xl/worksheets/sheet1.xml", lambda data: laugh + data.split(b"?>", 1)[-1])
    assert refused(path) == "file_damaged"


@pytest.mark.parametrize("size", [200, 1000, 3000])
def test_that_a_cut_off_workbook_is_damaged(tmp_path, size):
    path = write(tmp_path / "a.xlsx", [HEADS, *(good(number) for number in range(40))])
    path.write_bytes(path.read_bytes()[:size])
    assert refused(path) == "file_damaged"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_that_a_workbook_with_a_broken_part_is_damaged(tmp_path, part):
    path = shared(tmp_path / "a.xlsx", [HEADS, words(1)])
    patch(path, part, lambda data: data[: len(data) // 2])
    assert refused(path) == "file_damaged"


def test_that_other_documents_are_no_tables(tmp_path):
    word = tmp_path / "b.xlsx"
    with zipfile.ZipFile(word, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refused(word) == "file_not_a_table"
    paper = tmp_path / "c.pdf"
    paper.write_bytes(b"%PDF-1.7 text")
    assert refused(paper) == "file_not_a_table"
    named = tmp_path / "d.xlsx"
    named.write_text("a,b\n1,2\n", "utf-8")
    assert refused(named) == "file_damaged"


def test_that_missing_and_empty_files_are_told_apart(tmp_path):
    assert refused(tmp_path / "a.xlsx") == "file_missing"
    (tmp_path / "b.csv").write_bytes(b"")
    assert refused(tmp_path / "b.csv") == "file_empty"
    assert refused(write(tmp_path / "c.xlsx", [])) == "file_empty"


def test_that_a_sheet_of_numbers_has_no_head(tmp_path):
    assert refused(write(tmp_path / "a.xlsx", [(1, 2, 3), (4, 5, 6)])) == "no_head"


def test_that_hidden_sheets_are_not_offered(tmp_path):
    book = Workbook()
    book.active.append(HEADS)
    hidden = book.create_sheet("隐藏")
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    assert [sheet.name for sheet in open_book(tmp_path / "a.xlsx").sheets] == ["Sheet"]


def test_that_a_sheet_claiming_a_million_rows_ends_at_its_last(tmp_path):
    path = write(tmp_path / "a.xlsx", [HEADS, good(1)])
    patch(path, "xl/worksheets/sheet1.xml", lambda data: data.replace(b"A1:G2", b"A1:XFD1048576"))
    assert survey(path).totals.read == 1


def table(rows):
    return "".join(",".join(str(cell) for cell in row) + "\r\n" for row in rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_that_texts_are_read_in_the_encodings_other_systems_write(tmp_path, encoding):
    rare = "澜州㛃𠮷文化有限公司" if encoding != "gbk" else "澜州文化有限公司"
    path = tmp_path / "a.csv"
    path.write_bytes(table([HEADS, good(1, 集团名称=rare)]).encode(encoding))
    found = survey(path)
    assert found.first[0].name == rare
    assert found.totals.created == 1


def test_that_bytes_of_no_encoding_are_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xff\x80\x81,\xfe\xff\n" * 20)
    assert refused(path) == "file_encoding"


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_that_other_separators_are_found(tmp_path, separator):
    path = tmp_path / "a.csv"
    path.write_text(table([HEADS, good(1)]).replace(",", separator), "utf-8")
    assert headings(path) == list(HEADS)


def test_that_line_breaks_quotes_and_kept_zeros_in_cells_survive(tmp_path):
    path = tmp_path / "a.csv"
    rows = io.StringIO()
    rows.write("集团编码,集团名称,区县编码,单位电话\n")
    rows.write('="000123","澜州""第一""\n机械有限公司",330212,0583-2000001\n')
    path.write_text(rows.getvalue(), "utf-8")
    row = survey(path).first[0]
    assert row.values["cust_no"] == "000123"
    assert row.name == '澜州"第一" 机械有限公司'


def test_that_a_text_with_an_open_quote_does_not_swallow_the_program(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(table([HEADS, good(1)]) + '"' + "长" * 100_000, "utf-8")
    assert survey(path).totals.read == 2
