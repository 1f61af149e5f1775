"""The act in which a service plan is written, from the paper that is previewed to the paper made of it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea

from desktop.views.plans.table import PlanTable
from tests.journeys.hands import Hands

TEXTS = {
    "plans.situation": "总部与一、二厂区共 6 条互联网专线，二期厂房 2027 年 3 月投产，车间设备联网率约四成。",
    "plans.goals": "主合同续签至 2029 年 1 月；专线可用率不低于 99.95%。",
    "plans.emergency": "专线中断先拨客户经理，15 分钟内响应，每小时通报一次进展；4 小时未恢复升级到服务监督。",
    "plans.report_cycle": "每季度首月 10 日前",
}
ROWS = {
    "plans.promises": (("账务核对", "每月 5 日出账，差异限时核对", "3 个工作日", "1"),),
    "plans.key_items": (
        ("二厂区专线提速到 1G，双路由接入", "信息部、基建部", "2026-12-10"),
        ("车间 5G 专网覆盖二期方案评审", "生产技术部", "2027-03-31"),
    ),
    "plans.products": (("互联网专线", "总部机房", "500M", "2027-01-14"),),
    "plans.prices": (("互联网专线 1G（双路由）", "21,800", "8.5", "", "2"), ("5G 专网切片", "8,600")),
}


def write_plan(hands: Hands) -> None:
    """From the previewed plan (`papers.plan.edit`) write it, save it, and come back to the preview of what it says."""
    hands.click("papers.plan.edit")
    hands.find("plans.situation")
    for name, text in TEXTS.items():
        show(hands, name)
        hands.type(name, text)
    if hands.seen("plans.offers.take-0") is not None:
        show(hands, "plans.offers")
        hands.click("plans.offers.take-0")
    for name, rows in ROWS.items():
        show(hands, name)
        for texts in rows:
            write_row(hands, name, texts)
    hands.click("plans.save")
    hands.until(lambda: "第 1 版" in hands.find("plans.meta", QLabel).text(), "the first version of the plan")
    show(hands, "plans.prices")
    hands.shot("plan-prices")
    show(hands, "plans.situation")
    hands.shot("plan-editor")
    hands.click("plans.preview")
    hands.find("papers.save")


def show(hands: Hands, name: str) -> None:
    """Scroll a field or table of the editor into sight."""
    hands.find("plans.scroll", QScrollArea).ensureWidgetVisible(hands.find(name), 20, 60)
    hands.breathe()


def write_row(hands: Hands, name: str, texts: tuple[str, ...]) -> None:
    """Begin a row by a click on the empty one; Tab walks on, Enter ends it, Esc leaves the next one unbegun."""
    table = hands.find(name, PlanTable)
    last = table.plan.index(table.plan.rowCount() - 1, 0)
    hands.window.activateWindow()
    hands.pick_row(name, lambda text: text == str(last.data()))
    for number, text in enumerate(texts, 1):
        hands.until(lambda: table.editor is not None and table.editor.hasFocus(), f"an open cell in {name!r}")
        if text:
            hands.commit(text)
        hands.press(Qt.Key.Key_Return if number == len(texts) else Qt.Key.Key_Tab)
    hands.until(lambda: table.editor is not None and table.editor.hasFocus(), f"the next row of {name!r}")
    hands.press(Qt.Key.Key_Escape)
