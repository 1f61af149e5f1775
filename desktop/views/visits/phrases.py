"""Quick phrases: the shipped ones, finding one by what was typed, and the placeholders in them."""

import re
from collections.abc import Iterable
from typing import Final

from desktop.wording import N_, _
from domain.queries.visit_logs import PhraseRow
from domain.rules.text import pinyin_key

PLACEHOLDER: Final = re.compile(r"\[[^\[\]\n]{1,30}\]")
TRIGGER: Final = re.compile(r"[;；]([A-Za-z0-9]*)$")
NUMBERING: Final = re.compile(r"^\s*(?:\d+[.、)]|[-*•])\s*")
SHOWN: Final = 8
SHIPPED: Final = (
    ("bj", N_("已答应 [日期] 前提供 [产品] 正式报价")),
    ("yj", N_("客户对报价的意见：[价格 / 期限 / 服务]")),
    ("yh", N_("报价需走优惠审批，预计 [天数] 个工作日")),
    ("tf", N_("新增统付成员 [人数] 人，名单由 [部门] 提供")),
    ("ts", N_("客户反映 [现象]，时段 [时间]，已记录工单")),
    ("hk", N_("客户承诺 [日期] 前回款 [金额] 元")),
    ("xy", N_("合同 [日期] 到期，客户续约意向 [强 / 中 / 弱]")),
)


def with_shipped(own: Iterable[PhraseRow]) -> tuple[PhraseRow, ...]:
    """Give one's own phrases, and behind them the shipped ones whose code is not taken; those have no id."""
    kept = tuple(own)
    codes = {row.code for row in kept}
    return (*kept, *(PhraseRow("", code, _(text)) for code, text in SHIPPED if code not in codes))


def fitting(phrases: Iterable[PhraseRow], letters: str) -> tuple[PhraseRow, ...]:
    """Give the phrases for some letters: first by code, then by the pinyin initials of their words."""
    wanted = letters.lower()
    every = tuple(phrases)
    by_code = [row for row in every if row.code.lower().startswith(wanted)]
    by_words = [row for row in every if row not in by_code and wanted in pinyin_key(row.text).initials]
    return tuple(by_code + by_words)[:SHOWN]


def task_title(line: str) -> str:
    """Give a line of the key points as the title of a task: without numbering and closing mark."""
    return NUMBERING.sub("", line).strip().rstrip("。；;.")[:200]
