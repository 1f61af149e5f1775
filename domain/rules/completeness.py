"""How complete a customer file is: weighted presence, validity and freshness of its fields (4.2)."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

import msgspec

from domain.rules.calendars import add_months
from domain.rules.parameters import Parameters
from domain.values.tiers import ServiceWeight


class FieldGroup(StrEnum):
    """The six groups a file is weighed by."""

    IDENTITY = "identity"
    CONTACTS = "contacts"
    SITES = "sites"
    PAYMENT = "payment"
    NEEDS = "needs"
    PREFERENCES = "preferences"


class Freshness(StrEnum):
    """How soon a field must be verified again."""

    CONTACTS = "contacts"
    ADDRESS = "address"
    IDENTITY = "identity"


class GapReason(StrEnum):
    """Why a field does not count in full, the first that holds."""

    MISSING = "missing"
    INVALID = "invalid"
    PLACEHOLDER = "placeholder"
    STALE = "stale"


class WeighedField(msgspec.Struct, frozen=True):
    """A field the file is asked for; ``freshness`` None never grows stale."""

    field: str
    group: FieldGroup
    freshness: Freshness | None = None
    weight: int = 1


class FieldState(msgspec.Struct, frozen=True):
    """What is known of a field: filled, accepted by its check, only a placeholder, day last verified."""

    is_present: bool
    is_valid: bool = True
    is_placeholder: bool = False
    verified_on: date | None = None


class CompletenessParams(msgspec.Struct, frozen=True):
    """The thresholds of this rule: group weights, months of freshness, factors, team weights and targets."""

    weights: Mapping[FieldGroup, int]
    fresh_months: Mapping[Freshness, int]
    placeholder: Fraction
    stale: Fraction
    team: Mapping[ServiceWeight, int]
    targets: Mapping[ServiceWeight, int]
    red_below: int


class FieldGap(msgspec.Struct, frozen=True):
    """A field that could raise the percentage, and by how many points."""

    field: str
    group: FieldGroup
    reason: GapReason
    gain: Decimal


class GroupShare(msgspec.Struct, frozen=True):
    """One group's weight and fill rate 0 to 1."""

    group: FieldGroup
    weight: int
    rate: Decimal


class Completeness(msgspec.Struct, frozen=True):
    """The result: percent with one decimal, groups, and the gaps with the largest gain first."""

    percent: Decimal
    groups: tuple[GroupShare, ...]
    gaps: tuple[FieldGap, ...]


def completeness_params(parameters: Parameters) -> CompletenessParams:
    """The thresholds in force, taken from the parameters of a day."""
    return CompletenessParams(
        weights={group: parameters.integer(f"completeness.weight.{group}") for group in FieldGroup},
        fresh_months={kind: parameters.integer(f"completeness.fresh.{kind}") for kind in Freshness},
        placeholder=Fraction(parameters.decimal("completeness.placeholder")),
        stale=Fraction(parameters.decimal("completeness.stale")),
        team={tier: parameters.integer(f"completeness.team.{tier}") for tier in ServiceWeight},
        targets={tier: parameters.integer(f"completeness.target.{tier}") for tier in ServiceWeight},
        red_below=parameters.integer("completeness.red_below"),
    )


def completeness(
    fields: Iterable[WeighedField], states: Mapping[str, FieldState], today: date, params: CompletenessParams
) -> Completeness:
    """Σ w·p·q·r / Σ w over the asked-for fields; a group's weight is shared by its fields (4.2).

    Fields without a state count as missing; groups without fields drop out; no fields at all give 100.
    """
    by_group: dict[FieldGroup, list[WeighedField]] = {}
    for item in fields:
        by_group.setdefault(item.group, []).append(item)
    total = sum(params.weights[group] for group in by_group)
    if total == 0:
        return Completeness(Decimal("100.0"), (), ())
    judge = _Judge(today, params)
    reached = Fraction(0)
    shares: list[GroupShare] = []
    gaps: list[tuple[Fraction, FieldGap]] = []
    for group, items in by_group.items():
        weight = params.weights[group]
        judged = [(item, *judge.level(item, states.get(item.field))) for item in items]
        rate = judge.rate((item.weight, level) for item, level, _reason in judged)
        reached += rate * weight
        shares.append(GroupShare(group, weight, _rounded(rate, "0.0001")))
        unit = Fraction(100 * weight, sum(item.weight for item in items) * total)
        gains: dict[tuple[int, int], tuple[Fraction, Decimal]] = {}
        for item, level, reason in judged:
            if reason is None:
                continue
            key = (level, item.weight)
            if key not in gains:
                gain = (1 - judge.factors[level]) * item.weight * unit
                gains[key] = (gain, _tenths(gain))
            gaps.append((gains[key][0], FieldGap(item.field, group, reason, gains[key][1])))
    gaps.sort(key=lambda gap: -gap[0])
    found = tuple(gap for gain, gap in gaps if gain > 0)
    return Completeness(_tenths(reached * 100 / total), tuple(shares), found)


