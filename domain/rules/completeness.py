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
    reached = Fraction(0)
    shares: list[GroupShare] = []
    gaps: list[tuple[Fraction, FieldGap]] = []
    for group, items in by_group.items():
        weight = params.weights[group]
        parts = sum(item.weight for item in items)
        filled = Fraction(0)
        for item in items:
            factor, reason = _factor(item, states.get(item.field), today, params)
            filled += factor * item.weight
            gain = (1 - factor) * item.weight * weight * 100 / Fraction(parts * total)
            if reason is not None and gain > 0:
                gaps.append((gain, FieldGap(item.field, group, reason, _tenths(gain))))
        reached += filled * weight / parts
        shares.append(GroupShare(group, weight, _rounded(filled / parts, "0.0001")))
    gaps.sort(key=lambda gap: -gap[0])
    return Completeness(_tenths(reached * 100 / total), tuple(shares), tuple(gap for _gain, gap in gaps))


def _factor(
    item: WeighedField, state: FieldState | None, today: date, params: CompletenessParams
) -> tuple[Fraction, GapReason | None]:
    if state is None or not state.is_present:
        return Fraction(0), GapReason.MISSING
    if not state.is_valid:
        return Fraction(0), GapReason.INVALID
    fresh = params.stale if _is_stale(item, state, today, params) else Fraction(1)
    if state.is_placeholder:
        return params.placeholder * fresh, GapReason.PLACEHOLDER
    return fresh, GapReason.STALE if fresh < 1 else None


def _is_stale(item: WeighedField, state: FieldState, today: date, params: CompletenessParams) -> bool:
    if item.freshness is None:
        return False
    if state.verified_on is None:
        return True
    return add_months(state.verified_on, params.fresh_months[item.freshness]) < today


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
