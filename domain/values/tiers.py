"""The two ways a customer is graded: value class and relation tier (4.1), and the service class."""

from enum import StrEnum


class ValueClass(StrEnum):
    """Two-dimensional value class; A and B split by developed (1) or under-developed (2)."""

    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"
    C = "C"
    D = "D"
    UNRATED = "unrated"


class RelationTier(StrEnum):
    """Who signed and how weighty the relation is: group company (集团) or subordinate unit (二级单位)."""

    GROUP_STRATEGIC = "group_strategic"
    GROUP_LARGE = "group_large"
    GROUP_GENERAL = "group_general"
    UNIT_LARGE = "unit_large"
    UNIT_GENERAL = "unit_general"
    PROSPECT = "prospect"


class ServiceWeight(StrEnum):
    """The coarse grade used for weights and targets: strategic, large, general or micro customers."""

    STRATEGIC = "strategic"
    LARGE = "large"
    GENERAL = "general"
    MICRO = "micro"


def service_weight(value_class: ValueClass, relation: RelationTier, *, is_micro: bool = False) -> ServiceWeight:
    """Strategic by relation; large by relation or by class A1, A2 or B1; micro when flagged; else general (4.1)."""
    if is_micro:
        return ServiceWeight.MICRO
    if relation is RelationTier.GROUP_STRATEGIC:
        return ServiceWeight.STRATEGIC
    if relation in {RelationTier.GROUP_LARGE, RelationTier.UNIT_LARGE} or value_class in {
        ValueClass.A1,
        ValueClass.A2,
        ValueClass.B1,
    }:
        return ServiceWeight.LARGE
    return ServiceWeight.GENERAL
