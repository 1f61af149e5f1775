import pytest

from domain.rules.contact_details import (
    clean_email,
    distance_km,
    is_bank_account,
    is_bank_number,
    is_coordinate,
    is_email,
    is_percentage,
    is_postcode,
    is_reference,
    is_website,
)


@pytest.mark.parametrize(
    ("check", "text", "accepted"),
    [
        (is_postcode, "550002", True),
        (is_postcode, "５５０００２", True),
        (is_postcode, "55000", False),
        (is_email, "zhang.san@example.com.cn", True),
        (is_email, "a+b@x-y.cn", True),
        (is_email, "a..b@example.com", False),
        (is_email, ".a@example.com", False),
        (is_email, "a@-example.com", False),
        (is_email, "a@example", False),
        (is_email, "a b@example.com", False),
        (is_email, "x" * 250 + "@example.com", False),
        (is_website, "www.example.com", True),
        (is_website, "https://example.com:8080/a?b=c", True),
        (is_website, "贵州通达.中国", True),
        (is_website, "example", False),
        (is_website, "ftp://example.com", False),
        (is_bank_account, "6222 0212 3456 7890 123", True),
        (is_bank_account, "1234567", False),
        (is_bank_number, "102701000012", True),
        (is_bank_number, "10270100001", False),
        (is_reference, "HT-2026-0001", True),
        (is_reference, "HT1", False),
        (is_reference, " HT-2026", False),
        (is_percentage, "99.95", True),
        (is_percentage, "100%", True),
        (is_percentage, "100.01", False),
        (is_percentage, "1.234", False),
        (is_percentage, "nan", False),
        (is_percentage, "abc", False),
    ],
)
def test_that_details_are_accepted_by_their_form(check, text, accepted):
    assert check(text) is accepted


def test_that_an_e_mail_domain_is_kept_in_lower_case():
    assert clean_email(" Zhang.San＠Example.COM ") == "Zhang.San@example.com"


def test_that_swapped_coordinates_are_refused():
    assert is_coordinate(106.71, 26.57)
    assert not is_coordinate(26.57, 106.71)


def test_that_distances_are_great_circles_in_kilometres():
    assert distance_km(106.71, 26.57, 106.71, 26.57) == 0
    assert distance_km(116.40, 39.90, 121.47, 31.23) == pytest.approx(1067, abs=5)
