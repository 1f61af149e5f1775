"""The words of codes on paper; forms and windows share the message ids."""

from typing import Final

from desktop.wording import N_, _
from domain.values.customers import Segment
from domain.values.people import Post
from domain.values.tiers import RelationTier, ValueClass
from domain.values.visits import VisitGrade, VisitPurpose, VisitResult, VisitWay

TIERS: Final = {
    RelationTier.GROUP_STRATEGIC: N_("集团战略客户"),
    RelationTier.GROUP_LARGE: N_("集团大客户"),
    RelationTier.GROUP_GENERAL: N_("集团一般客户"),
    RelationTier.UNIT_LARGE: N_("二级单位大客户"),
    RelationTier.UNIT_GENERAL: N_("二级单位一般客户"),
    RelationTier.PROSPECT: N_("潜在客户"),
}
WAYS: Final = {
    VisitWay.ON_SITE: N_("现场拜访"),
    VisitWay.AT_OUR_PLACE: N_("来我司"),
    VisitWay.ONLINE: N_("线上会议"),
    VisitWay.PHONE: N_("电话"),
    VisitWay.JOINT: N_("联合走访"),
    VisitWay.EVENT: N_("活动邀请"),
    VisitWay.OTHER: N_("其他"),
}
GRADES: Final = {VisitGrade.SENIOR: N_("高层"), VisitGrade.MIDDLE: N_("中层"), VisitGrade.GENERAL: N_("一般")}
PURPOSES: Final = {
    VisitPurpose.CONTACT: N_("建立联系"),
    VisitPurpose.RELATION: N_("增进感情"),
    VisitPurpose.INFORMATION: N_("收集信息"),
    VisitPurpose.NEEDS: N_("了解需求"),
    VisitPurpose.PROMOTION: N_("产品推介"),
    VisitPurpose.COOPERATION: N_("合作推进"),
    VisitPurpose.RENEWAL: N_("签约续约"),
    VisitPurpose.COLLECTION: N_("催缴"),
    VisitPurpose.COMPLAINT: N_("投诉回访"),
    VisitPurpose.RETENTION: N_("预警挽留"),
    VisitPurpose.COMPLIANCE: N_("合规核查"),
    VisitPurpose.TRAINING: N_("培训"),
    VisitPurpose.FESTIVAL: N_("节日慰问"),
}
RESULTS: Final = {
    VisitResult.REACHED: N_("达成"),
    VisitResult.PARTLY: N_("部分达成"),
    VisitResult.NOT_REACHED: N_("未达成"),
    VisitResult.ABSENT: N_("客户不在"),
}
SEGMENTS: Final = {
    Segment.PARTY_GOVERNMENT: N_("党政"),
    Segment.MILITARY_POLICE: N_("军警"),
    Segment.FINANCE: N_("金融"),
    Segment.EDUCATION: N_("教育"),
    Segment.HEALTH: N_("医疗卫生"),
    Segment.ENERGY: N_("能源"),
    Segment.TRANSPORT: N_("交通物流"),
    Segment.MANUFACTURING: N_("制造"),
    Segment.CONSTRUCTION: N_("建筑地产"),
    Segment.INTERNET_IT: N_("互联网与信息技术"),
    Segment.TRADE: N_("商贸"),
    Segment.HOTEL_TOURISM: N_("酒店旅游"),
    Segment.AGRICULTURE: N_("农业"),
    Segment.UTILITIES: N_("公用事业"),
    Segment.OTHER: N_("其他"),
}
POSTS: Final = {
    Post.ACCOUNT_MANAGER: N_("客户经理"),
    Post.CHIEF_ACCOUNT_MANAGER: N_("首席客户经理"),
    Post.SUPERVISOR: N_("主管"),
    Post.ASSISTANT: N_("客户助理"),
    Post.DEPARTMENT_MANAGER: N_("部门经理"),
    Post.VICE_PRESIDENT: N_("分管领导"),
    Post.GENERAL_MANAGER: N_("总经理"),
    Post.FINANCE: N_("财务"),
    Post.LEGAL: N_("法务"),
    Post.NETWORK: N_("网络"),
    Post.PRODUCT_MANAGER: N_("产品经理"),
    Post.MARKETING: N_("市场"),
    Post.AUDITOR: N_("稽核"),
    Post.ADMINISTRATOR: N_("系统管理员"),
    Post.HEADQUARTERS_VIEWER: N_("集团公司查看"),
}


def tier_words(value_class: str, relation_tier: str) -> str:
    """Value class and relation tier side by side: `A1 集团战略客户`; an unknown code prints as it is."""
    tier = _(TIERS[RelationTier(relation_tier)]) if relation_tier in set(RelationTier) else relation_tier
    if value_class == ValueClass.UNRATED:
        return tier
    return f"{value_class} {tier}"


def segment_words(segment: str) -> str:
    """The customer's industry segment; an unknown code prints as it is."""
    return _(SEGMENTS[Segment(segment)]) if segment in set(Segment) else segment


def post_words(post: str) -> str:
    """The post of one of our people; an unknown code prints as it is."""
    return _(POSTS[Post(post)]) if post in set(Post) else post
