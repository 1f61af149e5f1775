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
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.app import build_app
from desktop.services.status import SyncState
from desktop.workspace import Workspace
from tests.journeys.hands import Hands
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
    tell(report={"labels": [label.text() for label in hands.find("result-counts").findChildren(QLabel)]})


ACTS: dict[str, Callable[[Hands, Given], None]] = {"manager": manager}


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
