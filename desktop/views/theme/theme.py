"""The theme: palette, style sheet, fonts and icons from tokens, switched while the program runs."""

import re
from pathlib import Path
from typing import ClassVar, Self

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from desktop.views.theme.fonts import make_font
from desktop.views.theme.icons import colored, draw, widened
from desktop.views.theme.tokens import RESOURCES, THEMES, tokens

_ROLES = {
    QPalette.ColorRole.Window: "bg.chrome",
    QPalette.ColorRole.Base: "bg.sheet",
    QPalette.ColorRole.AlternateBase: "bg.subtle",
    QPalette.ColorRole.Text: "text.primary",
    QPalette.ColorRole.WindowText: "text.primary",
    QPalette.ColorRole.ButtonText: "text.primary",
    QPalette.ColorRole.Button: "bg.sheet",
    QPalette.ColorRole.ToolTipBase: "bg.sheet",
    QPalette.ColorRole.ToolTipText: "text.primary",
    QPalette.ColorRole.Highlight: "accent.tint",
    QPalette.ColorRole.HighlightedText: "text.primary",
    QPalette.ColorRole.PlaceholderText: "text.tertiary",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Accent: "fill.primary",
}
_MARKS = {
    "check": ("check", "text.on-accent", "3"),
    "minus": ("minus", "text.on-accent", "3"),
    "check-off": ("check", "text.disabled", "3"),
    "down": ("chevron-down", "text.tertiary", "2"),
    "down-off": ("chevron-down", "text.disabled", "2"),
    "left": ("chevron-left", "text.secondary", "2"),
    "right": ("chevron-right", "text.secondary", "2"),
    "calendar": ("calendar", "text.tertiary", "1.85"),
    "branch-open": ("chevron-down", "text.tertiary", "2"),
    "branch-closed": ("chevron-right", "text.tertiary", "2"),
}


class Theme(QObject):
    """One look for the whole application: light, dark, contrast, or whichever the system uses.

    `changed` is emitted after palette, style sheet and fonts are in place, so that painted widgets redraw.
    """

    changed = Signal()

    _installed: ClassVar["Theme | None"] = None

    def __init__(self, app: QApplication, name: str = "light", percent: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self._name = name
        self._percent = percent
        self._motion = True
        self._colors: dict[str, QColor] = {}
        self._pictures: dict[tuple[str, str, int, float, str], QPixmap] = {}
        self._icons: dict[tuple[str, str, int, int], QIcon] = {}
        self._fonts: dict[tuple[str, bool], QFont] = {}
        self._folder = QTemporaryDir()
        app.setStyle("Fusion")
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._apply()

    @classmethod
    def install(cls, app: QApplication, name: str = "light", percent: int = 100) -> Self:
        """Make the theme of an application; the composition root calls it once, before any window."""
        made = cls(app, name, percent)
        cls._installed = made
        return made

    @classmethod
    def of_application(cls) -> "Theme":
        """Give the installed theme, or install a light one. RuntimeError when there is no application yet."""
        if cls._installed is None:
            app = QApplication.instance()
            if not isinstance(app, QApplication):
                raise RuntimeError("a theme needs a running QApplication")
            cls.install(app)
        if cls._installed is None:
            raise RuntimeError("no theme was installed")
        return cls._installed

    @property
    def name(self) -> str:
        """The chosen theme, one of THEMES."""
        return self._name

    @property
    def look(self) -> str:
        """The theme in force: light, dark or contrast."""
        if self._name != "system":
            return self._name
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    @property
    def percent(self) -> int:
        """The font size in percent, 80 to 160."""
        return self._percent

    @property
    def motion(self) -> bool:
        """Whether animations may run."""
        return self._motion

    def set_theme(self, name: str) -> None:
        """Switch the whole application. ValueError for a name outside THEMES."""
        if name not in THEMES:
            raise ValueError(name)
        if name != self._name:
            self._name = name
            self._apply()

    def set_percent(self, percent: int) -> None:
        """Scale all text and control heights. ValueError outside 80 to 160."""
        if not 80 <= percent <= 160:  # noqa: PLR2004 -- the range is stated in the docstring
            raise ValueError(percent)
        if percent != self._percent:
            self._percent = percent
            self._apply()

    def set_motion(self, on: bool) -> None:  # noqa: FBT001 -- a setter with one value
        """Allow or stop animations."""
        self._motion = on

    def px(self, size: float) -> int:
        """Scale a length in logical pixels by the font size."""
        return max(round(size * self._percent / 100), 1)

    def color(self, token: str) -> QColor:
        """Give the colour of a token. KeyError for an unknown one."""
        return self._colors[token]

    def font(self, style: str = "body", *, strong: bool = False) -> QFont:
        """Give the font of a type style. KeyError for an unknown one."""
        key = (style, strong)
        if key not in self._fonts:
            self._fonts[key] = make_font(style, self._percent, strong=strong)
        return self._fonts[key]

    def pixmap(self, name: str, tone: str, size: int, dpr: float = 1.0, stroke: str = "1.85") -> QPixmap:
        """Give an icon as a picture, drawn once per colour, size and device-pixel ratio."""
        key = (name, tone, size, dpr, stroke)
        if key not in self._pictures:
            self._pictures[key] = draw(name, self.color(tone), size, dpr, stroke)
        return self._pictures[key]

    def icon(self, name: str, tone: str = "text.secondary", size: int = 16, gap: int = 0) -> QIcon:
        """Give an icon with its disabled picture, sharp on every screen; `gap` leaves room before a button's words."""
        key = (name, tone, size, gap)
        if key not in self._icons:
            made = QIcon()
            for dpr in sorted({1.0, 2.0, self._app.devicePixelRatio()}):
                made.addPixmap(widened(self.pixmap(name, tone, size, dpr), gap))
                off = widened(self.pixmap(name, "text.disabled", size, dpr), gap)
                made.addPixmap(off, QIcon.Mode.Disabled)
            self._icons[key] = made
        return self._icons[key]

    def _follow_system(self) -> None:
        if self._name == "system":
            self._apply()

    def _apply(self) -> None:
        self._colors = {key: QColor(value) for key, value in tokens(self.look).items()}
        self._pictures.clear()
        self._icons.clear()
        self._fonts.clear()
        self._app.setPalette(self._palette())
        self._app.setFont(self.font())
        self._app.setStyleSheet(self._style_sheet())
        self.changed.emit()

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, token in _ROLES.items():
            palette.setColor(role, self.color(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("text.disabled"))
        return palette

    def _style_sheet(self) -> str:
        folder = Path(self._folder.path()) / self.look
        folder.mkdir(exist_ok=True)
        for mark, (name, token, stroke) in _MARKS.items():
            (folder / f"{mark}.svg").write_text(colored(name, self.color(token), stroke), "utf-8")
        text = (RESOURCES / "style.qss").read_text("utf-8")
        text = re.sub(r"(\d+)spx", lambda found: f"{self.px(int(found[1]))}px", text)
        text = text.replace("@@", folder.as_posix())
        return re.sub(r"@([a-zA-Z0-9.\-]+)", lambda found: self.color(found[1]).name(), text)
