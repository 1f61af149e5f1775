"""Where the keyboard stands in the calendar: on a block, or on an empty time."""

from datetime import date, datetime, time, timedelta
from typing import Protocol

from desktop.views.visits.week_geometry import moment
from desktop.views.visits.words import local
from domain.queries.visits import VisitBlock

HALF_HOUR = timedelta(minutes=30)
MORNING = time(9)
LAST = time(23, 30)


class Shown(Protocol):
    """The part of the calendar the cursor looks at."""

    blocks: tuple[VisitBlock, ...]

    @property
    def dates(self) -> tuple[date, ...]:
        """The days shown."""

    def now(self) -> datetime:
        """Give the present moment."""


class WeekCursor:
    """The current block or empty time, and the block that was cut."""

    def __init__(self, shown: Shown) -> None:
        self._shown = shown
        self.block_id = ""
        self.cut_id = ""
        self.cut: VisitBlock | None = None
        self.slot: datetime | None = None

    @property
    def block(self) -> VisitBlock | None:
        """The current block."""
        return next((one for one in self._shown.blocks if one.id == self.block_id), None)

    def keep(self) -> None:
        """Stay on the block if it is still there, and on the time otherwise."""
        if self.block_id and self.block is None:
            self.block_id = ""
        if self.slot is not None and local(self.slot).date() not in self._shown.dates:
            self.slot = None

    def choose(self, block: VisitBlock | None, slot: datetime | None = None) -> None:
        """Stand on a block, or on an empty time."""
        self.block_id = block.id if block is not None else ""
        self.slot = None if block is not None else slot

    def take(self, block: VisitBlock | None) -> None:
        """Remember a block that is to be put elsewhere, or none."""
        self.cut = block
        self.cut_id = block.id if block is not None else ""

    def place(self) -> datetime:
        """Give the moment the keyboard stands on: by default this morning or the first day shown."""
        block = self.block
        if block is not None:
            return block.starts_at
        if self.slot is not None:
            return self.slot
        today = local(self._shown.now()).date()
        return moment(today if today in self._shown.dates else self._shown.dates[0], MORNING)

    def up_down(self, step: int) -> None:
        """Go to the block before or after in the day; with none there, half an hour on."""
        here = self.place()
        day = sorted((one for one in self._on(local(here).date())), key=lambda one: (one.starts_at, one.id))
        own = self.block
        if own is None:
            beyond = [one for one in day if (one.starts_at > here if step > 0 else one.starts_at <= here)]
        else:
            at = day.index(own)
            beyond = day[at + 1 :] if step > 0 else day[:at]
        if beyond:
            self.choose(beyond[0] if step > 0 else beyond[-1])
            return
        start = own.ends_at if own is not None and step > 0 else here
        wanted = start if own is not None and step > 0 else here + HALF_HOUR * step
        day_begin, day_end = moment(local(here).date(), time()), moment(local(here).date(), LAST)
        self.choose(None, min(max(wanted, day_begin), day_end))

    def left_right(self, step: int) -> bool:
        """Go to the nearest block of the next or last day, or its empty time; False when that day is not shown."""
        here = self.place()
        day = local(here).date() + timedelta(days=step)
        if day not in self._shown.dates:
            return False
        found = self._on(day)
        wanted = moment(day, local(here).time())
        nearest = min(found, key=lambda one: (abs(one.starts_at - wanted), one.starts_at), default=None)
        self.choose(nearest, wanted)
        return True

    def nudge(self, minutes: int, days: int) -> None:
        """Stand on an empty time so far away."""
        wanted = self.place() + timedelta(minutes=minutes, days=days)
        if local(wanted).date() in self._shown.dates:
            self.choose(None, wanted)

    def _on(self, day: date) -> list[VisitBlock]:
        return [one for one in self._shown.blocks if local(one.starts_at).date() == day]
