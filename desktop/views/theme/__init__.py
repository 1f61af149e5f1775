"""The one place colours, fonts and icons come from; every widget asks here by token name.

The theme belongs to the application like its style does: `app.py` makes it, widgets read it.
"""

from PySide6.QtGui import QColor, QFont, QIcon, QPixmap

from desktop.views.theme.theme import Theme
from desktop.views.theme.tokens import THEMES

__all__ = ["THEMES", "Theme", "color", "font", "icon", "pixmap", "px", "theme"]


def theme() -> Theme:
    """Give the theme of the running application, making a light one where none was installed yet."""
    return Theme.of_application()


def color(token: str) -> QColor:
    """Give the colour of a token such as "text.primary" or "fill.danger"; KeyError for an unknown name."""
    return theme().color(token)


def font(style: str = "body", *, strong: bool = False) -> QFont:
    """Give the font of a type style: number, title, subtitle, section, body, meta, micro or badge."""
    return theme().font(style, strong=strong)


def icon(name: str, tone: str = "text.secondary", size: int = 16) -> QIcon:
    """Give an icon of `resources/icons` in a token's colour, `size` in logical pixels."""
    return theme().icon(name, tone, size)


def pixmap(name: str, tone: str = "text.secondary", size: int = 16, dpr: float = 1.0) -> QPixmap:
    """Give one icon as a picture for painters, sharp at the device-pixel ratio `dpr`."""
    return theme().pixmap(name, tone, size, dpr)


def px(size: float) -> int:
    """Scale a length in logical pixels by the person's font size."""
    return theme().px(size)
