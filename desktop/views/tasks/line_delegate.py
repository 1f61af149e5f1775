"""Painting of tasks as lines: a box to tick, the title, whose customer, and until when."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
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
COLUMNS_FROM: Final = 640


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
        if self._with_people and box.width() > px(COLUMNS_FROM):
            self._draw_columns(painter, box, task, title, ink)
            return
        left = box.left()
        wide = max(min(box.width(), max(box.width() * 2 // 3, box.width() - px(120))), 0)
        left += paint.text(painter, _part(box, left, left + wide), task.title, title, ink) + 10
        quiet = font("meta")
        if self._with_people:
            name, tone = _person(task)
            left += paint.text(painter, _part(box, left, box.right()), name, quiet, color(tone)) + 10
        if task.customer_name and box.right() - left > px(30):
            rest = _part(box, left, box.right())
            paint.text(painter, rest, task.customer_name, quiet, color("text.tertiary"))

    def _draw_columns(self, painter: QPainter, box: QRect, task: TaskRow, title: QFont, ink: QColor) -> None:
        """Draw title, person and customer one below the other where the list is wide."""
        wide = self._view.viewport().width()
        person, customer = round(wide * 0.42), round(wide * 0.55)
        middle = box.top() + box.height() / 2
        paint.text(painter, _part(box, box.left(), person - 16), task.title, title, ink)
        name, tone = _person(task)
        start = person
        if task.assignee_name:
            paint.avatar(painter, person, middle, name, px(20))
            start += px(28)
        paint.text(painter, _part(box, start, customer - 12), name, font("meta"), color(tone))
        tier = class_words(task.value_class)
        room = _part(box, customer, box.right() - (px(34) if tier else 0))
        taken = paint.text(painter, room, task.customer_name, font("meta"), color("text.secondary"))
        if tier:
            paint.tier(painter, customer + taken + 8, middle, tier)


def _part(box: QRect, left: int, right: int) -> QRect:
    return QRect(left, box.top(), max(right - left, 0), box.height())


def _person(task: TaskRow) -> tuple[str, str]:
    return (task.assignee_name, "text.secondary") if task.assignee_name else (_("待分派"), "warn")
