"""Painting of list rows: one delegate for every table, cells chosen by the column's painter."""

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip
from typing_extensions import override

from desktop.models.cells import Badge, Due, Money, Name, Painter, Rhythm, RowState, Tone, TwoLines, cell_text
from desktop.models.rows import Paint, Role
from desktop.models.tips import plain_tip
from desktop.views import paint
from desktop.views.theme import color, font, px, theme

Index = QModelIndex | QPersistentModelIndex
ROW: Final = 36
TWO_LINE_ROW: Final = 48


class Cell(NamedTuple):
    """What a cell painter is told: where, what, and in which state the row is."""

    painter: QPainter
    rect: QRect
    value: object
    align: Qt.AlignmentFlag
    archived: bool
    inverse: bool

    def ink(self, tone: str) -> QColor:
        """Give a text colour, faded in archived rows and turned round on a black selection."""
        if self.inverse:
            return color("text.on-selected")
        return color("text.disabled" if self.archived else tone)

    @property
    def middle(self) -> float:
        """The vertical middle of the cell."""
        return self.rect.top() + self.rect.height() / 2


def _plain(cell: Cell, tone: str, *, strong: bool = False) -> None:
    paint.text(cell.painter, cell.rect, cell_text(cell.value), font("body", strong=strong), cell.ink(tone), cell.align)


def _text(cell: Cell) -> None:
    missing = cell.value is None or cell.value in ("", "—")
    _plain(cell, Tone.DISABLED if missing else Tone.PRIMARY)


def _strong(cell: Cell) -> None:
    _plain(cell, Tone.PRIMARY, strong=True)


def _soft(cell: Cell) -> None:
    _plain(cell, Tone.SECONDARY)


def _name(cell: Cell) -> None:
    name = cell.value if isinstance(cell.value, Name) else Name(cell_text(cell.value))
    room = cell.rect.width() - len(name.marks) * 18
    face = font("body", strong=True)
    line = QRect(cell.rect.left(), cell.rect.top(), max(room, 0), cell.rect.height())
    left = cell.rect.left() + paint.text(cell.painter, line, name.text, face, cell.ink(Tone.PRIMARY)) + 5
    for mark, tone in name.marks:
        paint.picture(cell.painter, left, cell.middle, mark, "text.on-selected" if cell.inverse else tone, 13)
        left += 18


def _two_lines(cell: Cell) -> None:
    value = cell.value if isinstance(cell.value, TwoLines) else TwoLines(cell_text(cell.value))
    high = px(20)
    top = cell.rect.top() + (cell.rect.height() - high - px(18)) // 2
    upper = QRect(cell.rect.left(), top, cell.rect.width(), high)
    lower = QRect(cell.rect.left(), top + high, cell.rect.width(), px(18))
    if not value.detail:
        upper = cell.rect
    paint.text(cell.painter, upper, value.title, font("body", strong=True), cell.ink(Tone.PRIMARY), cell.align)
    paint.text(cell.painter, lower, value.detail, font("meta"), cell.ink(value.tone), cell.align)


def _person(cell: Cell) -> None:
    name = cell_text(cell.value)
    size = px(22)
    paint.avatar(cell.painter, cell.rect.left(), cell.middle, name, size)
    rest = cell.rect.adjusted(size + 8, 0, 0, 0)
    paint.text(cell.painter, rest, name, font("body"), cell.ink(Tone.PRIMARY))


def _tier(cell: Cell) -> None:
    if cell.value:
        paint.tier(cell.painter, cell.rect.left(), cell.middle, str(cell.value))


def _badge(cell: Cell) -> None:
    if isinstance(cell.value, Badge):
        room = cell.rect.width() - paint.badge_width("", cell.value.icon)
        words = QFontMetrics(font("micro")).elidedText(cell.value.text, Qt.TextElideMode.ElideRight, room)
        paint.badge(cell.painter, cell.rect.left(), cell.middle, words, cell.value.tone, cell.value.icon, 17)
    elif cell.value is not None:
        _soft(cell)


def _completeness(cell: Cell) -> None:
    if isinstance(cell.value, int):
        paint.completeness(cell.painter, cell.rect.left(), cell.middle, cell.value)
        rest = cell.rect.adjusted(46, 0, 0, 0)
        paint.text(cell.painter, rest, str(cell.value), font("meta"), cell.ink(Tone.TERTIARY))


def _rhythm(cell: Cell) -> None:
    if isinstance(cell.value, Rhythm):
        paint.rhythm(cell.painter, cell.rect.left(), cell.middle, cell.value.months)


