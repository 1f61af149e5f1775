"""The marks of lists as widgets: tier and state badges, completeness, rhythm, avatars."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.models.cells import Month, Rhythm, Tone
from desktop.views import paint
from desktop.views.theme import color, font, px, theme
from desktop.wording import _


class Mark(QWidget):
    """A widget of fixed size that paints one mark and redraws when the theme changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._redraw)

    def _redraw(self) -> None:
        self.updateGeometry()
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter)
        painter.end()

    def draw(self, painter: QPainter) -> None:
        """Paint the mark."""
        raise NotImplementedError

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class TierBadge(Mark):
    """The badge of a value class, 26×18."""

    def __init__(self, tier: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tier = ""
        self.set_tier(tier)

    def set_tier(self, tier: str) -> None:
        """Show another class; "" shows nothing."""
        self._tier = tier
        self.setAccessibleName(_("等级 {tier}").format(tier=tier) if tier else "")
        self._redraw()

    @override
    def sizeHint(self) -> QSize:
        if not self._tier:
            return QSize(0, px(18))
        wide = QFontMetrics(font("badge")).horizontalAdvance(self._tier) + px(10)
        return QSize(max(px(26), wide), px(18))

    @override
    def draw(self, painter: QPainter) -> None:
        if self._tier:
            paint.tier(painter, 0, self.height() / 2, self._tier)


class StatusBadge(Mark):
    """A state word on its tint, 20 high; PRIMARY and SECONDARY tones are outlined."""

    def __init__(
        self, text: str = "", tone: str = Tone.SECONDARY, icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text, self._tone, self._icon = text, tone, icon
        self.setAccessibleName(text)

    @property
    def text(self) -> str:
        """The word shown."""
        return self._text

    def say(self, text: str, tone: str = "", icon: str | None = None) -> None:
        """Show another state."""
        self._text, self._tone = text, tone or self._tone
        self._icon = self._icon if icon is None else icon
        self.setAccessibleName(text)
        self._redraw()

    @override
    def sizeHint(self) -> QSize:
        return QSize(paint.badge_width(self._text, self._icon), px(20))

    @override
    def draw(self, painter: QPainter) -> None:
        paint.badge(painter, 0, self.height() / 2, self._text, self._tone, self._icon, 20)


class CompletenessBar(Mark):
    """How complete a customer file is, 0 to 100 percent, with the number beside it."""

    def __init__(self, percent: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._percent = percent
        self.set_percent(percent)

    def set_percent(self, percent: int) -> None:
        """Show another share."""
        self._percent = percent
        self.setAccessibleName(_("档案完整度 {percent}%").format(percent=percent))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(46 + px(24), px(18))

    @override
    def draw(self, painter: QPainter) -> None:
        paint.completeness(painter, 0, self.height() / 2, self._percent)
        rest = self.rect().adjusted(46, 0, 0, 0)
        paint.text(painter, rest, str(self._percent), font("meta"), color("text.tertiary"))


class VisitRhythm(Mark):
    """Six bars of visits, one a month."""

    def __init__(self, rhythm: Rhythm | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._months: tuple[Month, ...] = ()
        if rhythm is not None:
            self.set_rhythm(rhythm)

    def set_rhythm(self, rhythm: Rhythm) -> None:
        """Show other months."""
        self._months = rhythm.months
        self.setAccessibleName(rhythm.words)
        self.setToolTip(rhythm.words)
        self._redraw()

    @override
    def sizeHint(self) -> QSize:
        return QSize(max(len(self._months), 6) * 10, 16)

    @override
    def draw(self, painter: QPainter) -> None:
        paint.rhythm(painter, 0, self.height() / 2, self._months)


class Avatar(Mark):
    """A person's first character on a soft disc."""

    def __init__(self, name: str = "", size: int = 24, tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._size, self._tone = name, size, tone
        self.setAccessibleName(name)

    def set_name(self, name: str) -> None:
        """Show another person."""
        self._name = name
        self.setAccessibleName(name)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(self._size), px(self._size))

    @override
    def draw(self, painter: QPainter) -> None:
        paint.avatar(painter, 0, self.height() / 2, self._name, px(self._size), self._tone)
