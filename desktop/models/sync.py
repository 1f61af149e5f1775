"""The sync screen's lists: the queue of what was done, the history of exchanges, values in conflict, all in words."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, Final

import msgspec
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from desktop.background import Job
from desktop.models.cells import Badge, Painter, RowState, Tone
from desktop.models.field_values import value_words
from desktop.models.reads import JobLike
from desktop.models.rows import Column, Sort
from desktop.wording import N_, _
from desktop.wording.explain import explain
from desktop.wording.fields import field_label
from desktop.wording.labels import kind_label, label
from desktop.workspace import BUSINESS_ZONE, ItemState, OutboxRow, SyncHistoryRow
from domain.commands import AnyCommand, Edit
from domain.queries.conflicts import ConflictRow
from domain.rules.codes import CodeLists
from domain.rules.contacts import CONTACT_FIELDS
from domain.rules.customers import AFFILIATE_FIELDS, CUSTOMER_FIELDS
from domain.rules.fields import FieldSpec
from domain.rules.tasks import TASK_FIELDS
from domain.rules.visits import LOG_FIELDS, PLAN_FIELDS

DEEDS: Final[dict[str, tuple[str, str]]] = {
    "add_org_unit": ("org_units", N_("新建组织")),
    "edit_org_unit": ("org_units", N_("修改组织")),
    "add_person": ("people", N_("新建人员")),
    "edit_person": ("people", N_("修改人员")),
    "create_customer": ("customers", N_("建立客户档案")),
    "edit_customer": ("customers", N_("修改客户档案")),
    "assign_customer": ("customers", N_("转移客户")),
    "remove_customer": ("customers", N_("撤回客户档案")),
    "add_affiliate": ("affiliates", N_("登记关联企业")),
    "edit_affiliate": ("affiliates", N_("修改关联企业")),
    "remove_affiliate": ("affiliates", N_("移除关联企业")),
    "add_contact": ("contacts", N_("添加关键人")),
    "edit_contact": ("contacts", N_("修改关键人")),
    "remove_contact": ("contacts", N_("移除关键人")),
    "reveal_contact": ("contacts", N_("查看联系号码")),
    "plan_visit": ("visit_plans", N_("安排走访")),
    "move_visit": ("visit_plans", N_("调整走访时间")),
    "edit_visit_plan": ("visit_plans", N_("修改走访计划")),
    "cancel_visit": ("visit_plans", N_("取消走访")),
    "log_visit": ("visit_logs", N_("登记走访日志")),
    "revise_visit": ("visit_logs", N_("修改走访日志")),
    "comment_visit": ("visit_comments", N_("评价走访")),
    "return_visit": ("visit_logs", N_("退回走访日志")),
    "save_phrase": ("phrases", N_("保存快捷短语")),
    "remove_phrase": ("phrases", N_("移除快捷短语")),
    "add_task": ("tasks", N_("新建任务")),
    "edit_task": ("tasks", N_("修改任务")),
    "assign_task": ("tasks", N_("分派任务")),
    "complete_task": ("tasks", N_("完成任务")),
    "reopen_task": ("tasks", N_("重新打开任务")),
    "accept_task": ("tasks", N_("接受任务")),
    "check_task": ("tasks", N_("验收任务")),
    "return_task": ("tasks", N_("退回任务")),
    "cancel_task": ("tasks", N_("取消任务")),
    "set_service_rule": ("service_rules", N_("设置服务规则")),
    "set_parameter": ("parameters", N_("设置参数")),
    "save_service_plan": ("service_plans", N_("保存服务计划")),
    "resolve_conflict": ("conflicts", N_("处理冲突")),
    "record_print": ("audit_entries", N_("打印或导出文书")),
}
"""Command tag to the kind it is about and what was done, in words."""
STATES: Final[dict[ItemState, tuple[str, Tone, str]]] = {
    ItemState.LOCAL: (N_("本地，待同步"), Tone.OFFLINE, "clock-3"),
    ItemState.WAITING: (N_("已发送，待答复"), Tone.ACCENT, "cloud-upload"),
    ItemState.ACCEPTED: (N_("已接受"), Tone.OK, "circle-check"),
    ItemState.REFUSED: (N_("被退回"), Tone.BAD, "circle-x"),
    ItemState.CONFLICT: (N_("有冲突"), Tone.CONFLICT, "git-compare-arrows"),
}
FIELDS: Final[dict[str, dict[str, FieldSpec]]] = {
    "customers": CUSTOMER_FIELDS,
    "contacts": CONTACT_FIELDS,
    "affiliates": AFFILIATE_FIELDS,
    "tasks": TASK_FIELDS,
    "visit_plans": PLAN_FIELDS,
    "visit_logs": LOG_FIELDS,
}
OPEN: Final = frozenset({ItemState.LOCAL, ItemState.WAITING, ItemState.REFUSED})
SKIPPED: Final = ("id", "at")
REFERENCES: Final = ("_id", "_ids")
SECOND: Final = 1000


class Answer(QObject):
    """What a source owes the model: a job's answer turned into something else."""

    done = Signal(object)
    refused = Signal(object)


