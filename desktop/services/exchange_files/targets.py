"""The fields a column can be put into, and the headings other systems give them."""

import re
import unicodedata
from functools import cache
from typing import Final

from desktop.wording.fields import FIELD_LABELS
from domain.queries.imports import TargetRow
from domain.rules.customers import CUSTOMER_FIELDS, SAVE_NEEDS
from domain.rules.fields import FieldKind
from domain.values.imports import TargetKind
from domain.values.money import MoneyUnit

CONTACT: Final = "contact."
CONTACT_TARGETS: Final = ("name", "mobile", "office_tel", "email", "dept", "title")
PEOPLE: Final = ("am_id", "am_b_id", "assistant_id", "chief_rep_id")
INDUSTRY: Final = "industry"
"""One column with a code or name of any level; the three industry fields follow from it."""
_HEADINGS: Final[dict[str, str]] = {
    "cust_no": "集团客户编码 集团编码 客户编码 客户编号 集团编号 集团客户编号 集团id 客户id customerno custno",
    "cust_name": "集团客户名称 集团名称 客户名称 单位名称 企业名称 公司名称 客户全称 集团全称 名称 customername name",
    "short_name": "简称 集团简称 客户简称 单位简称",
    "alias": "曾用名 别名 原名称",
    "cert_no": "统一社会信用代码 社会信用代码 信用代码 证件号码 证件编号 营业执照号 税号 纳税人识别号 uscc",
    "cert_type": "证件类型",
    "cert_valid_to": "证件有效期 证件到期日 证件有效期至 营业期限至",
    "cust_kind": "客户类型 集团类型",
    "coop_state": "合作状态 客户状态 签约状态",
    "owner_level": "归属级别 客户归属级别",
    "org_type": "机构类型 集团机构类型 单位性质 企业性质",
    "legal_rep": "法定代表人 法人代表 法人 负责人 法定代表人姓名",
    "reg_capital": "注册资本 注册资金",
    "found_date": "成立日期 成立时间 注册日期",
    "reg_status": "登记状态 经营状态",
    "tel": "电话 单位电话 联系方式 客户电话 公司电话 固定电话 总机 集团电话 办公电话号码 tel phone",
    "fax": "传真 传真号码",
    "website": "网站 网址 官网 公司网址",
    "province": "省 省份 所在省 省编码 省份编码",
    "city": "地市 市 城市 所在市 地市编码 城市编码 归属地市",
    "county": "区县 县 区 所在区县 区县编码 归属区县 区县代码 行政区划 行政区划代码 国标区划 区划代码",
    "township": "乡镇 街道 乡镇街道",
    "grid": "网格 归属网格 网格名称",
    "location_scope": "所在范围",
    "reg_address": "注册地址 住所 登记地址",
    "office_address": "办公地址 地址 单位地址 客户地址 通讯地址 详细地址 经营地址 address",
    "lon": "经度",
    "lat": "纬度",
    "coordinate_system": "坐标系",
    "relation_tier": "客户等级 集团等级 关系等级 客户分级",
    "value_class": "价值等级 集团级别 客户级别 价值级别 集团客户级别 价值分类",
    "service_class": "服务级别 客户服务级别 服务等级",
    "industry_section": "行业门类 门类 行业门类代码",
    "industry_division": "行业大类 大类 行业大类代码",
    "industry_group": "行业中类 中类 行业中类代码",
    INDUSTRY: "行业代码 国标行业 国民经济行业 国标行业代码 行业分类 industry",
    "segment": "所属行业 行业 内部行业 行业线条 行业类型",
    "employees": "员工数 员工人数 职工人数 人数 从业人数 员工规模",
    "annual_revenue": "年营业额 营业收入 年收入 年产值 营业额",
    "assets": "资产总额 总资产",
    "own_size": "企业规模 规模 客户规模",
    "biz_scope_range": "经营区域范围 经营区域",
    "listed_code": "上市代码 股票代码",
    "is_key": "重要集团 是否重要集团 是否重要客户",
    "is_direct": "直管客户 是否直管客户 是否直管",
    "direct_code": "直管客户编码",
    "to_hq": "上报集团 上发bboss 是否上报集团",
    "hq_code": "bboss编码 上报集团编码",
    "biz_analysis_code": "一经编码 经分编码",
    "micro_flag": "小微市场 是否小微市场",
    "micro_type": "小微市场类型",
    "micro_star": "小微星级 小微集团级别",
    "broadband_op": "宽带运营商",
    "covered": "资源覆盖 资源是否覆盖",
    "credit_class": "信用级别 信用等级",
    "blacklist": "黑名单 是否黑名单",
    "blacklist_reason": "黑名单原因",
    "it_staff": "it部门人数 信息化人员数",
    "decision_process": "采购决策流程",
    "budget_cycle": "预算周期",
    "needs_summary": "需求概述 客户需求 需求",
    "source": "客户来源 来源",
    "am_id": "客户经理工号 客户经理 客户经理编码 客户经理编号 经理工号 a角工号 客户经理a角 维系经理工号",
    "am_b_id": "b角工号 客户经理b角 客户经理b角工号",
    "assistant_id": "客户助理 助理工号 客户助理工号",
    "chief_rep_id": "首席客户代表 首席客户代表工号",
    "sign_date": "签约日期 签约时间 首次签约日期 入网日期 建档日期",
    "tags": "标签 客户标签",
    "remarks": "备注 说明 备注信息",
    "monthly_revenue": "月收入 当月收入 月均收入 出账收入 月出账收入 月出账金额 本月出账 应收",
    "arrears": "欠费 欠费金额 累计欠费 欠费余额 当前欠费",
    "figures_period": "数据账期 账期 统计月份 月份 统计账期",
    "figures_source": "数据来源",
    "value_score": "价值分 客户价值分 价值评分 客户价值评分",
    "risk_level": "预警级别 预警等级 离网预警 离网预警级别 风险等级",
    "last_visit": "上次走访日期 上次走访 最近走访日期 最近走访 末次走访日期",
    f"{CONTACT}name": "联系人 联系人姓名 关键人 关键人姓名 姓名 主要联系人 首要联系人",
    f"{CONTACT}mobile": "联系电话 联系人电话 联系人手机 手机 手机号码 关键人电话 联系人手机号 联系手机 手机号",
    f"{CONTACT}office_tel": "办公电话 联系人办公电话",
    f"{CONTACT}email": "邮箱 电子邮箱 联系人邮箱 电子邮件 email",
    f"{CONTACT}dept": "联系人部门 部门",
    f"{CONTACT}title": "联系人职务 职务 关键人职务 职位",
}
_UNITS: Final = {
    "元": MoneyUnit.YUAN,
    "万元": MoneyUnit.TEN_THOUSAND_YUAN,
    "万": MoneyUnit.TEN_THOUSAND_YUAN,
    "分": MoneyUnit.FEN,
    "厘": MoneyUnit.LI,
    "yuan": MoneyUnit.YUAN,
    "fen": MoneyUnit.FEN,
}
_UNIT: Final = re.compile(r"[(\[/:,_-]?\s*(?:单位|人民币)?[:：]?\s*(万元|元|万|分|厘|yuan|fen)\s*[)\]]?$")
_BRACKET: Final = re.compile(r"[(\[【〔][^)\]】〕]*[)\]】〕]")
_NOISE: Final = re.compile(r"[\W_]+")
_MONEY: Final = {name for name, spec in CUSTOMER_FIELDS.items() if spec.kind is FieldKind.MONEY}


