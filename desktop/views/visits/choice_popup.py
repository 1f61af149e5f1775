"""The list that opens under the cursor: phrases with tinted placeholders, or people."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from desktop.views import paint
from desktop.views.theme import color, font, px
from desktop.views.visits.phrases import PLACEHOLDER
from desktop.views.widgets import Plane
from desktop.views.widgets.layouts import column

ROW = 31
WIDTH = 455
KEY_ROOM = 46


class Choice(msgspec.Struct, frozen=True):
    """One line of the list: what is shown, and what is inserted."""

    shown: str
    inserted: str
    icon: str = "text-quote"


class ChoiceDelegate(QStyledItemDelegate):
    """Paints a line with its placeholders on amber; the current one carries the Tab key."""

    def __init__(self, listed: QListWidget) -> None:
        super().__init__(listed)
        self._listed = listed

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(px(WIDTH) - 16, px(ROW))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        current = index.row() == self._listed.currentRow()
        if current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("bg.selected"))
            painter.drawRoundedRect(QRectF(rect), 4, 4)
        choice = index.data(Qt.ItemDataRole.UserRole)
        middle = rect.center().y() + 1
        paint.picture(painter, rect.left() + 10, middle, choice.icon, "accent" if current else "text.tertiary", px(14))
        right = rect.right() - (px(KEY_ROOM) if current else 8)
        self._words(
            painter, QRect(rect.left() + px(34), rect.top(), right - rect.left() - px(34), rect.height()), choice
        )
        if current:
            box = QRectF(rect.right() - px(40), middle - px(9), px(32), px(18))
            painter.setPen(color("line.control"))
            painter.setBrush(color("bg.sheet"))
            painter.drawRoundedRect(box, 4, 4)
            painter.setFont(font("micro"))
            painter.setPen(color("text.tertiary"))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), "Tab")
        painter.restore()

    @staticmethod
    def _words(painter: QPainter, rect: QRect, choice: Choice) -> None:
        metrics = QFontMetrics(font("body"))
        left, at = rect.left(), 0
        parts: list[tuple[str, bool]] = []
        for found in PLACEHOLDER.finditer(choice.shown):
            parts += [(choice.shown[at : found.start()], False), (found.group()[1:-1], True)]
            at = found.end()
        parts.append((choice.shown[at:], False))
        for words, tinted in parts:
            wide = metrics.horizontalAdvance(words)
            room = QRect(left, rect.top(), min(wide + 1, rect.right() - left), rect.height())
            if not words or room.width() <= 0:
                continue
            if tinted:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(color("warn.tint"))
                painter.drawRoundedRect(QRectF(room).adjusted(-2, px(6), 2, -px(6)), 3, 3)
            paint.text(painter, room, words, font("body"), color("warn" if tinted else "text.primary"))
            left += wide


class ChoicePopup(Plane):
    """A list over the window that never takes the keyboard; the editor passes keys on. Signal `chosen(Choice)`."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("dialog", name="choice-popup", parent=parent)
        self._window = parent
        self.list = QListWidget(self)
        self.list.setObjectName("choice-list")
        self.list.setProperty("rows", "painted")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setItemDelegate(ChoiceDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self.take)
        self.list.itemEntered.connect(self.list.setCurrentItem)
        column(self.list, spacing=0, margins=(4, 4, 4, 4), parent=self)
        self.hide()

    def offer(self, choices: Sequence[Choice], place: QPoint) -> None:
        """Show some choices with the upper left corner at a place of the window; none hides it."""
        self.list.clear()
        for choice in choices:
            item = QListWidgetItem(choice.shown, self.list)
            item.setData(Qt.ItemDataRole.UserRole, choice)
        if not choices:
            self.hide()
            return
        self.list.setCurrentRow(0)
        self.setFixedSize(px(WIDTH), len(choices) * px(ROW) + 12)
        left = max(4, min(place.x(), self._window.width() - self.width() - 8))
        below = place.y() + self.height() <= self._window.height() - 8
        self.move(left, place.y() if below else max(4, place.y() - self.height() - px(28)))
        self.show()
        self.raise_()

    def key(self, key: int) -> bool:
        """Take a key of the editor: arrows move, Enter and Tab choose, Esc closes; tells whether it was one of them."""
        if not self.isVisible():
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self.take()
        elif key == Qt.Key.Key_Escape:
            self.hide()
        else:
            return False
        return True

    def take(self) -> None:
        """Choose the current line."""
        item = self.list.currentItem()
        self.hide()
        if item is not None:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))
