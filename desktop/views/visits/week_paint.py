"""Painting of the week: heads of days, the line of deadlines, hours, blocks in six states, the ghost of a drag."""

from collections.abc import Sequence
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final

import msgspec
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from desktop.views import paint
from desktop.views.theme import color, font, px
from desktop.views.visits.week_geometry import WeekGeometry, moment
from desktop.views.visits.words import WEEKDAYS, local
from desktop.wording import N_, _
from desktop.wording.labels import label
from domain.queries.visits import BlockKind, DueCustomer, VisitBlock
from domain.rules.calendars import Day, DayKind, day_of
from domain.values.visits import VisitPurpose, VisitWay

TWO_LINES: Final = 38
ONE_LINE: Final = 24
REPORT_BY: Final = time(18)
FESTIVALS: Final = {
    "new_year": N_("元旦"),
    "spring_festival": N_("春节"),
    "qingming": N_("清明节"),
    "labour_day": N_("劳动节"),
    "dragon_boat": N_("端午节"),
    "national_day": N_("国庆节"),
    "mid_autumn": N_("中秋节"),
    "victory_day": N_("抗战胜利日"),
}


class Look(StrEnum):
    """The six states of a block."""

    PLANNED = "planned"
    LOGGED = "logged"
    TO_CONFIRM = "to_confirm"
    UNLOGGED = "unlogged"
    CONFLICT = "conflict"
    OTHER = "other"


class Dress(msgspec.Struct, frozen=True):
    """Colours of a state: ground, border, bar, name and detail; `dashed` borders wait for the customer's word."""

    ground: str
    border: str
    bar: str
    name: str
    detail: str
    dashed: bool = False


DRESSES: Final = {
    Look.PLANNED: Dress("accent.tint", "accent.line", "accent", "text.primary", "text.secondary"),
    Look.LOGGED: Dress("bg.subtle", "line.hair", "ok", "text.secondary", "text.tertiary"),
    Look.TO_CONFIRM: Dress("bg.sheet", "line.strong", "warn", "text.secondary", "text.tertiary", dashed=True),
    Look.UNLOGGED: Dress("bad.tint", "bad.line", "bad", "bad", "bad"),
    Look.CONFLICT: Dress("conflict.tint", "conflict.line", "conflict", "conflict", "conflict"),
    Look.OTHER: Dress("bg.subtle", "line.hair", "line.strong", "text.tertiary", "text.tertiary"),
}


def look_of(block: VisitBlock, now: datetime) -> Look:
    """Give the state of a block; a visit without a log turns red at 18:00 of its day."""
    if block.in_conflict:
        return Look.CONFLICT
    if block.visit_id:
        return Look.LOGGED
    if block.kind is BlockKind.OTHER:
        return Look.OTHER
    if now >= max(moment(local(block.starts_at).date(), REPORT_BY), block.ends_at):
        return Look.UNLOGGED
    return Look.TO_CONFIRM if block.to_confirm else Look.PLANNED


def detail_of(block: VisitBlock, look: Look) -> str:
    """Say in few words when a block begins and what it is about."""
    purposes = label(VisitPurpose, block.purposes[0]) if block.purposes else ""
    subject = block.subject or purposes or label(VisitWay, block.way)
    if look is Look.UNLOGGED:
        subject = _("未登记日志")
    elif look is Look.CONFLICT:
        subject = _("两台电脑都改过")
    return f"{local(block.starts_at):%H:%M} {subject}".strip()


def hours(painter: QPainter, geometry: WeekGeometry, now: datetime, height: int) -> None:
    """Paint weekends, holidays, the grid, the hours and the line of now."""
    today = local(now).date()
    shown = QRect(0, geometry.top, geometry.width, height - geometry.top)
    for day, (left, wide) in zip(geometry.dates, geometry.columns(), strict=True):
        if not day_of(day).is_workday:
            painter.fillRect(QRect(left, shown.top(), wide, shown.height()), color("bg.subtle"))
        painter.setPen(QPen(color("line.hair"), 1))
        painter.drawLine(left, shown.top(), left, shown.bottom())
    for hour in range(25):
        y = geometry.top + hour * geometry.hour - geometry.scroll
        painter.setPen(QPen(color("line.hair"), 1))
        painter.drawLine(geometry.left, y, geometry.width, y)
        near = today in geometry.dates and abs(y - geometry.y_of(local(now).time())) < px(14)
        if 0 < hour < 24 and not near:  # noqa: PLR2004 -- hours of a day
            room = QRect(0, y - px(9), geometry.left - px(10), px(18))
            right = Qt.AlignmentFlag.AlignRight
            paint.text(painter, room, f"{hour:02d}:00", font("micro"), color("text.tertiary"), right)


