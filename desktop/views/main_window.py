"""The main window: rail, top bar, the sheet with its screens, status bar, menus, history."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow
from typing_extensions import override

from desktop.actions import BY_ID, GO_TO
from desktop.views.commands import Commands
from desktop.views.frame import Frame
from desktop.views.geometry import SettingsLike, keep_place, restore_place
from desktop.views.history import History, Place
from desktop.views.notices import NoticeList, Notices
from desktop.views.palette import PaletteEntry, Provider
from desktop.views.palette_opener import PaletteOpener
from desktop.views.panels import next_panel
from desktop.views.screen import Screen
from desktop.views.shortcut_list import ShortcutList
from desktop.views.sync_words import full_moment, moment, pill_words
from desktop.views.theme import pixmap, theme
from desktop.wording import _
from desktop.workspace import SyncStatus, Workspace
from domain.permissions import Actor

WIDTHS: Final = (("wide", 1600), ("reference", 1440), ("laptop", 1366), ("narrow", 1100), ("small", 0))
ScreenFactory = Callable[[Workspace, Notices], Screen]


class MainWindow(QMainWindow):
    """One window for all screens, which are built when they are first shown.

    Signals: `layout_changed(str)` a width class of WIDTHS; `action_asked(str)` an action that neither the window nor
    a screen carries out (lock, help, about, theme.*); `screen_changed(str)` after another screen came up.
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
        self._factories = dict(screens)
        self._built: dict[str, Screen] = {}
        self._settings = settings
        self._history = History()
        self._width_class = ""
        self._alt_alone = False
        self.setObjectName("main-window")
        self.setMinimumSize(1024, 640)
        self.setWindowIcon(QIcon(pixmap("app-jike", "accent", 64)))
        frame = Frame(workspace, self._factories, organisation=organisation, version=version)
        self.rail, self.top_bar = frame.rail, frame.top_bar
        self.stack, self.status = frame.stack, frame.status
        self.setCentralWidget(frame)
        # A fresh window shows no focus ring before the keyboard is used.
        frame.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        frame.setFocus()
        self.commands = Commands(self, workspace, self.trigger, self._factories)
        self.finder = PaletteOpener(self, self.commands, provider)
        self.menuBar().setVisible(self.menuBar().isNativeMenuBar())
        self._connect()
        self.show_sync(workspace.status)
        restore_place(self, settings)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.go)
        self.top_bar.back.connect(self.back)
        self.top_bar.forward.connect(self.forward)
        self.top_bar.search.connect(self.finder.open)
        self.top_bar.sync.connect(self._open_sync)
        self.top_bar.notices.connect(self._open_notices)
        self.top_bar.breadcrumb.pressed.connect(self._crumb_pressed)
        self.finder.screen_chosen.connect(self.go)
        self.finder.action_chosen.connect(self.trigger)
        self.finder.entry_acted.connect(self._palette_acted)
        self.screen_changed.connect(self.finder.set_screen)
        self.workspace.sync_changed.connect(self.show_sync)
        self.workspace.actor_changed.connect(self._take_actor)
        self.notices.said.connect(self._mark_unread)
        for action_id in (f"{GO_TO}settings", "shortcuts", "lock", "quit"):
            action = self.commands.action(action_id)
            if action is not None:
                self.top_bar.user.menu.addAction(action)

    # -- screens ------------------------------------------------------------------------------------------------

    @property
    def screen_id(self) -> str:
        """The present screen, "" before the first."""
        return self._history.present.screen if self._history.present is not None else ""

    def current(self) -> Screen | None:
        """Give the present screen."""
        return self._built.get(self.screen_id)

    def go(self, screen_id: str, target: object = None) -> None:
        """Show a screen, and something particular on it; screens this window lacks are ignored."""
        if screen_id in self._factories:
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

    def screen_named(self, screen_id: str) -> Screen:
        """Give a screen, building it on first use. KeyError for one this window lacks."""
        if screen_id not in self._built:
            made = self._factories[screen_id](self.workspace, self.notices)
            made.setObjectName(f"screen-{screen_id}")
            made.navigate.connect(self.go)
            made.status_changed.connect(self._describe)
            self._built[screen_id] = made
            self.stack.addWidget(made)
            made.layout_changed(self._width_class or self._class_of(self.width()))
        return self._built[screen_id]

    def _show(self, place: Place) -> None:
        shown = self.screen_named(place.screen)
        self.stack.setCurrentWidget(shown)
        shown.open(place.target)
        self.rail.set_current(place.screen)
        self.top_bar.set_history(back=self._history.can_go_back, forward=self._history.can_go_forward)
        self._describe()
        self.commands.refresh(place.screen)
        self.screen_changed.emit(place.screen)

    def _describe(self) -> None:
        shown = self.current()
        if shown is not None:
            self.setWindowTitle(_("{title} — 集客工作台").format(title=shown.title()))
            self.top_bar.breadcrumb.set_parts(shown.breadcrumb())
            self.status.set_segments(shown.status_segments())

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
        own = self._own_actions().get(action_id)
        if own is not None:
            own()
            return True
        shown = self.current()
        if shown is not None and shown.trigger(action_id):
            return True
        home = BY_ID[action_id].home
        if home in self._factories and home != self.screen_id:
            self.go(home)
            return self.screen_named(home).trigger(action_id)
        self.action_asked.emit(action_id)
        return False

    def _own_actions(self) -> dict[str, Callable[[], object]]:
        return {
            "palette": self.finder.open,
            "back": self.back,
            "forward": self.forward,
            "quit": self.close,
            "panel.next": self._next_panel,
            "panel.previous": self._previous_panel,
            "shortcuts": self._open_shortcuts,
            "sync.now": self.workspace.sync_now,
        }

    def _palette_acted(self, action_id: str, entry: PaletteEntry) -> None:
        self.go(entry.screen, entry.target)
        self.trigger(action_id)

    def _open_sync(self) -> None:
        self.go("sync")

    def _open_shortcuts(self) -> None:
        ShortcutList(self).open()

    def _open_notices(self) -> None:
        listed = NoticeList(self.notices, self)
        listed.adjustSize()
        corner = self.top_bar.bell.mapToGlobal(self.top_bar.bell.rect().bottomRight())
        listed.move(corner.x() - listed.width() + 40, corner.y() + 6)
        listed.show()
        self.top_bar.bell.set_unread(False)

    def _mark_unread(self) -> None:
        self.top_bar.bell.set_unread(self.notices.unread)

    # -- sync, panels, geometry ---------------------------------------------------------------------------------

    def show_sync(self, status: SyncStatus) -> None:
        """Show the state of the sync on pill, rail and status bar."""
        today = self.workspace.today()
        self.top_bar.pill.say(*pill_words(status, today))
        self.rail.set_badge("sync", status.waiting, "offline")
        self.status.set_last_sync(full_moment(status.last_sync, today) if status.last_sync is not None else "")

    def _take_actor(self, actor: Actor) -> None:
        self.top_bar.user.set_name(actor.name)
        self.commands.refresh(self.screen_id)

    def _clock(self) -> str:
        return moment(self.workspace.now(), self.workspace.today())

    def _next_panel(self) -> None:
        self._walk(1)

    def _previous_panel(self) -> None:
        self._walk(-1)

    def _walk(self, step: int) -> None:
        shown = self.current()
        inside = [panel for panel in shown.panels() if panel.isVisible()] if shown is not None else []
        next_panel([*inside, self.rail, self.top_bar], self.focusWidget(), step)

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
            for shown in self._built.values():
                shown.layout_changed(found)
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
        keep_place(self, self._settings, self.screen_id)
        super().closeEvent(event)
