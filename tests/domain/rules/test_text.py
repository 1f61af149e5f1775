import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rules.text import (
    address_block,
    comparable_name,
    is_placeholder,
    person_pinyin_key,
    pinyin_key,
    search_key,
    tidy,
)


@pytest.mark.parametrize(
    ("name", "initials", "start"),
    [
        ("重庆长安汽车", "cqcaqc", "chongqingchangan"),
        ("贵阳市南明区第一中学", "gysnmqdyzx", "guiyangshinanmingqu"),
        ("中国银行厦门分行", "zgyhxmfh", "zhongguoyinhangxiamen"),
        ("六安会计师事务所", "lakjssws", "luankuaiji"),
        ("番禺大厦", "pyds", "panyudasha"),
        ("朝阳区乐清商行", "cyqyqsh", "chaoyangquyueqing"),
        ("ABC 科技（贵阳）", "abckjgy", "abckejiguiyang"),
        ("５Ｇ 产业园", "5gcyy", "5gchanyeyuan"),
    ],
)
def test_that_company_names_are_found_by_their_usual_reading(name, initials, start):
    key = pinyin_key(name)
    assert key.initials == initials
    assert key.full.startswith(start)


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("曾庆", "zengqing"),
        ("单田", "shantian"),
        ("仇和", "qiuhe"),
        ("尉迟恭", "yuchigong"),
        ("王乐", "wangle"),
        ("区", "qu"),
    ],
)
def test_that_surnames_are_read_as_surnames(name, full):
    assert person_pinyin_key(name).full == full


@given(st.text(max_size=40))
def test_that_any_text_has_a_lower_case_key_without_spaces(text):
    key = pinyin_key(text)
    assert not any(char.isspace() for char in key.full + key.initials)
    assert len(key.initials) <= len(key.full)


@given(st.text(max_size=60))
def test_that_search_keys_are_stable(text):
    assert search_key(search_key(text)) == search_key(text)


def test_that_closing_a_gap_before_an_accent_is_folded_too():
    key = search_key("e \u0301A\u030a")
    assert key == search_key(key) == "éå"


def test_that_search_keys_ignore_width_case_and_spaces():
    assert search_key("ＡＢＣ 科技") == search_key("abc科技")


def test_that_display_text_keeps_its_characters_but_no_control_signs():
    assert tidy("  贵阳\u0000\u200b市\t 南明区\n😀 ") == "贵阳市 南明区 😀"


@pytest.mark.parametrize(
    "text",
    [
        "测试",
        "测试客户1",
        "待定",
        "xxx",
        "ＸＸＸ",
        "无",
        "待补",
        "待补充",
        "1111",
        "——",
        "某某",
        "N/A",
        "null",
        "未知",
        "123456",
    ],
)
def test_that_empty_phrases_are_placeholders(text):
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["", "测试仪器有限公司", "无锡电信", "待月楼酒店", "贵阳一中", "A", "7", "空军总医院"])
def test_that_real_names_are_no_placeholders(text):
    assert not is_placeholder(text)


@pytest.mark.parametrize(
    ("name", "reduced"),
    [
        ("贵州省贵阳市南明区通达科技有限公司", "通达科技"),
        ("通达科技（贵州）有限责任公司", "通达科技"),
        ("通达科技集团股份有限公司", "通达科技"),
        ("北京通达科技有限公司", "通达科技"),
    ],
)
def test_that_names_are_reduced_to_what_tells_them_apart(name, reduced):
    assert comparable_name(name) == reduced


@pytest.mark.parametrize(
    ("name", "reduced"),
    [
        ("永辉超市连锁有限公司", "永辉超市连锁"),
        ("贵阳城市建设投资集团", "贵阳城市建设投资"),
        ("盐城市第一人民医院", "第一人民医院"),
        ("黔东南苗族侗族自治州林业局", "林业局"),
        ("大数据产业联盟", "大数据产业联盟"),
        ("花果园社区卫生服务中心", "花果园社区卫生服务中心"),
        ("南明社区服务站", "南明社区服务站"),
        ("威宁彝族回族苗族自治县水务局", "水务局"),
        ("苹果旗舰店", "苹果旗舰店"),
    ],
)
def test_that_words_that_only_look_like_places_stay_in_the_name(name, reduced):
    assert comparable_name(name) == reduced


@given(st.text(min_size=1, max_size=40))
def test_that_reducing_a_name_never_fails_and_never_grows_it(name):
    assert len(comparable_name(name)) <= len(search_key(name))


def test_that_addresses_compare_by_their_house_number():
    assert address_block("南明区 中华南路１号 3楼") == address_block("南明区中华南路1号附2")
    assert address_block("南明区中华南路") == ""
