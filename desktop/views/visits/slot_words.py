"""Whether a time suits a visit, in words."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from desktop.views.visits.week_paint import FESTIVALS, Ghost
from desktop.views.visits.words import WEEKDAYS, day_words, local
from desktop.wording import _
from domain.queries.visits import BlockKind, VisitBlock
from domain.rules.calendars import day_of
from domain.rules.visit_slots import Busy, Slot, SlotCode, judge_slot, overlaps

LONGEST_GAP: Final = timedelta(hours=4)


def busy_times(blocks: Sequence[VisitBlock]) -> list[Busy]:
    """Give what takes time; only visits the customer has confirmed, and other appointments, are firm."""
    return [
        Busy(one.id, one.starts_at, one.ends_at, one.name, firm=one.kind is BlockKind.OTHER or not one.to_confirm)
        for one in blocks
    ]


def slot_words(slot: Slot, starts_at: datetime, due: date | None, today: date) -> str:
    """Say whether a visit may be at a time."""
    at = local(starts_at)
    when = f"{_(WEEKDAYS[at.weekday()])} {at:%H:%M}"
    day = day_words(due, today) if due is not None else ""
    sentences = {
        SlotCode.PAST: _("时间已过，不能安排"),
        SlotCode.HOLIDAY: _("{festival}放假，不能安排").format(festival=_festival(at.date())),
        SlotCode.TAKEN: _("与「{name}」时间冲突").format(name=slot.name),
        SlotCode.LATE: _("{when} 可排，但晚于 {day}").format(when=when, day=day),
        SlotCode.MEETS: _("{when} 可排，满足 {day} 前").format(when=when, day=day),
        SlotCode.FREE: _("{when} 可排").format(when=when),
    }
    return sentences[slot.code]


def _festival(day: date) -> str:
    code = day_of(day).festival
    return _(FESTIVALS[code]) if code in FESTIVALS else ""


def make_ghost(
    name: str,
    tier: str,
    span: tuple[datetime, datetime],
    blocks: Sequence[VisitBlock],
    now: datetime,
    *,
    own_id: str = "",
    due: date | None = None,
) -> Ghost:
    """Judge a time for a customer and say so."""
    starts_at, ends_at = span
    busy = busy_times(blocks)
    slot = judge_slot(starts_at, ends_at, now, busy=busy, own_id=own_id, due=due)
    others = [one for one in busy if one.id != own_id]
    detail = ""
    later = min((one for one in others if one.starts_at >= ends_at), key=lambda one: one.starts_at, default=None)
    if any(overlaps(starts_at, ends_at, one) for one in others) and slot.is_possible:
        detail = _("同一时间另有待确认的走访")
    elif later is not None and later.starts_at - ends_at <= LONGEST_GAP:
        minutes = int((later.starts_at - ends_at).total_seconds() // 60)
        detail = _("距 {time} {name} 还有 {minutes} 分钟").format(
            time=f"{local(later.starts_at):%H:%M}", name=later.name, minutes=minutes
        )
    return Ghost(
        starts_at,
        ends_at,
        name,
        tier if tier != "unrated" else "",
        slot_words(slot, starts_at, due, local(now).date()),
        detail,
        is_possible=slot.is_possible,
        is_good=slot.code in (SlotCode.MEETS, SlotCode.FREE),
    )
