"""Walking from panel to panel with F6."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def next_panel(panels: Sequence[QWidget], focused: QWidget | None, step: int) -> None:
    """Put the keyboard on the panel `step` places after the one that holds it; the first one when none does."""
    holding = [n for n, panel in enumerate(panels) if focused is not None and _within(panel, focused)]
    at = holding[0] if holding else (-1 if step > 0 else 0)
    for distance in range(1, len(panels) + 1):
        if focus_first(panels[(at + step * distance) % len(panels)]):
            return


def shown_panels(panels: Sequence[QWidget]) -> list[QWidget]:
    """Give those panels that are on screen."""
    return [panel for panel in panels if panel.isVisible()]


def focus_first(panel: QWidget) -> bool:
    """Put the keyboard on the first widget of a panel that takes it; tells whether there is one."""
    for widget in (panel, *panel.findChildren(QWidget)):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and widget.isVisibleTo(panel.window()) and widget.isEnabled():
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return True
    return False


def _within(panel: QWidget, widget: QWidget) -> bool:
    return panel is widget or panel.isAncestorOf(widget)
