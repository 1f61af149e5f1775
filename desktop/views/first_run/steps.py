"""The list of steps at the left of the first run."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.views import paint
from desktop.views.theme import color, font, px, theme
from desktop.wording import _

NODE: Final = 22
HIGH: Final = 60
GAP: Final = 14


class StepList(QWidget):
    """Numbered steps joined by a line: done ones ticked, the current one filled, each with what was chosen."""

    def __init__(self, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("first-run.steps")
        self._titles = tuple(titles)
        self._details = [""] * len(self._titles)
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._redraw)
        self._redraw()

    @property
    def current(self) -> int:
        """The present step, from 0."""
        return self._current

    def set_current(self, step: int) -> None:
        """Go to a step; the ones before it count as done."""
        self._current = step
        self._redraw()

    def set_detail(self, step: int, words: str) -> None:
        """Say what was chosen in a step."""
        self._details[step] = words
        self._redraw()

    def _redraw(self) -> None:
        told = _("第 {step} 步，共 {steps} 步：{title}")
        place = min(self._current, len(self._titles) - 1)
        self.setAccessibleName(told.format(step=place + 1, steps=len(self._titles), title=self._titles[place]))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(180), px(HIGH) * (len(self._titles) - 1) + px(40))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in range(len(self._titles)):
            self._draw(painter, place)
        painter.end()

    def _draw(self, painter: QPainter, place: int) -> None:
        side, top = px(NODE), px(HIGH) * place
        node = QRectF(1, top + 1, side, side)
        done, now = place < self._current, place == self._current
        if place + 1 < len(self._titles):
            painter.setPen(QPen(color("line.control"), 1))
            middle = round(node.center().x()) + 0.5
            painter.drawLine(round(middle), round(node.bottom()) + 3, round(middle), top + px(HIGH) - 2)
        flat = now or (done and theme().look != "contrast")
        painter.setPen(Qt.PenStyle.NoPen if flat else QPen(color("line.control"), 1.2))
        painter.setBrush(color("ok.tint" if done else "fill.primary" if now else "bg.sheet"))
        painter.drawEllipse(node)
        if done:
            paint.picture(painter, node.center().x() - px(6.5), node.center().y(), "check", "ok", px(13))
        else:
            painter.setFont(font("badge"))
            painter.setPen(color("text.on-accent" if now else "text.tertiary"))
            painter.drawText(node, int(Qt.AlignmentFlag.AlignCenter), str(place + 1))
        left = side + px(GAP)
        room = QRect(left, top, self.width() - left, side + 2)
        ink = color("accent" if now else "text.primary" if done else "text.tertiary")
        paint.text(painter, room, self._titles[place], font("body", strong=now), ink)
        below = QRect(left, top + px(20), self.width() - left, px(18))
        paint.text(
            painter,
            below,
            self._details[place],
            font("meta"),
            color("text.tertiary"),
            mode=Qt.TextElideMode.ElideMiddle,
        )
