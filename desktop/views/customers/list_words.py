"""Sentences of the list page: its sums, its view, and why it is empty."""

from desktop.views.customers.filters import VIEWS, filter_words
from desktop.wording import _, ngettext
from domain.queries.customers import CustomerFilter, CustomerSums
from domain.rules.codes import CodeLists
from domain.values.money import format_amount


def sum_words(listed: CustomerSums, chosen: CustomerSums, ticked: int) -> list[str]:
    """Give the parts of the status bar: how many, how many ticked, and the sums of those that count."""
    parts = [ngettext("共 {count} 户", "共 {count} 户", listed.count).format(count=listed.count)]
    if ticked:
        parts.append(ngettext("已选 {count} 户", "已选 {count} 户", ticked).format(count=ticked))
    sums = chosen if ticked else listed
    parts.append(_("月收入合计 {amount} 元").format(amount=format_amount(sums.revenue)))
    parts.append(_("欠费合计 {amount} 元").format(amount=format_amount(sums.arrears)))
    return parts


def view_words(view: str) -> str:
    """Give the words of a view by its code."""
    return next((_(words) for code, words, _icon, _permission in VIEWS if code == view), "")


def empty_words(
    chosen: CustomerFilter, codes: CodeLists, view: str, total: int, *, can_import: bool
) -> tuple[str, str, str, str]:
    """Say why the list is empty: icon, what, why, and the way out; `total` is the number of the largest view."""
    if chosen.is_narrowed:
        why = _("当前筛选：{words}").format(words=_("、").join(filter_words(chosen, codes)))
        return "search-x", _("没有符合条件的客户"), why, _("清除筛选")
    if total:
        return "circle-check", _("「{view}」里没有客户").format(view=view), "", ""
    action = _("导入 Excel") if can_import else ""
    return "building-2", _("还没有客户"), _("可从服务器下载，或导入 Excel"), action
