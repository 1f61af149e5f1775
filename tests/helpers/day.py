"""A believable working day of an invented team: people, customers, visits, tasks, remarks. Wednesday, 10:12."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import msgspec

from desktop.workspace import Workspace
from domain.base import Synced
from domain.entities import Person, Task, VisitComment, VisitLog, VisitPlan
from domain.values.people import Post
from tests.helpers.desk import LI, TEAM_ONE, ZHAO, actor, authored, customer, open_workspace, row_id

NOW = datetime(2026, 11, 25, 2, 12, tzinfo=UTC)
TODAY = date(2026, 11, 25)
XU, WEN, CHENG, BAI = (f"00000000-0000-7000-8000-0000000002{n:02d}" for n in (1, 2, 3, 4))
NAMES = {LI: "顾晓舟", ZHAO: "韩砚秋", XU: "许望舒", WEN: "温书言", CHENG: "程予安", BAI: "白鹭行"}
HENGYUE, PORT, HOSPITAL, COLD, WATER, UNION, COLLEGE, CLOUD, FOOD, BANK = range(1, 11)
CUSTOMERS = {
    HENGYUE: ("澜州恒岳精密制造有限公司", "恒岳精密制造", "A1", LI),
    PORT: ("澜州港务集团有限公司", "澜州港务集团", "A1", LI),
    HOSPITAL: ("澜州市第三人民医院", "市第三人民医院", "A2", LI),
    COLD: ("启衡冷链物流有限公司", "启衡冷链物流", "B1", LI),
    WATER: ("澜州水务集团有限公司", "澜州水务集团", "A2", LI),
    UNION: ("金穗供销联合社", "金穗供销联合社", "B2", LI),
    COLLEGE: ("东澜职业技术学院", "东澜职业技术学院", "A2", LI),
    CLOUD: ("云栈数据科技有限公司", "云栈数据科技", "B1", XU),
    FOOD: ("瑞禾食品工业有限公司", "瑞禾食品工业", "B2", CHENG),
    BANK: ("澜江农村商业银行股份有限公司", "澜江农商银行", "A1", WEN),
}
TASKS = (
    ("提交专线扩容报价", LI, HENGYUE, -5, None, "high"),
    ("收回统付对账回执", LI, COLD, -2, None, "normal"),
    ("核对 9 个统付成员号码真实性", LI, UNION, 0, time(17, 0), "normal"),
    ("补录关键人职务与决策角色", LI, COLLEGE, 0, None, "normal"),
    ("编制 2027 年服务计划书", LI, WATER, 2, None, "normal"),
    ("续约方案定稿", LI, PORT, 8, None, "normal"),
    ("投诉回访：夜间丢包", None, CLOUD, 2, None, "urgent"),
    ("合同到期前加访", None, HOSPITAL, 4, None, "normal"),
    ("关联企业补建档", None, HENGYUE, 9, None, "normal"),
    ("统付成员真实性抽查", None, UNION, 10, None, "normal"),
    ("补登记走访日志", XU, CLOUD, -1, None, "normal"),
    ("框架合同用印跟进", XU, PORT, 0, None, "normal"),
    ("工地监控方案", XU, CLOUD, 0, time(15, 30), "normal"),
    ("网点专线割接确认", WEN, BANK, 0, time(11, 0), "normal"),
    ("效益测算复核", WEN, BANK, 1, None, "normal"),
    ("二厂区资源核查", WEN, HENGYUE, 2, None, "normal"),
    ("补登记走访日志 3 篇", CHENG, FOOD, -4, None, "normal"),
    ("欠费催缴函送达", CHENG, FOOD, -3, None, "normal"),
    ("专线流量下降核查", CHENG, FOOD, 0, None, "normal"),
    *((f"联系人离职补录 {n}", CHENG, FOOD, 1, None, "normal") for n in range(1, 9)),
    *((f"客户档案补录 {n}", CHENG, FOOD, 2, None, "normal") for n in range(1, 8)),
    ("新人带访记录", BAI, UNION, -1, None, "normal"),
    ("陪同机房巡检", BAI, PORT, 0, time(14, 30), "normal"),
    ("产品与规章测验", BAI, None, 2, None, "normal"),
)


def at(hour: int, minute: int = 0, days: int = 0) -> datetime:
    """Give a moment of the day in China as UTC."""
    return datetime.combine(TODAY + timedelta(days=days), time(hour, minute), UTC) - timedelta(hours=8)


def rows() -> list[Synced]:
    """Give everything that stands in the database beside the organisation."""
    people = [
        Person(id=XU, name=NAMES[XU], staff_no="A1003", post=Post.ACCOUNT_MANAGER, org_id=TEAM_ONE, **authored()),
        Person(id=WEN, name=NAMES[WEN], staff_no="A1004", post=Post.ACCOUNT_MANAGER, org_id=TEAM_ONE, **authored()),
        Person(id=CHENG, name=NAMES[CHENG], staff_no="A1005", post=Post.ACCOUNT_MANAGER, org_id=TEAM_ONE, **authored()),
        Person(id=BAI, name=NAMES[BAI], staff_no="A1006", post=Post.ASSISTANT, org_id=TEAM_ONE, **authored()),
    ]
    return [*people, *_customers(), *_tasks(), *_visits()]


def _customers() -> list[Synced]:
    figures = {
        HENGYUE: {"monthly_revenue": 186_420_00, "next_visit_due": TODAY, "completeness": 92},
        PORT: {"monthly_revenue": 642_000_00, "next_visit_due": TODAY + timedelta(days=16), "completeness": 96},
        HOSPITAL: {"monthly_revenue": 221_300_00, "next_visit_due": TODAY + timedelta(days=1), "completeness": 88},
        COLD: {
            "monthly_revenue": 38_650_00,
            "arrears": 52_180_00,
            "next_visit_due": TODAY - timedelta(days=6),
            "last_visit": date(2026, 10, 8),
        },
        WATER: {"monthly_revenue": 120_900_00, "next_visit_due": TODAY + timedelta(days=2), "completeness": 90},
        UNION: {
            "monthly_revenue": 40_330_00,
            "arrears": 34_060_00,
            "completeness": 71,
            "last_visit": date(2026, 11, 6),
        },
        COLLEGE: {"monthly_revenue": 35_000_00, "next_visit_due": TODAY - timedelta(days=2), "completeness": 84},
    }
    made = []
    for number, (name, short, tier, am) in CUSTOMERS.items():
        values = {"completeness": 76, "county": "430503", "figures_period": "202610", "figures_source": "billing"}
        values |= figures.get(number, {"monthly_revenue": 30_000_00, "next_visit_due": TODAY + timedelta(days=3)})
        made.append(_customer(number, name, am, short_name=short, value_class=tier, **values))
    return made


def _customer(number: int, name: str, am: str, **values: object) -> Synced:
    made = customer(number, name, **values)
    made.am_id = made.owner_id = am
    made.org_id = TEAM_ONE
    return made


def _tasks() -> list[Synced]:
    made: list[Synced] = []
    for number, (title, who, customer_number, days, due_time, priority) in enumerate(TASKS):
        made.append(
            Task(
                id=row_id(1000 + number),
                title=title,
                owner_id=who or ZHAO,
                assignee_id=who,
                org_id=TEAM_ONE,
                province_code="43",
                customer_id=row_id(customer_number) if customer_number else None,
                due=TODAY + timedelta(days=days),
                due_time=due_time,
                priority=priority,
                state="under_way",
                visit_id=row_id(3001) if number == 0 else None,
                is_promise=number == 0,
                **authored(),
            )
        )
    done = {"state": "done", "done_at": at(9, 58), "progress": 100}
    own = {"owner_id": LI, "assignee_id": LI, "org_id": TEAM_ONE, "province_code": "43"}
    shown = {"title": "整理港务集团续约要点", "due": TODAY, "customer_id": row_id(PORT)}
    made.append(Task(id=row_id(1900), **shown, **own, **done, **authored()))
    return made


def _plan(
    number: int, customer_number: int, hours: tuple[datetime, datetime], who: str = LI, **values: object
) -> Synced:
    return VisitPlan(
        id=row_id(number),
        customer_id=row_id(customer_number),
        owner_id=who,
        org_id=TEAM_ONE,
        province_code="43",
        starts_at=hours[0],
        ends_at=hours[1],
        **values,
        **authored(who),
    )


def _log(number: int, customer_number: int, start: datetime, content: str, who: str = LI, **values: object) -> Synced:
    return VisitLog(
        id=row_id(number),
        customer_id=row_id(customer_number),
        owner_id=who,
        org_id=TEAM_ONE,
        province_code="43",
        starts_at=start,
        ends_at=start + timedelta(minutes=50),
        way="on_site",
        content=content,
        submitted_at=start + timedelta(hours=1),
        **values,
        **authored(who),
    )


def _visits() -> list[Synced]:
    comment = VisitComment(
        id=row_id(4001),
        customer_id=row_id(HENGYUE),
        visit_id=row_id(3001),
        owner_id=ZHAO,
        org_id=TEAM_ONE,
        province_code="43",
        text="报价先走预审，周四前给我看一眼成本测算。",
        **authored(ZHAO),
    )
    talk = "二厂区十二月十日投产，专线需由 500M 提速到 1G，答应两周内给出专线扩容报价。"
    return [
        _plan(2001, PORT, (at(9), at(9, 50)), subject="续约意向沟通", state="reported"),
        _plan(2002, HENGYUE, (at(10, 30), at(11, 30)), subject="季度服务回访", place="高新区恒岳路 8 号"),
        _plan(2003, HOSPITAL, (at(14), at(15)), subject="5G 专网扩容勘察"),
        _plan(2004, COLD, (at(16), at(16, 50)), subject="欠费催缴与还款计划", to_confirm=True),
        _plan(2005, CLOUD, (at(9, days=-2), at(10, days=-2)), XU, subject="夜间丢包说明"),
        _plan(2006, FOOD, (at(9, days=1), at(10, days=1)), CHENG, subject="欠费沟通"),
        _log(3000, PORT, at(9), "对方愿意续约，关注年框折扣和机房巡检次数。", plan_id=row_id(2001)),
        _log(3001, HENGYUE, at(10, days=-19), talk, competitor_info="竞争对手 11 月中旬拜访过采购部"),
        _log(3002, BANK, at(15, days=-1), "网点专线割接时间改到周三上午，科技部负责人到场确认。", WEN),
        _log(3003, CLOUD, at(16, days=-3), "夜间丢包仍未解决，客户要求本周给出书面说明。", XU),
        comment,
    ]


@contextmanager
def open_day(folder: Path, person_id: str = LI, *more: Synced):
    """Give a workspace with the day in it, for one of its people; needs a QApplication."""
    with open_workspace(folder, *rows(), *more, acting=named(person_id), clock=lambda: NOW) as workspace:
        name_people(workspace)
        yield workspace


def named(person_id: str):
    """Give LI or ZHAO under the day's names."""
    return msgspec.structs.replace(actor(person_id), name=NAMES[person_id])


def name_people(workspace: Workspace) -> None:
    """Give the organisation's people the day's names."""
    with workspace._database.write() as session:
        for key in (LI, ZHAO):
            session.get(Person, key).name = NAMES[key]
