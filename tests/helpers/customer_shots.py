"""Pictures of the customer screens with believable data: `python -m tests.helpers.customer_shots DIR`."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from desktop.views.customers import CustomersScreen
from desktop.views.main_window import MainWindow
from desktop.views.targets import CustomerTarget
from desktop.views.theme import Theme
from desktop.wording import set_language
from desktop.workspace import Workspace
from domain.commands import AddAffiliate, AddContact, AddTask, EditCustomer, LogVisit, PlanVisit
from domain.commands.base import Edit
from domain.commands.tasks import NewTask
from domain.entities import Customer, VisitLog
from domain.rules.codes import decode_code_lists
from tests.helpers import desk

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 25, 2, 10, tzinfo=UTC)
TODAY = date(2026, 11, 25)
CODES = ROOT / "resources" / "codes"
SIZES = {"1440x900": (1440, 900), "1366x720": (1366, 720)}
MIDDLE = {"A1": 15, "A2": 30, "B1": 30, "B2": 61, "C": 91}
# name, class, manager, completeness, days since each visit, revenue and arrears in fen, segment
LIST = [
    ("启衡冷链物流有限公司", "B1", desk.ZHAO, 92, (47, 110, 150), 1846000, 5218000, "transport"),
    ("金穗供销合作社联合社", "B2", desk.ZHAO, 61, (70,), 983000, 2170000, "agriculture"),
    ("云栈数据科技有限公司", "B1", desk.LI, 84, (34, 63, 120, 150), 4291550, 0, "internet_it"),
    ("恒岳精密制造股份有限公司", "A1", desk.LI, 94, (19, 33, 48, 60, 95, 110, 125, 140), 18642000, 0, "manufacturing"),
    ("澜州市第三人民医院", "A2", desk.LI, 96, (29, 58, 90, 120, 150), 9730400, 0, "health"),
    ("澜州水务集团有限公司", "A2", desk.LI, 88, (28, 60, 92, 122, 152), 6418000, 0, "utilities"),
    ("东澜职业技术学院", "A2", desk.LI, 73, (26, 58, 150), 5870000, 0, "education"),
    ("澜江农村商业银行股份有限公司", "A1", desk.LI, 97, (7, 20, 40, 52, 75, 90, 110), 16409000, 0, "finance"),
    ("澜州港务集团有限公司", "A1", desk.LI, 98, (0, 9, 30, 45, 66, 90, 120), 23160000, 0, "transport"),
    ("澜州公共交通集团有限公司", "A2", desk.LI, 91, (13, 20, 50, 80, 110, 140), 7395000, 0, "transport"),
    ("北屿新能源科技有限公司", "B1", desk.LI, 86, (15, 50, 80, 140), 3126800, 0, "energy"),
    ("澜州高新区投资开发有限公司", "A2", desk.LI, 90, (6, 60, 90, 120), 8142000, 0, "construction"),
    ("澜州市城市管理服务中心", "B1", desk.LI, 85, (20, 90, 120, 150), 2264000, 0, "party_government"),
    ("鼎川建设工程有限公司", "B1", desk.LI, 79, (22, 90, 150), 2754000, 1236000, "construction"),
    ("远汐海运代理有限公司", "B1", desk.LI, 89, (12, 60, 90, 120), 2987000, 0, "transport"),
    ("瑞禾食品工业有限公司", "B2", desk.LI, 82, (41, 100, 160), 1208800, 0, "manufacturing"),
    ("星图文旅发展有限公司", "B2", desk.LI, 76, (58, 120), 896000, 0, "hotel_tourism"),
    ("岚山农产品批发市场有限公司", "B2", desk.LI, 71, (45, 160), 672500, 0, "agriculture"),
    ("和光养老服务中心", "C", desk.LI, 68, (97,), 318000, 0, "health"),
]
FULL = {
    "short_name": "恒岳精密",
    "cert_type": "unified_licence",
    "cert_no": "91430500MA2L7K4Q6T",
    "legal_rep": "周砚之",
    "tel": "0583-5321000",
    "office_address": "澜州市高新区恒岳路 8 号",
    "reg_address": "澜州市高新区恒岳路 8 号",
    "employees": 1260,
    "own_size": "large",
    "industry_section": "C",
    "industry_division": "34",
    "sign_date": date(2024, 1, 15),
    "credit_class": "2",
    "service_class": "gold",
    "budget_cycle": "每年 11 月编制次年信息化预算",
    "needs_summary": "二期厂房投产前完成专线扩容与 5G 专网方案",
    "website": "www.hengyue.example",
    "broadband_op": "telecom",
    "figures_period": "202610",
    "figures_source": "计费月报",
    "tags": ["集团成员", "统付客户"],
}


def code_lists():
    names = ("divisions", "industries", "segments", "credit_categories")
    return decode_code_lists(**{name: (CODES / f"{name}.json").read_bytes() for name in names})


def logs() -> Iterator[VisitLog]:
    """Give a bare log for each visit of the list."""
    for number, entry in enumerate(LIST, start=1):
        for place, days in enumerate(entry[4]):
            start = NOW - timedelta(days=days, hours=1)
            if number != 4:
                yield VisitLog(
                    id=desk.row_id(number * 100 + place),
                    customer_id=desk.row_id(number),
                    starts_at=start,
                    ends_at=start + timedelta(minutes=45),
                    way="on_site",
                    content="例行拜访，了解近期用网情况与后续计划。",
                    submitted_at=start,
                    org_id=desk.TEAM_ONE,
                    owner_id=entry[2],
                    **desk.authored(entry[2]),
                )


def customers() -> Iterator[Customer]:
    for number, (name, grade, am_id, percent, days, revenue, arrears, segment) in enumerate(LIST, start=1):
        values = {"value_class": grade, "completeness": percent, "monthly_revenue": revenue, "arrears": arrears}
        last = TODAY - timedelta(days=days[0])
        values |= {"last_visit": last, "next_visit_due": last + timedelta(days=MIDDLE[grade]), "segment": segment}
        values |= {"county": "430503" if number % 3 else "430502", "city": "430500", "province": "430000"}
        values |= {
            "state": "signed",
            "coop_state": "signed",
            "sign_date": date(2025, 1, 10),
            "cust_no": f"JT-0583-{number:05d}",
        }
        yield desk.customer(number, name, am_id, **(values | (FULL if number == 4 else {})))


def happen(workspace: Workspace) -> None:
    """Let a few things be done with the first customers."""
    key = desk.row_id(4)

    def stamp(days: int) -> dict:
        return {"id": workspace.new_id(), "at": NOW - timedelta(days=days)}

    people = (
        ("方念平", "信息部", "主任", ["user", "handler"], "supporting", "13800132046"),
        ("江予舟", "采购部", "经理", ["decision_maker"], "neutral", "13900137781"),
        ("陆一鸣", "财务部", "主管", ["finance"], "unknown", "13700134420"),
    )
    ids = []
    for name, dept, title, roles, attitude, mobile in people:
        ids.append(workspace.new_id())
        values = {
            "name": name,
            "dept": dept,
            "title": title,
            "role_kinds": roles,
            "attitude": attitude,
            "mobile": mobile,
        }
        values |= {"influence": 4, "email": "fang@hengyue.example", "best_time": "工作日上午", "birthday": "08-17"}
        workspace.run(AddContact(**stamp(60), contact_id=ids[-1], customer_id=key, values=values))
    for days, text in (
        (48, "确认二期厂房投产时间为明年三月，专线由 200M 提到 500M，先给一份分阶段的报价。"),
        (33, "电话回访，客户对 11 月恢复二厂区施工的安排没有意见。"),
        (19, "方念平接待，答应两周内给出专线扩容报价；客户提到友商也在接触，价格压力较大。"),
    ):
        start = NOW - timedelta(days=days)
        workspace.run(
            LogVisit(
                id=workspace.new_id(),
                at=start + timedelta(hours=2),
                visit_id=workspace.new_id(),
                customer_id=key,
                starts_at=start,
                ends_at=start + timedelta(minutes=50),
                way="phone" if days == 33 else "on_site",
                place="恒岳路 8 号",
                content=text,
                contact_ids=(ids[0],),
            )
        )
    for title, due in (("专线扩容报价", -5), ("季度服务回访", 0), ("框架合同续约准备", 20)):
        task = NewTask(id=workspace.new_id(), title=title, due=TODAY + timedelta(days=due), assignee_id=desk.LI)
        workspace.run(AddTask(**stamp(10), task=task, customer_id=key))
    for name, share in (
        ("恒岳汽车零部件有限公司", 8000),
        ("恒岳供应链管理有限公司", 5100),
        ("恒岳国际贸易有限公司", 6000),
    ):
        values = {"to_name": name, "rel_type": "holding", "hold_pct": share}
        workspace.run(AddAffiliate(**stamp(40), affiliate_id=workspace.new_id(), customer_id=key, values=values))
    start = NOW + timedelta(hours=0, minutes=20)
    plan = {
        "plan_id": workspace.new_id(),
        "customer_id": key,
        "starts_at": start,
        "ends_at": start + timedelta(minutes=50),
    }
    workspace.run(PlanVisit(**stamp(2), **plan))
    edit = (Edit("decision_process", "", "信息部提需求，采购部比价，总经理办公会审批"), Edit("employees", 1260, 1310))
    workspace.run(EditCustomer(**stamp(1), customer_id=key, edits=edit))
    for number in (2, 9):
        mark = (Edit("tags", [], ["重点扩容"]),)
        workspace.run(EditCustomer(**stamp(0), customer_id=desk.row_id(number), edits=mark))


def settle(workspace: Workspace, limit: int = 4000, quiet_rounds: int = 20) -> None:
    """Let the program work until it has nothing to do."""
    until = QDeadlineTimer(limit)
    quiet = 0
    while not until.hasExpired() and quiet < quiet_rounds:
        QCoreApplication.processEvents(
            QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 25
        )
        QCoreApplication.sendPostedEvents(None, 52)
        quiet = quiet + 1 if workspace._background.idle else 0


@contextmanager
def window(acting=desk.ZHAO, size=(1440, 900)) -> Iterator[tuple[MainWindow, CustomersScreen]]:
    folder = Path(tempfile.mkdtemp())
    with desk.open_workspace(folder, *customers(), *logs(), acting=desk.actor(acting), clock=lambda: NOW) as workspace:
        happen(workspace)
        lists = code_lists()
        made = MainWindow(
            workspace,
            {"customers": lambda ws, notices: CustomersScreen(ws, notices, lists)},
            organisation="澜州分公司",
            version="0.1.0",
        )
        made.resize(*size)
        made.show()
        made.go("customers")
        settle(workspace)
        try:
            yield made, made.screen_named("customers")
        finally:
            made.close()
            made.deleteLater()


def main(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    theme = Theme.install(app)
    wanted = sys.argv[2].split(",") if len(sys.argv) > 2 else ["light", "dark", "en"]
    for look in wanted:
        set_language("en" if look == "en" else "zh")
        theme.set_theme(look if look in {"dark", "contrast"} else "light")
        for size_name, size in SIZES.items():
            with window(size=size) as (made, screen):
                page = screen.list_page
                page.table.select_id(desk.row_id(4))
                settle(made.workspace)
                made.grab().save(str(out / f"customers-plain-{look}-{size_name}.png"))
                for number in (1, 4, 7):
                    page.model.toggle_tick(page.model.row_of(desk.row_id(number)))
                settle(made.workspace)
                made.grab().save(str(out / f"customers-{look}-{size_name}.png"))
                page.clear_ticks()
                for tab in ("overview", "contacts", "visits", "tasks", "history"):
                    made.go("customers", CustomerTarget(desk.row_id(4), tab))
                    settle(made.workspace)
                    made.grab().save(str(out / f"customer-{tab}-{look}-{size_name}.png"))
                    if tab == "contacts":
                        shoot_dialog(made, screen.file_page.add_contact, out / f"contact-dialog-{look}-{size_name}.png")
                screen.file_page.edit()
                settle(made.workspace)
                made.grab().save(str(out / f"customer-edit-{look}-{size_name}.png"))
                screen.file_page._close_form()
                made.go("customers")
                shoot_dialog(made, lambda: screen.trigger("new"), out / f"new-{look}-{size_name}.png")
                for deed in ("transfer", "tags"):
                    act = partial(screen.deeds.do, deed, (desk.row_id(1), desk.row_id(2)))
                    shoot_dialog(made, act, out / f"{deed}-{look}-{size_name}.png")
    set_language("zh")


def shoot_dialog(made: MainWindow, open_it, path: Path) -> None:
    """Take a picture of a dialog and leave it."""
    open_it()
    settle(made.workspace)
    dialog = next(child for child in made.findChildren(QDialog) if child.isVisible())
    for line in dialog.findChildren(QLineEdit):
        if line.objectName() == "customers.new.code":
            line.setFocus()
            line.insert("91430500MA2L7K4Q6T")
            line.textEdited.emit(line.text())
        if line.objectName() == "customers.new.cust_name":
            line.insert("恒岳精密制造有限公司")
            line.textEdited.emit(line.text())
    settle(made.workspace, quiet_rounds=60)
    dialog.grab().save(str(path))
    dialog.reject()
    settle(made.workspace)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/shots"))
