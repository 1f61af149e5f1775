"""Painting of the small marks that stand in lists and as widgets alike."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from desktop.models.cells import Month, Tone
from desktop.views.theme import color, font, pixmap, px, theme

TIERS: Final = ("A1", "A2", "B1", "B2", "C")
TINTED: Final = (Tone.ACCENT, Tone.OK, Tone.WARN, Tone.BAD, Tone.CONFLICT, Tone.OFFLINE)
AVATAR_TONES: Final = (Tone.ACCENT, Tone.OK, Tone.WARN, Tone.CONFLICT, Tone.OFFLINE)
COMPLETE: Final = 80
OWN: Final = "own"
LEFT: Final = Qt.AlignmentFlag.AlignLeft
ONE_LINE: Final = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value


def text(
    painter: QPainter,
    rect: QRect,
    words: str,
    face: QFont,
    ink: QColor,
    align: Qt.AlignmentFlag = LEFT,
    mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> int:
    """Draw one line, elided to its rectangle and centred vertically; gives the width it took."""
    painter.setFont(face)
    painter.setPen(ink)
    metrics = QFontMetrics(face)
    wide = metrics.horizontalAdvance(words)
    if wide > rect.width():
        words = metrics.elidedText(words, mode, rect.width())
        wide = metrics.horizontalAdvance(words)
    painter.drawText(rect, align.value | ONE_LINE, words)
    return wide


def picture(painter: QPainter, left: float, middle: float, name: str, tone: str, size: int) -> None:
    """Draw an icon whose left edge and vertical middle are given."""
    device = painter.device()
    ratio = device.devicePixelRatio() if device is not None else 1.0
    painter.drawPixmap(QPointF(round(left), round(middle - size / 2)), pixmap(name, tone, size, ratio))


def tier(painter: QPainter, left: float, middle: float, name: str) -> int:
    """Draw the badge of a value class (26×18); gives its width. Unknown names are drawn like C."""
    wide, high = px(26), px(18)
    face = font("badge")
    wide = max(wide, QFontMetrics(face).horizontalAdvance(name) + px(10))
    box = QRectF(left, middle - high / 2, wide, high)
    known = name if name in TIERS else "C"
    ground = color(f"tier.{known}.bg")
    outlined = ground == color("bg.sheet")
    painter.setPen(QPen(color("line.control"), 1) if outlined else Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5) if outlined else box, 4, 4)
    painter.setFont(face)
    painter.setPen(color(f"tier.{known}.fg"))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), name)
    return wide


def badge_width(words: str, icon: str = "") -> int:
    """Give the width of a state badge."""
    return QFontMetrics(font("micro")).horizontalAdvance(words) + px(12) + (px(15) if icon else 0)


def badge(painter: QPainter, left: float, middle: float, words: str, tone: str, icon: str = "", high: int = 18) -> int:
    """Draw a state word on its tint, `high` logical pixels tall; gives its width."""
    box = QRectF(left, middle - px(high) / 2, badge_width(words, icon), px(high))
    tinted = tone in TINTED
    flat = tinted and theme().look != "contrast"
    painter.setPen(Qt.PenStyle.NoPen if flat else QPen(color("line.control"), 1))
    painter.setBrush(color(f"{tone}.tint") if tinted else color("bg.sheet"))
    painter.drawRoundedRect(box if flat else box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    ink = tone if tinted else Tone.SECONDARY
    start = box.left() + px(6)
    if icon:
        picture(painter, start, middle, icon, ink, px(12))
        start += px(15)
    painter.setFont(font("micro"))
    painter.setPen(color(ink))
    rest = QRectF(start, box.top(), box.right() - start, box.height())
    painter.drawText(rest, int(LEFT | Qt.AlignmentFlag.AlignVCenter), words)
    return round(box.width())


def completeness(painter: QPainter, left: float, middle: float, percent: int) -> None:
    """Draw the 40×5 bar of a file's completeness, amber below 80."""
    bar = QRectF(left, middle - 2.5, 40, 5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color("track"))
    painter.drawRoundedRect(bar, 2.5, 2.5)
    painter.setBrush(color("chart.3" if percent < COMPLETE else "line.strong"))
    painter.drawRoundedRect(QRectF(bar.left(), bar.top(), 40 * min(max(percent, 0), 100) / 100, 5), 2.5, 2.5)


def rhythm(painter: QPainter, left: float, middle: float, months: Sequence[Month]) -> None:
    """Draw one bar a month: tall and light visited, tall and dark twice, short red missed, short grey not asked."""
    for place, month in enumerate(months):
        tall = QRectF(left + place * 10, middle - 7, 8, 14)
        low = QRectF(tall.left(), middle + 3, 8, 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if month is Month.PLANNED:
            painter.setPen(QPen(color("line.strong"), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(tall.adjusted(0.5, 0.5, -0.5, -0.5), 1.5, 1.5)
        elif month in (Month.ONCE, Month.OFTEN):
            painter.setBrush(color("seq.5" if month is Month.OFTEN else "seq.3"))
            painter.drawRoundedRect(tall, 1.5, 1.5)
        else:
            painter.setBrush(color("bad" if month is Month.MISSED else "line.control"))
            painter.drawRoundedRect(low, 1.5, 1.5)


def avatar(painter: QPainter, left: float, middle: float, name: str, size: int = 24, tone: str = "") -> None:
    """Draw a person's first character on a soft disc; the tint follows the name unless given, OWN is stronger."""
    own = tone == OWN
    shade = tone or AVATAR_TONES[sum(map(ord, name)) % len(AVATAR_TONES)]
    disc = QRectF(left, middle - size / 2, size, size)
    painter.setPen(Qt.PenStyle.NoPen if theme().look != "contrast" else QPen(color("line.control"), 1))
    painter.setBrush(color("tier.A2.bg" if own else f"{shade}.tint"))
    painter.drawEllipse(disc)
    face = QFont(font("micro"))
    face.setPixelSize(max(round(size * 0.46), 9))
    painter.setFont(face)
    painter.setPen(color("tier.A2.fg" if own else shade))
    painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), name[:1])


def tick(painter: QPainter, left: float, middle: float, state: Qt.CheckState) -> None:
    """Draw a 16×16 check box: empty, ticked or partly ticked."""
    box = QRectF(left, middle - 8, 16, 16)
    if state == Qt.CheckState.Unchecked:
        painter.setPen(QPen(color("line.strong"), 1.25))
        painter.setBrush(color("bg.sheet"))
        painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 4, 4)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color("fill.primary"))
    painter.drawRoundedRect(box, 4, 4)
    name = "check" if state == Qt.CheckState.Checked else "minus"
    device = painter.device()
    ratio = device.devicePixelRatio() if device is not None else 1.0
    painter.drawPixmap(QPointF(box.left() + 2, box.top() + 2), theme().pixmap(name, "text.on-accent", 12, ratio, "3"))
