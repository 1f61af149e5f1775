"""Composition root: the only place that builds the parts of the desktop and connects them."""

import argparse
import logging
import platform
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from random import SystemRandom
from typing import Final, cast

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from desktop.background import Background
from desktop.bugs import BugReporter, QuietFormatter
from desktop.desks import AccountDesk, FileDesk
from desktop.entrance import Entrance
from desktop.heartbeat import Heartbeat
from desktop.one_instance import OneInstance
from desktop.private import make_private, private_opener
from desktop.services.account import Account, default_home
from desktop.services.api import Transport
from desktop.services.errors import Trouble
from desktop.services.profiles import Profile
from desktop.services.sync import Syncer
from desktop.services.sync.pace import Pace
from desktop.settings import Settings
from desktop.views.chrome_facts import ChromeFacts
from desktop.views.first_run import FirstRunWindow
from desktop.views.history import Place
from desktop.views.idle import IdleWatch
from desktop.views.main_window import MainWindow
from desktop.views.palette_search import PaletteSearch
from desktop.views.screen_shelf import ScreenFactory
from desktop.views.targets import CustomerTarget, TaskTarget, VisitTarget
from desktop.views.theme import theme
from desktop.views.theme.theme import Theme
from desktop.views.unlock import UnlockWindow
from desktop.wording import _, set_language
from desktop.wording.explain import explain
from desktop.workspace import SyncStatus, Workspace
from domain.permissions import Actor
from domain.queries.people import unit_path
from domain.rules.calendars import china_date
from domain.values.people import Post

