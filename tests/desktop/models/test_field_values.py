import pytest

from desktop.models.field_values import BadInput, input_text, read_input, split_words, value_words
from domain.rules.contacts import CONTACT_FIELDS
from domain.rules.customers import AFFILIATE_FIELDS, CUSTOMER_FIELDS
from tests.helpers.customer_shots import code_lists

CODES = code_lists()


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("reg_capital", "1,234.50", 123_450),
        ("employees", "1,260", 1260),
        ("sign_date", "2026/1/5", "2026-01-05"),
        ("sign_date", "20260105", "2026-01-05"),
        ("tags", "统付、重点,统付", ["统付", "重点"]),
        ("install_sites", "恒岳路 8 号\n\n二厂区", [{"text": "恒岳路 8 号"}, {"text": "二厂区"}]),
        ("legal_rep", "  周砚之 ", "周砚之"),
    ],
)
def test_that_what_is_typed_becomes_a_wire_value(name, typed, value):
    assert read_input(CUSTOMER_FIELDS[name], typed) == value


@pytest.mark.parametrize(
    ("name", "typed", "code"),
    [
        ("employees", "一千", "not_a_number"),
        ("sign_date", "2026-13-01", "not_a_date"),
        ("reg_capital", "一百", "amount_format"),
    ],
)
def test_that_bad_input_names_its_trouble(name, typed, code):
    with pytest.raises(BadInput) as trouble:
        read_input(CUSTOMER_FIELDS[name], typed)
    assert trouble.value.code == code


def test_that_an_emptied_field_keeps_the_kind_of_nothing_it_had():
    assert read_input(CUSTOMER_FIELDS["legal_rep"], " ", "周砚之") == ""
    assert read_input(CUSTOMER_FIELDS["employees"], "", 12) is None
    assert read_input(CUSTOMER_FIELDS["tags"], "", ["统付"]) == []


def test_that_records_keep_what_else_they_hold():
    old = [{"text": "恒岳路 8 号", "line": "500M"}]
    assert read_input(CUSTOMER_FIELDS["install_sites"], "恒岳路 8 号", old) == old


def test_that_shares_are_typed_in_percent():
    assert read_input(AFFILIATE_FIELDS["hold_pct"], "51.25%") == 5125
    assert input_text(AFFILIATE_FIELDS["hold_pct"], 5100) == "51"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("county", "430503", "大祥区"),
        ("industry_division", "34", "通用设备制造业"),
        ("segment", "health", "医疗"),
        ("reg_capital", 123_450, "1,234.50 元"),
        ("is_key", False, "否"),
        ("employees", 0, "0"),
        ("legal_rep", "", ""),
    ],
)
def test_that_values_are_said_in_words(name, value, words):
    assert value_words(CUSTOMER_FIELDS[name], value, CODES) == words


def test_that_a_reference_shows_the_name_and_never_the_id():
    assert value_words(CUSTOMER_FIELDS["am_id"], "abc", CODES, {"abc": "顾晓舟"}) == "顾晓舟"
    assert value_words(CUSTOMER_FIELDS["am_id"], "abc", CODES) == ""


def test_that_several_choices_are_joined():
    assert value_words(CONTACT_FIELDS["role_kinds"], ["decision_maker", "finance"], CODES) == "决策人、财务"


def test_that_words_are_split_at_any_comma():
    assert split_words("一、二,三；四") == ["一", "二", "三", "四"]


def test_that_several_people_are_shown_by_their_names():
    names = {"a": "顾晓舟", "b": "许望舒"}
    assert value_words(CUSTOMER_FIELDS["team_ids"], ["a", "b", "c"], CODES, names) == "顾晓舟、许望舒"