class DeskSource:
    """Rows a desk gives whole by a job, as the windowed model asks for them."""

    def __init__(self, start: Callable[[], Job], wanted: Callable[[Any], bool] = lambda _row: True) -> None:
        self._start = start
        self._wanted = wanted
        self._held: dict[str, Any] = {}
        self._under_way: set[Answer] = set()

    @property
    def held(self) -> tuple[Any, ...]:
        """Every row that was read last, wanted or not."""
        return tuple(self._held.values())

    def ids(self, sort: Sort | None, narrowing: object) -> JobLike:
        """Read everything anew; the order is the desk's own."""
        del sort, narrowing
        job, answer = self._start(), self._owe()
        job.done.connect(partial(self._take, answer))
        return answer

    def rows(self, ids: Sequence[str]) -> JobLike:
        """Give rows of what was read."""
        answer = self._owe()
        found = tuple(self._held[key] for key in ids if key in self._held)
        QTimer.singleShot(0, answer, partial(self._give, answer, found))
        return answer

    def _take(self, answer: Answer, rows: Sequence[Any]) -> None:
        self._held = {row_key(row): row for row in rows}
        self._give(answer, tuple(key for key, row in self._held.items() if self._wanted(row)))

    def _owe(self) -> Answer:
        answer = Answer()
        self._under_way.add(answer)
        return answer

    def _give(self, answer: Answer, result: object) -> None:
        self._under_way.discard(answer)
        answer.done.emit(result)


def row_key(row: Any) -> str:  # noqa: ANN401 -- rows of several kinds, each with an id
    """Give a row's id as the model keeps it."""
    return str(row.id)


def deed_words(name: str) -> str:
    """Say what a command did."""
    return _(DEEDS[name][1]) if name in DEEDS else name


def thing_words(row: OutboxRow) -> str:
    """Say what kind of thing a command is about."""
    return kind_label(DEEDS[row.name][0] if row.name in DEEDS else row.kind)


def state_words(row: OutboxRow) -> str:
    """Say how far a command is, with the reason where there is one."""
    words = _(STATES[row.state][0])
    if row.code and row.state is not ItemState.ACCEPTED:
        return _("{state}：{reason}").format(state=words, reason=explain(row.code, row.facts))
    return words


def moment_words(at: datetime | None, today: date) -> str:
    """Say a moment in China's time: 11-25 10:31, with the year when it is another."""
    if at is None:
        return ""
    local = at.astimezone(BUSINESS_ZONE)
    return f"{local:%m-%d %H:%M}" if local.year == today.year else f"{local:%Y-%m-%d %H:%M}"


def is_open(row: OutboxRow) -> bool:
    """Tell whether a command still waits for the server or for its author."""
    return row.state in OPEN and not row.dismissed


def margin_column() -> Column:
    """Give the room between the sheet's edge and the words."""
    return Column(key="margin", value=lambda _row: "", width=18, sortable=False)


def queue_columns(today: Callable[[], date]) -> tuple[Column, ...]:
    """Give the columns of the queue; `today` decides whether a year is shown."""
    return (
        margin_column(),
        Column(key="kind", heading=N_("类型"), painter=Painter.SOFT, value=thing_words, width=104, sortable=False),
        Column(key="subject", heading=N_("对象"), painter=Painter.STRONG, width=250, stretch=True, sortable=False),
        Column(
            key="deed",
            heading=N_("改动"),
            painter=Painter.SOFT,
            value=lambda row: deed_words(row.name),
            width=150,
            sortable=False,
        ),
        Column(
            key="done_at",
            heading=N_("本机时间"),
            value=lambda row: moment_words(row.done_at, today()),
            width=110,
            sortable=False,
        ),
        Column(key="state", heading=N_("状态"), painter=Painter.BADGE, value=state_badge, width=140, sortable=False),
        Column(key="reason", heading=N_("原因"), painter=Painter.SOFT, value=reason_words, width=260, sortable=False),
        Column(key="act", painter=Painter.TEXT, value=lambda _row: "", width=92, sortable=False),
    )


def state_badge(row: OutboxRow) -> Badge:
    """Give the state of a command as a badge."""
    words, tone, icon = STATES[row.state]
    return Badge(_(words), tone, icon)


def reason_words(row: OutboxRow) -> str:
    """Say why a command is where it is, "" where nothing needs saying."""
    if row.state is ItemState.CONFLICT:
        return _("有字段与服务器不一致，在「冲突」里处理")
    return explain(row.code, row.facts) if row.code and row.state is not ItemState.ACCEPTED else ""


def row_state(row: OutboxRow) -> RowState:
    """Give the ground of a queue row."""
    return RowState.ARCHIVED if row.dismissed else RowState.NORMAL


