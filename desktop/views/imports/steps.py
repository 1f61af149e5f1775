"""The rail of an import's steps: done, present, to come."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.views import paint
from desktop.views.theme import color, font, px, theme

_DISC, _PITCH, _LEFT = 22, 60, 22


class StepRail(QWidget):
    """Numbered discs under one another, each with a title and a line of detail."""

    def __init__(self, titles: Sequence[str], *, name: str = "steps", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._titles = list(titles)
        self._details = [""] * len(titles)
        self._present = 0
        self.setFixedWidth(px(232))
        theme().changed.connect(self.update)

    @property
    def present(self) -> int:
        """The number of the present step, from 0."""
        return self._present

    def show_step(self, present: int, details: Sequence[str]) -> None:
        """Mark the present step; `details` stand under the titles."""
        self._present = present
        self._details = list(details)
        self.setAccessibleName(f"{present + 1} / {len(self._titles)} {self._titles[present]}")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(232), px(_PITCH) * len(self._titles))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, title in enumerate(self._titles):
            self._step(painter, place, title)
        painter.end()

    def _step(self, painter: QPainter, place: int, title: str) -> None:
        size, top = px(_DISC), place * px(_PITCH)
        disc = QRectF(_LEFT, top + 1, size, size)
        if place + 1 < len(self._titles):
            painter.setPen(QPen(color("line.control"), 1))
            x = disc.center().x()
            painter.drawLine(int(x), int(disc.bottom()) + 4, int(x), top + px(_PITCH) - 3)
        done, present = place < self._present, place == self._present
        painter.setPen(Qt.PenStyle.NoPen if done or present else QPen(color("line.control"), 1))
        fill = "ok.tint" if done else "fill.primary" if present else "bg.sheet"
        painter.setBrush(color(fill))
        painter.drawEllipse(disc)
        if done:
            paint.picture(painter, disc.left() + (size - px(13)) / 2, disc.center().y(), "check", "ok", px(13))
        else:
            painter.setFont(font("badge"))
            painter.setPen(color("text.on-accent" if present else "text.tertiary"))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(place + 1))
        left = _LEFT + size + 14
        line = QRect(left, top + 1, self.width() - left - 12, px(22))
        tone = "accent" if present else "text.primary" if done else "text.secondary"
        paint.text(painter, line, title, font("body", strong=present), color(tone))
        line.translate(0, px(20))
        paint.text(painter, line, self._details[place], font("meta"), color("text.tertiary"))
