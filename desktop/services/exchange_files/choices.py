"""Words of other systems for the codes of our lists."""

from enum import StrEnum
from functools import cache
from typing import Final

from desktop.wording.labels import LABELS
from domain.rules.text import search_key
from domain.values import customers as lists
from domain.values.tiers import RelationTier, ValueClass

_MORE: Final[dict[type[StrEnum], dict[str, str]]] = {
    lists.CoopState: {
        "潜在客户": "prospect",
        "洽谈中": "negotiating",
        "在谈": "negotiating",
        "对接洽谈中": "negotiating",
        "签约": "signed",
        "已合作": "signed",
        "在网": "signed",
        "合作中": "signed",
    },
    lists.OwnerLevel: {
        "0": "province",
        "1": "city",
        "2": "county",
        "省": "province",
        "市": "city",
        "地市级": "city",
        "区县": "county",
        "县级": "county",
    },
    lists.OrgType: {
        "企业单位": "enterprise",
        "公司": "enterprise",
        "国企": "enterprise",
        "民企": "enterprise",
        "事业": "public_institution",
        "政府机关": "government",
        "党政机关": "government",
        "行政机关": "government",
        "社团": "social_organisation",
        "个体": "sole_trader",
        "个体户": "sole_trader",
        "军队": "military",
        "武警": "military",
    },
    lists.CertType: {
        "统一社会信用代码": "unified_code",
        "三证合一": "unified_licence",
        "工商营业执照": "business_licence",
        "组织机构代码证": "organisation_code",
        "组织机构代码": "organisation_code",
        "介绍信": "introduction",
    },
    lists.RegStatus: {"开业": "operating", "正常": "existing", "迁移": "moved", "歇业": "suspended"},
    lists.OwnSize: {"小型": "small", "微型": "small", "大": "large", "中": "medium", "小": "small"},
    lists.Segment: {
        "党政军": "party_government",
        "政府": "party_government",
        "银行": "finance",
        "卫生": "health",
        "医疗卫生": "health",
        "能源": "energy",
        "交通": "transport",
        "物流": "transport",
        "交通运输": "transport",
        "制造业": "manufacturing",
        "工业": "manufacturing",
        "建筑": "construction",
        "房地产": "construction",
        "互联网": "internet_it",
        "it": "internet_it",
        "商贸": "trade",
        "零售": "trade",
        "酒店": "hotel_tourism",
        "旅游": "hotel_tourism",
        "农业": "agriculture",
        "公共事业": "utilities",
    },
    lists.CreditClass: {"一": "1", "二": "2", "三": "3", "四": "4", "五": "5"},
    lists.ServiceClass: {"金牌级": "gold", "银牌级": "silver", "铜牌级": "bronze", "标准级": "standard"},
    lists.CustomerSource: {"自主开发": "self_found", "上级分配": "assigned", "招投标": "tender"},
    lists.CustomerKind: {"集团": "group", "团体": "association"},
    RelationTier: {
        "战略客户": "group_strategic",
        "集团公司战略客户": "group_strategic",
        "集团公司大客户": "group_large",
        "集团公司一般客户": "group_general",
        "二级单位大客户": "unit_large",
        "二级单位一般客户": "unit_general",
        "潜在客户": "prospect",
    },
    ValueClass: {"A1类": "A1", "A2类": "A2", "B1类": "B1", "B2类": "B2", "C类": "C", "D类": "D", "无": "unrated"},
}


@cache
def _words_of(choices: type[StrEnum]) -> dict[str, str]:
    words = {search_key(item.value): str(item.value) for item in choices}
    words |= {search_key(word): code for code, word in LABELS.get(choices, {}).items()}
    return words | {search_key(word): code for word, code in _MORE.get(choices, {}).items()}


def code_of(choices: type[StrEnum], words: str) -> str | None:
    """Give the code a word stands for, or None when the list has no such word."""
    return _words_of(choices).get(search_key(words))


def word_of(choices: type[StrEnum], code: str) -> str:
    """Give the Chinese word of a code, the code itself when it has none."""
    return LABELS.get(choices, {}).get(code, code)