def history_columns(today: Callable[[], date]) -> tuple[Column, ...]:
    """Give the columns of the history of exchanges."""
    right = Qt.AlignmentFlag.AlignRight
    return (
        margin_column(),
        Column(
            key="at", heading=N_("时间"), value=lambda row: moment_words(row.at, today()), width=120, sortable=False
        ),
        Column(
            key="outcome", heading=N_("结果"), painter=Painter.BADGE, value=outcome_badge, width=110, sortable=False
        ),
        Column(
            key="words",
            heading=N_("内容"),
            painter=Painter.SOFT,
            value=exchange_words,
            width=320,
            stretch=True,
            sortable=False,
        ),
        Column(key="sent", heading=N_("发送"), align=right, width=80, sortable=False),
        Column(key="received", heading=N_("接收"), align=right, width=80, sortable=False),
        Column(
            key="milliseconds",
            heading=N_("用时"),
            align=right,
            value=lambda row: duration_words(row.milliseconds),
            width=90,
            sortable=False,
        ),
        margin_column(),
    )


def outcome_badge(row: SyncHistoryRow) -> Badge:
    """Give how an exchange went."""
    if row.code:
        return Badge(_("未完成"), Tone.WARN, "triangle-alert")
    if row.conflicts:
        return Badge(_("有冲突"), Tone.CONFLICT, "git-compare-arrows")
    return Badge(_("完成"), Tone.OK, "circle-check")


def exchange_words(row: SyncHistoryRow) -> str:
    """Say what an exchange moved, or why it stopped."""
    parts = [explain(row.code)] if row.code else []
    if row.sent:
        parts.append(_("提交 {count} 项").format(count=row.sent))
    if row.received:
        parts.append(_("更新 {count} 条").format(count=row.received))
    if row.refused:
        parts.append(_("被退回 {count} 项").format(count=row.refused))
    if row.conflicts:
        parts.append(_("冲突 {count} 项").format(count=row.conflicts))
    return _("，").join(parts)


def duration_words(milliseconds: int) -> str:
    """Say how long an exchange took."""
    if milliseconds < SECOND:
        return _("{count} 毫秒").format(count=milliseconds)
    return _("{count} 秒").format(count=round(milliseconds / SECOND, 1))


def conflict_value(row: ConflictRow, value: Any, codes: CodeLists | None) -> str:  # noqa: ANN401 -- a wire value
    """Say one of a conflict's three values."""
    spec = FIELDS.get(row.kind, {}).get(row.field)
    if spec is None or codes is None:
        words = plain_words(value)
    else:
        words = value_words(spec, value, codes) or plain_words(value)
    return words or _("（空）")


def plain_words(value: Any) -> str:  # noqa: ANN401 -- a wire value
    """Say a value nothing more is known of."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, (list, tuple)):
        return "、".join(plain_words(part) for part in value)
    if isinstance(value, dict):
        return " ".join(plain_words(part) for part in value.values() if part not in (None, ""))
    return "" if value is None else str(value)


def body_lines(command: AnyCommand, today: date) -> tuple[tuple[str, str], ...]:
    """Give (label, words) of everything a command carries, without ids, so that it can be read and copied."""
    kind = DEEDS.get(str(command.__struct_config__.tag), ("", ""))[0]
    lines: list[tuple[str, str]] = []
    for name in command.__struct_fields__:
        lines += _lines_of(name, getattr(command, name), kind, today)
    return tuple(lines)


def _lines_of(name: str, value: Any, kind: str, today: date) -> list[tuple[str, str]]:  # noqa: ANN401 -- a field of a command
    if name in SKIPPED or name.endswith(REFERENCES) or value in (None, "", (), [], {}):
        return []
    inner = _inside(value)
    if inner is not None:
        return [line for key, part in inner for line in _lines_of(key, part, kind, today)]
    if isinstance(value, Edit):
        old, new = plain_words(value.old) or _("（空）"), plain_words(value.new) or _("（空）")
        return [(field_label(value.field, kind), _("{old} 改为 {new}").format(old=old, new=new))]
    if isinstance(value, datetime):
        words = moment_words(value, today)
    else:
        spec = FIELDS.get(kind, {}).get(name)
        chosen = spec.choices if spec is not None and not isinstance(value, (list, tuple)) else None
        words = label(chosen, str(value)) if chosen is not None else plain_words(value)
    return [(field_label(name, kind), words)]


def _inside(value: Any) -> list[tuple[str, Any]] | None:  # noqa: ANN401 -- a field of a command
    """Give the named parts of a value that has some, else None."""
    if isinstance(value, dict):
        return list(value.items())
    if isinstance(value, msgspec.Struct) and not isinstance(value, Edit):
        return [(key, getattr(value, key)) for key in value.__struct_fields__]
    if isinstance(value, tuple) and any(isinstance(part, msgspec.Struct) for part in value):
        return [("", part) for part in value]
    return None
