"""Painting of the palette's lines."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from desktop.views import paint
from desktop.views.palette.entries import PaletteEntry
from desktop.views.theme import color, font, px
from desktop.views.widgets.buttons import shortcut_text

Index = QModelIndex | QPersistentModelIndex


class PaletteDelegate(QStyledItemDelegate):
    """Headings in grey; entries with icon, name with its found letters in accent, badge, detail, deed and keys."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = index.data(Qt.ItemDataRole.UserRole)
        return QSize(100, px(36) if isinstance(entry, PaletteEntry) else px(30))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, PaletteEntry):
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            self._entry(painter, rect, line, chosen=chosen)
        else:
            words = rect.adjusted(16, 4, -16, 0)
            paint.text(painter, words, str(line or ""), font("meta"), color("text.tertiary"))
        painter.restore()

    def _entry(self, painter: QPainter, rect: QRect, entry: PaletteEntry, *, chosen: bool) -> None:
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("accent.tint"))
            painter.drawRoundedRect(QRectF(rect).adjusted(6, 0, -6, 0), 6, 6)
        middle = rect.top() + rect.height() / 2
        left, right = rect.left() + 16, rect.right() - 16
        if entry.icon:
            paint.picture(painter, left, middle, entry.icon, "accent" if chosen else "text.secondary", px(16))
        left += px(16) + 10
        if entry.shortcut or (entry.deed and chosen):
            right = self._keys(painter, right, rect, shortcut_text(entry.shortcut) if entry.shortcut else "Enter")
        if entry.deed and chosen:
            wide = QFontMetrics(font("meta")).horizontalAdvance(entry.deed)
            place = QRect(right - wide, rect.top(), wide + 2, rect.height())
            paint.text(painter, place, entry.deed, font("meta"), color("text.secondary"))
            right -= wide + 12
        left = self._name(painter, QRect(left, rect.top(), max(right - left, 0), rect.height()), entry)
        if entry.tier:
            left += paint.tier(painter, left, middle, entry.tier) + 10
        rest = QRect(left, rect.top(), max(right - left, 0), rect.height())
        paint.text(painter, rest, entry.detail, font("meta"), color("text.tertiary"))

    @staticmethod
    def _keys(painter: QPainter, right: int, rect: QRect, words: str) -> int:
        wide = QFontMetrics(font("micro")).horizontalAdvance(words) + 12
        cap = QRectF(right - wide, rect.center().y() - px(9), wide, px(18)).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(color("line.hair"))
        painter.setBrush(color("bg.subtle"))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setFont(font("micro"))
        painter.setPen(color("text.tertiary"))
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), words)
        return right - wide - 10

    @staticmethod
    def _name(painter: QPainter, rect: QRect, entry: PaletteEntry) -> int:
        face = font("body", strong=True)
        metrics = QFontMetrics(face)
        left = rect.left()
        if metrics.horizontalAdvance(entry.text) > rect.width() or not entry.found:
            wide = paint.text(painter, rect, entry.text, face, color("text.primary"))
            return left + wide + 10
        marked = {place for start, length in entry.found for place in range(start, start + length)}
        for place, letter in enumerate(entry.text):
            wide = metrics.horizontalAdvance(letter)
            cell = QRect(left, rect.top(), wide + 4, rect.height())
            paint.text(painter, cell, letter, face, color("accent" if place in marked else "text.primary"))
            left += wide
        return left + 10
