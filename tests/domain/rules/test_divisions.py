from itertools import pairwise

import pytest

from domain.rules.divisions import (
    cities,
    city_belongs_to_province,
    city_of,
    counties,
    county_belongs_to_city,
    division_at,
    full_name,
    is_current,
    province_of,
    provinces,
)


def test_that_all_thirty_four_provinces_are_there(codes):
    prefixes = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82"
    assert [entry.code[:2] for entry in provinces(codes)] == prefixes.split()


def test_that_every_code_has_its_province_and_prefecture(codes):
    for code in codes.divisions:
        assert province_of(code) in codes.divisions
        assert code[:2] in {"81", "82"} or code[:4] + "00" in codes.divisions


def test_that_no_code_means_two_places_in_one_year(codes):
    for entries in codes.divisions.values():
        for earlier, later in pairwise(entries):
            assert earlier.valid_to is not None
            assert later.valid_from is not None
            assert earlier.valid_to <= later.valid_from


def test_that_an_abolished_code_keeps_its_name_and_years(codes):
    entry = division_at(codes, "110103")
    assert (entry.name, entry.valid_to) == ("崇文区", 2010)
    assert not is_current(codes, "110103")
    assert division_at(codes, "110103", 2005).name == "崇文区"
    assert division_at(codes, "110103", 2015) is None


def test_that_a_renamed_code_answers_for_the_year(codes):
    assert division_at(codes, "500110", 2005).name == "万盛区"
    assert division_at(codes, "500110", 2020).name == "綦江区"
    assert division_at(codes, "999999") is None


@pytest.mark.parametrize(
    ("county", "city", "belongs"),
    [
        ("520102", "520100", True),
        ("520102", "520300", False),
        ("520302", "520100", False),
        ("110105", "110100", True),
        ("110105", "110000", True),
        ("500229", "500100", True),
        ("110105", "120100", False),
        ("441900", "441900", True),
        ("520100", "520100", False),
        ("429004", "429004", True),
        ("429004", "429000", True),
        ("429004", "429005", False),
        ("110103", "110100", True),
        ("999999", "110100", False),
        ("810001", "810000", True),
    ],
)
def test_that_a_county_must_belong_to_its_city(codes, county, city, belongs):
    assert county_belongs_to_city(codes, county, city) is belongs


def test_that_every_county_offered_belongs_to_the_city_it_is_offered_under(codes):
    for province in provinces(codes):
        for city in cities(codes, province.code):
            assert city_belongs_to_province(city.code, province.code)
            for county in counties(codes, city.code):
                assert county_belongs_to_city(codes, county.code, city.code)


def test_that_choices_leave_out_collective_and_abolished_entries(codes):
    guiyang = {entry.name for entry in counties(codes, "520100")}
    assert {"南明区", "云岩区", "观山湖区", "清镇市"} <= guiyang
    assert "市辖区" not in guiyang
    assert "小河区" not in guiyang
    assert {"仙桃市", "武汉市"} <= {entry.name for entry in cities(codes, "420000")}
    assert [entry.name for entry in cities(codes, "110000")] == ["北京市"]
    assert len(counties(codes, "110000")) == 16
    assert counties(codes, "441900") == ()


def test_that_names_are_joined_without_collective_entries(codes):
    assert full_name(codes, "520102") == "贵州省贵阳市南明区"
    assert full_name(codes, "110105") == "北京市朝阳区"
    assert full_name(codes, "520100") == "贵州省贵阳市"
    assert full_name(codes, "999999") == ""
    assert city_of("520102") == "520100"
    assert city_of("110105") == "110000"
