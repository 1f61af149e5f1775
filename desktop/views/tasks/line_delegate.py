"""Painting of tasks as lines: a box to tick, the title, whose customer, and until when."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from desktop.models.cells import Tone
from desktop.models.customers import class_words
from desktop.models.tasks import LINE, Heading, TaskGroup, TaskModel, due_words, heading_words
from desktop.views import paint
from desktop.views.theme import color, font, px
from desktop.wording import _
from desktop.workspace import Workspace
from domain.queries.tasks import TaskRow

Index = QModelIndex | QPersistentModelIndex
LINE_HEIGHT: Final = 36
LOW_LINE_HEIGHT: Final = 32
HEADING: Final = 28
EDGE: Final = 20
ICON: Final = 16
BUTTON: Final = 24


class LineDelegate(QStyledItemDelegate):
    """Paints the lines of a `TaskModel`; `with_people` names who has each task."""

    def __init__(self, view: QAbstractItemView, workspace: Workspace, *, with_people: bool = False) -> None:
        super().__init__(view)
        self._view, self._workspace, self._with_people = view, workspace, with_people
        self.low = False

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if isinstance(index.data(LINE), Heading):
            return QSize(px(120), px(HEADING))
        return QSize(px(120), px(LOW_LINE_HEIGHT if self.low else LINE_HEIGHT))

    def button_at(self, rect: QRect, task: TaskRow, point: QPoint) -> str:
        """Tell what stands at a point of a line: "tick", "move", "menu" or nothing."""
        if QRect(rect.left() + EDGE - 8, rect.top(), ICON + 16, rect.height()).contains(point):
            return "tick"
        if task.is_open:
            move, more = self._buttons(rect, task)
            if move.contains(point):
                return "move"
            if more.contains(point):
                return "menu"
        return ""

    def _buttons(self, rect: QRect, task: TaskRow) -> tuple[QRect, QRect]:
        due = due_words(task, self._workspace.today())
        wide = QFontMetrics(font("body", strong=due.tone is Tone.BAD)).horizontalAdvance(due.text)
        side = px(BUTTON)
        top = rect.center().y() - side // 2 + 1
        right = rect.right() - EDGE - wide - 10
        return QRect(right - 2 * side, top, side, side), QRect(right - side, top, side, side)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = index.data(LINE)
        rect: QRect = option.rect
        if isinstance(line, Heading):
            self._draw_heading(painter, rect, line)
        elif isinstance(line, TaskRow):
            over = bool(option.state & QStyle.StateFlag.State_MouseOver)
            current = self._view.hasFocus() and self._view.currentIndex() == index
            if over or current:
                painter.fillRect(rect, color("bg.hover"))
            if current:
                painter.setPen(QPen(color("focus"), 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(rect).adjusted(8, 1, -8, -1), 5, 5)
            model = index.model()
            waiting = isinstance(model, TaskModel) and line.id in model.waiting
            self._draw_task(painter, rect, line, buttons=(over or current) and line.is_open, waiting=waiting)
        painter.restore()

    @staticmethod
    def _draw_heading(painter: QPainter, rect: QRect, line: Heading) -> None:
        late = line.group is TaskGroup.OVERDUE
        left = rect.left() + EDGE
        if late:
            paint.picture(painter, left, rect.center().y() + 1, "circle-alert", Tone.BAD, px(13))
            left += px(13) + 6
        ink = color("bad" if late else "text.tertiary")
        paint.text(painter, rect.adjusted(left - rect.left(), 0, 0, 0), heading_words(line), font("meta"), ink)

    def _draw_task(self, painter: QPainter, rect: QRect, task: TaskRow, *, buttons: bool, waiting: bool) -> None:
        middle = rect.top() + rect.height() / 2
        done = not task.is_open
        paint.tick(painter, rect.left() + EDGE, middle, Qt.CheckState.Checked if done else Qt.CheckState.Unchecked)
        due = due_words(task, self._workspace.today())
        strong = due.tone is Tone.BAD
        face = font("body", strong=strong)
        box = rect.adjusted(EDGE + ICON + 10, 0, -EDGE, 0)
        paint.text(painter, box, due.text, face, color(due.tone), Qt.AlignmentFlag.AlignRight)
        box.setRight(box.right() - QFontMetrics(face).horizontalAdvance(due.text) - 12)
        if buttons:
            for place, name in zip(self._buttons(rect, task), ("calendar", "ellipsis"), strict=True):
                side = px(15)
                paint.picture(painter, place.center().x() - side / 2 + 1, middle, name, Tone.SECONDARY, side)
                box.setRight(min(box.right(), place.left() - 4))
        box.setRight(self._draw_marks(painter, box, task, middle, waiting=waiting))
        self._draw_words(painter, box, task, done=done)

    @staticmethod
    def _draw_marks(painter: QPainter, box: QRect, task: TaskRow, middle: float, *, waiting: bool) -> int:
        marks = [("cloud-upload", Tone.OFFLINE)] if waiting else []
        if task.priority in ("urgent", "high") and task.is_open:
            marks.append(("arrow-big-up-dash", Tone.BAD if task.priority == "urgent" else Tone.WARN))
        right = box.right()
        for name, tone in marks:
            right -= px(14)
            paint.picture(painter, right, middle, name, tone, px(14))
            right -= 6
        return right

    def _draw_words(self, painter: QPainter, box: QRect, task: TaskRow, *, done: bool) -> None:
        title = QFont(font())
        title.setStrikeOut(done)
        ink = color("text.tertiary" if done else "text.primary")
        left = box.left()
        room = QRect(
            left, box.top(), max(min(box.width(), max(box.width() * 2 // 3, box.width() - px(120))), 0), box.height()
        )
        left += paint.text(painter, room, task.title, title, ink) + 10
        quiet = font("meta")
        if self._with_people:
            name = task.assignee_name or _("待分派")
            tone = "text.secondary" if task.assignee_name else "warn"
            left += (
                paint.text(
                    painter, QRect(left, box.top(), max(box.right() - left, 0), box.height()), name, quiet, color(tone)
                )
                + 10
            )
        if task.customer_name and box.right() - left > px(30):
            tier = class_words(task.value_class) if self._with_people else ""
            spare = px(34) if tier else 0
            rest = QRect(left, box.top(), max(box.right() - left - spare, 0), box.height())
            left += paint.text(painter, rest, task.customer_name, quiet, color("text.tertiary")) + 6
            if tier:
                paint.tier(painter, left, box.top() + box.height() / 2, tier)
