"""Makes the demo's customer workbook and organisation tables, the same bytes at every run.

The workbook looks like what a billing system exports: a title, two lines of headings, cells of every kind, a total
line, and among good rows the dirty ones a real file has. Names are invented; division and industry codes are real.
Run from the project's folder: python tools/make_demo_workbook.py
"""  # noqa: INP001 -- a script that is run by path, not a package

import csv
import json
import random
import sys
import zipfile
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from demo_words import FAMOUS, FORMS, GIVEN, KINDS, STEMS, STREETS, SURNAMES, TITLES  # noqa: E402 -- needs the path
from openpyxl import Workbook  # noqa: E402
from openpyxl.styles import Alignment, Font, PatternFill  # noqa: E402
from openpyxl.utils import get_column_letter  # noqa: E402

from domain.rules.credit_code import check_character, organisation_check_character  # noqa: E402

FOLDER: Final = ROOT / "resources" / "demo"
SEED: Final = 20261123
WHEN: Final = datetime(2026, 11, 23, 8, 0, 0)  # noqa: DTZ001 -- workbooks keep local times
TODAY: Final = date(2026, 11, 23)
GOOD_ROWS: Final = 292
COUNTIES: Final = ("330203", "330205", "330206", "330211", "330212", "330213", "330225", "330226", "330281", "330282")
SHARES: Final = {"LZ1001": 46, "LZ1002": 42, "LZ1003": 40, "LZ2001": 84, "LZ2002": 80}
"""Customers of each account manager, 顾晓舟 first."""
MANAGERS: Final = {"顾晓舟": "LZ1001", "许望舒": "LZ1002", "温书言": "LZ1003", "程予安": "LZ2001", "白鹭行": "LZ2002"}
CLASSES: Final = (("A1", 12), ("A2", 30), ("B1", 62), ("B2", 88), ("C", 100))
COLUMNS: Final = (
    ("基本信息", "集团编码", 16),
    ("基本信息", "集团名称", 34),
    ("基本信息", "统一社会信用代码", 22),
    ("基本信息", "机构类型", 10),
    ("基本信息", "合作状态", 10),
    ("基本信息", "客户等级", 14),
    ("基本信息", "价值等级", 10),
    ("基本信息", "国标行业代码", 14),
    ("基本信息", "员工人数", 10),
    ("基本信息", "注册资本（万元）", 16),
    ("基本信息", "法定代表人", 12),
    ("基本信息", "单位电话", 16),
    ("归属区域", "地市编码", 10),
    ("归属区域", "区县编码", 10),
    ("归属区域", "办公地址", 34),
    ("客户经理", "客户经理工号", 14),
    ("联系人", "联系人", 10),
    ("联系人", "职务", 14),
    ("联系人", "联系电话", 16),
    ("业务量", "账期", 10),
    ("业务量", "月收入（分）", 14),
    ("业务量", "欠费金额（元）", 14),
    ("业务量", "签约日期", 12),
    ("业务量", "上次走访日期", 14),
    ("其他", "信用等级", 10),
    ("其他", "是否重要集团", 14),
    ("其他", "备注", 24),
)
NAMES: Final = [name for _group, name, _width in COLUMNS]
DOMAIN_CODES: Final = "ABCDEFGHJKLMNPQRTUWXY0123456789"
Row = dict[str, Any]


def credit_code(rng: random.Random, division: str, start: str = "91") -> str:
    """Make a credit code with right check characters."""
    body = "MA" + "".join(rng.choice(DOMAIN_CODES) for _ in range(6))
    first = start + division + body + organisation_check_character(body)
    return first + check_character(first)