def now_line(painter: QPainter, geometry: WeekGeometry, now: datetime) -> None:
    """Paint the line of now across today."""
    moment_now = local(now)
    if moment_now.date() not in geometry.dates:
        return
    left, wide = geometry.columns()[geometry.dates.index(moment_now.date())]
    y = geometry.y_of(moment_now.time())
    room = QRect(0, y - px(9), geometry.left - px(10), px(18))
    words = f"{moment_now:%H:%M}"
    paint.text(painter, room, words, font("micro", strong=True), color("text.primary"), Qt.AlignmentFlag.AlignRight)
    painter.setPen(QPen(color("fill.danger"), 1.5))
    painter.drawLine(left, y, left + wide, y)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color("fill.danger"))
    painter.drawEllipse(QPointF(left, y), 4, 4)


def heads(painter: QPainter, geometry: WeekGeometry, today: date, height: int) -> None:
    """Paint weekday and number of each day, with what is special about it."""
    painter.fillRect(QRect(0, 0, geometry.width, height), color("bg.sheet"))
    for day, (left, wide) in zip(geometry.dates, geometry.columns(), strict=True):
        found = day_of(day)
        off = not found.is_workday
        if off:
            painter.fillRect(QRect(left, 0, wide, height), color("bg.subtle"))
        ink = color("accent" if day == today else "text.tertiary" if off else "text.primary")
        room = QRect(left + 9, px(7), wide - 12, px(18))
        words = _(WEEKDAYS[day.weekday()])
        words = _("{weekday} 今天").format(weekday=words) if day == today else words
        quiet = color("accent") if day == today else color("text.tertiary")
        taken = paint.text(painter, room, words, font("meta"), quiet)
        special = _special(found)
        if special:
            mark = QRect(room.left() + taken + 8, room.top(), room.width() - taken - 8, room.height())
            tone = "bad" if found.kind is DayKind.HOLIDAY else "warn"
            paint.text(painter, mark, special, font("micro", strong=True), color(tone))
        number = QRect(left + 9, px(24), wide - 12, px(24))
        paint.text(painter, number, str(day.day), font("subtitle", strong=True), ink)
        painter.setPen(QPen(color("line.hair"), 1))
        painter.drawLine(left, 0, left, height)


def _special(day: Day) -> str:
    if day.kind is DayKind.HOLIDAY:
        return _(FESTIVALS[day.festival]) if day.festival in FESTIVALS else _("放假")
    return _("调休上班") if day.kind is DayKind.ADJUSTED_WORKDAY else ""


def deadlines(
    painter: QPainter, geometry: WeekGeometry, due: Sequence[DueCustomer], room: QRect
) -> list[tuple[QRect, date]]:
    """Paint the row of last days; gives the places of its chips with their day."""
    painter.fillRect(room, color("bg.sheet"))
    places: list[tuple[QRect, date]] = []
    words = QRect(0, room.top(), geometry.left - px(10), room.height())
    paint.text(painter, words, _("截止"), font("micro"), color("text.tertiary"), Qt.AlignmentFlag.AlignRight)
    for day, (left, wide) in zip(geometry.dates, geometry.columns(), strict=True):
        if not day_of(day).is_workday:
            painter.fillRect(QRect(left, room.top(), wide, room.height()), color("bg.subtle"))
        painter.setPen(QPen(color("line.hair"), 1))
        painter.drawLine(left, room.top(), left, room.bottom())
        mine = [one for one in due if one.due == day]
        if not mine:
            continue
        bare = [one for one in mine if one.planned_at is None]
        first = (bare or mine)[0]
        said = f"{first.short_name} {first.value_class}"
        if len(mine) > 1:
            said = _("{name} 等 {count} 户").format(name=first.short_name, count=len(mine))
        chip = QRect(left + 3, room.center().y() - px(9), wide - 6, px(19))
        painter.setPen(QPen(color("warn.line" if bare else "line.hair"), 1))
        painter.setBrush(color("warn.tint" if bare else "bg.sheet"))
        painter.drawRoundedRect(QRectF(chip).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        ink = color("warn" if bare else "text.tertiary")
        paint.text(painter, chip.adjusted(7, 0, -5, 0), said, font("micro"), ink)
        places.append((chip, day))
    painter.setPen(QPen(color("line.control"), 1))
    painter.drawLine(0, room.bottom(), geometry.width, room.bottom())
    return places


def block(
    painter: QPainter,
    rect: QRect,
    found: VisitBlock,
    look: Look,
    *,
    current: bool = False,
    waiting: bool = False,
    cut: bool = False,
) -> None:
    """Paint one block."""
    dress = DRESSES[look]
    box = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    pen = QPen(color("focus" if current else dress.border), 2 if current else 1)
    if (dress.dashed or cut) and not current:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.save()
    painter.setOpacity(0.5 if cut else 1.0)
    painter.setPen(pen)
    painter.setBrush(color(dress.ground))
    painter.drawRoundedRect(box, 6, 6)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(dress.bar))
    painter.drawRoundedRect(QRectF(rect.left() + 5, rect.top() + 5, 3, max(rect.height() - 10, 4)), 1.5, 1.5)
    inner = rect.adjusted(px(13), 0, -5, 0)
    if waiting:
        paint.picture(painter, rect.right() - px(17), rect.top() + px(11), "cloud-upload", "offline", px(13))
    mark = px(16) if waiting else 0
    if rect.height() >= px(TWO_LINES):
        upper = QRect(inner.left(), rect.top() + px(4), inner.width() - mark, px(17))
        paint.text(painter, upper, found.name, font("meta", strong=True), color(dress.name))
        lower = QRect(inner.left(), rect.top() + px(20), inner.width(), px(16))
        paint.text(painter, lower, detail_of(found, look), font("micro"), color(dress.detail))
    else:
        words = found.name if rect.height() < px(ONE_LINE) else f"{local(found.starts_at):%H:%M} {found.name}"
        paint.text(painter, inner.adjusted(0, 0, -mark, 0), words, font("micro"), color(dress.name))
    painter.restore()


