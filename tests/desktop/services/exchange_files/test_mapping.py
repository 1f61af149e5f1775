import pytest

from desktop.services.exchange_files.errors import BadFile
from desktop.services.exchange_files.mapping import checked, fingerprint, guess, mapping_problems, with_named_units
from desktop.services.exchange_files.targets import named_unit, target_of_heading, targets
from domain.queries.imports import ColumnChoice, ColumnRow, HeadRow, MappingRow
from domain.rules.customers import CUSTOMER_FIELDS
from domain.values.money import MoneyUnit


def head(*headings):
    columns = tuple(ColumnRow(place, words, (), named_unit(words)) for place, words in enumerate(headings))
    return HeadRow("表", 1, 1, columns)


NEEDED = ("集团名称", "区县", "电话")


def test_that_known_headings_find_their_field():
    chosen = guess(head("集团编码", " 集团 名称*", "统一社会信用代码", "欠费金额(元)", "说不清的列"))
    assert [choice.target for choice in chosen.columns] == ["cust_no", "cust_name", "cert_no", "arrears", ""]


def test_that_of_two_alike_headings_the_first_is_taken():
    chosen = guess(head("集团名称", "客户名称"))
    assert [choice.target for choice in chosen.columns] == ["cust_name", ""]


def test_that_no_unit_is_ever_guessed():
    shown = head(*NEEDED, "月收入（元）")
    chosen = guess(shown)
    assert chosen.columns[3] == ColumnChoice(3, "monthly_revenue")
    assert [problem.code for problem in mapping_problems(shown, chosen)] == ["unit_missing"]
    with pytest.raises(BadFile):
        checked(shown, chosen)


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("月收入（元）", MoneyUnit.YUAN),
        ("欠费_分", MoneyUnit.FEN),
        ("注册资本(单位：万元)", MoneyUnit.TEN_THOUSAND_YUAN),
        ("欠费[厘]", MoneyUnit.LI),
        ("月收入", None),
        ("集团名称（元）", None),
    ],
)
def test_that_a_unit_in_a_heading_is_offered(heading, unit):
    assert named_unit(heading) == unit


def test_that_offered_units_are_taken_when_asked_for():
    shown = head(*NEEDED, "月收入（分）", "欠费")
    chosen = with_named_units(shown, guess(shown))
    assert [choice.unit for choice in chosen.columns[3:]] == [MoneyUnit.FEN, None]


def test_that_a_unit_against_the_heading_is_a_problem():
    shown = head(*NEEDED, "月收入（分）")
    chosen = MappingRow((*guess(shown).columns[:3], ColumnChoice(3, "monthly_revenue", MoneyUnit.YUAN)))
    assert [problem.code for problem in mapping_problems(shown, chosen)] == ["unit_contradicts_heading"]


def test_that_needed_fields_without_a_column_are_named():
    shown = head("集团名称")
    assert [problem.field for problem in mapping_problems(shown, guess(shown))] == ["county", "tel"]


def test_that_one_field_takes_one_column():
    shown = head(*NEEDED, "别的名称")
    chosen = MappingRow((*guess(shown).columns[:3], ColumnChoice(3, "cust_name")))
    assert [problem.code for problem in mapping_problems(shown, chosen)] == ["target_twice"]


def test_that_the_same_head_has_the_same_mark_and_another_unit_another():
    assert fingerprint(head("集团名称", "欠费（元）").columns) == fingerprint(head("集团 名称", "欠费(元)").columns)
    assert fingerprint(head("欠费（元）").columns) != fingerprint(head("欠费（分）").columns)
    assert fingerprint(head("甲", "乙").columns) != fingerprint(head("乙", "甲").columns)


def test_that_every_field_offered_is_a_field_of_the_file_and_found_by_its_own_word():
    for target in targets():
        plain = target.key.startswith("contact.") or target.key == "industry"
        assert plain or target.key in CUSTOMER_FIELDS
        assert target_of_heading(target.key) == target.key
