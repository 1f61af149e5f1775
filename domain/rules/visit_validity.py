"""Whether a logged visit counts, and the marks its writer sees before anyone else does (4.3)."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from difflib import SequenceMatcher
from enum import StrEnum

import msgspec

from domain.rules.calendars import CHINA_TIME, china_date
from domain.rules.parameters import Parameters


class Shortfall(StrEnum):
    """Why a visit does not count in full."""

    LATE = "late"
    NO_CONTACT = "no_contact"
    SHORT_CONTENT = "short_content"
    NO_EVIDENCE = "no_evidence"
    SHORT_STAY = "short_stay"


class QualityFlag(StrEnum):
    """A sign that a log may have been written to satisfy a count."""

    BURST = "burst"
    REPEATED_TEXT = "repeated_text"
    NIGHT_ENTRY = "night_entry"
    FAR_AWAY = "far_away"


class VisitValidityParams(msgspec.Struct, frozen=True):
    """The thresholds of this rule."""

    late_after: timedelta
    content_min: int
    duration_min: timedelta
    late_credit: Decimal
    burst_logs: int
    burst_within: timedelta
    similar_above: float
    night_from: int
    night_to: int
    far_above_km: float


class VisitFacts(msgspec.Struct, frozen=True):
    """What the judgement needs of a log; moments are aware UTC."""

    started_at: datetime
    ended_at: datetime
    submitted_at: datetime
    contacts: int
    content: str
    has_location: bool = False
    has_photo: bool = False
    has_signature: bool = False
    is_on_site: bool = True


class Judgement(msgspec.Struct, frozen=True):
    """The shortfalls found and the credit the visit earns: 1, the late credit, or 0."""

    shortfalls: tuple[Shortfall, ...]
    credit: Decimal

    @property
    def is_valid(self) -> bool:
        """Whether nothing falls short."""
        return not self.shortfalls

    @property
    def counts(self) -> bool:
        """Whether the visit moves the next due date: valid, or only late."""
        return self.credit > 0


class LogEntry(msgspec.Struct, frozen=True):
    """One of the writer's logs as far as the quality marks look at it; moments are aware UTC."""

    ended_at: datetime
    submitted_at: datetime
    content: str


def visit_validity_params(parameters: Parameters) -> VisitValidityParams:
    """The thresholds in force, taken from the parameters of a day."""
    return VisitValidityParams(
        late_after=timedelta(hours=parameters.integer("visit.late_after")),
        content_min=parameters.integer("visit.content_min"),
        duration_min=timedelta(minutes=parameters.integer("visit.duration_min")),
        late_credit=parameters.decimal("visit.late_credit"),
        burst_logs=parameters.integer("visit.burst_logs"),
        burst_within=timedelta(minutes=parameters.integer("visit.burst_within")),
        similar_above=float(parameters.decimal("visit.similar_above")),
        night_from=parameters.integer("visit.night_from"),
        night_to=parameters.integer("visit.night_to"),
        far_above_km=float(parameters.decimal("visit.far_above")),
    )


def judge_visit(facts: VisitFacts, params: VisitValidityParams) -> Judgement:
    """Whether a visit counts: on time, somebody met, something written, evidence, and long enough on site."""
    checks = (
        (Shortfall.LATE, facts.submitted_at - facts.ended_at > params.late_after),
        (Shortfall.NO_CONTACT, facts.contacts < 1),
        (Shortfall.SHORT_CONTENT, len(facts.content.strip()) < params.content_min),
        (Shortfall.NO_EVIDENCE, not (facts.has_location or facts.has_photo or facts.has_signature)),
        (Shortfall.SHORT_STAY, facts.is_on_site and facts.ended_at - facts.started_at < params.duration_min),
    )
    shortfalls = tuple(shortfall for shortfall, holds in checks if holds)
    if not shortfalls:
        return Judgement((), Decimal(1))
    return Judgement(shortfalls, params.late_credit if shortfalls == (Shortfall.LATE,) else Decimal(0))


def quality_flags(
    entry: LogEntry,
    earlier: Iterable[LogEntry],
    params: VisitValidityParams,
    *,
    distance_km: float | None = None,
) -> tuple[QualityFlag, ...]:
    """The marks of a new log beside the same writer's earlier ones; ``distance_km`` to the customer's site if known."""
    others = tuple(earlier)
    flags: list[QualityFlag] = []
    close = sum(abs(entry.submitted_at - other.submitted_at) <= params.burst_within for other in others)
    if close + 1 >= params.burst_logs:
        flags.append(QualityFlag.BURST)
    if any(similarity(entry.content, other.content) > params.similar_above for other in others):
        flags.append(QualityFlag.REPEATED_TEXT)
    if _is_night(entry.submitted_at, params) and china_date(entry.submitted_at) != china_date(entry.ended_at):
        flags.append(QualityFlag.NIGHT_ENTRY)
    if distance_km is not None and distance_km > params.far_above_km:
        flags.append(QualityFlag.FAR_AWAY)
    return tuple(flags)


def similarity(text: str, other: str) -> float:
    """How alike two texts are, 0 to 1, spaces and signs left out; two empty texts are not alike."""
    left, right = (re.sub(r"[\W_]+", "", part) for part in (text, other))
    if not left or not right:
        return 0.0
    return SequenceMatcher(None, left, right, autojunk=False).ratio() if left != right else 1.0


def _is_night(moment: datetime, params: VisitValidityParams) -> bool:
    hour = moment.astimezone(CHINA_TIME).hour
    if params.night_from <= params.night_to:
        return params.night_from <= hour < params.night_to
    return hour >= params.night_from or hour < params.night_to
