"""Invented papers with everything on them."""

from datetime import UTC, date, datetime, timedelta, timezone

from domain.queries.service_plans import (
    EscalationStep,
    KeyItem,
    PlanCustomer,
    PriceLine,
    ProductLine,
    ReviewFigure,
    ServiceItem,
    ServicePlanPaper,
    TeamMember,
    YearLine,
    YearMark,
)
from domain.queries.visit_records import MetPerson, Promise, Remark, Staff, VisitRecordPaper
from domain.rules.service_year import month_counts
from domain.values.papers import Brand, MarkKind, PrintStamp
from domain.values.service_rules import PlanState, RuleUnit
from domain.values.visits import VisitGrade, VisitPurpose, VisitResult, VisitState

CHINA = timezone(timedelta(hours=8))
BRAND = Brand(unit="澜州分公司", department="集团客户部", hotline="0583-8800 0100")
STAMP = PrintStamp(printed_by="顾晓舟", staff_no="A0126", printed_at=datetime(2026, 11, 25, 12, 8, tzinfo=CHINA))
MANAGER = TeamMember(
    role="客户经理",
    name="顾晓舟",
    duty="需求、商务、账务、走访",
    phone="0583-8800 0126",
    hours="工作日 8:30–18:00",
    response="30 分钟",
)


def line(name, kind, value, unit, done=0):
    """A year line spread by the rule; the first `done` months are done."""
    counts = month_counts(value, unit)
    return YearLine(
        name=name,
        kind=kind,
        months=tuple(YearMark(count, count if month < done else 0) for month, count in enumerate(counts)),
    )


PLAN = ServicePlanPaper(
    plan_id="01936f5e-0000-7000-8000-000000000318",
    number="JKFW-2027-0318",
    version=2,
    state=PlanState.RUNNING,
    customer=PlanCustomer(
        id="01936f5e-0000-7000-8000-000000000001",
        name="恒岳精密制造股份有限公司",
        number="JT-0583-00318",
        value_class="A1",
        relation_tier="group_strategic",
    ),
    year=2027,
    valid_from=date(2027, 1, 1),
    valid_to=date(2027, 12, 31),
    prepared_on=date(2026, 11, 25),
    manager=MANAGER,
    team=(
        MANAGER,
        TeamMember(
            role="技术支撑",
            name="温书言",
            duty="方案、勘察、开通、故障协调",
            phone="0583-8800 0141",
            hours="全天",
            response="15 分钟",
        ),
        TeamMember(
            role="服务监督",
            name="韩砚秋",
            duty="服务质量、投诉升级",
            phone="0583-8800 0108",
            hours="工作日",
            response="1 小时",
        ),
    ),
    escalation=(
        EscalationStep(level=1, name="顾晓舟", role="客户经理", phone="0583-8800 0126", after="受理后立即"),
        EscalationStep(level=2, name="韩砚秋", role="主管", phone="0583-8800 0108", after="30 分钟未答复"),
        EscalationStep(level=3, name="沈知行", role="部门经理", phone="0583-8800 0102", after="2 小时未恢复"),
    ),
    review_note="2026 年双方在专线提速、成员统付和车间 5G 试点三个方面合作，全年专线可用率 99.97%，未发生超过 4 小时的中断。",
    review=(
        ReviewFigure(name="业务收入", unit="元", before="1,180,400.00", now="1,284,600.00", note="专线与统付增长"),
        ReviewFigure(name="故障", unit="次", before="6", now="3", note="二厂区光缆割接 1 次"),
        ReviewFigure(name="投诉", unit="次", before="4", now="1", note="按时办结"),
        ReviewFigure(name="满意度", unit="分", before="8.6", now="9.2"),
    ),
    situation="总部与一厂区使用 500M 互联网专线，二厂区在建；员工 1,280 人，其中 320 人由单位统付话费。信息部 6 人，机房由单位自管。",
    needs="二厂区 12 月投产前完成双路由接入；统付成员扩到 410 人并逐一核查；车间 5G 专网覆盖二期。",
    goals="全年专线可用率不低于 99.95%，投诉 24 小时内首次答复率 100%，主合同续签至 2029 年 1 月。",
    products=(
        ProductLine(product="互联网专线", site="总部", quantity="500M", expires=date(2027, 1, 14)),
        ProductLine(product="成员统付", site="全体", quantity="320 人", expires=date(2027, 6, 30)),
        ProductLine(product="5G 专网", site="一厂区车间", quantity="4 个小区", expires=None),
    ),
    items=(
        ServiceItem(
            name="专线故障",
            content="受理后响应，并每小时通报一次进展",
            standard="15 分钟",
            frequency="每次",
            owner="温书言",
            actual="平均 11 分钟",
        ),
        ServiceItem(
            name="专线恢复",
            content="二厂区接入后按双路由保障",
            standard="4 小时",
            frequency="每次",
            owner="温书言",
            actual="平均 2.7 小时",
        ),
        ServiceItem(
            name="投诉答复",
            content="首次答复；超时自动升级到服务监督",
            standard="24 小时",
            frequency="每次",
            owner="顾晓舟",
            actual="96%",
        ),
        ServiceItem(
            name="账务核对",
            content="每月 5 日出账，差异限时核对",
            standard="3 个工作日",
            frequency="每月 1 次",
            owner="顾晓舟",
            actual="100%",
        ),
        ServiceItem(
            name="统付成员核查",
            content="每季度核对成员真实性，提供变更清单",
            standard="全部成员",
            frequency="每季度 1 次",
            owner="顾晓舟",
            actual="4 次",
        ),
    ),
    calendar=(
        line("上门走访", MarkKind.COUNT, 2, RuleUnit.PER_MONTH, done=2),
        line("季度服务报告", MarkKind.MEETING, 1, RuleUnit.PER_QUARTER, done=3),
        line("高层互访", MarkKind.MEETING, 1, RuleUnit.PER_HALF_YEAR),
        line("网络巡检", MarkKind.ON_SITE, 1, RuleUnit.PER_QUARTER),
        line("合同与资费回顾", MarkKind.BUSINESS, 1, RuleUnit.PER_YEAR),
    ),
    key_items=(
        KeyItem(
            text="二厂区专线提速到 1G，双路由接入", partner="信息部、基建部", due=date(2026, 12, 10), owner="温书言"
        ),
        KeyItem(
            text="成员统付由 320 人扩到 410 人，名单逐一核查",
            partner="信息部、人力部",
            due=date(2027, 1, 15),
            owner="顾晓舟",
        ),
        KeyItem(text="主合同续签至 2029 年 1 月", partner="采购部、法务部", due=date(2027, 1, 14), owner="顾晓舟"),
        KeyItem(text="车间 5G 专网覆盖二期方案评审", partner="生产技术部", due=date(2027, 3, 31), owner="温书言"),
    ),
    emergency="专线中断：温书言 15 分钟内响应，30 分钟内启用备用路由，每小时通报一次。\n重大活动：提前 5 个工作日现场巡检，活动期间安排 2 人驻场。\n自然灾害：应急通信车 4 小时内到达，先恢复调度电话和财务系统。",
    prices=(
        PriceLine(
            product="互联网专线 1G（二厂区新增接入）",
            standard_fee=1_280_000,
            offered_fee=1_088_000,
            quantity=1,
            monthly=1_088_000,
        ),
        PriceLine(
            product="成员统付（每人 18.20 元）", standard_fee=2_600, offered_fee=1_820, quantity=410, monthly=746_200
        ),
        PriceLine(product="云备份 2T", standard_fee=60_000, offered_fee=48_000, quantity=1, monthly=48_000),
    ),
    report_cycle="每季度第一个月 10 日前",
    communication="每季度召开一次服务回顾会，会后 3 个工作日内给出纪要；每半年做一次满意度调查，低于 8 分的项目在 5 个工作日内给出整改办法。",
    as_of=datetime(2026, 11, 24, 23, 0, tzinfo=UTC),
)