def _money(cell: Cell) -> None:
    value = cell.value if isinstance(cell.value, Money) else Money(cell_text(cell.value))
    tone = value.tone if value.text not in ("", "—") else Tone.DISABLED
    paint.text(
        cell.painter,
        cell.rect,
        value.text or "—",
        font("body", strong=tone is Tone.BAD),
        cell.ink(tone),
        Qt.AlignmentFlag.AlignRight,
    )


def _due(cell: Cell) -> None:
    value = cell.value if isinstance(cell.value, Due) else Due(cell_text(cell.value))
    strong = value.tone in (Tone.WARN, Tone.BAD, Tone.ACCENT)
    paint.text(cell.painter, cell.rect, value.text, font("body", strong=strong), cell.ink(value.tone), cell.align)


_PAINTERS: Final[dict[Painter, Callable[[Cell], None]]] = {
    Painter.TEXT: _text,
    Painter.STRONG: _strong,
    Painter.SOFT: _soft,
    Painter.NAME: _name,
    Painter.TWO_LINES: _two_lines,
    Painter.PERSON: _person,
    Painter.TIER: _tier,
    Painter.BADGE: _badge,
    Painter.COMPLETENESS: _completeness,
    Painter.RHYTHM: _rhythm,
    Painter.MONEY: _money,
    Painter.DUE: _due,
}


_CUT: Final = (Painter.TEXT, Painter.STRONG, Painter.SOFT, Painter.NAME, Painter.PERSON, Painter.BADGE, Painter.DUE)


class RowDelegate(QStyledItemDelegate):
    """Paints whole rows: hover, ticked, conflict and current; reads `hover_row` of the view when it has one.

    `height` is the row height in logical pixels, `padding` the space left and right of a cell.
    """

    def __init__(self, view: QAbstractItemView, *, height: int = ROW, padding: int = 6) -> None:
        super().__init__(view)
        self._view = view
        self.height = height
        self._padding = padding

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(60), px(self.height))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        told = index.data(Role.PAINT)
        look = told if isinstance(told, Paint) else _gathered(index)
        current = self._view.currentIndex()
        painter.save()
        painter.fillRect(rect, self._ground(index, look))
        painter.setPen(color("line.hair"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if current.isValid() and current.row() == index.row():
            self._outline(painter, rect, index)
        if look.painter is Painter.TICK:
            mark = Qt.CheckState.Checked if look.ticked else Qt.CheckState.Unchecked
            paint.tick(painter, rect.left() + (rect.width() - 16) // 2, rect.top() + rect.height() / 2, mark)
        else:
            inner = rect.adjusted(self._padding, 0, -self._padding, 0)
            inverse = look.ticked and theme().look == "contrast"
            archived = look.state is RowState.ARCHIVED
            _PAINTERS[look.painter](Cell(painter, inner, look.value, look.align, archived, inverse))
        painter.restore()

    @override
    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        own = index.data(Qt.ItemDataRole.ToolTipRole)
        wide = QFontMetrics(font("body", strong=True)).horizontalAdvance(words)
        if own is None and index.data(Role.PAINTER) in _CUT and wide > option.rect.width() - 2 * self._padding:
            QToolTip.showText(event.globalPos(), plain_tip(words), view)
            return True
        return super().helpEvent(event, view, option, index)

    def _ground(self, index: Index, look: Paint) -> QColor:
        if look.ticked:
            return color("bg.selected")
        if look.state is RowState.CONFLICT:
            return color("conflict.tint")
        hovered = getattr(self._view, "hover_row", -1) == index.row()
        return color("bg.hover" if hovered else "bg.sheet")

    @staticmethod
    def _outline(painter: QPainter, rect: QRect, index: Index) -> None:
        # Filled rectangles, because antialiased lines of neighbouring cells would overlap into dots.
        ink = color("focus")
        box = QRectF(rect)
        painter.fillRect(QRectF(box.left(), box.top(), box.width(), 1.5), ink)
        painter.fillRect(QRectF(box.left(), box.bottom() - 1.5, box.width(), 1.5), ink)
        if index.column() == 0:
            painter.fillRect(QRectF(box.left(), box.top(), 1.5, box.height()), ink)
        if index.column() == index.model().columnCount() - 1:
            painter.fillRect(QRectF(box.right() - 1.5, box.top(), 1.5, box.height()), ink)


def _gathered(index: Index) -> Paint:
    value = index.data(Role.CELL)
    if value is None:
        value = index.data(Qt.ItemDataRole.DisplayRole)
    align = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft)
    return Paint(
        Painter(index.data(Role.PAINTER) or Painter.TEXT),
        value,
        align & Qt.AlignmentFlag.AlignHorizontal_Mask,
        bool(index.data(Role.TICKED)),
        RowState(index.data(Role.STATE) or RowState.NORMAL),
    )
