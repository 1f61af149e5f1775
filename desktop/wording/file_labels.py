"""The word for every code of what is printed and of what is read in from files."""

from enum import StrEnum
from typing import Final

from desktop.wording import N_
from domain.values import imports, papers

FILE_LABELS: Final[dict[type[StrEnum], dict[str, str]]] = {
    papers.PaperKind: {"service_plan": N_("服务计划书"), "visit_record": N_("走访记录表")},
    papers.PlanPart: {
        "review": N_("合作回顾"),
        "situation": N_("客户现状与需求"),
        "products": N_("在用产品"),
        "team": N_("服务团队与联系方式"),
        "commitments": N_("服务承诺"),
        "year": N_("全年服务安排"),
        "key_items": N_("重点事项"),
        "solution": N_("整体解决方案"),
        "emergency": N_("重点保障与应急预案"),
        "prices": N_("优惠与增值建议"),
        "communication": N_("沟通机制与满意度"),
    },
    papers.Watermark: {"none": N_("无水印"), "draft": N_("草稿"), "in_approval": N_("审批中")},
    papers.MarkKind: {
        "count": N_("次数"),
        "meeting": N_("正式会议"),
        "on_site": N_("现场作业"),
        "business": N_("商务节点"),
    },
    papers.PrintFinding: {
        "missing_field": N_("有必填内容未填"),
        "stale_data": N_("数据不是最新"),
        "amounts": N_("含有金额"),
        "not_reviewed": N_("尚未评价"),
        "temporary_number": N_("仍是临时编号"),
        "missing_glyph": N_("有字符无法打印"),
        "signature_needed": N_("须由客户签字"),
    },
    imports.RowFate: {
        "create": N_("新增"),
        "update": N_("更新"),
        "unchanged": N_("无变化"),
        "duplicate": N_("疑似重复"),
        "error": N_("有错误"),
    },
    imports.TwinChoice: {"skip": N_("跳过"), "update": N_("更新已有客户"), "create": N_("仍然新建")},
    imports.TwinReason: {
        "same_number": N_("编码相同"),
        "same_code": N_("信用代码相同"),
        "same_name": N_("名称相同"),
        "alike": N_("名称相近"),
        "in_file": N_("文件内重复"),
    },
    imports.TargetKind: {"plain": N_("文字"), "money": N_("金额")},
}
"""Enum class to code to Chinese word; part of the one table in `desktop.wording.labels`."""