def heading_key(heading: str) -> str:
    """Reduce a heading to what is compared: half width, lower case, no signs, stars, spaces or units in brackets."""
    plain = unicodedata.normalize("NFKC", heading).casefold()
    return _NOISE.sub("", _BRACKET.sub("", plain))


@cache
def _by_heading() -> dict[str, str]:
    known: dict[str, str] = {}
    for target, words in _HEADINGS.items():
        for word in (*words.split(), target):
            known.setdefault(heading_key(word), target)
    return known


def target_of_heading(heading: str) -> str:
    """Give the field a heading means, or "" when it is not known.

    A bare unit behind it does not matter; of a heading under a merged one (业务量 上次走访日期) the last part may do.
    """
    key = heading_key(heading)
    known = _by_heading()
    if key in known:
        return known[key]
    for unit in ("万元", "元", "分", "厘"):
        target = known.get(key.removesuffix(unit), "") if key.endswith(unit) else ""
        if target in _MONEY:
            return target
    above, _, last = heading.rpartition(" ")
    return target_of_heading(last) if above and last else ""


def named_unit(heading: str) -> MoneyUnit | None:
    """Give the unit a heading of money names, `月收入（元）` or `欠费金额_分`; it is offered, never taken by itself."""
    if not is_money(target_of_heading(heading)):
        return None
    plain = unicodedata.normalize("NFKC", heading).casefold().strip()
    found = _UNIT.search(plain)
    return _UNITS[found[1]] if found else None


def is_money(target: str) -> bool:
    """Whether a field holds money, so that its column needs a unit."""
    return target in _MONEY


@cache
def targets() -> tuple[TargetRow, ...]:
    """Give every field a column can be put into, in the order of the customer file."""
    found = []
    for key in _HEADINGS:
        contact = key.startswith(CONTACT)
        name = key.removeprefix(CONTACT)
        label = "国标行业（代码或名称）" if key == INDUSTRY else FIELD_LABELS[name]
        section = "contact" if contact else ("class" if key == INDUSTRY else CUSTOMER_FIELDS[name].section)
        kind = TargetKind.MONEY if is_money(key) else TargetKind.PLAIN
        found.append(TargetRow(key, label, section, kind, needed=key in SAVE_NEEDS))
    return tuple(found)
