"""The ring around a button that has the keyboard, two pixels outside its edge."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.views.theme import color

GAP = 3


class FocusRing(QWidget):
    """Follows its button until `end()`; a style sheet cannot draw outside a button's own edge."""

    def __init__(self, button: QWidget, tone: str) -> None:
        super().__init__(button.parentWidget())
        self._button, self._tone = button, tone
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        button.installEventFilter(self)
        self._follow()
        self.show()
        self.raise_()

    def end(self) -> None:
        """Take the ring away."""
        self._button.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def _follow(self) -> None:
        self.setGeometry(self._button.geometry().adjusted(-GAP, -GAP, GAP, GAP))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._follow()
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color(self._tone), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()