def completeness_percent(
    fields: Iterable[WeighedField], states: Mapping[str, FieldState], today: date, params: CompletenessParams
) -> Decimal:
    """The percentage of `completeness` alone, for imports, which weigh thousands of files and show no gaps."""
    judge = _Judge(today, params)
    by_group: dict[FieldGroup, list[tuple[int, int]]] = {}
    for item in fields:
        by_group.setdefault(item.group, []).append((item.weight, judge.level(item, states.get(item.field))[0]))
    total = sum(params.weights[group] for group in by_group)
    if total == 0:
        return Decimal("100.0")
    reached = sum((judge.rate(weighed) * params.weights[group] for group, weighed in by_group.items()), Fraction(0))
    return _tenths(reached * 100 / total)


_NONE, _STALE_PLACEHOLDER, _PLACEHOLDER, _STALE, _FULL = range(5)


class _Judge:
    """Levels of fields on one day; whole levels are counted before any fraction is formed, which imports need."""

    def __init__(self, today: date, params: CompletenessParams) -> None:
        placeholder, stale = params.placeholder, params.stale
        self.factors = (Fraction(0), placeholder * stale, placeholder, stale, Fraction(1))
        self._oldest = {kind: add_months(today, -months) for kind, months in params.fresh_months.items()}

    def level(self, item: WeighedField, state: FieldState | None) -> tuple[int, GapReason | None]:
        """Which factor a field earns, and why not the full one."""
        if state is None or not state.is_present:
            return _NONE, GapReason.MISSING
        if not state.is_valid:
            return _NONE, GapReason.INVALID
        is_stale = item.freshness is not None and (
            state.verified_on is None or state.verified_on < self._oldest[item.freshness]
        )
        if state.is_placeholder:
            return _STALE_PLACEHOLDER if is_stale else _PLACEHOLDER, GapReason.PLACEHOLDER
        return (_STALE, GapReason.STALE) if is_stale else (_FULL, None)

    def rate(self, weighed: Iterable[tuple[int, int]]) -> Fraction:
        """The fill rate 0 to 1 of (weight, level) pairs."""
        sums = [0] * len(self.factors)
        for weight, level in weighed:
            sums[level] += weight
        filled = sum((factor * part for factor, part in zip(self.factors, sums, strict=True) if part), Fraction(0))
        return filled / sum(sums)


def _rounded(value: Fraction, step: str) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(step), rounding=ROUND_HALF_UP)


def _tenths(value: Fraction) -> Decimal:
    return _rounded(value, "0.1")


def group_rate(rates: Mapping[FieldGroup, Decimal], params: CompletenessParams) -> Decimal:
    """The percentage that given group fill rates make up (0 to 1 each)."""
    total = sum(params.weights[group] for group in rates)
    reached = sum((Fraction(rate) * params.weights[group] for group, rate in rates.items()), Fraction(0))
    return _tenths(reached * 100 / total) if total else Decimal("100.0")


def team_rate(files: Iterable[tuple[Decimal, ServiceWeight]], params: CompletenessParams) -> Decimal | None:
    """A team's percentage: files weighted by tier; None without files."""
    weighed = [(percent, params.team[tier]) for percent, tier in files]
    total = sum(weight for _percent, weight in weighed)
    if total == 0:
        return None
    return _tenths(sum((Fraction(percent) * weight for percent, weight in weighed), Fraction(0)) / total)


def reaches_target(percent: Decimal, tier: ServiceWeight, params: CompletenessParams) -> bool:
    """Whether a file reaches the target of its tier."""
    return percent >= params.targets[tier]


def is_alarming(percent: Decimal, params: CompletenessParams) -> bool:
    """Whether a percentage is shown red."""
    return percent < params.red_below
