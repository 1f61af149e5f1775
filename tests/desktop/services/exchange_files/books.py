"""Workbooks nobody would want to receive."""

import zipfile
from decimal import Decimal

from openpyxl import Workbook

from desktop.services.code_lists import load_codes
from desktop.services.exchange_files.decide import Known
from desktop.services.exchange_files.mapping import checked, guess, with_named_units
from desktop.services.exchange_files.preview import Survey
from desktop.services.exchange_files.reading import find_head, open_book
from desktop.services.exchange_files.rows import Reader
from desktop.services.exchange_files.run import Plan
from desktop.services.exchange_files.totals import Tally
from domain.rules.credit_code import check_character, organisation_check_character
from domain.rules.duplicates import DuplicateParams

HEADS = ("集团编码", "集团名称", "统一社会信用代码", "区县编码", "单位电话", "月收入（元）", "签约日期")
PARAMS = DuplicateParams(Decimal("0.5"), Decimal("0.2"), Decimal("0.2"), Decimal("0.1"), Decimal("0.75"))
PEOPLE = {"A1001": "00000000-0000-7000-8000-000000000101"}


def code(number: int) -> str:
    body = f"MA{number:06d}"
    first = "91330212" + body + organisation_check_character(body)
    return first + check_character(first)


def good(number: int, **changes) -> tuple:
    row = {
        "集团编码": f"JT{number:06d}",
        "集团名称": f"澜州第{number}机械有限公司",
        "统一社会信用代码": code(number),
        "区县编码": "330212",
        "单位电话": f"0583-{2_000_000 + number}",
        "月收入（元）": 100.5,
        "签约日期": "2024-03-05",
    } | changes
    return tuple(row[name] for name in HEADS)


def write(path, rows, *, merges=(), title="清单"):
    book = Workbook()
    page = book.active
    page.title = title
    for row in rows:
        page.append(list(row))
    for merge in merges:
        page.merge_cells(merge)
    book.save(path)
    return path


def patch(path, part, change):
    """Rewrite one part of a workbook as bytes."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


class NoCustomers:
    def bodies(self, _ids):
        return {}

    def with_contacts(self, _ids):
        return frozenset()


CODES = load_codes()


def survey(path, known=(), choices=None, default=None, source=None):
    """Look at a file as the screen does, with the units its headings name."""
    book = open_book(path)
    head = find_head(book, book.sheets[0].name)
    columns = checked(head, with_named_units(head, guess(head)))
    more = {} if default is None else {"default_choice": default}
    plan = Plan(book, head, Reader(columns, CODES, PEOPLE), Known(known, PARAMS), choices or {}, **more)
    tally = Tally(head, columns, CODES)
    return Survey(plan, source or NoCustomers(), tally, CODES, PEOPLE).take(lambda _done, _total: None, 1)


def troubles(found):
    return [(row.line, problem.field, problem.code) for row in found.errors for problem in row.problems]


_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def shared(path, rows):
    """Write a workbook of texts as spreadsheet programs do: texts in a table of their own, no styles at all."""
    words = []
    lines = []
    for row in rows:
        cells = "".join(f'<c t="s"><v>{len(words) + place}</v></c>' for place in range(len(row)))
        words += row
        lines.append(f"<row>{cells}</row>")
    table = "".join(f"<si><t>{word}</t></si>" for word in words)
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS.format(
            f'<Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        ),
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets><sheet name="表" sheetId="1" r:id="s1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _RELATIONS.format(
            f'<Relationship Id="s1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="s2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        ),
        "xl/worksheets/sheet1.xml": f"<worksheet {_MAIN}><sheetData>{''.join(lines)}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst {_MAIN}>{table}</sst>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path
