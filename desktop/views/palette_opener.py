"""Opens the command palette over a window and tells what was chosen."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.views.commands import Commands
from desktop.views.palette import Palette, PaletteEntry, PaletteGroup, Provider
from desktop.wording import _


class PaletteOpener(QObject):
    """Asks a provider for findings; without one it lists the commands only.

    Signals: `screen_chosen(str, object)` a screen and its target; `action_chosen(str)` a command;
    `entry_acted(str, PaletteEntry)` an action on an entry, chosen after Tab.
    """

    screen_chosen = Signal(str, object)
    action_chosen = Signal(str)
    entry_acted = Signal(str, object)

    def __init__(self, window: QWidget, commands: Commands, provider: Provider | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._commands = commands
        self._provider = provider
        self._screen_id = ""
        self.note = ""

    def set_provider(self, provider: Provider) -> None:
        """Choose where findings come from."""
        self._provider = provider

    def set_screen(self, screen_id: str) -> None:
        """Say which screen is shown, so that only its commands are offered."""
        self._screen_id = screen_id

    def open(self) -> Palette:
        """Open the palette and give it back."""
        palette = Palette(self._window, self._provider or self._only_commands, self.note)
        palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        palette.chosen.connect(self._chosen)
        palette.action_chosen.connect(self.entry_acted)
        palette.open()
        return palette

    def command_group(self, text: str, limit: int = 100) -> PaletteGroup:
        """List the commands whose words contain the text, for providers to add below their findings."""
        words = text.removeprefix(">").strip().lower()
        entries = tuple(
            PaletteEntry(text=_(spec.text), icon=spec.icon or "chevron-right", shortcut=spec.shortcut, action=spec.id)
            for spec in self._commands.offered(self._screen_id)
            if words in _(spec.text).lower() or words in spec.id
        )
        return PaletteGroup(_("命令"), entries[:limit])

    def _only_commands(self, text: str, deliver: Callable[[list[PaletteGroup]], None]) -> None:
        deliver([self.command_group(text)])

    def _chosen(self, entry: PaletteEntry) -> None:
        if entry.action:
            self.action_chosen.emit(entry.action)
        elif entry.screen:
            self.screen_chosen.emit(entry.screen, entry.target)
