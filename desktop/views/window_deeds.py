"""What the main window itself carries out: help, notices, panels, undo, signing in again."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.views.help import AboutDialog, HelpWindow
from desktop.views.panels import next_panel, shown_panels
from desktop.views.shortcut_list import ShortcutList
from desktop.views.sync.sign_in_dialog import SignInDialog
from desktop.views.undoing import Undoing
from desktop.workspace import SyncState

if TYPE_CHECKING:
    from desktop.views.main_window import MainWindow


class WindowDeeds(QObject):
    """Actions by id: `own` come before the screens, `spare` only when the present screen does not take them."""

    def __init__(self, window: "MainWindow", version: str) -> None:
        super().__init__(window)
        self._window, self._version = window, version
        self._undoing = Undoing(window.workspace, window.notices)
        self._help: HelpWindow | None = None
        self.own: dict[str, Callable[[], object]] = {
            "palette": window.finder.open,
            "back": window.back,
            "forward": window.forward,
            "quit": window.close,
            "panel.next": self.next_panel,
            "panel.previous": self.previous_panel,
            "shortcuts": self.open_shortcuts,
            "sync.now": window.workspace.sync_now,
            "help": self.open_help,
            "about": self.open_about,
        }
        self.spare: dict[str, Callable[[], object]] = {"undo": self._undoing.undo, "redo": self._undoing.redo}

    def open_sync(self) -> None:
        """Show the sync screen; after the sign-in has run out, ask for the password at once."""
        workspace = self._window.workspace
        self._window.go("sync")
        if workspace.status.state is SyncState.SIGNED_OUT and workspace.account is not None:
            SignInDialog(self._window, workspace).open()

    def open_shortcuts(self) -> None:
        """Show which keys do what."""
        ShortcutList(self._window).open()

    def open_about(self) -> None:
        """Show version and licences."""
        AboutDialog(self._window, self._version).open()

    def open_help(self) -> None:
        """Show the help beside the work; once more brings it to the front."""
        if self._help is None:
            self._help = HelpWindow(self._window)
            self._help.destroyed.connect(self._forget_help)
        self._help.show()
        self._help.raise_()
        self._help.activateWindow()

    def next_panel(self) -> None:
        """Put the keyboard on the next panel."""
        self._walk(1)

    def previous_panel(self) -> None:
        """Put the keyboard on the panel before."""
        self._walk(-1)

    def _forget_help(self) -> None:
        self._help = None

    def _walk(self, step: int) -> None:
        shown = self._window.current()
        inside = shown_panels(shown.panels()) if shown is not None else []
        next_panel([*inside, self._window.rail, self._window.top_bar], self._window.focusWidget(), step)
