"""The acts of the working day, each in a process of its own: `python -m tests.journeys.acts NAME JSON`."""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage, QPainter
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QLineEdit, QWidget

from desktop.app import build_app
from desktop.services.status import SyncState
from desktop.workspace import Workspace
from tests.journeys.hands import Hands
from tests.journeys.plan_act import write_plan
from tests.journeys.stage import DEMO, PASSPHRASE

WINDOW = (1440, 900)
COPY_PATIENCE = 60.0
Given = dict[str, Any]


def tell(**what: Any) -> None:
    """Say something to the stage."""
    sys.stdout.write(json.dumps(what, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def ask(what: str) -> None:
    """Ask the stage for something and wait until it is done."""
    tell(ask=what)
    sys.stdin.readline()


def workspace_of(hands: Hands) -> Workspace:
    return hands.until(lambda: hands.desktop.workspace, "an open profile")


def first_run(hands: Hands, given: Given, *, pictures: bool = False) -> None:
    """Connect, sign in, choose a passphrase, fetch the first copy, open the main window."""
    hands.find("first-run").resize(*WINDOW)
    hands.find("first-run.server").clear()
    hands.type("first-run.server", given["server"])
    hands.click("first-run.next")
    hands.type("first-run.staff-no", given["staff_no"])
    hands.type("first-run.password", given["password"])
    if pictures:
        hands.shot("first-run-sign-in")
    hands.click("first-run.next")
    hands.type("first-run.passphrase", PASSPHRASE)
    hands.type("first-run.passphrase-again", PASSPHRASE)
    hands.click("first-run.next")
    main_window(hands)


def unlock(hands: Hands, *, pictures: bool = False) -> None:
    hands.find("unlock").resize(*WINDOW)
    if pictures:
        hands.shot("unlock")
    hands.type("unlock.passphrase", PASSPHRASE)
    hands.click("unlock.submit")
    main_window(hands)


def main_window(hands: Hands) -> None:
    hands.until(lambda: hasattr(hands.desktop.window, "go"), "the main window", COPY_PATIENCE)
    hands.window.resize(*WINDOW)
    hands.breathe()


def synced(hands: Hands) -> bool:
    status = workspace_of(hands).status
    return status.waiting == 0 and status.state in {SyncState.SYNCED, SyncState.CONFLICT}


def drop_file(hands: Hands, name: str, path: Path) -> None:
    """Drop a file from the file manager onto a widget."""
    target = hands.find(name)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    where, copy = target.rect().center(), Qt.DropAction.CopyAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(target, QDragEnterEvent(QPoint(where), copy, data, buttons, keys))
    QApplication.sendEvent(target, QDropEvent(QPointF(where), copy, data, buttons, keys))
    hands.breathe()


def manager(hands: Hands, given: Given) -> None:
    """The department manager takes the workbook in and the server gets every customer."""
    first_run(hands, given)
    hands.window.go("imports")
    drop_file(hands, "drop", DEMO / "customers.xlsx")
    hands.click("next")
    hands.shot("import-columns")
    hands.click("mapping-banner-action")
    hands.click("next")
    hands.until(lambda: hands.seen("counts"), "what the workbook will do")
    hands.shot("import-preview")
    hands.click("next")
    hands.until(lambda: hands.seen("result-counts"), "the import's result", COPY_PATIENCE)
    hands.shot("import-result")
    hands.until(lambda: synced(hands), "every customer at the server", COPY_PATIENCE)


CUSTOMER, SEARCH = "恒岳精密制造", "恒岳"
POINTS = (
    "1. 二厂区 12 月 10 日投产，专线需由 500M 提速到 1G，客户接受 24 个月合同期。\n"
    "2. 统付成员由 320 人扩到 410 人，新增名单下周三前由信息部提供。\n"
    "3. 采购部提到友商报价低 12%，要求本周内给出正式书面报价。"
)
TASKS = ("提交正式书面报价", "二厂区专线勘察与资源核查")
REMARK = "报价先给我看一下，周五前一起去二厂区。"
LATER = "走访的当天，书面报价先按标准资费准备。"


def customers(hands: Hands) -> None:
    """Find the customer in the list and open the file."""
    hands.click("nav-customers")
    hands.until(
        lambda: hands.find("customers.table", QAbstractItemView).model().rowCount() > 1, "customers in the list"
    )
    hands.settle()
    hands.shot("customers")
    hands.type("customers.search", SEARCH)
    hands.pick_row("customers.table", lambda text: CUSTOMER in text, column=1)
    hands.settle()
    hands.shot("customers-preview")
    hands.pick_row("customers.table", lambda text: CUSTOMER in text, column=1, double=True)
    hands.until(lambda: hands.seen("customer.header"), "the customer file")
    hands.settle()
    hands.shot("customer-file")


def morning(hands: Hands, given: Given) -> None:
    """First run; a look at the day; the network goes; a visit is logged and a plan printed; the battery dies."""
    first_run(hands, given, pictures=True)
    schedule(hands)
    customers(hands)
    ask("cut")
    hands.press(Qt.Key.Key_F5)
    hands.until(lambda: workspace_of(hands).status.state is SyncState.OFFLINE, "the word that there is no network")
    write_log(hands)
    print_plan(hands, Path(given["papers"]))
    kill_oneself()


def schedule(hands: Hands) -> None:
    """Let the calendar propose visits for overdue customers and take them."""
    hands.click("nav-visits")
    hands.click("visits.auto")
    hands.find("proposals")
    hands.settle()
    hands.shot("calendar-proposals")
    hands.click("proposals-accept")
    hands.until(lambda: hands.seen("proposals") is None, "the proposals taken")
    hands.settle()
    hands.shot("calendar")


def print_plan(hands: Hands, folder: Path) -> None:
    """Go to the customer by the palette, preview the service plan, save the very file."""
    hands.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    hands.find("palette-edit")
    hands.commit("hyjm")
    hands.until(lambda: shown_text(hands.find("palette"), CUSTOMER), "the customer in the palette")
    hands.settle()
    hands.shot("palette")
    hands.press(Qt.Key.Key_Return)
    hands.click("customer.print")
    hands.until(lambda: hands.find("papers.page", QLabel).text().strip(), "pages in the preview")
    hands.settle()
    hands.shot("service-plan")
    write_plan(hands)
    hands.until(lambda: hands.find("papers.page", QLabel).text().strip(), "pages in the preview")
    hands.settle()
    hands.shot("service-plan-written")
    hands.save_as("papers.save", folder / "service-plan.pdf")


def write_log(hands: Hands) -> None:
    """Log the visit to the open customer with keys: who, what, two tasks, a photo."""
    hands.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    hands.find("visit.content")
    hands.type("visit.contacts-edit", given_contact(hands))
    hands.press(Qt.Key.Key_Return)
    hands.type("visit.place", "二厂区机房")
    hands.type("visit.competitor", "友商报价低 12%")
    hands.type("visit.content", POINTS)
    for title in TASKS:
        hands.type("visit.task-new", title)
        hands.press(Qt.Key.Key_Return)
    QApplication.clipboard().setImage(photo())
    hands.find("visit.content").setFocus()
    hands.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    hands.until(lambda: hands.seen("visit.file-0"), "the photo among the attachments")
    hands.settle()
    hands.shot("visit-log-offline")
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.until(lambda: hands.seen("visit.content") is None, "the form to close after completion")
    hands.until(lambda: workspace_of(hands).status.waiting > 0, "the visit in the queue")
    hands.settle()
    hands.shot("visit-logged")


def given_contact(hands: Hands) -> str:
    """Give a name of the customer's people, as the field offers it."""
    field = hands.find("visit.contacts-edit", QLineEdit)
    return hands.until(lambda: field.completer() and first_offer(field), "people of the customer")


def first_offer(field: QLineEdit) -> str:
    model = field.completer().model()
    return str(model.index(0, 0).data() or "") if model.rowCount() else ""


def photo() -> QImage:
    """Draw a photo as a telephone would have taken one."""
    image = QImage(1600, 1200, QImage.Format.Format_RGB32)
    image.fill(QColor("#5a6b7c"))
    painter = QPainter(image)
    for row in range(6):
        painter.fillRect(120 + row * 240, 180, 180, 900, QColor("#2b3540"))
        for shelf in range(9):
            painter.fillRect(136 + row * 240, 210 + shelf * 94, 148, 60, QColor("#8fa3b5" if shelf % 3 else "#4cb38a"))
    painter.end()
    return image


def afternoon(hands: Hands, given: Given) -> None:
    """After the crash: everything is still there and marked waiting; the network comes back; all is exchanged."""
    del given
    unlock(hands, pictures=True)
    waiting = hands.until(lambda: workspace_of(hands).status.waiting, "the waiting commands after the restart")
    tell(report={"waiting_after_restart": waiting})
    hands.click("nav-sync")
    hands.settle()
    hands.shot("sync-waiting")
    ask("mend")
    hands.press(Qt.Key.Key_F5)
    hands.until(lambda: synced(hands), "everything exchanged")
    hands.settle()
    hands.shot("sync-done")
    hands.click("nav-today")
    hands.settle()
    hands.shot("today")


def supervisor(hands: Hands, given: Given) -> None:
    """On her own machine the supervisor finds visit and tasks on the team board and says something about the visit."""
    first_run(hands, given)
    hands.click("nav-team")
    hands.until(lambda: hands.find("team.reviews", QAbstractItemView).model().rowCount(), "visits to review")
    hands.settle()
    hands.shot("team-board")
    hands.pick_row("team.reviews", lambda text: CUSTOMER in text or SEARCH in text, double=True)
    hands.find("visit.comments")
    hands.settle()
    hands.shot("supervisor-visit")
    hands.type("visit.comment", REMARK)
    hands.click("visit.comment-send")
    hands.until(lambda: workspace_of(hands).status.waiting > 0, "the remark in the queue")
    hands.until(lambda: synced(hands), "the remark at the server")
    hands.settle()
    hands.shot("supervisor-commented")


def evening(hands: Hands, given: Given) -> None:
    """The account manager reads the remark."""
    del given
    unlock(hands)
    hands.press(Qt.Key.Key_F5)
    hands.click("nav-today")
    hands.until(lambda: shown_text(hands.window, REMARK), "the supervisor's remark on the start screen")
    hands.settle()
    hands.shot("today-with-remark")


def window(hands: Hands, given: Given) -> None:
    """Open the account manager's window, signed in, and leave it to whoever sits there."""
    del given
    unlock(hands)
    QApplication.exec()


def shown_text(window: QWidget, text: str) -> bool:
    """Tell whether a text stands in a label or in a row of a visible list of a window."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel) and text in widget.text():
            return True
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            model = widget.model()
            roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            cells = (model.index(row, 0).data(role) for row in range(model.rowCount()) for role in roles)
            if any(text in str(cell or "") for cell in cells):
                return True
    return False


ACTS: dict[str, Callable[[Hands, Given], None]] = {
    "manager": manager,
    "morning": morning,
    "afternoon": afternoon,
    "supervisor": supervisor,
    "evening": evening,
    "window": window,
}


def main() -> int:
    name, given = sys.argv[1], json.loads(sys.argv[2])
    desktop = build_app(home=Path(given["home"]))
    hands = Hands(desktop, Path(given["out"]), given.get("first_picture", 0))
    desktop.show()
    began = time.monotonic()
    try:
        ACTS[name](hands, given)
    except BaseException:
        if desktop.window is not None:
            desktop.window.grab().save(str(Path(given["out"]) / f"failed-{name}.png"))
        raise
    tell(report={f"{name}_seconds": round(time.monotonic() - began, 1), f"{name}_pictures": hands.taken})
    desktop.close()
    return 0


def kill_oneself() -> None:
    """End this process as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
