"""A desk with believable visits: customers, people, plans, logs and promises around one Wednesday."""

from datetime import UTC, date, datetime, time, timedelta, timezone

from domain.entities import Contact, Customer, Task, VisitLog, VisitPlan
from tests.helpers.desk import LI, TEAM_ONE, WANG, authored, customer, row_id

CHINA = timezone(timedelta(hours=8))
TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 10, 12, tzinfo=CHINA).astimezone(UTC)
BASE = {"province_code": "43", "org_id": TEAM_ONE, "owner_id": LI}
MAKER = row_id(1)


def moment(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=CHINA).astimezone(UTC)


def contact(number: int, of: int, name: str, title: str, **values) -> Contact:
    return Contact(
        id=row_id(100 + number),
        customer_id=row_id(of),
        name=name,
        title=title,
        role_kinds=["handler"],
        **authored(),
        **BASE,
        **values,
    )


def plan(number: int, of: int, starts: datetime, minutes: int = 60, subject: str = "", **values) -> VisitPlan:
    return VisitPlan(
        id=row_id(200 + number),
        customer_id=row_id(of),
        starts_at=starts,
        ends_at=starts + timedelta(minutes=minutes),
        subject=subject,
        **authored(),
        **(BASE | {"contact_ids": [], "purposes": [], "companion_ids": []} | values),
    )


def log(number: int, of: int, starts: datetime, plan_number: int | None = None, **values) -> VisitLog:
    filled = {
        "content": "确认二厂区施工恢复；客户要求两周内给出专线扩容报价；对夜间抖动问题不满意。",
        "way": "on_site",
        "contact_ids": [],
    }
    return VisitLog(
        id=row_id(300 + number),
        customer_id=row_id(of),
        plan_id=row_id(200 + plan_number) if plan_number else None,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=50),
        submitted_at=starts + timedelta(hours=2),
        companion_ids=[],
        purposes=["relation"],
        commitments=[],
        attachment_ids=[],
        needs=[],
        opinions=[],
        complaints=[],
        invalid_reasons=[],
        **authored(),
        **(BASE | filled | values),
    )


def promise(number: int, of: int, title: str, due: date, **values) -> Task:
    filled = {"state": "under_way", "is_promise": True, "assignee_id": LI, "co_worker_ids": []}
    return Task(
        id=row_id(400 + number),
        customer_id=row_id(of),
        title=title,
        due=due,
        **authored(),
        **(BASE | filled | values),
    )


def named(number: int, name: str, tier: str, due: date | None = None, last: date | None = None) -> Customer:
    return customer(
        number,
        name,
        value_class=tier,
        next_visit_due=due,
        last_visit=last,
        state="signed",
        monthly_revenue=18_642_000,
        figures_period="202610",
        figures_source="计费月报",
        office_address="澜州市雨湖区创新路 18 号",
        completeness=92,
        sign_date=date(2024, 3, 1),
    )


def november() -> list:
    """Give the rows of a week like any other: 23 to 29 November 2026, Wednesday morning."""
    days = lambda number: date(2026, 11, number)  # noqa: E731
    customers = [
        named(1, "恒岳精密制造股份有限公司", "A1", days(27), days(6)),
        named(2, "海屿仓储服务", "B1", days(16), date(2026, 10, 16)),
        named(3, "清河印务包装", "B2", days(20), date(2026, 9, 20)),
        named(4, "云栈数据科技", "B1", days(22), date(2026, 10, 22)),
        named(5, "澜州水务集团", "A2", days(27), date(2026, 10, 28)),
        named(6, "东澜职业技术学院", "A2", days(28), date(2026, 10, 30)),
        named(7, "临港保税物流", "B1", days(29), date(2026, 10, 1)),
        named(8, "天衡检测技术", "B1", days(29), date(2026, 10, 2)),
        named(9, "澜州港务集团", "A1", date(2026, 12, 9), days(25)),
        named(10, "远帆船舶修造", "B1", date(2026, 12, 3), days(3)),
        named(11, "桥北热力有限公司", "A2"),
        named(12, "汇澜会展中心", "B1"),
        named(13, "远汐船舶服务", "B2"),
        named(14, "嘉禾种业科技", "B1"),
        named(15, "澜州市体育中心", "A2"),
        named(16, "滨江物业服务", "C"),
        named(17, "澜州市第三人民医院", "A2", days(25), date(2026, 10, 25)),
        named(18, "启衡冷链物流", "B1"),
        named(19, "北屿新能源", "B2"),
        named(20, "鼎川建设工程", "B1"),
        named(21, "金穗供销联合社", "B2"),
        named(22, "和光养老服务中心", "C"),
    ]
    plans = [
        plan(1, 11, moment(23, 9), 55, "合同续约材料"),
        plan(2, 12, moment(23, 10, 30), 55, "会议保障沟通"),
        plan(3, 13, moment(23, 16), 55, "园区 5G 方案"),
        plan(4, 14, moment(24, 9, 30), 55, "网点专线"),
        plan(5, 15, moment(24, 14), 55, "赛事保障"),
        plan(6, 16, moment(24, 15, 30), 55, "电话回访", way="phone"),
        plan(7, 9, moment(25, 9), 45, "续约意向"),
        plan(8, 1, moment(25, 10, 30), 57, "季度服务回访", purposes=["relation", "needs"], contact_ids=[row_id(101)]),
        plan(9, 17, moment(25, 14), 60, "专网扩容勘察"),
        plan(10, 18, moment(25, 16), 48, "待客户确认", to_confirm=True),
        plan(11, 9, moment(26, 9), 90, "机房巡检陪同"),
        plan(12, 19, moment(26, 11), 60, "短信端口", to_confirm=True),
        plan(13, 20, moment(26, 16), 60, "工地监控方案"),
        plan(14, 21, moment(27, 9, 30), 60, "成员核查"),
        plan(15, 22, moment(28, 9, 30), 60, "开业支撑", to_confirm=True),
    ]
    logs = [
        log(1, 11, moment(23, 9), 1),
        log(2, 12, moment(23, 10, 30), 2),
        log(3, 13, moment(23, 16), 3),
        log(4, 14, moment(24, 9, 30), 4),
        log(5, 16, moment(24, 15, 30), 6),
        log(6, 9, moment(25, 9), 7),
        log(7, 1, moment(6, 14), contact_ids=[row_id(101)]),
    ]
    people = [
        contact(1, 1, "方念平", "信息部主任", is_primary=True),
        contact(2, 1, "江予舟", "采购部经理"),
        contact(3, 5, "周知远", "办公室主任"),
    ]
    meeting = {
        "kind": "meeting",
        "is_promise": False,
    }
    tasks = [
        promise(1, 1, "给出专线扩容报价", days(20)),
        promise(2, 1, "二厂区上行抖动整改结果", date(2026, 12, 2), assignee_id=WANG),
        promise(3, 1, "部门周会", days(23), due_time=time(14), **meeting),
        promise(4, 1, "服务计划书评审", days(27), due_time=time(14), **meeting),
    ]
    for task in tasks[2:]:
        task.customer_id = None
    return [*customers, *people, *plans, *logs, *tasks]
