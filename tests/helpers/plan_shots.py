"""Pictures of the plan editor with believable data: `python -m tests.helpers.plan_shots DIR`."""

import sys
import tempfile
from pathlib import Path

from desktop.screens import screens
from desktop.views.main_window import MainWindow
from desktop.views.plans.screen import PlansScreen
from desktop.views.targets import PlanTarget
from desktop.wording import set_language
from desktop.workspace import Workspace
from domain.base import Synced
from domain.commands import AddTask
from domain.commands.tasks import NewTask
from domain.entities import ServiceRule
from tests.helpers import customer_shots as shots
from tests.helpers import desk

KEY = desk.row_id(4)
RULES = (
    ("上门走访", "visit_frequency", 2, "per_month", "每次走访后两个工作日内反馈待办"),
    ("季度服务报告", "report", 1, "per_quarter", "网络运行、账务、故障与改进建议"),
    ("专线故障恢复", "fault_limit", 4, "hours", "二厂区接入后按双路由保障"),
    ("网络巡检", "inspection", 1, "per_quarter", "出口设备与机房环境"),
)
TEXTS = {
    "situation": "总部与一、二厂区共 6 条互联网专线，合计 1.2G；二期厂房 2027 年 3 月投产，车间设备联网率约四成。",
    "needs": "二期厂房投产前完成专线扩容与 5G 专网方案；统付成员由 320 人扩到 410 人。",
    "goals": "主合同续签至 2029 年 1 月；专线可用率不低于 99.95%。",
    "emergency": "专线中断时先拨客户经理，15 分钟内响应，每小时通报一次进展；4 小时未恢复升级到服务监督。",
    "report_cycle": "每季度首月 10 日前",
}
ROWS = {
    "promises": (
        {
            "name": "账务核对",
            "content": "每月 5 日出账，差异限时核对",
            "standard": "3 个工作日",
            "value": 1,
            "unit": "per_month",
            "owner": "李明远",
        },
    ),
    "key_items": (
        {
            "text": "二厂区专线提速到 1G，双路由接入",
            "partner": "信息部、基建部",
            "due": "2026-12-10",
            "owner": "李明远",
        },
        {
            "text": "成员统付由 320 人扩到 410 人，名单逐一核查",
            "partner": "信息部、人力部",
            "due": "2027-01-15",
            "owner": "李明远",
        },
        {"text": "车间 5G 专网覆盖二期方案评审", "partner": "生产技术部", "due": "2027-03-31", "owner": "赵建国"},
    ),
    "products": (
        {"product": "互联网专线", "site": "总部机房", "quantity": "500M", "expires": "2027-01-14"},
        {"product": "MPLS VPN", "site": "总部、一厂区、二厂区", "quantity": "3 点", "expires": "2027-12-31"},
    ),
    "prices": (
        {"product": "互联网专线 1G（双路由）", "standard_fee": 2_180_000, "offered_fee": 1_853_000, "quantity": 2},
        {"product": "5G 专网切片", "standard_fee": 860_000, "quantity": 1},
    ),
}


def rows() -> list[Synced]:
    """Give the customers, visits and rules."""
    rules = [
        ServiceRule(
            id=desk.row_id(90_000 + number),
            code=f"R{number}",
            name=name,
            item=item,
            value=value,
            unit=unit,
            standard=standard,
            valid_from=shots.date(2026, 1, 1),
            level="province",
            internal_only=False,
            **desk.authored(),
        )
        for number, (name, item, value, unit, standard) in enumerate(RULES, 1)
    ]
    return [*shots.customers(), *shots.logs(), *rules]


def happen(workspace: Workspace) -> None:
    """Leave a promise open."""
    task = NewTask(
        id=workspace.new_id(),
        title="12 月 5 日前答复双路由割接时间",
        due=shots.date(2026, 12, 5),
        assignee_id=desk.LI,
        is_promise=True,
    )
    workspace.run(AddTask(**workspace.stamp(), customer_id=KEY, task=task))


def write(screen: PlansScreen) -> None:
    """Fill the form in."""
    form = screen.model.form
    for name, text in TEXTS.items():
        form.set_text(name, text)
    for table, more in ROWS.items():
        for row in more:
            form.tables[table].add(row)
    screen.cards.show()


def main(out: Path) -> None:
    """Take the pictures in every look."""
    out.mkdir(parents=True, exist_ok=True)
    app = shots.QApplication.instance() or shots.QApplication([])
    theme = shots.Theme.install(app, "light")
    theme.set_motion(False)
    with (
        tempfile.TemporaryDirectory() as folder,
        desk.open_workspace(Path(folder), *rows(), acting=desk.actor(), clock=lambda: shots.NOW) as workspace,
    ):
        happen(workspace)
        shots.happen(workspace)
        shots.settle(workspace)
        for look, language, size in (
            ("light", "zh", "1440x900"),
            ("dark", "zh", "1440x900"),
            ("light", "zh", "1366x720"),
            ("light", "en", "1366x720"),
        ):
            set_language(language)
            theme.set_theme(look)
            window = MainWindow(workspace, screens(), settings=workspace.settings)
            window.resize(*shots.SIZES[size])
            window.show()
            window.go("plans", PlanTarget(KEY, 2027))
            shots.settle(workspace)
            screen = window.screen_named("plans")
            if not screen.model.editing.version and not screen.model.dirty:
                window.grab().save(str(out / "plans-empty.png"))
                write(screen)
            shots.settle(workspace)
            bar = screen.area.verticalScrollBar()
            for number, place in enumerate((0, 0.5, 1.0)):
                bar.setValue(round(bar.maximum() * place))
                shots.settle(workspace)
                window.grab().save(str(out / f"plans-{look}-{language}-{size}-{number}.png"))
            screen.model.flush()
            window.close()
            shots.settle(workspace)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/shots"))
