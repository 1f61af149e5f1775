"""What is about to hurt and what others said: lists of two-line rows."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import msgspec
from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from desktop.models.cells import Due, Tone
from desktop.models.customers import class_words, moment_words
from desktop.models.tips import plain_tip
from desktop.models.today import alert_words
from desktop.views import paint
from desktop.views.theme import color, font, px, theme
from desktop.views.widgets import SectionHeading
from desktop.views.widgets.layouts import column
from desktop.wording import _
from domain.queries.today import AlertRow, CommentRow

Index = QModelIndex | QPersistentModelIndex
ROW: Final = Qt.ItemDataRole.UserRole
HIGH: Final = 48
EDGE: Final = 20
HEAD: Final = 26


class SideRow(msgspec.Struct, frozen=True):
    """One row: an icon, a name with its class, what is the matter, a second line, and what it leads to."""

    id: str
    icon: str
    tone: Tone
    name: str
    tier: str
    matter: Due
    detail: str


def alert_row(alert: AlertRow, today: date) -> SideRow:
    """Give an alert as a row that leads to its customer."""
    matter, detail = alert_words(alert, today)
    sign = "receipt-text" if alert.kind == "arrears" else "clock-3"
    tier = class_words(alert.value_class)
    return SideRow(alert.customer_id, sign, matter.tone, alert.customer_name, tier, matter, detail)


def comment_row(comment: CommentRow, today: date) -> SideRow:
    """Give a remark as a row that leads to its visit."""
    when = Due(moment_words(comment.at, today), Tone.TERTIARY)
    words = _("{by}：{text}").format(by=comment.by, text=" ".join(comment.text.split()))
    return SideRow(comment.visit_id, "text-quote", Tone.ACCENT, comment.customer_name, "", when, words)


class SideDelegate(QStyledItemDelegate):
    """Paints a `SideRow`."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(120), px(HIGH))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown = index.data(ROW)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, color("bg.hover"))
        if self._view.hasFocus() and self._view.currentRow() == index.row():
            painter.setPen(QPen(color("focus"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(8, 1, -8, -1), 5, 5)
        inner = rect.adjusted(EDGE, px(4), -EDGE, -px(4))
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        paint.picture(painter, upper.left(), upper.center().y() + 1, shown.icon, shown.tone, px(15))
        upper.setLeft(upper.left() + px(28))
        self._draw_first(painter, upper, shown)
        lower = upper.translated(0, inner.height() // 2)
        paint.text(painter, lower, shown.detail, font("meta"), color("text.secondary"))
        painter.restore()

    @staticmethod
    def _draw_first(painter: QPainter, rect: QRect, shown: SideRow) -> None:
        face = font("meta")
        wide = QFontMetrics(face).horizontalAdvance(shown.matter.text)
        paint.text(painter, rect, shown.matter.text, face, color(shown.matter.tone), Qt.AlignmentFlag.AlignRight)
        spare = wide + 12 + (px(26) + 8 if shown.tier else 0)
        room = QRect(rect.left(), rect.top(), max(rect.width() - spare, 0), rect.height())
        left = room.left() + paint.text(painter, room, shown.name, font(), color("text.primary")) + 8
        if shown.tier:
            paint.tier(painter, left, rect.top() + rect.height() / 2, shown.tier)


class FittingList(QListWidget):
    """A list that is as high as its rows where there is room."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(200), self.count() * px(HIGH) + 2)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), min(self.count(), 2) * px(HIGH))


class SideList(QWidget):
    """A heading with its count and the rows below; without rows only the heading. Signal `opened(str)` a row's id."""

    opened = Signal(str)

    def __init__(self, heading: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.heading = SectionHeading(heading)
        self.heading.setContentsMargins(EDGE, 0, EDGE, 0)
        self.list = FittingList()
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.list.setObjectName(f"{name}-list")
        self.list.setAccessibleName(heading)
        self.list.setProperty("rows", "painted")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.list.setItemDelegate(SideDelegate(self.list))
        column(self.heading, self.list, spacing=8, parent=self)
        self.list.itemClicked.connect(self._open)
        self.list.installEventFilter(self)
        theme().changed.connect(self._fit)

    def show_rows(self, rows: Sequence[SideRow], count: int) -> None:
        """Show other rows; `count` is how many there are in all."""
        self.heading.set_count(count)
        self.list.clear()
        for shown in rows:
            words = f"{shown.name} {shown.matter.text}\n{shown.detail}"
            item = QListWidgetItem(words, self.list)
            item.setData(ROW, shown)
            item.setToolTip(plain_tip(words))
        self.list.setVisible(bool(rows))
        self._fit()

    def _fit(self) -> None:
        self.heading.setMinimumHeight(px(HEAD))
        self.list.updateGeometry()
        self.list.doItemsLayout()

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(ROW).id)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and self.list.currentItem() is not None
        ):
            self._open(self.list.currentItem())
            return True
        return False
