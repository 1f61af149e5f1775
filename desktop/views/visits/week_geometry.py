"""Where things stand in the week: columns of days, hours, and blocks side by side."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import msgspec
from PySide6.QtCore import QPoint, QRect

from desktop.views.visits.words import CHINA, local
from domain.queries.visits import VisitBlock
from domain.rules.visit_slots import snap

DAY_MINUTES = 24 * 60
WEEKEND_SHARE = 0.78
SATURDAY = 5
MOST_BESIDE = 3
LEAST_MINUTES = 15


class Laid(msgspec.Struct, frozen=True):
    """A block with its lane among the blocks it overlaps; `more` blocks are folded into a "+n" where it is not 0."""

    block: VisitBlock
    lane: int
    lanes: int
    more: int = 0


class WeekGeometry(msgspec.Struct, frozen=True):
    """Places for the days from `first` on; lengths in pixels, `left` is the width of the column of hours."""

    first: date
    days: int
    width: int
    left: int
    top: int
    hour: int
    scroll: int

    @property
    def dates(self) -> tuple[date, ...]:
        """The days shown."""
        return tuple(self.first + timedelta(days=at) for at in range(self.days))

    def columns(self) -> tuple[tuple[int, int], ...]:
        """Give left edge and width of each day; weekends are narrower in a whole week."""
        shares = [WEEKEND_SHARE if day.weekday() >= SATURDAY and self.days > 1 else 1.0 for day in self.dates]
        room = self.width - self.left
        edges = [self.left + round(room * sum(shares[:at]) / sum(shares)) for at in range(self.days + 1)]
        return tuple((edges[at], edges[at + 1] - edges[at]) for at in range(self.days))

    def y_of(self, clock: time) -> int:
        """Give the height of a time of day."""
        return self.top + round((clock.hour * 60 + clock.minute) * self.hour / 60) - self.scroll

    def rect(self, starts_at: datetime, ends_at: datetime) -> QRect | None:
        """Give the rectangle of a stretch of time, or None when its day is not shown."""
        starts, ends = local(starts_at), local(ends_at)
        at = (starts.date() - self.first).days
        if not 0 <= at < self.days:
            return None
        left, wide = self.columns()[at]
        top = self.y_of(starts.time())
        bottom = self.y_of(ends.time()) if ends.date() == starts.date() else self.top + 24 * self.hour - self.scroll
        return QRect(left + 3, top + 1, wide - 6, max(bottom - top - 2, round(self.hour * LEAST_MINUTES / 60)))

    def laid_rect(self, laid: Laid) -> QRect | None:
        """Give the rectangle of a block beside others."""
        whole = self.rect(laid.block.starts_at, laid.block.ends_at)
        if whole is None or laid.lanes == 1:
            return whole
        wide = whole.width() / laid.lanes
        left = whole.left() + round(laid.lane * wide)
        return QRect(left, whole.top(), round(wide) - 2, whole.height())

    def moment_at(self, place: QPoint) -> datetime | None:
        """Give the quarter of an hour under a place of the grid, or None beside it."""
        if place.y() < self.top:
            return None
        for day, (left, wide) in zip(self.dates, self.columns(), strict=True):
            if left <= place.x() < left + wide:
                minutes = (place.y() - self.top + self.scroll) * 60 / self.hour
                minutes = min(max(minutes, 0), DAY_MINUTES - LEAST_MINUTES)
                return snap(moment(day, time()) + timedelta(minutes=minutes))
        return None


def moment(day: date, clock: time) -> datetime:
    """Give a time of a day in China as UTC."""
    return datetime.combine(day, clock, CHINA).astimezone(UTC)


def lay_out(blocks: Sequence[VisitBlock]) -> tuple[Laid, ...]:
    """Put overlapping blocks side by side; of more than three the third place folds the rest."""
    laid: list[Laid] = []
    group: list[tuple[VisitBlock, int]] = []
    until: datetime | None = None
    for block in sorted(blocks, key=lambda one: (one.starts_at, one.ends_at, one.id)):
        if until is not None and block.starts_at >= until:
            laid += _close(group)
            group, until = [], None
        taken = {lane for other, lane in group if other.ends_at > block.starts_at}
        lane = next(number for number in range(len(group) + 1) if number not in taken)
        group.append((block, lane))
        until = max(until, block.ends_at) if until is not None else block.ends_at
    return tuple(laid + _close(group))


def _close(group: Sequence[tuple[VisitBlock, int]]) -> list[Laid]:
    lanes = max((lane for _block, lane in group), default=0) + 1
    if lanes <= MOST_BESIDE:
        return [Laid(block, lane, lanes) for block, lane in group]
    shown = [Laid(block, lane, MOST_BESIDE) for block, lane in group if lane < MOST_BESIDE - 1]
    folded = [block for block, lane in group if lane >= MOST_BESIDE - 1]
    whole = msgspec.structs.replace(folded[0], ends_at=max(block.ends_at for block in folded))
    return [*shown, Laid(whole, MOST_BESIDE - 1, MOST_BESIDE, len(folded))]
