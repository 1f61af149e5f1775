"""Thresholds and service rules in words, for the administrator's tables."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt

from desktop.models.cells import Badge, Painter, Tone
from desktop.models.reads import JobLike
from desktop.models.rows import Column, RowsModel, Sort
from desktop.models.whole import WholeSource
from desktop.wording import N_, _
from desktop.wording.labels import label
from desktop.workspace import Workspace
from domain.queries.service_rules import ParameterLine, ServiceRuleLine, parameter_lines, service_rule_lines
from domain.values.service_rules import RuleItem, RuleLevel, RuleUnit
from domain.values.tiers import ValueClass

UNITS: Final = {
    "times": N_("次"),
    "minutes": N_("分钟"),
    "hours": N_("小时"),
    "days": N_("天"),
    "working_days": N_("个工作日"),
    "months": N_("个月"),
    "characters": N_("字"),
    "customers": N_("户"),
    "kilometres": N_("公里"),
    "clock_hour": N_("点"),
}
BARE: Final = ("ratio", "points")
VISIT_WORDS: Final = {
    "visits": N_("{band} 类每周期走访次数"),
    "visit_months": N_("{band} 类走访周期"),
    "on_site": N_("{band} 类每周期上门次数"),
    "on_site_months": N_("{band} 类上门周期"),
    "supervisor": N_("{band} 类主管陪访次数"),
    "supervisor_months": N_("{band} 类主管陪访周期"),
    "leader": N_("{band} 类领导拜访次数"),
    "leader_months": N_("{band} 类领导拜访周期"),
    "phone_days": N_("{band} 类电话联系间隔"),
    "key_person_percent": N_("{band} 类关键人覆盖率"),
}
BANDS: Final = ("a1", "a2", "b1", "b2", "c", "d")
WORDS: Final = {
    "completeness.weight.identity": N_("完整度：基本信息权重"),
    "completeness.weight.contacts": N_("完整度：关键人权重"),
    "completeness.weight.sites": N_("完整度：地址与站点权重"),
    "completeness.weight.payment": N_("完整度：付费信息权重"),
    "completeness.weight.needs": N_("完整度：需求权重"),
    "completeness.weight.preferences": N_("完整度：偏好权重"),
    "completeness.fresh.contacts": N_("完整度：关键人有效期"),
    "completeness.fresh.address": N_("完整度：地址有效期"),
    "completeness.fresh.identity": N_("完整度：基本信息有效期"),
    "completeness.placeholder": N_("完整度：占位内容折算"),
    "completeness.stale": N_("完整度：过期内容折算"),
    "completeness.team.strategic": N_("团队完整度：战略客户权重"),
    "completeness.team.large": N_("团队完整度：大客户权重"),
    "completeness.team.general": N_("团队完整度：一般客户权重"),
    "completeness.team.micro": N_("团队完整度：小微客户权重"),
    "completeness.target.strategic": N_("完整度目标：战略客户"),
    "completeness.target.large": N_("完整度目标：大客户"),
    "completeness.target.general": N_("完整度目标：一般客户"),
    "completeness.target.micro": N_("完整度目标：小微客户"),
    "completeness.red_below": N_("完整度低于多少标红"),
    "duplicate.weight.name": N_("查重：名称权重"),
    "duplicate.weight.phone": N_("查重：电话权重"),
    "duplicate.weight.address": N_("查重：地址权重"),
    "duplicate.weight.legal_rep": N_("查重：法人权重"),
    "duplicate.suggest_from": N_("查重：提示的最低相似度"),
    "visit.first_due": N_("新客户首次走访期限"),
    "visit.event.red_alert": N_("红色预警后走访期限"),
    "visit.event.orange_alert": N_("橙色预警后走访期限"),
    "visit.event.urgent_complaint": N_("紧急投诉后走访期限"),
    "visit.event.key_person_changed": N_("关键人变动后走访期限"),
    "visit.event.arrears": N_("欠费提醒后走访期限"),
    "visit.event.arrears_age": N_("欠费多久算提醒"),
    "visit.event.low_satisfaction": N_("低满意度后走访期限"),
    "visit.event.satisfaction_score": N_("满意度低于多少算低"),
    "visit.event.contract_window": N_("合同到期前多久开始走访"),
    "visit.event.contract_end": N_("合同到期走访期限"),
    "visit.late_after": N_("走访后多久登记算补登"),
    "visit.content_min": N_("走访内容最少字数"),
    "visit.duration_min": N_("走访最短时长"),
    "visit.late_credit": N_("补登折算"),
    "visit.burst_logs": N_("短时集中登记篇数"),
    "visit.burst_within": N_("短时集中登记时段"),
    "visit.similar_above": N_("内容雷同的相似度"),
    "visit.night_from": N_("夜间时段开始"),
    "visit.night_to": N_("夜间时段结束"),
    "visit.far_above": N_("定位偏离距离"),
    "visit.plan_ahead": N_("最多提前多久安排走访"),
    "visit.longest": N_("一次走访最长时长"),
    "visit.due_soon": N_("提前多久提示即将到期"),
    "customer.cert_warning": N_("证件到期前多久提醒"),
    "customer.pool_after": N_("无人跟进多久进入公共池"),
    "customer.retention": N_("撤回客户资料保留期"),
    "contact.birthday_warning": N_("生日前多久提醒"),
    "person.load_cap": N_("一人最多客户数"),
    "workload.strategic": N_("工作量：战略客户"),
    "workload.large": N_("工作量：大客户"),
    "workload.general": N_("工作量：一般客户"),
    "workload.micro": N_("工作量：小微客户"),
}
"""Code of a threshold to its words; those of the visit table are put together from `VISIT_WORDS`."""


def parameter_words(code: str) -> str:
    """Say what a threshold is; one a newer server knows is shown by its code."""
    parts = code.split(".")
    if len(parts) == 3 and parts[1] in BANDS and parts[2] in VISIT_WORDS:  # noqa: PLR2004 -- visit, class, column
        return _(VISIT_WORDS[parts[2]]).format(band=parts[1].upper())
    return _(WORDS[code]) if code in WORDS else code


def amount_words(value: str, unit: str) -> str:
    """Say a value with its unit."""
    if unit == "percent":
        return f"{value}%"
    if unit in BARE:
        return value
    return _("{value} {unit}").format(value=value, unit=_(UNITS[unit]) if unit in UNITS else unit)


def since_words(line: ParameterLine) -> str:
    """Say since when a value holds, and what follows it."""
    since = line.valid_from.isoformat() if line.valid_from is not None else _("出厂默认")
    if line.next_from is None:
        return since
    following = _("{since}，{day} 起为 {value}")
    return following.format(since=since, day=line.next_from.isoformat(), value=amount_words(line.next_value, line.unit))


class NarrowedSource(WholeSource):
    """A whole list narrowed by words: `narrowing` is what was typed, `words` what a row is searched in."""

    def __init__(self, workspace: Workspace, query: Callable[..., Sequence[object]], words: Callable[..., str]) -> None:
        super().__init__(workspace, query, workspace.today())
        self._words = words

    def ids(self, sort: Sort | None, narrowing: object) -> JobLike:
        """Read everything anew and keep what has the words."""
        del sort
        typed = str(narrowing or "").strip().casefold()
        return self._workspace.read(partial(self._matching, typed))

    def _matching(self, typed: str, session: object, actor: object) -> tuple[str, ...]:
        keys = self._read(session, actor)  # type: ignore[arg-type]  # the workspace gives a session and the actor
        return tuple(key for key in keys if typed in self._words(self._held[key]).casefold())


def parameters_model(workspace: Workspace) -> RowsModel:
    """Give the list of thresholds."""
    columns = (
        Column(
            key="words",
            heading=N_("参数"),
            painter=Painter.STRONG,
            value=lambda row: parameter_words(row.id),
            width=260,
            stretch=True,
            sortable=False,
        ),
        Column(
            key="value",
            heading=N_("现值"),
            value=lambda row: amount_words(row.value, row.unit),
            width=110,
            align=Qt.AlignmentFlag.AlignRight,
            sortable=False,
        ),
        Column(
            key="default",
            heading=N_("默认值"),
            painter=Painter.SOFT,
            width=110,
            sortable=False,
            value=lambda row: amount_words(row.default, row.unit),
            align=Qt.AlignmentFlag.AlignRight,
        ),
        Column(key="gap", value=lambda _row: "", width=20, sortable=False),
        Column(key="since", heading=N_("生效"), painter=Painter.SOFT, value=since_words, width=240, sortable=False),
        Column(key="id", heading=N_("代码"), painter=Painter.SOFT, width=220, sortable=False),
    )
    source = NarrowedSource(workspace, parameter_lines, lambda row: f"{row.id} {parameter_words(row.id)}")
    return RowsModel(columns, source)


def rules_model(workspace: Workspace) -> RowsModel:
    """Give the list of service rules."""
    columns = (
        Column(key="name", heading=N_("规则"), painter=Painter.STRONG, width=220, stretch=True, sortable=False),
        Column(key="item", heading=N_("项目"), value=lambda row: label(RuleItem, row.item), width=120, sortable=False),
        Column(key="value", heading=N_("标准"), value=rule_amount, width=130, sortable=False),
        Column(
            key="classes", heading=N_("适用等级"), painter=Painter.SOFT, value=class_words, width=140, sortable=False
        ),
        Column(
            key="level",
            heading=N_("层级"),
            painter=Painter.BADGE,
            width=100,
            sortable=False,
            value=lambda row: Badge(label(RuleLevel, row.level), Tone.SECONDARY),
        ),
        Column(
            key="valid", heading=N_("有效期"), painter=Painter.SOFT, value=validity_words, width=200, sortable=False
        ),
    )
    source = NarrowedSource(workspace, service_rule_lines, lambda row: f"{row.code} {row.name} {row.standard}")
    return RowsModel(columns, source)


def rule_amount(row: ServiceRuleLine) -> str:
    """Say what a rule asks for."""
    words = _("{value} {unit}").format(value=row.value, unit=label(RuleUnit, row.unit))
    return _("{words} ±{tolerance}").format(words=words, tolerance=row.tolerance) if row.tolerance else words


def class_words(row: ServiceRuleLine) -> str:
    """Say for which customers a rule holds."""
    return "、".join(label(ValueClass, code) for code in row.value_classes) or _("全部客户")


def validity_words(row: ServiceRuleLine) -> str:
    """Say from when to when a rule holds."""
    start = row.valid_from.isoformat()
    if row.valid_to is None:
        return _("{day} 起").format(day=start)
    return _("{start} 至 {end}").format(start=start, end=row.valid_to.isoformat())


def first_day(today: date, line: ParameterLine) -> date:
    """Give the first day a new value may start: today, or after a value that is already set for later."""
    return max(today, line.next_from) if line.next_from is not None else today
