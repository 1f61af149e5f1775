"""What a screen is to the main window: every screen subclasses this."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class Screen(QWidget):
    """One page of the sheet.

    Subclasses set `screen_id` and override what they need. Signals: `navigate(str, object)` asks the window for
    another screen and its target; `status_changed()` after title, breadcrumb or status segments changed.
    """

    screen_id = ""

    navigate = Signal(str, object)
    status_changed = Signal()

    def title(self) -> str:
        """Give the words of the window's title bar."""
        return ""

    def breadcrumb(self) -> list[str]:
        """Give the path shown in the top bar, the screen itself first."""
        return [self.title()]

    def open(self, target: object | None) -> None:
        """Show something particular: an id, a saved view, or None for the usual state."""

    def status_segments(self) -> list[str]:
        """Give the left parts of the status bar."""
        return []

    def trigger(self, action_id: str) -> bool:
        """Carry out an action of `desktop.actions` if this screen knows it; tells whether it did."""
        del action_id  # a plain screen knows none
        return False

    def takes(self, action_id: str) -> bool:
        """Whether an action meant for this screen can be carried out on the page it shows now."""
        del action_id  # a plain screen has one page, which knows them all
        return True

    def keep(self) -> None:
        """Keep what was typed but not done yet, because this window is about to go."""

    def layout_changed(self, width_class: str) -> None:
        """Fit into wide, reference, laptop, narrow or small windows (`main_window.WIDTHS`)."""

    def panels(self) -> list[QWidget]:
        """Give the panels F6 walks through, in reading order."""
        return [self]
