"""The record of changes as a list: who, when, what, before and after."""

from collections.abc import Callable
from datetime import date
from typing import Final

import msgspec
from PySide6.QtCore import QObject

from desktop.models.cells import Painter, TwoLines
from desktop.models.customers import moment_words
from desktop.models.field_values import value_words
from desktop.models.rows import Column, RowsModel
from desktop.models.whole import WholeSource
from desktop.wording import N_, _
from desktop.wording.fields import field_label
from desktop.wording.labels import kind_label
from desktop.workspace import Workspace
from domain.queries.audit import AuditRow, customer_audit
from domain.rules.codes import CodeLists
from domain.rules.contacts import CONTACT_FIELDS
from domain.rules.customers import CUSTOMER_FIELDS
from domain.rules.fields import FieldSpec
from domain.rules.phones import mask_phone_display

MASKED: Final = ("mobile", "office_tel", "wechat")
ACTIONS: Final[dict[tuple[str, str], str]] = {
    ("customers", "create"): N_("建立客户档案"),
    ("customers", "edit"): N_("修改客户档案"),
    ("customers", "assign"): N_("转移客户"),
    ("customers", "remove"): N_("撤回客户档案"),
    ("affiliates", "add"): N_("登记关联企业"),
    ("affiliates", "remove"): N_("移除关联企业"),
    ("contacts", "add"): N_("添加关键人"),
    ("contacts", "edit"): N_("修改关键人"),
    ("contacts", "remove"): N_("移除关键人"),
    ("contacts", "reveal"): N_("查看联系号码"),
    ("visit_plans", "plan"): N_("安排走访"),
    ("visit_plans", "move"): N_("调整走访时间"),
    ("visit_plans", "edit"): N_("修改走访计划"),
    ("visit_plans", "cancel"): N_("取消走访"),
    ("visit_logs", "log"): N_("登记走访日志"),
    ("visit_logs", "comment"): N_("评价走访"),
    ("visit_logs", "return"): N_("退回走访日志"),
    ("tasks", "add"): N_("新建任务"),
    ("tasks", "edit"): N_("修改任务"),
    ("tasks", "assign"): N_("分派任务"),
    ("tasks", "complete"): N_("完成任务"),
    ("tasks", "reopen"): N_("重新打开任务"),
}


def action_words(kind: str, action: str) -> str:
    """Say what was done; an action of a newer server is named by its record and code."""
    if action == "print":
        return _("打印文书")
    words = ACTIONS.get((kind, action))
    return _(words) if words else f"{kind_label(kind)} {action}"


def change_words(row: AuditRow, value: object, codes: CodeLists) -> str:
    """Say one side of a change; numbers people are reached by stay masked."""
    if not row.field or value in (None, "", []):
        return "—" if row.field else ""
    if row.field in MASKED:
        return mask_phone_display(str(value))
    spec = _spec(row)
    return value_words(spec, value, codes, {str(value): str(value)}) if spec is not None else str(value)


def _spec(row: AuditRow) -> FieldSpec | None:
    return {"customers": CUSTOMER_FIELDS, "contacts": CONTACT_FIELDS}.get(row.kind, {}).get(row.field)


def audit_model(
    workspace: Workspace, customer_id: str, codes: CodeLists, today: Callable[[], date], parent: QObject | None = None
) -> RowsModel:
    """Make the list of changes of one customer."""

    def done(row: AuditRow) -> TwoLines:
        about = " · ".join(part for part in (row.subject, row.reason) if part)
        return TwoLines(action_words(row.kind, row.action), about)

    columns = (
        Column(key="at", heading=N_("时间"), value=lambda row: moment_words(row.at, today()), width=110),
        Column(key="by", heading=N_("操作人"), painter=Painter.PERSON, width=110),
        Column(key="action", heading=N_("事项"), painter=Painter.TWO_LINES, value=done, width=210),
        Column(
            key="field",
            heading=N_("字段"),
            painter=Painter.SOFT,
            value=lambda row: field_label(row.field, row.kind) if row.field else "",
            width=120,
        ),
        Column(
            key="old",
            heading=N_("变更前"),
            painter=Painter.SOFT,
            value=lambda row: change_words(row, row.old, codes),
            tooltip=lambda row: change_words(row, row.old, codes),
            width=220,
        ),
        Column(
            key="new",
            heading=N_("变更后"),
            value=lambda row: change_words(row, row.new, codes),
            tooltip=lambda row: change_words(row, row.new, codes),
            stretch=True,
        ),
    )
    fixed = tuple(msgspec.structs.replace(column, sortable=False) for column in columns)
    return RowsModel(fixed, WholeSource(workspace, customer_audit, customer_id), parent=parent)