def customer(rng: random.Random, number: int, name: str, kind: tuple[Any, ...], value_class: str, staff: str) -> Row:
    """Make one good row."""
    county = rng.choice(COUNTIES)
    income = {"A1": 22_000_000, "A2": 8_000_000, "B1": 3_200_000, "B2": 1_100_000, "C": 320_000}[value_class]
    signed = TODAY - timedelta(days=rng.randrange(40, 2600))
    fen = max(int(income * rng.uniform(0.45, 1.35)) // 100 * 100 + rng.choice((0, 0, 50, 88)), 6000)
    owes = rng.random() < 0.09  # noqa: PLR2004 -- about one customer in eleven is behind
    gaps = {"A1": 30, "A2": 45, "B1": 60, "B2": 90, "C": 150}
    return {
        "集团编码": f"JT-0583-{number:05d}",
        "集团名称": name,
        "统一社会信用代码": credit_code(rng, county, kind[2]),
        "机构类型": kind[3],
        "合作状态": "已签约" if rng.random() > 0.07 else "接洽中",  # noqa: PLR2004 -- a few are still in talks
        "客户等级": rng.choice(("集团大客户", "二级大客户")) if value_class in {"A1", "A2"} else "二级一般",
        "价值等级": value_class,
        "国标行业代码": kind[1],
        "员工人数": rng.randrange(12, 90) * {"A1": 40, "A2": 18, "B1": 8, "B2": 4, "C": 1}[value_class],
        "注册资本（万元）": rng.choice((100, 200, 500, 800, 1000, 2000, 5000, 12_000)),
        "法定代表人": person(rng),
        "单位电话": f"0583-{rng.randrange(2_000_000, 8_999_999):07d}",
        "地市编码": "330200",
        "区县编码": county,
        "办公地址": f"{rng.choice(STREETS)}{rng.randrange(1, 880)}号",
        "客户经理工号": staff,
        "联系人": person(rng),
        "职务": rng.choice(TITLES),
        "联系电话": f"1{rng.choice('3589')}{rng.randrange(10**8, 10**9)}",
        "账期": "202610",
        "月收入（分）": fen,
        "欠费金额（元）": round(fen / 100 * rng.uniform(0.3, 2.4), 2) if owes else 0,
        "签约日期": signed,
        "上次走访日期": TODAY - timedelta(days=rng.randrange(3, gaps[value_class] * 2)),
        "信用等级": rng.choice(("一级", "二级", "二级", "三级")),
        "是否重要集团": "是" if value_class == "A1" else "否",
        "备注": "",
    }


def person(rng: random.Random) -> str:
    """Make a person's name."""
    return rng.choice(SURNAMES) + rng.choice(GIVEN)


def good_rows(rng: random.Random) -> list[Row]:
    """Make the rows without fault: first those with a story, then the others."""
    classes = [name for name, share in CLASSES for _ in range(share)]
    left = {staff: share for staff, share in SHARES.items()}  # noqa: C416 -- a copy that is counted down
    rows, used = [], set()
    for name, industry, start, form, value_class, manager, yuan, owed in FAMOUS:
        staff = MANAGERS[manager]
        row = customer(rng, 318 + len(rows), name, ("", industry, start, form), value_class, staff)
        row |= {"月收入（分）": round(yuan * 100), "欠费金额（元）": owed, "合作状态": "已签约"}
        rows.append(row)
        used.add(name)
        left[staff] -= 1
        classes.remove(value_class)
    staff_left = [staff for staff, share in left.items() for _ in range(share)]
    rng.shuffle(staff_left)
    rng.shuffle(classes)
    while len(rows) < GOOD_ROWS:
        kind = rng.choice(KINDS)
        form = rng.choice(FORMS) if kind[2] == "91" else ""
        place = "澜州市" if kind[2] != "91" else rng.choice(("澜州", "", "", "东澜"))
        name = f"{place}{rng.choice(STEMS)}{kind[0]}{form}"
        if name not in used:
            used.add(name)
            at = len(rows) - len(FAMOUS)
            rows.append(customer(rng, 318 + len(rows), name, kind, classes[at], staff_left[at]))
    return rows


def untidy(rows: list[Row]) -> None:
    """Write some good values the way people do: full width, dates as text, names with rare characters."""
    rows[40] |= {"统一社会信用代码": "".join(chr(ord(c) + 0xFEE0) for c in rows[40]["统一社会信用代码"])}
    rows[52]["签约日期"] = "2021/3/5"
    rows[64]["签约日期"] = "2020年11月9日"
    rows[76]["签约日期"] = "20190618"
    rows[88]["欠费金额（元）"] = -350.5
    rows[88]["备注"] = "预存余额，欠费为负"
    rows[100]["联系人"] = "㛃𠮷"
    rows[112]["集团名称"] = "澜州𠮷祥㛃文化传播有限公司"
    rows[124]["月收入（分）"] = "1,284,600"
    rows[136]["单位电话"] = "（0583）６５５２１８８"
    rows[148]["集团名称"] = (
        "澜州市朔禾汀屿供应链管理与跨境多式联运综合服务示范园区运营管理及数字化公共服务平台建设投资发展有限责任公司第二分公司筹备组"
    )[:60]
    rows[160]["备注"] = "客户回访很满意 👍🏽"
    rows[172]["区县编码"] = "330212000000"
    rows[184]["客户经理工号"] = rows[184]["客户经理工号"].lower()


def dirty_rows(rng: random.Random, good: list[Row]) -> dict[int, Row]:
    """Make the rows with a fault each, and the place each is put in."""

    def spoiled(number: int, name: str, **wrong: Any) -> Row:  # noqa: ANN401 -- cells
        row = customer(rng, 900 + number, name, ("", "C3411", "91", "企业"), "C", "LZ1001")
        return row | wrong

    code = good[30]["统一社会信用代码"]
    bad = spoiled(1, "澜州砚北仪表有限公司")
    bad["统一社会信用代码"] = bad["统一社会信用代码"][:-1] + ("0" if bad["统一社会信用代码"][-1] != "0" else "1")
    return {
        17: bad,
        45: spoiled(2, "澜州临舟船舶修造有限公司", 统一社会信用代码=code),
        71: spoiled(3, ""),
        93: spoiled(4, "测试"),
        118: spoiled(5, "澜州穗野粮油有限公司", **{"月收入（分）": "见附表"}),
        139: spoiled(6, "澜州屿声音响有限公司", 客户经理工号="LZ9999"),
        167: spoiled(7, "东澜阡陌园林工程有限公司", 区县编码="330106"),
        191: spoiled(8, "澜州澄观检测技术有限公司", 签约日期="2025-02-30"),
        214: good[8] | {"集团编码": "JT-0583-00988", "统一社会信用代码": ""},
        233: spoiled(10, "澜州听澜酒店管理有限公司", 单位电话="", 联系人="", 联系电话=""),
        251: spoiled(11, "澜州朝汐渔具有限公司", 价值等级="特级"),
        266: spoiled(12, "澜州渡口物业服务有限公司", 区县编码="339999"),
    }


def sheet_rows() -> list[Row]:
    """Make all rows in the order of the file."""
    rng = random.Random(SEED)  # noqa: S311 -- nothing secret
    rows = good_rows(rng)
    untidy(rows)
    for place, row in dirty_rows(rng, rows).items():
        rows.insert(place, row)
    return rows


def write_workbook(path: Path) -> None:
    """Write the workbook."""
    rows = sheet_rows()
    book = Workbook()
    page = book.active
    page.title = "集团客户清单"
    last = get_column_letter(len(NAMES))
    page["A1"] = "澜州分公司集团客户清单（2026 年 11 月）"
    page["A1"].font = Font(bold=True, size=14)
    page.merge_cells(f"A1:{last}1")
    page["A2"] = "导出时间：2026-11-23 08:00　来源：客户管理与出账系统　金额单位见表头"
    page.merge_cells(f"A2:{last}2")
    _heads(page)
    for row in rows:
        page.append([row[name] if row[name] != "" else None for name in NAMES])
    _finish(page, rows)
    book.properties.created = book.properties.modified = WHEN
    book.properties.creator = book.properties.lastModifiedBy = "出账系统"
    made = BytesIO()
    book.save(made)
    path.write_bytes(_same_bytes(made))


def _heads(page: Any) -> None:  # noqa: ANN401 -- openpyxl's sheets are untyped
    page.append([group for group, _name, _width in COLUMNS])
    page.append(NAMES)
    start = 0
    for place, (group, _name, width) in enumerate(COLUMNS):
        page.column_dimensions[get_column_letter(place + 1)].width = width
        last = place + 1 == len(COLUMNS) or COLUMNS[place + 1][0] != group
        if last and place > start:
            page.merge_cells(start_row=3, end_row=3, start_column=start + 1, end_column=place + 1)
        start = place + 1 if last else start
    for line in (3, 4):
        for cell in page[line]:
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", fgColor="E8EEF7")
            cell.alignment = Alignment(horizontal="center")
    page.freeze_panes = "C5"


def _finish(page: Any, rows: list[Row]) -> None:  # noqa: ANN401 -- same
    """Set number formats, one formula with its value and one without, and the total line."""
    for line in range(5, 5 + len(rows)):
        for name in ("签约日期", "上次走访日期"):
            page.cell(line, NAMES.index(name) + 1).number_format = "yyyy-mm-dd"
        page.cell(line, NAMES.index("欠费金额（元）") + 1).number_format = "#,##0.00"
    income, owed = NAMES.index("月收入（分）") + 1, NAMES.index("欠费金额（元）") + 1
    page.cell(5 + 25, income).value = f"={rows[25]['月收入（分）']}+0"
    total = 5 + len(rows)
    page.cell(total, 1).value = "合计"
    page.cell(total, income).value = sum(number(row["月收入（分）"]) for row in rows)
    page.cell(total, owed).value = round(sum(number(row["欠费金额（元）"]) for row in rows), 2)


def number(cell: Any) -> float:  # noqa: ANN401 -- cells
    """Give the number in a cell, 0 for words."""
    if isinstance(cell, str):
        plain = cell.replace(",", "")
        return int(plain) if plain.isdigit() else 0
    return cell or 0


def _same_bytes(made: BytesIO) -> bytes:
    """Pack again with one fixed time, and put the computed value beside the formula as spreadsheet programs do."""
    income = get_column_letter(NAMES.index("月收入（分）") + 1)
    packed = BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name in sorted(source.namelist()):
            data = source.read(name)
            if name.endswith("sheet1.xml"):
                text = data.decode()
                start = text.index(f'<c r="{income}30"')
                end = text.index("</c>", start)
                formula = text[start:end].split("<f>")[1].split("</f>")[0]
                value = formula.removesuffix("+0")
                cell = text[start:end].split("<v", 1)[0] + f"<v>{value}</v>"
                data = (text[:start] + cell + text[end:]).encode()
            if name == "docProps/core.xml":
                data = _fixed_times(data)
            target.writestr(zipfile.ZipInfo(name, date_time=WHEN.timetuple()[:6]), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _fixed_times(data: bytes) -> bytes:
    text = data.decode()
    for tag in ("created", "modified"):
        start = text.index(">", text.index(f"<dcterms:{tag}")) + 1
        text = text[:start] + WHEN.isoformat() + "Z" + text[text.index("<", start) :]
    return text.encode()


def write_tables() -> None:
    """Write the organisation's tables for `jike-server org import` and `people import`."""
    organisation = json.loads((FOLDER / "organisation.json").read_text("utf-8"))
    names = {unit["key"]: unit["name"] for unit in organisation["units"]}
    units = [unit | {"parent": names.get(unit.get("parent", ""), "")} for unit in organisation["units"]]
    people = [person_ | {"org": names[person_["unit"]]} for person_ in organisation["people"]]
    _table("units.csv", ("name", "short_name", "level", "unit_kind", "parent", "area_code"), units)
    _table(
        "people.csv", ("staff_no", "name", "post", "org", "gender", "mobile", "email", "join_date", "load_cap"), people
    )


def _table(name: str, columns: tuple[str, ...], rows: list[Row]) -> None:
    with (FOLDER / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    write_workbook(FOLDER / "customers.xlsx")
    write_tables()
