"""What is said about files, columns and rows of an import."""

from typing import Final

from desktop.wording import N_, _
from desktop.wording.explain import explain
from desktop.wording.fields import field_label
from domain.errors import Problem
from domain.queries.imports import TwinRow
from domain.values.imports import RowFate, TwinReason
from domain.values.money import MoneyUnit

FILE_TROUBLES: Final[dict[str, str]] = {
    "file_missing": N_("找不到文件 {path}，可能已被移动或删除"),
    "file_too_large": N_("文件 {path} 超过 {limit} MB，请拆分后再导入"),
    "file_encrypted": N_("{path} 带密码或是旧版 xls，请另存为不带密码的 xlsx"),
    "file_not_a_table": N_("{path} 不是表格，支持 xlsx 和 csv"),
    "file_damaged": N_("{path} 已损坏或不完整，请重新导出"),
    "file_bomb": N_("{path} 展开后异常巨大，已拒绝打开"),
    "file_empty": N_("{path} 里没有内容"),
    "file_encoding": N_("{path} 的文字编码无法识别，请另存为 UTF-8 或 GBK"),
    "too_many_columns": N_("{path} 超过 {limit} 列，请删去多余的列"),
    "no_head": N_("{path} 里找不到表头，请指定表头所在行"),
    "sheet_missing": N_("{path} 里没有工作表「{sheet}」"),
    "mapping_incomplete": N_("还有列没有对应好，请先补齐"),
    "not_writable": N_("无法写入 {path}：{cause}"),
}
PROBLEMS: Final[dict[str, str]] = {
    "cell_too_long": N_("单元格超过 32767 字，已截断"),
    "cell_error": N_("单元格是公式错误值"),
    "formula_without_value": N_("公式没有保存结果，请在表格软件中重算并保存"),
    "formula": N_("取自公式的结果"),
    "number_rounded": N_("数字超过 15 位，表格软件已改写末位，请改为文本"),
    "amount_missing": N_("没有金额"),
    "amount_format": N_("「{value}」不是金额"),
    "amount_unit": N_("「{value}」的单位与所选单位不同"),
    "amount_too_large": N_("「{value}」金额过大"),
    "unit_missing": N_("请选择金额单位"),
    "unit_contradicts_heading": N_("所选单位与表头标注不同"),
    "target_twice": N_("同一字段对应了两列"),
    "target_missing": N_("还没有列对应「{field}」"),
    "not_yes_or_no": N_("「{value}」不是「是」或「否」"),
    "unknown_word": N_("「{value}」不在可选范围内"),
    "unknown_division": N_("「{value}」不在行政区划表内"),
    "ambiguous_division": N_("「{value}」有重名，请用区划代码"),
    "unknown_staff_no": N_("工号「{value}」不存在"),
    "industry_unknown_section": N_("行业门类不在国标范围内"),
    "industry_unknown_division": N_("行业大类不在国标范围内"),
    "industry_unknown_group": N_("行业中类不在国标范围内"),
    "industry_division_mismatch": N_("行业大类不属于所填门类"),
    "industry_group_mismatch": N_("行业中类不属于所填大类"),
    "keys_disagree": N_("集团编码与信用代码属于不同客户（信用代码属于「{name}」）"),
    "tel_from_contact": N_("单位电话取自联系人"),
    "manager_kept": N_("客户经理未改，请用「转移」"),
}
TWINS: Final[dict[TwinReason, str]] = {
    TwinReason.SAME_NUMBER: N_("集团编码与「{name}」相同"),
    TwinReason.SAME_CODE: N_("信用代码与「{name}」相同"),
    TwinReason.SAME_NAME: N_("名称与「{name}」相同"),
    TwinReason.ALIKE: N_("名称、电话或地址与「{name}」相近"),
    TwinReason.IN_FILE: N_("与本文件第 {line} 行的「{name}」重复"),
}
TWIN_BEFORE: Final = N_("与本文件前面的「{name}」重复")
FATES: Final[dict[RowFate, str]] = {
    RowFate.CREATE: N_("新建"),
    RowFate.UPDATE: N_("更新"),
    RowFate.UNCHANGED: N_("无变化"),
    RowFate.DUPLICATE: N_("疑似重复"),
    RowFate.ERROR: N_("有误"),
}
UNITS: Final[dict[MoneyUnit, str]] = {
    MoneyUnit.YUAN: N_("元"),
    MoneyUnit.TEN_THOUSAND_YUAN: N_("万元"),
    MoneyUnit.FEN: N_("分"),
    MoneyUnit.LI: N_("厘"),
}


def file_trouble_words(code: str, facts: dict[str, object]) -> str:
    """Say what is wrong with a file and what to do."""
    sentence = FILE_TROUBLES.get(code)
    if sentence is None:
        return explain(code)
    shown = {"path": "", "limit": "", "sheet": "", "cause": ""} | facts
    return _(sentence).format(**shown)


def cell_words(problem: Problem) -> str:
    """Say what is wrong with a cell, without naming its column."""
    sentence = PROBLEMS.get(problem.code)
    if sentence is None:
        return explain(problem.code, problem.facts)
    shown = {"value": "", "name": "", "heading": "", "field": field_label(problem.field)} | dict(problem.facts)
    return _(sentence).format(**shown)


def problem_words(problem: Problem) -> str:
    """Name the field and say what is wrong with it."""
    if not problem.field or problem.field.isdigit() or problem.code == "target_missing":
        return cell_words(problem)
    return _("{field}：{trouble}").format(field=target_label(problem.field), trouble=cell_words(problem))


def target_label(target: str) -> str:
    """Give the word for a field a column is put into."""
    if target == "industry":
        return _("国标行业")
    if target.startswith("contact."):
        return _("联系人{field}").format(field=field_label(target))
    return field_label(target)


def twin_words(twin: TwinRow) -> str:
    """Say what a row was taken for."""
    sentence = TWINS[twin.reason] if twin.reason is not TwinReason.IN_FILE or twin.line else TWIN_BEFORE
    return _(sentence).format(name=twin.name, line=twin.line)
