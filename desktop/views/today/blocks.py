"""Painting of what stands on the day's line: a visit in one of its states, and the suggestion."""

from datetime import datetime
from typing import Final

import msgspec
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from desktop.models.cells import Tone
from desktop.models.customers import class_words
from desktop.models.today import Placed, late_word, span_words
from desktop.views import paint
from desktop.views.theme import color, font, px
from desktop.wording import _
from domain.queries.today import DayVisit

TWO_LINES: Final = 38
THREE_LINES: Final = 55
BAR: Final = 3
SHORTEST_BADGE: Final = 40
NAME_ROOM: Final = 84


class Suggestion(msgspec.Struct, frozen=True):
    """A customer nearby who is due, and where there is time: words for the line, its class, the day, the deed."""

    starts_at: datetime
    name: str
    tier: str
    due: str
    deed: str

    @property
    def words(self) -> str:
        """The suggestion in one line."""
        return _("顺路应访：{name}，{due}，{deed}").format(name=self.name, due=self.due, deed=self.deed)


def draw_visit(painter: QPainter, box: QRectF, put: Placed, now: datetime, *, chosen: bool, waiting: bool) -> None:
    """Draw a visit: logged, next, planned, to be confirmed, or past without log."""
    visit = put.visit
    logged = visit.visit_id is not None
    late = late_word(visit, now)
    ground = "accent.tint" if chosen else "bg.subtle" if logged else "bg.sheet"
    edge = "accent.line" if chosen else "bad.line" if late else "line.control" if visit.to_confirm else "line.hair"
    pen = QPen(color(edge), 1)
    if visit.to_confirm and not chosen and not logged:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(color(ground))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(_bar_tone(visit, chosen=chosen, late=late)))
    painter.drawRoundedRect(QRectF(box.left() + 6, box.top() + 6, BAR, box.height() - 12), 1.5, 1.5)
    inner = box.toRect().adjusted(17, 0, -10, 0)
    lines = 3 if visit.place and box.height() >= px(THREE_LINES) else 2 if box.height() >= px(TWO_LINES) else 1
    if lines == 1:
        _draw_name(painter, inner, put, late=late)
        return
    high = px(18)
    spare = (box.height() - high * lines) / 2
    top = inner.top() + round(min(spare, px(7)))
    first = QRect(inner.left(), top, inner.width(), high)
    _draw_name(painter, first, put, late=late)
    second = first.translated(0, high)
    _draw_subject(painter, second, visit, waiting=waiting)
    if lines == 3:  # noqa: PLR2004 -- the number of lines
        third = second.translated(0, high)
        paint.picture(painter, third.left(), third.center().y() + 1, "map-pin", Tone.TERTIARY, px(12))
        paint.text(painter, third.adjusted(px(17), 0, 0, 0), visit.place, font("meta"), color("text.secondary"))


def _bar_tone(visit: DayVisit, *, chosen: bool, late: bool) -> str:
    if visit.visit_id is not None:
        return "ok"
    if late:
        return "bad"
    if visit.to_confirm:
        return "warn"
    return "accent" if chosen else "seq.3"


def _draw_name(painter: QPainter, rect: QRect, put: Placed, *, late: bool) -> None:
    visit = put.visit
    left, middle = rect.left(), rect.top() + rect.height() / 2
    hours = span_words(visit)
    hours_wide = QFontMetrics(font("meta")).horizontalAdvance(hours)
    roomy = rect.width() > px(250)
    right = rect.right()
    if put.more:
        words = f"+{put.more}"
        wide = paint.badge_width(words)
        right -= wide
        paint.badge(painter, right, middle, words, Tone.ACCENT, high=17)
        right -= 6
    if roomy:
        box = QRect(rect.left(), rect.top(), right - rect.left(), rect.height())
        paint.text(painter, box, hours, font("meta"), color("text.secondary"), Qt.AlignmentFlag.AlignRight)
        right -= hours_wide + 10
    if visit.visit_id is not None:
        paint.picture(painter, left, middle, "circle-check", Tone.OK, px(15))
        left += px(15) + 7
    tier = class_words(visit.value_class)
    tier_wide = px(26) + 8 if tier else 0
    name_wide = QFontMetrics(font()).horizontalAdvance(visit.customer_name)
    badges = _badges(visit, late=late, room=right - left - tier_wide - min(name_wide, px(110)) - 8) if roomy else []
    spare = tier_wide + sum(paint.badge_width(words) + 8 for words, _tone in badges)
    room = QRect(left, rect.top(), max(right - left - spare, 0), rect.height())
    left += paint.text(painter, room, visit.customer_name, font(), color("text.primary")) + 8
    if tier:
        left += paint.tier(painter, left, middle, tier) + 8
    for words, tone in badges:
        left += paint.badge(painter, left, middle, words, tone, high=18) + 8


