"""The pill that says how the sync stands."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from desktop.views.theme import color, font, pixmap, px, theme
from desktop.views.widgets.spinner import Turning

ICONS = {
    "ok": "cloud-check",
    "accent": "refresh-cw",
    "offline": "wifi-off",
    "conflict": "git-compare-arrows",
    "warn": "triangle-alert",
}


class SyncPill(QAbstractButton):
    """An icon, a state, and after a divider a number or what to do; pressing it opens the sync centre.

    `tone` is ok (synced), accent (syncing), offline, conflict or warn. Offline is grey: a normal way of working.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone, self._state, self._detail = "offline", "", ""
        self._turning: Turning | None = None
        self.setObjectName("sync-pill")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme().changed.connect(self.updateGeometry)

    def say(self, tone: str, state: str, detail: str = "") -> None:
        """Show a state and its detail."""
        self._tone, self._state, self._detail = tone, state, detail
        self.setText(f"{state} {detail}".strip())
        self.setAccessibleName(self.text())
        if tone == "accent" and self._turning is None:
            self._turning = Turning(self)
        elif tone != "accent" and self._turning is not None:
            self._turning.stop()
            self._turning = None
        self.updateGeometry()
        self.update()

    @property
    def tone(self) -> str:
        """The look in use."""
        return self._tone

    @override
    def sizeHint(self) -> QSize:
        plain, strong = QFontMetrics(font("meta")), QFontMetrics(font("meta", strong=True))
        wide = 12 + px(15) + 7 + plain.horizontalAdvance(self._state) + 12
        if self._detail:
            wide += 17 + strong.horizontalAdvance(self._detail)
        return QSize(wide, px(28))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def event(self, e: QEvent) -> bool:
        if e.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(e)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        edge = "focus" if self.hasFocus() else self._tone if self.underMouse() else f"{self._tone}.line"
        painter.setPen(QPen(color(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(color(f"{self._tone}.tint"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), box.height() / 2, box.height() / 2)
        side, left, middle = px(15), 12.0, self.height() / 2
        picture = pixmap(ICONS[self._tone], self._tone, side, self.devicePixelRatioF())
        painter.save()
        painter.translate(left + side / 2, middle)
        if self._turning is not None:
            painter.rotate(self._turning.angle)
        painter.drawPixmap(QRectF(-side / 2, -side / 2, side, side), picture, QRectF(picture.rect()))
        painter.restore()
        left += side + 7
        painter.setPen(color(self._tone))
        painter.setFont(font("meta"))
        wide = QFontMetrics(painter.font()).horizontalAdvance(self._state)
        line = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(QRectF(left, 0, wide + 2, self.height()), line, self._state)
        if self._detail:
            left += wide + 8
            painter.fillRect(QRectF(round(left), middle - 6, 1, 12), color(f"{self._tone}.line"))
            painter.setFont(font("meta", strong=True))
            painter.setPen(color(self._tone))
            painter.drawText(QRectF(left + 9, 0, self.width() - left, self.height()), line, self._detail)
        painter.end()