PRODUCT: Final = "jike-workbench"
LOG_BYTES: Final = 1024 * 1024
LOGS_KEPT: Final = 3
RETIRE_MILLISECONDS: Final = 200
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Give the present moment in UTC."""
    return datetime.now(UTC)  # noqa: TID251 -- the composition root is where the clock is read


class DesktopApp(QObject):
    """The running program of one profile: its door, then its workspace and main window.

    `window` is whatever is shown now; `workspace` is there once the profile is open.
    """

    def __init__(self, app: QApplication, home: Path, clock: Clock, transport: Transport | None = None) -> None:
        super().__init__()
        make_private(home)
        self.qt = app
        self.home = home
        self.settings = Settings(home / "settings.json")
        self.background = Background(troubles=(Trouble,))
        self.account = Account(home, clock)
        self.entrance = Entrance(self.account, self.settings, self.background, clock, transport)
        self.workspace: Workspace | None = None
        self.heartbeat: Heartbeat | None = None
        self.window: QWidget | None = None
        self._clock = clock
        self._profile: Profile | None = None
        self._copied_on: date | None = None
        self._post: Post | None = None
        set_language(self.settings.text("language"))
        self.theme = Theme.install(app, self.settings.text("theme"), self.settings.number("font_size"))
        self.theme.set_motion(not self.settings.flag("reduced_motion"))
        self.idle = IdleWatch(app, clock, lambda: not self.background.idle)
        self.idle.idle.connect(self.lock)
        self.settings.watch(self._setting_changed)
        self.entrance.opened.connect(self._enter)

    def show(self) -> None:
        """Show the first-run screen on a machine without a profile, else the unlock screen."""
        self.background.read(lambda _tick: load_screens())
        if self.entrance.is_first_run:
            first_run = FirstRunWindow(self.entrance)
            first_run.entered.connect(self._show_main)
            self._present(first_run)
        else:
            self._present(UnlockWindow(self.entrance, program_version()))

    @Slot()
    def activate(self) -> None:
        """Bring the window to the front."""
        if self.window is not None:
            self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
            self.window.show()
            self.window.raise_()
            self.window.activateWindow()

    @Slot()
    def lock(self) -> None:
        """Close the profile and show the unlock screen; the window stays while what was typed cannot be kept."""
        if self.workspace is not None and self._keeps_drafts(self.workspace):
            self._stop_working()
            self._close_profile()
            self.show()

    def _keeps_drafts(self, workspace: Workspace) -> bool:
        if not isinstance(self.window, MainWindow):
            return True
        self.window.keep()
        trouble = workspace.drafts.settle()
        if trouble is not None:
            reason = explain(trouble.code, trouble.facts)
            self.window.notices.say(_("没有锁定，填写的内容还存不下来。{reason}").format(reason=reason), tone="bad")
            self.idle.start(self.settings.number("lock_minutes"))
        return trouble is None

    def close(self) -> None:
        """End everything in order: sync, windows, threads, database."""
        self._stop_working()
        if self.window is not None:
            self.window.close()
            self.window = None
        self.background.close()
        self._close_profile()

    def _stop_working(self) -> None:
        self.idle.stop()
        if self.heartbeat is not None:
            self.heartbeat.close()
            self.heartbeat = None
        if isinstance(self.window, MainWindow):
            self.window.close()
            self.window.deleteLater()
            self.window = None
        if self.workspace is not None:
            self.background.finish_writing()
            self.background.forget_results()
        self.workspace = None

    def _close_profile(self) -> None:
        if self._profile is not None:
            self._profile.close()
            self._profile = None

    @Slot(object)
    def _enter(self, profile: Profile) -> None:
        """Build the workspace of an open profile and begin to exchange; the first-run screen stays to its end."""
        self._profile = profile
        self.workspace = Workspace(
            actor=profile.actor,
            database=profile.database,
            background=self.background,
            settings=self.settings,
            files=FileDesk(profile.store, self.background),
            account=AccountDesk(profile, self.background),
            clock=self._clock,
        )
        syncer = Syncer(profile.database, profile.api, profile.store, self._clock, self.workspace.tell_changed)
        self.heartbeat = Heartbeat(self.workspace, self.background, syncer, Pace(SystemRandom()))
        self.workspace.set_offline(self.settings.flag("work_offline"))
        self.workspace.sync_changed.connect(self._note_status)
        self.workspace.actor_changed.connect(self._take_actor)
        self.workspace.read(unit_path, profile.actor.org_id).done.connect(self._note_unit)
        self.heartbeat.start()
        self.idle.start(self.settings.number("lock_minutes"))
        if isinstance(self.window, FirstRunWindow):
            self.window.attach(self.workspace)
        else:
            self._show_main()

    @Slot(object)
    def _note_status(self, status: SyncStatus) -> None:
        """Let the unlock screen tell next time how much waits and since when."""
        known = self.entrance.door()
        last_sync = status.last_sync.isoformat()[:13] if status.last_sync is not None else ""
        if (known.get("waiting"), known.get("last_sync", "")[:13]) != (str(status.waiting), last_sync):
            told = status.last_sync.isoformat() if status.last_sync is not None else ""
            self.entrance.note_door(waiting=str(status.waiting), last_sync=told)
        if self._profile is not None and status.last_sync is not None and not status.first_copy:
            self._copy_daily()
            if self.workspace is not None and not known.get("unit"):
                self.workspace.read(unit_path, self._profile.actor.org_id).done.connect(self._note_unit)

    def _copy_daily(self) -> None:
        """Make sure that there is a copy of each day's database to go back to."""
        today = china_date(self._clock())
        if self.workspace is not None and self.workspace.account is not None and self._copied_on != today:
            self._copied_on = today
            self.workspace.account.back_up_daily()

    @Slot(object)
    def _note_unit(self, path: tuple[str, ...]) -> None:
        self.entrance.note_door(unit=" · ".join(path))

    @Slot(object)
    def _take_actor(self, actor: Actor) -> None:
        """Build the window anew for somebody whose post has changed: other screens are open to them."""
        if isinstance(self.window, MainWindow) and actor.post != self._post:
            QTimer.singleShot(0, self, self._show_main)

    @Slot()
    def _show_main(self) -> None:
        """Show the main window where the one before it was, or where the last one was closed."""
        if self.workspace is None:
            return
        self._post = self.workspace.actor.post
        place = self.window.place if isinstance(self.window, MainWindow) else None
        window = MainWindow(
            self.workspace,
            load_screens(),
            settings=self.settings,
            organisation=self.entrance.door().get("unit", ""),
            version=program_version(),
        )
        window.finder.set_provider(PaletteSearch(self.workspace, window.finder.command_group))
        window.finder.screen_chosen.connect(self._note_opened)
        window.action_asked.connect(self._act)
        ChromeFacts(self.workspace, window)
        self._present(window)
        place = place or Place(self.settings.text("last_screen"))
        window.go(place.screen, place.target)
        if not window.screen_id:
            window.go("today")

    @Slot(str, object)
    def _note_opened(self, _screen: str, target: object) -> None:
        """Remember what the palette led to."""
        if self.workspace is None:
            return
        if isinstance(target, CustomerTarget):
            self.workspace.note_opened("customers", target.customer_id)
        elif isinstance(target, VisitTarget):
            self.workspace.note_opened("visit_logs", target.visit_id)
        elif isinstance(target, TaskTarget):
            self.workspace.note_opened("tasks", target.task_id)

    def _present(self, window: QWidget) -> None:
        before, self.window = self.window, window
        if isinstance(before, MainWindow):
            before.keep()
        window.show()
        if before is not None:
            before.close()
            self._retire(before)
            QTimer.singleShot(0, window, window.activateWindow)  # closing the one before left the keyboard nowhere

    def _retire(self, window: QWidget) -> None:
        """Delete a closed window once nothing it asked for is still to come."""
        if self.background.idle:
            window.deleteLater()
        else:
            QTimer.singleShot(RETIRE_MILLISECONDS, self, partial(self._retire, window))

    @Slot(str)
    def _act(self, action_id: str) -> None:
        if action_id == "lock":
            QTimer.singleShot(0, self, self.lock)
        elif action_id.startswith("theme."):
            self.settings.set("theme", action_id.removeprefix("theme."))

    def _setting_changed(self, name: str) -> None:
        if name == "theme":
            theme().set_theme(self.settings.text("theme"))
        elif name == "font_size":
            theme().set_percent(self.settings.number("font_size"))
        elif name == "reduced_motion":
            theme().set_motion(not self.settings.flag("reduced_motion"))
        elif name == "lock_minutes" and self.workspace is not None:
            self.idle.start(self.settings.number("lock_minutes"))
        elif name == "work_offline" and self.workspace is not None:
            self.workspace.set_offline(self.settings.flag("work_offline"))
        elif name == "language":
            set_language(self.settings.text("language"))
            if isinstance(self.window, MainWindow):
                QTimer.singleShot(0, self, self._show_main)
            elif self.workspace is None:
                QTimer.singleShot(0, self, self.show)


