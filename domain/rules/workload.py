"""How loaded an account manager is: customers by tier, open cases, and the cap (4.13, R11.4)."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

import msgspec

from domain.rules.parameters import Parameters
from domain.values.tiers import ServiceWeight


class WorkloadParams(msgspec.Struct, frozen=True):
    """Points per customer of each tier, and the cap of a person without an own one."""

    factors: Mapping[ServiceWeight, Decimal]
    default_cap: int


class Workload(msgspec.Struct, frozen=True):
    """The index in points, the cap, and the share of it in percent."""

    points: Decimal
    cap: int
    percent: Decimal

    @property
    def is_over(self) -> bool:
        """Whether the cap is exceeded and the supervisor is warned."""
        return self.points > self.cap


def workload_params(parameters: Parameters) -> WorkloadParams:
    """The thresholds in force, taken from the parameters of a day."""
    return WorkloadParams(
        factors={tier: parameters.decimal(f"workload.{tier}") for tier in ServiceWeight},
        default_cap=parameters.integer("person.load_cap"),
    )


def workload(
    customers: Mapping[ServiceWeight, int], open_cases: int, params: WorkloadParams, cap: int | None = None
) -> Workload:
    """Σ customers × factor of the tier + open cases, against the person's cap or the default one."""
    points = sum((params.factors[tier] * count for tier, count in customers.items()), Decimal(open_cases))
    limit = cap or params.default_cap
    percent = (points * 100 / limit).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return Workload(points, limit, percent)