VISIT = VisitRecordPaper(
    visit_id="01936f5e-0000-7000-8000-000000000777",
    number="JKZF-2026-1193",
    state=VisitState.REVIEWED,
    starts_at=datetime(2026, 11, 25, 9, 0, tzinfo=CHINA),
    ends_at=datetime(2026, 11, 25, 9, 50, tzinfo=CHINA),
    customer="恒岳精密制造股份有限公司",
    customer_number="JT-0583-00318",
    value_class="A1",
    relation_tier="group_strategic",
    address="澜州市临港区装备大道 88 号",
    segment="manufacturing",
    visitor=Staff(name="顾晓舟", post="account_manager"),
    companions=(Staff(name="温书言", post="network"),),
    met=(
        MetPerson(name="方知远", title="信息部经理", phone="138 **** 2046"),
        MetPerson(name="卢敏", title="采购主管", phone="139 **** 7712"),
    ),
    grade=VisitGrade.MIDDLE,
    purposes=(VisitPurpose.NEEDS, VisitPurpose.RENEWAL),
    business=("互联网专线 500M", "成员统付 320 人", "5G 专网 4 个小区"),
    content="二厂区 12 月 10 日投产，要求 12 月 5 日前完成 1G 双路由接入并提供测速报告。友商报价低 12%，方经理认可我方故障响应，"
    "但希望把资费再降一档。卢主管说明年的采购流程要提前到 12 月中旬，续约材料须在 12 月 8 日前交齐。",
    needs=("二厂区 1G 专线双路由", "成员统付增加 90 人"),
    opinions=("希望每月的账单按部门拆分",),
    competitor="友商报价 11,200.00 元/月，合同期 24 个月，承诺 3 个工作日开通。",
    promises=(
        Promise(text="提交二厂区接入方案与测速计划", owner="温书言", due=date(2026, 11, 28)),
        Promise(text="递交续约材料与优惠申请", owner="顾晓舟", due=date(2026, 12, 8)),
    ),
    result=VisitResult.PARTLY,
    result_note="接入时间已定，资费待审批",
    next_visit=date(2026, 12, 3),
    remarks=(
        Remark(author="韩砚秋", text="测算清楚，12 月 8 日前把审批走完。", written_on=date(2026, 11, 26), score=5),
    ),
    as_of=datetime(2026, 11, 25, 2, 10, tzinfo=UTC),
)
