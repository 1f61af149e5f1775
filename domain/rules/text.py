"""Text helpers: clean-up, search keys, pinyin, placeholder names, names reduced for comparison (2.0.6, 2.4)."""

import re
import unicodedata

import msgspec

_SPACES = re.compile(r"\s+")
_HANZI = re.compile(r"([〇\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]+)")
_NOT_WORD = re.compile(r"[\W_]+")
_BRACKETS = re.compile(r"[(\[【〔〈《][^)\]】〕〉》]*[)\]】〕〉》]")
_PLACEHOLDER = re.compile(
    r"(测试|待定|待补充?|待填写?|待完善|未知|不详|不明|暂无|暂缺|没有|无|空|略|同上|某某+|未填写?|"
    r"x+|\*+|-+|\.+|\?+|/+|n/?a|null|none|nil|test(ing)?|tbd|todo|unknown)\d*"
)
_PLACEHOLDER_PREFIX = re.compile(r"(测试|待定)(客户|公司|单位|企业|集团|用户|数据|部门)?\d*")
_SEQUENCES = frozenset(
    {"123", "1234", "12345", "123456", "1234567", "12345678", "123456789", "abc", "abcd", "asdf", "qwerty"}
)
_COMPANY_FORMS = re.compile(
    r"(股份有限责任公司|集团股份有限公司|集团有限责任公司|股份有限公司|有限责任公司|集团有限公司|有限公司|集团公司|总公司|"
    r"分公司|子公司|公司|集团|普通合伙|有限合伙|个人独资|co\.?,?ltd\.?|inc\.?|ltd\.?)"
)
_REGION_WORDS = re.compile(
    r"(北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|"
    r"云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门)"
    r"(壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区|省|市)?"
)
_CITY_PREFIX = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,12}?(?:自治州|地区)|[\u4e00-\u9fff]{2,3}(?<![联同加])盟"
    r"|[\u4e00-\u9fff]{2}(?<![超门夜股菜])市|[\u4e00-\u9fff]{3,4}?(?<![超门夜股菜城都集])市)"
)
"""A leading city; supermarkets (超市), unions (联盟) and urban works (城市建设) are no cities."""
_DISTRICT_PREFIX = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,12}?自治县|[\u4e00-\u9fff]{2,3}?(?:(?<![社园景校小库厂战军片])区|县|旗(?!舰)))(?=[\u4e00-\u9fff]{2,})"
)
_ADDRESS_BLOCK = re.compile(r"^(.*?\d+号)")
_PHRASES = {
    "重庆": "chong qing",
    "长沙": "chang sha",
    "长安": "chang an",
    "长春": "chang chun",
    "长江": "chang jiang",
    "长城": "chang cheng",
    "长虹": "chang hong",
    "长兴": "chang xing",
    "长乐": "chang le",
    "长治": "chang zhi",
    "银行": "yin hang",
    "商行": "shang hang",
    "支行": "zhi hang",
    "分行": "fen hang",
    "总行": "zong hang",
    "行业": "hang ye",
    "朝阳": "chao yang",
    "潮阳": "chao yang",
    "厦门": "xia men",
    "大厦": "da sha",
    "六安": "lu an",
    "番禺": "pan yu",
    "乐清": "yue qing",
    "乐山": "le shan",
    "蚌埠": "beng bu",
    "会计": "kuai ji",
    "都匀": "du yun",
    "成都": "cheng du",
    "音乐": "yin yue",
    "东莞": "dong guan",
    "涪陵": "fu ling",
    "黄陂": "huang pi",
    "铅山": "yan shan",
    "台州": "tai zhou",
    "丽水": "li shui",
    "渑池": "mian chi",
    "浚县": "xun xian",
    "莘县": "shen xian",
    "单县": "shan xian",
    "尉犁": "yu li",
    "歙县": "she xian",
    "大夫": "dai fu",
    "中行": "zhong hang",
    "农行": "nong hang",
    "工行": "gong hang",
    "建行": "jian hang",
    "重工": "zhong gong",
    "重型": "zhong xing",
    "藏医": "zang yi",
    "西藏": "xi zang",
    "宝藏": "bao zang",
    "调度": "diao du",
    "调查": "diao cha",
    "南阳": "nan yang",
}
_SURNAMES = {
    "曾": "zeng",
    "单": "shan",
    "解": "xie",
    "仇": "qiu",
    "查": "zha",
    "任": "ren",
    "区": "ou",
    "朴": "piao",
    "盖": "ge",
    "翟": "zhai",
    "缪": "miao",
    "乐": "yue",
    "员": "yun",
    "种": "chong",
    "折": "she",
    "覃": "qin",
    "尉迟": "yu chi",
    "长孙": "zhang sun",
    "万俟": "mo qi",
    "冼": "xian",
    "幺": "yao",
    "繁": "po",
    "华": "hua",
    "祭": "zhai",
    "宓": "mi",
    "召": "shao",
    "燕": "yan",
    "令狐": "ling hu",
    "盛": "sheng",
    "葛": "ge",
    "石": "shi",
    "那": "na",
    "卜": "bu",
    "宁": "ning",
    "薄": "bo",
}
_LONGEST_PHRASE = 2
_FOLDING_ROUNDS = 4


