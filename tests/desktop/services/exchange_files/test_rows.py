import pytest

from tests.desktop.services.exchange_files.books import HEADS, code, good, survey, troubles, write


def one(tmp_path, heads=HEADS, row=None, **changes):
    return survey(write(tmp_path / "a.xlsx", [heads, row if row is not None else good(1, **changes)]))


def values(tmp_path, **changes):
    found = one(tmp_path, **changes)
    assert troubles(found) == []
    return found.first[0].values


@pytest.mark.parametrize(
    "written",
    [
        "2024-03-05",
        "2024/3/5",
        "2024.3.5",
        "2024年3月5日",
        "20240305",
        45356,
        "２０２４－０３－０５",
        "2024-03-05 00:00:00",
    ],
)
def test_that_a_day_is_read_in_every_form_people_write_it(tmp_path, written):
    assert values(tmp_path, 签约日期=written)["sign_date"] == "2024-03-05"


@pytest.mark.parametrize("written", ["2025-02-30", "03/05/2024", "去年三月", "2024-3", 7])
def test_that_what_could_be_another_day_is_not_guessed(tmp_path, written):
    assert troubles(one(tmp_path, 签约日期=written)) == [(2, "sign_date", "not_a_date")]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (1234.5, "1,234.50"),
        ("1,234.50", "1,234.50"),
        ("¥12", "12.00"),
        ("（3.00）", "−3.00"),
        (-350.5, "−350.50"),
        ("１２元", "12.00"),
    ],
)
def test_that_money_is_read_in_the_declared_unit(tmp_path, written, shown):
    assert values(tmp_path, **{"月收入（元）": written})["monthly_revenue"] == shown


@pytest.mark.parametrize(
    ("written", "trouble"),
    [("见附表", "amount_format"), ("12万元", "amount_unit"), (True, "amount_format"), (10**20, "amount_too_large")],
)
def test_that_what_is_no_amount_is_an_error(tmp_path, written, trouble):
    assert troubles(one(tmp_path, **{"月收入（元）": written})) == [(2, "monthly_revenue", trouble)]


def test_that_full_width_codes_are_made_plain(tmp_path):
    wide = "".join(chr(ord(char) + 0xFEE0) for char in code(1))
    assert values(tmp_path, 统一社会信用代码=wide)["cert_no"] == code(1)


def test_that_a_wrong_check_character_is_an_error_of_its_column(tmp_path):
    wrong = code(1)[:-1] + ("0" if code(1)[-1] != "0" else "1")
    assert troubles(one(tmp_path, 统一社会信用代码=wrong)) == [(2, "cert_no", "credit_code_check")]


def test_that_the_higher_divisions_follow_from_the_county(tmp_path):
    shown = values(tmp_path, 区县编码="330212000000")
    assert (shown["province"], shown["city"], shown["county"]) == ("浙江省", "宁波市", "鄞州区")


def test_that_a_county_of_another_city_is_an_error(tmp_path):
    heads = ("集团名称", "单位电话", "地市编码", "区县编码")
    found = one(tmp_path, heads, ("澜州第一机械有限公司", "0583-2000001", "330200", "330106"))
    assert troubles(found) == [(2, "county", "county_not_in_city")]


def test_that_a_name_several_places_share_is_not_guessed(tmp_path):
    assert troubles(one(tmp_path, 区县编码="朝阳区")) == [(2, "county", "ambiguous_division")]
    assert troubles(one(tmp_path, 区县编码="339999")) == [(2, "county", "unknown_division")]


@pytest.mark.parametrize("written", ["C3411", "341", 3411, "金属加工机械制造"])
def test_that_the_industry_levels_follow_from_one_column(tmp_path, written):
    heads = (*HEADS, "国标行业代码")
    shown = one(tmp_path, heads, (*good(1), written)).first[0].values
    assert shown["industry_section"] == "C"
    assert shown["industry_division"] == "34"


def test_that_an_unknown_staff_number_is_an_error_and_a_small_one_is_found(tmp_path):
    heads = (*HEADS, "客户经理工号")
    assert troubles(one(tmp_path, heads, (*good(1), "Z9"))) == [(2, "am_id", "unknown_staff_no")]
    assert one(tmp_path, heads, (*good(1), "a1001")).first[0].values["am_id"] == "A1001"


def test_that_a_missing_telephone_is_taken_from_the_key_person(tmp_path):
    heads = (*HEADS, "联系人", "联系电话")
    row = one(tmp_path, heads, (*good(1, 单位电话=None), "李一", "138 0000 0001")).first[0]
    assert row.values["tel"] == "13800000001"
    assert [note.code for note in row.notes] == ["tel_from_contact"]
    assert row.values["contact.mobile"] == "13800000001"


def test_that_a_row_without_what_a_file_needs_is_an_error(tmp_path):
    assert troubles(one(tmp_path, 集团名称=None)) == [(2, "cust_name", "required")]
    assert troubles(one(tmp_path, 集团名称="测试客户")) == [(2, "cust_name", "placeholder")]


@pytest.mark.parametrize("name", ["澜州𠮷祥㛃文化传播有限公司", "澜州👍🏽科技有限公司", "澜" * 200])
def test_that_rare_characters_and_long_names_are_kept(tmp_path, name):
    assert one(tmp_path, 集团名称=name).first[0].name == name


def test_that_a_name_of_more_than_200_characters_is_an_error(tmp_path):
    assert troubles(one(tmp_path, 集团名称="澜" * 201)) == [(2, "cust_name", "too_long")]


@pytest.mark.parametrize("word", ["-", "无", "N/A", "null", "—", " "])
def test_that_words_for_nothing_are_nothing(tmp_path, word):
    assert "sign_date" not in values(tmp_path, 签约日期=word)
