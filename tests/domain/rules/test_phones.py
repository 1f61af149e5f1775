import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rules.phones import (
    PhoneKind,
    clean_phone,
    format_phone,
    is_mobile,
    mask_phone,
    mask_phone_display,
    parse_phone,
    phone_tail,
)

MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("13800138000", PhoneKind.MOBILE, "13800138000"),
        ("+86 138-0013-8000", PhoneKind.MOBILE, "13800138000"),
        ("8613800138000", PhoneKind.MOBILE, "13800138000"),
        ("１３８ ００１３ ８０００", PhoneKind.MOBILE, "13800138000"),
        ("0851-85951234", PhoneKind.LANDLINE, "0851-85951234"),
        ("(0851)85951234", PhoneKind.LANDLINE, "0851-85951234"),
        ("0851 8595 1234", PhoneKind.LANDLINE, "0851-85951234"),
        ("010-12345678-801", PhoneKind.LANDLINE, "010-12345678-801"),
        ("0755-86332211转802", PhoneKind.LANDLINE, "0755-86332211-802"),
        ("4008108888", PhoneKind.SERVICE, "400-810-8888"),
        ("800—810—8888", PhoneKind.SERVICE, "800-810-8888"),
    ],
)
def test_that_ways_of_writing_a_number_lead_to_one_form(text, kind, number):
    phone = parse_phone(text)
    assert (phone.kind, phone.number) == (kind, number)


@pytest.mark.parametrize("text", ["", "12345678901", "1380013800", "138001380001", "85951234", "abc", "10086", "95588"])
def test_that_other_texts_are_no_telephone_number(text):
    assert parse_phone(text) is None


@pytest.mark.parametrize("text", ["10086", "10010", "95588", "12345", "110", "12315"])
def test_that_short_numbers_are_hotlines_only_where_allowed(text):
    assert parse_phone(text, hotline=True).kind is PhoneKind.HOTLINE


@given(MOBILES)
def test_that_formatting_a_mobile_number_can_be_undone(number):
    assert format_phone(number) == f"{number[:3]} {number[3:7]} {number[7:]}"
    assert clean_phone(format_phone(number)) == number


@given(MOBILES)
def test_that_masks_hide_the_four_middle_digits(number):
    assert mask_phone(number) == f"{number[:3]}****{number[7:]}"
    assert mask_phone_display(number) == f"{number[:3]} **** {number[7:]}"


def test_that_landlines_and_unknown_texts_are_masked_too():
    assert mask_phone("0851-85951234") == "0851-****1234"
    assert mask_phone_display("0851-85951234-12") == "0851-****1234"
    assert mask_phone("微信 abc") == "******"
    assert mask_phone("400-810-8888") == "400-810-8888"


def test_that_the_tail_for_searching_ignores_signs():
    assert phone_tail("138-0013-80 46") == "8046"
    assert is_mobile("138 0013 8046")
    assert not is_mobile("0851-85951234")
