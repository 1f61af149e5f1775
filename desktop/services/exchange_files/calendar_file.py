"""Visits as an iCalendar file (RFC 5545) for other calendars."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from icalendar import Calendar, Event

from domain.queries.visits import BlockKind, VisitBlock

PRODUCT: Final = "-//Jike Workbench//Visits//ZH"


def write_calendar(blocks: Iterable[VisitBlock], made_at: datetime) -> bytes:
    """Give visits as an iCalendar file: UTC, tentative until the customer agreed; meetings are left out."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for block in blocks:
        if block.kind is BlockKind.OTHER:
            continue
        event = Event()
        event.add("uid", f"{block.id}@jike-workbench")
        event.add("dtstamp", made_at)
        event.add("dtstart", block.starts_at)
        event.add("dtend", block.ends_at)
        event.add("summary", " ".join(filter(None, (block.name, block.subject))))
        if block.place:
            event.add("location", block.place)
        if block.goals:
            event.add("description", block.goals)
        event.add("status", "TENTATIVE" if block.to_confirm else "CONFIRMED")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