def load_screens() -> dict[str, ScreenFactory]:
    """Give every screen. The first window does not wait for their modules: they load while a passphrase is typed."""
    from desktop.screens import screens  # noqa: PLC0415 -- for that

    return screens()


def build_app(
    argv: Sequence[str] = (),
    *,
    home: Path | None = None,
    clock: Clock = utc_now,
    transport: Transport | None = None,
) -> DesktopApp:
    """Build the desktop without showing it; for the program itself, for tests and for the demo.

    `transport` replaces the network. The caller shows it, and closes it at the end.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([PRODUCT, *argv])
    app.setApplicationName(PRODUCT)
    app.setQuitOnLastWindowClosed(True)
    return DesktopApp(app, home or default_home(), clock, transport)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the desktop; gives the exit status."""
    parser = argparse.ArgumentParser(prog="jike")
    parser.add_argument("--home", type=Path, default=None, help="folder of the profile")
    given, rest = parser.parse_known_args(argv)
    home = given.home or default_home()
    app = QApplication([PRODUCT, *rest])
    one = OneInstance(home)
    if not one.claim():
        return 0
    write_logs(home)
    desktop = build_app(home=home)
    one.asked.connect(desktop.activate)
    system = f"{PRODUCT} {program_version()} · Python {platform.python_version()} · {platform.platform()}"
    sys.excepthook = BugReporter(system, lambda: desktop.window)
    desktop.show()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Qt's loop would never let Python see Ctrl+C
    status = app.exec()
    desktop.close()
    one.release()
    return status


class PrivateLog(RotatingFileHandler):
    """A log that only its owner may read."""

    @override
    def _open(self) -> TextIOWrapper:
        file = open(self.baseFilename, self.mode, encoding=self.encoding, opener=private_opener)  # noqa: SIM115 -- the handler closes it
        return cast("TextIOWrapper", file)


def write_logs(home: Path) -> None:
    """Send the log to files in the profile, four of a megabyte at most."""
    folder = home / "logs"
    make_private(folder)
    handler = PrivateLog(folder / "desktop.log", maxBytes=LOG_BYTES, backupCount=LOGS_KEPT, encoding="utf-8")
    handler.setFormatter(QuietFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    logging.getLogger("httpx2").setLevel(logging.WARNING)


def program_version() -> str:
    """Give the version of this program."""
    try:
        return version(PRODUCT)
    except PackageNotFoundError:
        return "0.1.0"
