"""The main window: rail, top bar, the sheet with its screens, status bar, menus, history."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow
from typing_extensions import override

from desktop.actions import BY_ID, GO_TO, OFF_RAIL
from desktop.views.bell_list import BellList
from desktop.views.commands import Commands
from desktop.views.frame import Frame
from desktop.views.geometry import SettingsLike, keep_place, restore_place
from desktop.views.history import History, Place
from desktop.views.notices import Notices
from desktop.views.palette import PaletteEntry, Provider
from desktop.views.palette_opener import PaletteOpener
from desktop.views.screen import Screen
from desktop.views.screen_shelf import ScreenFactory, ScreenShelf
from desktop.views.sync_words import full_moment, moment, pill_words
from desktop.views.theme import pixmap, theme
from desktop.views.window_deeds import WindowDeeds
from desktop.wording import _
from desktop.workspace import SyncStatus, Workspace
from domain.permissions import Actor

WIDTHS: Final = (("wide", 1600), ("reference", 1440), ("laptop", 1366), ("narrow", 1100), ("small", 0))


class MainWindow(QMainWindow):
    """One window for all screens, which are built when they are first shown.

    Signals: `layout_changed(str)` a width class of WIDTHS; `action_asked(str)` an action that neither the window nor
    a screen carries out (lock, theme.*); `screen_changed(str)` after another screen came up.
    """

    layout_changed = Signal(str)
    action_asked = Signal(str)
    screen_changed = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        screens: Mapping[str, ScreenFactory],
        *,
        settings: SettingsLike | None = None,
        provider: Provider | None = None,
        organisation: str = "",
        version: str = "",
    ) -> None:
        super().__init__()
        self.workspace = workspace
        self.notices = Notices(self, self._clock)
        self._settings = settings
        self._history = History()
        self._width_class = ""
        self._alt_alone = False
        self.setObjectName("main-window")
        self.setMinimumSize(1024, 640)
        self.setWindowIcon(QIcon(pixmap("app-jike", "accent", 64)))
        frame = Frame(workspace, screens, organisation=organisation, version=version)
        self.rail, self.top_bar = frame.rail, frame.top_bar
        self.stack, self.status = frame.stack, frame.status
        self.setCentralWidget(frame)
        # A fresh window shows no focus ring before the keyboard is used.
        frame.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        frame.setFocus()
        self.shelf = ScreenShelf(workspace, self.notices, screens, self.stack)
        self.shelf.set_width_class(self._class_of(self.width()))
        self.commands = Commands(self, workspace, self.trigger, screens)
        self.finder = PaletteOpener(self, self.commands, provider)
        self.bell = BellList(self.notices, self.top_bar.bell)
        self.deeds = WindowDeeds(self, version)
        self.menuBar().setVisible(self.menuBar().isNativeMenuBar())
        self._connect()
        self.show_sync(workspace.status)
        restore_place(self, settings)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.go)
        self.top_bar.back.connect(self.back)
        self.top_bar.forward.connect(self.forward)
        self.top_bar.search.connect(self.finder.open)
        self.top_bar.sync.connect(self.deeds.open_sync)
        self.top_bar.notices.connect(self.bell.open)
        self.top_bar.breadcrumb.pressed.connect(self._crumb_pressed)
        self.finder.screen_chosen.connect(self.go)
        self.finder.action_chosen.connect(self.trigger)
        self.finder.entry_acted.connect(self._palette_acted)
        self.screen_changed.connect(self.finder.set_screen)
        self.workspace.sync_changed.connect(self.show_sync)
        self.workspace.actor_changed.connect(self._take_actor)
        self.shelf.asked.connect(self.go)
        self.shelf.described.connect(self._describe)
        for action_id in (f"{GO_TO}settings", "shortcuts", "lock", "quit"):
            action = self.commands.action(action_id)
            if action is not None:
                self.top_bar.user.menu.addAction(action)

    # -- screens ------------------------------------------------------------------------------------------------

    @property
    def place(self) -> Place | None:
        """The screen shown and its target, None before the first."""
        return self._history.present

    @property
    def screen_id(self) -> str:
        """The present screen, "" before the first."""
        return self._history.present.screen if self._history.present is not None else ""

    def current(self) -> Screen | None:
        """Give the present screen."""
        return self.shelf.find(self.screen_id)

    def screen_named(self, screen_id: str) -> Screen:
        """Give a screen, building it on first use. KeyError for one this window lacks."""
        return self.shelf.named(screen_id)

    def go(self, screen_id: str, target: object = None) -> None:
        """Show a screen, and something particular on it; one that is missing or not permitted is ignored."""
        if self.shelf.opens(screen_id):
            self._history.visit(Place(screen_id, target))
            self._show(Place(screen_id, target))

    def back(self) -> None:
        """Show the place before."""
        place = self._history.back()
        if place is not None:
            self._show(place)

    def forward(self) -> None:
        """Show the place one came back from."""
        place = self._history.forward()
        if place is not None:
            self._show(place)

    def keep(self) -> None:
        """Keep what was typed on any screen."""
        self.shelf.keep()

    def _show(self, place: Place) -> None:
        self.shelf.show(place.screen, place.target)
        self.rail.set_current(OFF_RAIL.get(place.screen, place.screen))
        self.top_bar.set_history(back=self._history.can_go_back, forward=self._history.can_go_forward)
        self._describe()
        self.screen_changed.emit(place.screen)

    def _describe(self) -> None:
        shown = self.current()
        if shown is not None:
            self.setWindowTitle(_("{title} — 集客工作台").format(title=shown.title()))
            self.top_bar.breadcrumb.set_parts(shown.breadcrumb())
            self.status.set_segments(shown.status_segments())
            self.commands.refresh(self.screen_id, shown)

    def _crumb_pressed(self, place: int) -> None:
        if place == 0:
            self.go(self.screen_id)
        else:
            self.back()

    # -- actions ------------------------------------------------------------------------------------------------

    def trigger(self, action_id: str) -> bool:
        """Carry out an action: by this window, else the present screen, else the action's home screen."""
        if action_id.startswith(GO_TO):
            self.go(action_id.removeprefix(GO_TO))
            return True
        shown = self.current()
        own, spare = self.deeds.own.get(action_id), self.deeds.spare.get(action_id)
        home = BY_ID[action_id].home
        if own is not None:
            own()
        elif shown is not None and shown.trigger(action_id):
            return True
        elif spare is not None:
            spare()
        elif home != self.screen_id and self.shelf.opens(home):
            self.go(home)
            return self.screen_named(home).trigger(action_id)
        else:
            self.action_asked.emit(action_id)
            return False
        return True

    def _palette_acted(self, action_id: str, entry: PaletteEntry) -> None:
        self.go(entry.screen, entry.target)
        self.trigger(action_id)

    # -- sync, geometry -----------------------------------------------------------------------------------------

    def show_sync(self, status: SyncStatus) -> None:
        """Show the state of the sync on pill, rail and status bar."""
        today = self.workspace.today()
        self.top_bar.pill.say(*pill_words(status, today))
        self.rail.set_badge("sync", status.waiting, "offline")
        self.status.set_last_sync(full_moment(status.last_sync, today) if status.last_sync is not None else "")

    def _take_actor(self, actor: Actor) -> None:
        self.top_bar.user.set_name(actor.name)
        self.commands.refresh(self.screen_id, self.current())

    def _clock(self) -> str:
        return moment(self.workspace.now(), self.workspace.today())

    @staticmethod
    def _class_of(width: int) -> str:
        return next(name for name, least in WIDTHS if width >= least)

    @property
    def width_class(self) -> str:
        """The present width class."""
        return self._width_class

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        found = self._class_of(event.size().width() * 100 // theme().percent)
        if found != self._width_class:
            self._width_class = found
            self.shelf.set_width_class(found)
            self.layout_changed.emit(found)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._alt_alone = event.key() == Qt.Key.Key_Alt
        super().keyPressEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Alt and self._alt_alone and not self.menuBar().isNativeMenuBar():
            self.menuBar().setVisible(not self.menuBar().isVisible())
            if self.menuBar().isVisible():
                self.menuBar().setFocus(Qt.FocusReason.MenuBarFocusReason)
        super().keyReleaseEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.keep()
        keep_place(self, self._settings, self.screen_id)
        super().closeEvent(event)
