"""Pictures of every screen in one language: `python -m tests.helpers.screen_shots DIR [en|zh]`."""

import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.screens import screens
from desktop.views.main_window import MainWindow
from desktop.views.targets import CustomerTarget, VisitLogTarget, VisitTarget
from desktop.views.theme import Theme
from desktop.wording import set_language
from desktop.workspace import Workspace
from domain.commands import CommentVisit, ReturnVisit
from domain.usecases.visits import comment_visit, return_visit
from tests.helpers import desk
from tests.helpers.customer_shots import settle
from tests.helpers.visit_desk import MAKER, NOW, november

SIZE = (1366, 720)
READ, RETURNED = desk.row_id(307), desk.row_id(306)


def happen(workspace: Workspace) -> None:
    """Review one log and hand another back, as a supervisor does."""
    chief = desk.actor(desk.ZHAO)
    remark = {"text": "跟进到位，报价注意时限", "score": 4}
    with workspace._database.write() as session:
        comment_visit(
            session,
            chief,
            CommentVisit(id=desk.row_id(901), at=NOW, comment_id=desk.row_id(902), visit_id=READ, **remark),
        )
        return_visit(
            session, chief, ReturnVisit(id=desk.row_id(903), at=NOW, visit_id=RETURNED, reason="缺少客户的答复")
        )


def shoot(made: MainWindow, path: Path) -> None:
    """Take a picture once everything was read."""
    settle(made.workspace)
    made.grab().save(str(path))


def shoot_visits(made: MainWindow, out: Path, name: str) -> None:
    """Take the pages of the visits screen."""
    targets = {
        "log": VisitLogTarget(plan_id=desk.row_id(208)),
        "revise": VisitTarget(RETURNED),
        "read": VisitTarget(READ),
    }
    for page, target in targets.items():
        made.go("visits", target)
        settle(made.workspace)
        if page == "log":
            form = made.current().log.form
            form.purposes["collection"].setChecked(True)
            form.day.set_value(form.day.value.replace(day=22))
            form.changed.emit()
        shoot(made, out / f"visits-{page}-{name}.png")
    area = made.screen_named("visits").log.area
    made.go("visits", targets["log"])
    settle(made.workspace)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    shoot(made, out / f"visits-log-end-{name}.png")


def shoot_all(out: Path, name: str, acting: str) -> None:
    """Take every screen as one person sees it."""
    folder = Path(tempfile.mkdtemp())
    with desk.open_workspace(folder, *november(), acting=desk.actor(acting), clock=lambda: NOW) as workspace:
        happen(workspace)
        made = MainWindow(workspace, screens(), organisation="澜州分公司", version="0.1.0")
        made.resize(*SIZE)
        made.show()
        for screen in screens():
            made.go(screen)
            shoot(made, out / f"{screen}-{name}.png")
        if acting == desk.LI:
            shoot_visits(made, out, name)
            made.go("customers", CustomerTarget(MAKER))
            shoot(made, out / f"customer-{name}.png")
        made.close()
        made.deleteLater()


def main(out: Path, language: str) -> None:
    """Take the pictures of an account manager and of a supervisor."""
    out.mkdir(parents=True, exist_ok=True)
    Theme.install(QApplication.instance() or QApplication([]))
    set_language(language)
    shoot_all(out, language, desk.LI)
    shoot_all(out, f"{language}-supervisor", desk.ZHAO)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/shots"), sys.argv[2] if len(sys.argv) > 2 else "en")
