from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.cn import ric

from domain.rules.credit_code import (
    ALPHABET,
    check_character,
    find_credit_code,
    mask_resident_id,
    organisation_check_character,
    read_credit_code,
    read_resident_id,
)
from domain.values.customers import OrgType

VALID = ["91110000123456788M", "124403008765432100", "51310000MA1FL0015B"]
RESIDENT = "11010519491231002X"
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("code", VALID)
def test_that_a_right_code_has_no_error(codes, code):
    assert read_credit_code(code, codes).is_valid


@pytest.mark.parametrize("code", VALID)
def test_that_every_other_last_character_is_refused(codes, code):
    for other in set(ALPHABET) - {code[-1]}:
        assert read_credit_code(code[:-1] + other, codes).errors == ("credit_code_check",)


@given(st.sampled_from(VALID), st.integers(min_value=0, max_value=17), st.sampled_from(ALPHABET))
def test_that_changing_any_one_character_is_an_error(codes, code, position, other):
    assume(code[position] != other)
    changed = code[:position] + other + code[position + 1 :]
    assert not read_credit_code(changed, codes).is_valid


@given(st.sampled_from(["9", "1", "5", "A", "N", "Y"]), st.text(alphabet=ALPHABET, min_size=9, max_size=9))
def test_that_the_computed_check_character_is_accepted(codes, authority, organisation):
    body = f"{authority}1520102{organisation}"
    assert read_credit_code(body + check_character(body), codes).is_valid


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("9111000012345678", "credit_code_length"),
        ("", "credit_code_length"),
        ("91110000123456788I", "credit_code_alphabet"),
        ("9111O000123456788M", "credit_code_alphabet"),
        ("91110000123456788N", "credit_code_check"),
        ("9111A000123456788M", "credit_code_alphabet"),
    ],
)
def test_that_each_hard_error_has_its_code(codes, text, error):
    assert read_credit_code(text, codes).errors == (error,)


def test_that_full_width_spaces_and_case_are_cleaned(codes):
    read = read_credit_code(" ９１１１００００ 1234 5678 8m ", codes)
    assert read.value == "91110000123456788M"
    assert read.is_valid


def test_that_a_look_alike_is_suggested_and_not_applied(codes):
    read = read_credit_code("9IIIOOOO123456788M", codes)
    assert read.errors == ("credit_code_alphabet",)
    assert read.suggestion == "91110000123456788M"
    assert read_credit_code("9IIIOOOO123456788A", codes).suggestion is None


def test_that_a_valid_code_tells_type_region_and_organisation_code(codes):
    read = read_credit_code("91110000123456788M", codes)
    assert read.org_type is OrgType.ENTERPRISE
    assert codes.credit_categories[read.category].name == "企业"
    assert codes.credit_authorities[read.authority].name == "市场监管"
    assert (read.division_code, read.division_name) == ("110000", "北京市")
    assert read.organisation_code == "12345678-8"
    assert read_credit_code("124403008765432100", codes).org_type is OrgType.PUBLIC_INSTITUTION


def test_that_every_category_names_a_known_kind_of_organisation(codes):
    assert all(OrgType(category.org_type) for category in codes.credit_categories.values())
    assert {category[0] for category in codes.credit_categories} == set(codes.credit_authorities)


@pytest.mark.parametrize(
    ("body", "warning"),
    [
        ("91110000123456789", "credit_code_organisation_check"),
        ("91990000123456788", "credit_code_division"),
        ("97110000123456788", "credit_code_category"),
    ],
)
def test_that_doubts_are_warnings_and_no_errors(codes, body, warning):
    read = read_credit_code(body + check_character(body), codes)
    assert read.is_valid
    assert warning in read.warnings


def test_that_an_abolished_region_is_still_known(codes):
    body = "91110103123456788"
    assert read_credit_code(body + check_character(body), codes).division_name == "崇文区"


def test_that_organisation_codes_end_in_their_own_check_character():
    assert organisation_check_character("12345678") == "8"
    assert {organisation_check_character(f"{number:08d}") for number in range(200)} == set("0123456789X")


def test_that_a_code_is_found_inside_pasted_text():
    assert find_credit_code("统一社会信用代码：9111 0000 1234 56788M，法定代表人：某某") == "91110000123456788M"
    assert find_credit_code("电话 13800138000，账号 6222021234567890123") is None


def test_that_a_resident_id_gives_the_birth_date(codes):
    read = read_resident_id(RESIDENT.lower(), codes, today=TODAY)
    assert read.errors == ()
    assert read.warnings == ()
    assert read.birth_date == date(1949, 12, 31)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("1101051949123100", "resident_id_length"),
        ("11010519491231002A", "resident_id_format"),
        ("110105194912310021", "resident_id_check"),
        ("110105194913310026", "resident_id_date"),
        ("110105202712310021", "resident_id_date"),
    ],
)
def test_that_a_wrong_resident_id_is_refused_with_its_reason(codes, text, error):
    fixed = text[:-1] + ric.calc_check_digit(text) if error == "resident_id_date" else text
    assert read_resident_id(fixed, codes, today=TODAY).errors == (error,)


def test_that_an_unknown_birth_region_is_only_a_warning(codes):
    body = "99010519491231002"
    assert read_resident_id(body + ric.calc_check_digit(body + "0"), codes, today=TODAY).warnings == (
        "resident_id_division",
    )


def test_that_a_resident_id_is_masked_to_its_ends():
    assert mask_resident_id(RESIDENT) == "110***********002X"
