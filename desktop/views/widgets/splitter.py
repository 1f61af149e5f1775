"""Panes divided by a line of one pixel that is easy to grab."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget
from typing_extensions import override

from desktop.views.theme import color


class _Handle(QSplitterHandle):
    """A hairline in a wider zone that takes the pointer."""

    def __init__(self, orientation: Qt.Orientation, parent: QSplitter) -> None:
        super().__init__(orientation, parent)
        self._over = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self._over = event.type() == QEvent.Type.HoverEnter
            self.update()
        return super().event(event)

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        painter = QPainter(self)
        tone = color("accent.line" if self._over else "line.hair")
        # Qt widens a handle of one pixel for the pointer and marks the visible pixel by the contents rectangle.
        painter.fillRect(self.contentsRect(), tone)
        painter.end()


class SplitterPane(QSplitter):
    """Panes side by side (or stacked), `sizes` in pixels; pane number `stretch` takes what is left."""

    def __init__(
        self,
        *panes: QWidget,
        sizes: tuple[int, ...] = (),
        stretch: int = 0,
        vertical: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Vertical if vertical else Qt.Orientation.Horizontal, parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        if name:
            self.setObjectName(name)
        for place, pane in enumerate(panes):
            self.addWidget(pane)
            self.setStretchFactor(place, 1 if place == stretch else 0)
        if sizes:
            self.setSizes(list(sizes))

    @override
    def createHandle(self) -> QSplitterHandle:
        return _Handle(self.orientation(), self)