class PinyinKey(msgspec.Struct, frozen=True):
    """Spellings a name is found by: full pinyin without spaces, and the first letters."""

    full: str
    initials: str


def tidy(text: str) -> str:
    """Text as it is kept for display: no control characters, outer and doubled spaces removed."""
    kept = "".join(" " if char.isspace() else char for char in text if char.isspace() or char.isprintable())
    return _SPACES.sub(" ", kept).strip()


def half_width(text: str) -> str:
    """Full-width letters, digits and signs as their plain forms (NFKC)."""
    return unicodedata.normalize("NFKC", text)


def search_key(text: str) -> str:
    """What searching compares: NFKC, case-folded, without spaces."""
    key = text
    for _round in range(_FOLDING_ROUNDS):
        # Folding and closing gaps can make new compositions (a letter before an accent), so it is repeated.
        folded = _SPACES.sub("", unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", key).casefold()))
        if folded == key:
            break
        key = folded
    return key


def pinyin_key(name: str) -> PinyinKey:
    """Pinyin and initials of an organisation or place name; other characters stay as they are."""
    return _key(_syllables(half_width(name)))


def person_pinyin_key(name: str) -> PinyinKey:
    """Pinyin and initials of a person's name, with the surname readings (曾 zeng, 单 shan, 仇 qiu)."""
    plain = half_width(name).strip()
    for length in (2, 1):
        reading = _SURNAMES.get(plain[:length])
        if reading and len(plain) > length:
            return _key([*reading.split(), *_syllables(plain[length:])])
    return _key(_syllables(plain))


def _syllables(text: str) -> list[str]:
    syllables: list[str] = []
    pending = ""
    at = 0
    while at < len(text):
        phrase = text[at : at + _LONGEST_PHRASE]
        if phrase in _PHRASES:
            syllables += _read(pending) + _PHRASES[phrase].split()
            pending = ""
            at += _LONGEST_PHRASE
        else:
            pending += text[at]
            at += 1
    return syllables + _read(pending)


def _read(text: str) -> list[str]:
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 -- 0.3 s of start-up, needed only where names are written

    syllables: list[str] = []
    for part in _HANZI.split(text):
        syllables += lazy_pinyin(part, style=Style.NORMAL) if _HANZI.fullmatch(part) else part
    return syllables


def _key(syllables: list[str]) -> PinyinKey:
    words = [_NOT_WORD.sub("", syllable.lower()) for syllable in syllables]
    words = [word for word in words if word]
    return PinyinKey(full="".join(words), initials="".join(word[0] for word in words))


def is_placeholder(text: str) -> bool:
    """Whether a text only pretends to fill its field: 测试, 待定, 无, xxx, 1111, 123456 (2.4, 4.2)."""
    key = search_key(text)
    if not key:
        return False
    bare = _NOT_WORD.sub("", key)
    if not bare or bare in _SEQUENCES:
        return True
    if len(bare) > 1 and len(set(bare)) == 1:
        return True
    return bool(_PLACEHOLDER.fullmatch(key) or _PLACEHOLDER.fullmatch(bare) or _PLACEHOLDER_PREFIX.fullmatch(bare))


def comparable_name(name: str) -> str:
    """An organisation name reduced to what tells it apart: no brackets, region or company form (4.2)."""
    key = _BRACKETS.sub("", search_key(name).replace("（", "(").replace("）", ")"))
    key = _NOT_WORD.sub("", key)
    reduced = _COMPANY_FORMS.sub("", key)
    reduced = _REGION_WORDS.sub("", reduced, count=1) if _REGION_WORDS.match(reduced) else reduced
    for prefix in (_CITY_PREFIX, _DISTRICT_PREFIX):
        shorter = prefix.sub("", reduced)
        if len(shorter) >= 2:  # noqa: PLR2004 - one character would no longer be a name
            reduced = shorter
    return reduced or key


def address_block(address: str) -> str:
    """An address down to its house number, for comparing; empty when it names no number."""
    match = _ADDRESS_BLOCK.match(_NOT_WORD.sub("", search_key(address)))
    return match[1] if match else ""