def more(painter: QPainter, rect: QRect, count: int) -> None:
    """Paint the place that folds several blocks."""
    painter.setPen(QPen(color("line.control"), 1))
    painter.setBrush(color("bg.sheet"))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    painter.setFont(font("meta", strong=True))
    painter.setPen(color("accent"))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), f"+{count}")


def slot(painter: QPainter, rect: QRect) -> None:
    """Paint the empty time the keyboard stands on."""
    painter.setPen(QPen(color("focus"), 1.5, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 6, 6)


class Ghost(msgspec.Struct, frozen=True):
    """What is shown while something is dragged: the time, whose visit, and whether it can be there."""

    starts_at: datetime
    ends_at: datetime
    name: str
    tier: str
    sentence: str
    detail: str = ""
    is_possible: bool = True
    is_good: bool = True


def ghost(painter: QPainter, rect: QRect, found: Ghost, bounds: QRect) -> None:
    """Paint the outline and the card that says whether it fits."""
    tone = "accent" if found.is_possible else "bad"
    painter.setPen(QPen(color("focus" if found.is_possible else "bad"), 2))
    painter.setBrush(color(f"{tone}.tint"))
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 6, 6)
    span = f"{local(found.starts_at):%H:%M}–{local(found.ends_at):%H:%M}"
    top = QRect(rect.left() + px(11), rect.top() + px(4), rect.width() - px(14), px(18))
    paint.text(painter, top, span, font("meta"), color(tone))
    sentence = QFontMetrics(font("meta")).horizontalAdvance(found.sentence) + px(20)
    name = QFontMetrics(font("body", strong=True)).horizontalAdvance(found.name) + px(40)
    detail = QFontMetrics(font("meta")).horizontalAdvance(found.detail)
    wide = min(max(sentence, name, detail) + px(24), bounds.width() - 8)
    high = px(72) if found.detail else px(54)
    left = rect.center().x() - px(16)
    left = max(bounds.left() + 4, min(left, bounds.right() - wide - 4))
    below = rect.top() + px(24)
    card = QRect(left, below if below + high < bounds.bottom() else rect.top() - high - 6, wide, high)
    painter.setPen(QPen(color("focus" if found.is_possible else "bad"), 1))
    painter.setBrush(color("bg.sheet"))
    painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    line = QRect(card.left() + px(12), card.top() + px(7), card.width() - px(24), px(20))
    taken = paint.text(painter, line, found.name, font("body", strong=True), color("text.primary"))
    if found.tier:
        paint.tier(painter, line.left() + taken + 8, line.center().y() + 1, found.tier)
    said = "bad" if not found.is_possible else "ok" if found.is_good else "warn"
    sign = {"bad": "circle-x", "ok": "circle-check", "warn": "triangle-alert"}[said]
    line = line.translated(0, px(20))
    paint.picture(painter, line.left(), line.center().y() + 1, sign, said, px(14))
    paint.text(painter, line.adjusted(px(19), 0, 0, 0), found.sentence, font("meta"), color(said))
    if found.detail:
        paint.text(painter, line.translated(0, px(18)), found.detail, font("meta"), color("text.tertiary"))
