"""Remembers where a window stood and how large it was."""

from typing import Any, Final, Protocol

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QWidget

REFERENCE: Final = (1440, 900)


class SettingsLike(Protocol):
    """Where the window remembers its place: `get(name)` and `set(name, value)`."""

    def get(self, name: str) -> Any:  # noqa: ANN401 -- each setting has its own type
        """Give a setting."""

    def set(self, name: str, value: str) -> object:
        """Keep a setting."""


def restore_place(window: QWidget, settings: SettingsLike | None) -> None:
    """Put a window where it was, or give it the reference size when nothing usable was kept."""
    kept = settings.get("window_geometry") if settings is not None else ""
    if not (isinstance(kept, str) and kept and window.restoreGeometry(QByteArray.fromBase64(kept.encode()))):
        window.resize(*REFERENCE)


def keep_place(window: QWidget, settings: SettingsLike | None, screen_id: str) -> None:
    """Keep a window's place and the screen it showed last."""
    if settings is not None:
        settings.set("window_geometry", bytes(window.saveGeometry().toBase64().data()).decode())
        settings.set("last_screen", screen_id)
