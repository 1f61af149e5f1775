"""Painting of the board's cards: a task's title over its customer, a visit to review, and headings between them."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from desktop.models.cells import Due, Tone
from desktop.models.customers import class_words
from desktop.models.tasks import (
    LINE,
    Heading,
    More,
    TaskGroup,
    TaskModel,
    before_words,
    due_words,
    heading_words,
    more_words,
)
from desktop.views import paint
from desktop.views.theme import color, font, px
from desktop.workspace import Workspace
from domain.queries.tasks import TaskRow

Index = QModelIndex | QPersistentModelIndex
CARD: Final = 54
GAP: Final = 6
HEADING: Final = 26
MORE: Final = 30


class CardDelegate(QStyledItemDelegate):
    """Paints the lines of a `TaskModel` as cards."""

    def __init__(self, view: QAbstractItemView, workspace: Workspace) -> None:
        super().__init__(view)
        self._view, self._workspace = view, workspace

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(LINE)
        high = HEADING if isinstance(line, Heading) else MORE if isinstance(line, More) else CARD + GAP
        return QSize(px(120), px(high))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = index.data(LINE)
        rect: QRect = option.rect
        if isinstance(line, Heading):
            late = line.group is TaskGroup.OVERDUE
            ink = color("bad" if late else "text.tertiary")
            paint.text(painter, rect.adjusted(12, 0, -12, 0), heading_words(line), font("meta"), ink)
        elif isinstance(line, More):
            over = bool(option.state & QStyle.StateFlag.State_MouseOver)
            face, ink = font("meta"), color("accent" if over or self._is_current(index) else "text.tertiary")
            paint.text(painter, rect.adjusted(12, 0, -12, 0), more_words(line), face, ink)
        elif isinstance(line, TaskRow):
            self._draw_task(painter, rect, option, index, line)
        painter.restore()

    def _is_current(self, index: Index) -> bool:
        return self._view.hasFocus() and self._view.currentIndex() == index

    def _draw_task(
        self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, index: Index, task: TaskRow
    ) -> None:
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        box = card(painter, rect, over=over, current=self._is_current(index))
        today = self._workspace.today()
        due = due_words(task, today, short=True) if task.assignee_id else before_words(task, today)
        inner = box.adjusted(px(10), px(6), -px(10), -px(6))
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        lower = upper.translated(0, inner.height() // 2)
        model = index.model()
        if isinstance(model, TaskModel) and task.id in model.waiting:
            side = px(13)
            paint.picture(painter, upper.right() - side, upper.center().y() + 1, "cloud-upload", Tone.OFFLINE, side)
            upper.setRight(upper.right() - side - 6)
        if task.priority in ("urgent", "high"):
            side = px(13)
            tone = Tone.BAD if task.priority == "urgent" else Tone.WARN
            paint.picture(painter, upper.left() - 1, upper.center().y() + 1, "arrow-big-up-dash", tone, side)
            upper.setLeft(upper.left() + side + 3)
        paint.text(painter, upper, task.title, font(), color("text.primary"))
        foot(painter, lower, task.customer_name, class_words(task.value_class), due)


def card(painter: QPainter, rect: QRect, *, over: bool, current: bool) -> QRect:
    """Draw an empty card; gives its box."""
    box = rect.adjusted(8, 0, -8, -px(GAP))
    edge = color("focus") if current else color("line.control" if over else "line.hair")
    painter.setPen(QPen(edge, 2 if current else 1))
    painter.setBrush(color("bg.sheet"))
    inset = 1.0 if current else 0.5
    painter.drawRoundedRect(QRectF(box).adjusted(inset, inset, -inset, -inset), 6, 6)
    return box


def foot(painter: QPainter, rect: QRect, name: str, tier: str, due: Due) -> None:
    """Draw a card's lower line: the customer with its class, and at the right when it is due."""
    face = font("meta", strong=due.tone is Tone.BAD)
    wide = QFontMetrics(face).horizontalAdvance(due.text)
    paint.text(painter, rect, due.text, face, color(due.tone), Qt.AlignmentFlag.AlignRight)
    badge = px(26) + 6 if tier else 0
    room = QRect(rect.left(), rect.top(), max(rect.width() - wide - badge - 8, 0), rect.height())
    taken = paint.text(painter, room, name, font("meta"), color("text.tertiary"))
    if tier:
        paint.tier(painter, room.left() + taken + 6, rect.top() + rect.height() / 2, tier)