def _badges(visit: DayVisit, *, late: bool, room: int) -> list[tuple[str, Tone]]:
    """Give the states to show as badges, cut to the room there is."""
    if visit.visit_id is not None:
        return []
    wanted: list[tuple[str, Tone]] = [(_("未登记"), Tone.BAD)] if late else []
    if visit.to_confirm:
        wanted.append((_("待客户确认"), Tone.WARN))
    found: list[tuple[str, Tone]] = []
    for words, tone in wanted:
        space = room - sum(paint.badge_width(one) + 8 for one, _tone in found)
        cut = QFontMetrics(font("micro")).elidedText(words, Qt.TextElideMode.ElideRight, space - px(14))
        if space > px(SHORTEST_BADGE):
            found.append((cut, tone))
    return found


def _draw_subject(painter: QPainter, rect: QRect, visit: DayVisit, *, waiting: bool) -> None:
    left, middle = rect.left(), rect.center().y() + 1
    face = font("meta")
    if visit.subject:
        left += paint.text(painter, rect, visit.subject, face, color("text.secondary")) + 10
    if visit.visit_id is not None:
        words = _("日志已登记，待同步") if waiting else _("日志已登记")
        room = QRect(left, rect.top(), max(rect.right() - left, 0), rect.height())
        paint.text(painter, room, words, face, color("ok"))
    elif visit.contacts and rect.right() - left > px(60):
        paint.picture(painter, left, middle, "user-round", Tone.SECONDARY, px(12))
        room = QRect(left + px(16), rect.top(), max(rect.right() - left - px(16), 0), rect.height())
        paint.text(painter, room, visit.contacts, face, color("text.secondary"))


def draw_suggestion(painter: QPainter, box: QRectF, suggestion: Suggestion) -> None:
    """Draw the dashed row that offers a visit, with its deed and a cross at the right."""
    painter.setPen(QPen(color("accent.line"), 1, Qt.PenStyle.DashLine))
    painter.setBrush(color("bg.sheet"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    rect, middle = box.toRect().adjusted(11, 0, -6, 0), box.center().y()
    face = font("meta")
    right = rect.right() - px(18)
    paint.picture(painter, right + 2, middle, "x", Tone.TERTIARY, px(14))
    metrics = QFontMetrics(face)
    least = rect.left() + px(NAME_ROOM) + metrics.horizontalAdvance(suggestion.name)
    for words, tone in ((suggestion.deed, "accent"), (suggestion.due, "text.tertiary")):
        wide = metrics.horizontalAdvance(words)
        if words == suggestion.due and right - wide < least:
            continue
        right -= wide + 10
        paint.text(painter, QRect(right, rect.top(), wide + 2, rect.height()), words, face, color(tone))
    if suggestion.tier:
        right -= px(26) + 10
    paint.picture(painter, rect.left(), middle, "map-pinned", Tone.ACCENT, px(15))
    left = rect.left() + px(15) + 7
    room = QRect(left, rect.top(), max(right - left, 0), rect.height())
    words = _("顺路应访：{name}").format(name=suggestion.name)
    if metrics.horizontalAdvance(words) > room.width():
        words = suggestion.name
    left += paint.text(painter, room, words, face, color("text.secondary"))
    if suggestion.tier:
        paint.tier(painter, left + 8, middle, suggestion.tier)


def draw_hour(painter: QPainter, left: float, right: float, y: float, words: str) -> None:
    """Draw the line of an hour with its time before it, which may be left out."""
    painter.fillRect(QRectF(left, y, right - left, 1), color("line.hair"))
    if words:
        painter.setFont(font("micro"))
        painter.setPen(color("text.tertiary"))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, y - px(9), left - 12, px(18)), int(flags), words)


def draw_now(painter: QPainter, left: float, right: float, y: float, words: str) -> None:
    """Draw the line of the present moment with its time on a chip."""
    painter.fillRect(QRectF(left - 4, y, right - left + 4, 1.5), color("fill.danger"))
    chip = QRectF(24, y - px(8), px(40), px(17))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color("fill.danger"))
    painter.drawRoundedRect(chip, 4, 4)
    painter.setFont(font("badge"))
    painter.setPen(color("text.on-accent"))
    painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), words)


def draw_ring(painter: QPainter, box: QRectF) -> None:
    """Draw the focus ring around a block."""
    painter.setPen(QPen(color("focus"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 7, 7)
