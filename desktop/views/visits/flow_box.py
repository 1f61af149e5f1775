"""Widgets in wrapping lines that always get the height they need."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.views.widgets import FlowLayout


class FlowBox(QWidget):
    """A widget around a `FlowLayout`; forms and dialogs ask for sizes before they know the width."""

    def __init__(self, *, spacing: int = 8, line_gap: int = 6) -> None:
        super().__init__()
        self.flow = FlowLayout(self, spacing=spacing, line_gap=line_gap)

    def add(self, widget: QWidget, place: int = -1) -> None:
        """Put a widget at a place, or at the end."""
        if place < 0:
            self.flow.addWidget(widget)
        else:
            self.flow.insert_widget(place, widget)
        widget.show()
        self.fit()

    def drop(self, widget: QWidget) -> None:
        """Take a widget out and delete it."""
        self.flow.removeWidget(widget)
        widget.hide()
        widget.deleteLater()
        self.fit()

    def fit(self) -> None:
        """Take the height the lines need."""
        self.setMinimumHeight(self.flow.heightForWidth(max(self.width(), 1)))
        self.flow.invalidate()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()
