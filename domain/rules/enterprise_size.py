"""National enterprise size classes, 统计上大中小微型企业划分办法（2017）(2.0.4)."""

from enum import StrEnum

import msgspec

from domain.values.customers import EnterpriseSize

__all__ = ["SIZE_BOUNDS", "EnterpriseSize", "SizeBound", "SizeTrade", "enterprise_size", "size_trade"]


class SizeTrade(StrEnum):
    """The fifteen trades of the size table, and ``other`` for everything not listed."""

    AGRICULTURE = "agriculture"
    INDUSTRY = "industry"
    CONSTRUCTION = "construction"
    WHOLESALE = "wholesale"
    RETAIL = "retail"
    TRANSPORT = "transport"
    WAREHOUSING = "warehousing"
    POST = "post"
    LODGING = "lodging"
    CATERING = "catering"
    TELECOMS = "telecoms"
    SOFTWARE = "software"
    PROPERTY_DEVELOPMENT = "property_development"
    PROPERTY_MANAGEMENT = "property_management"
    LEASING_BUSINESS = "leasing_business"
    OTHER = "other"


class SizeBound(msgspec.Struct, frozen=True):
    """Lower bounds of one class: employees, revenue and assets in 万元; None means not asked."""

    employees: int | None = None
    revenue: int | None = None
    assets: int | None = None


def _staff_and_revenue(*pairs: tuple[int, int]) -> tuple[SizeBound, ...]:
    return tuple(SizeBound(employees=people, revenue=revenue) for people, revenue in pairs)


_LODGING = _staff_and_revenue((300, 10_000), (100, 2_000), (10, 100))
SIZE_BOUNDS: dict[SizeTrade, tuple[SizeBound, ...]] = {
    SizeTrade.AGRICULTURE: tuple(SizeBound(revenue=value) for value in (20_000, 500, 50)),
    SizeTrade.INDUSTRY: _staff_and_revenue((1_000, 40_000), (300, 2_000), (20, 300)),
    SizeTrade.CONSTRUCTION: tuple(
        SizeBound(revenue=revenue, assets=assets) for revenue, assets in ((80_000, 80_000), (6_000, 5_000), (300, 300))
    ),
    SizeTrade.WHOLESALE: _staff_and_revenue((200, 40_000), (20, 5_000), (5, 1_000)),
    SizeTrade.RETAIL: _staff_and_revenue((300, 20_000), (50, 500), (10, 100)),
    SizeTrade.TRANSPORT: _staff_and_revenue((1_000, 30_000), (300, 3_000), (20, 200)),
    SizeTrade.WAREHOUSING: _staff_and_revenue((200, 30_000), (100, 1_000), (20, 100)),
    SizeTrade.POST: _staff_and_revenue((1_000, 30_000), (300, 2_000), (20, 100)),
    SizeTrade.LODGING: _LODGING,
    SizeTrade.CATERING: _LODGING,
    SizeTrade.TELECOMS: _staff_and_revenue((2_000, 100_000), (100, 1_000), (10, 100)),
    SizeTrade.SOFTWARE: _staff_and_revenue((300, 10_000), (100, 1_000), (10, 50)),
    SizeTrade.PROPERTY_DEVELOPMENT: tuple(
        SizeBound(revenue=revenue, assets=assets)
        for revenue, assets in ((200_000, 10_000), (1_000, 5_000), (100, 2_000))
    ),
    SizeTrade.PROPERTY_MANAGEMENT: _staff_and_revenue((1_000, 5_000), (300, 1_000), (100, 500)),
    SizeTrade.LEASING_BUSINESS: tuple(
        SizeBound(employees=people, assets=assets) for people, assets in ((300, 120_000), (100, 8_000), (10, 100))
    ),
    SizeTrade.OTHER: tuple(SizeBound(employees=people) for people in (300, 100, 10)),
}
"""Lower bounds for large, medium and small, in that order; below small is micro."""

_BY_SECTION = {
    "A": SizeTrade.AGRICULTURE,
    "B": SizeTrade.INDUSTRY,
    "C": SizeTrade.INDUSTRY,
    "D": SizeTrade.INDUSTRY,
    "E": SizeTrade.CONSTRUCTION,
    "L": SizeTrade.LEASING_BUSINESS,
}
_BY_DIVISION = {
    "51": SizeTrade.WHOLESALE,
    "52": SizeTrade.RETAIL,
    "54": SizeTrade.TRANSPORT,
    "55": SizeTrade.TRANSPORT,
    "56": SizeTrade.TRANSPORT,
    "57": SizeTrade.TRANSPORT,
    "58": SizeTrade.TRANSPORT,
    "59": SizeTrade.WAREHOUSING,
    "60": SizeTrade.POST,
    "61": SizeTrade.LODGING,
    "62": SizeTrade.CATERING,
    "63": SizeTrade.TELECOMS,
    "64": SizeTrade.TELECOMS,
    "65": SizeTrade.SOFTWARE,
}
_BY_GROUP = {
    "591": SizeTrade.TRANSPORT,
    "701": SizeTrade.PROPERTY_DEVELOPMENT,
    "702": SizeTrade.PROPERTY_MANAGEMENT,
}
_NOT_CLASSED_SECTIONS = frozenset({"J", "P", "S", "T"})
_NOT_CLASSED_DIVISIONS = frozenset({"53", "84"})


def size_trade(section: str, division: str, group: str | None = None) -> SizeTrade | None:
    """The row of the size table for an industry; None where the method sets no class (finance, education, health…)."""
    if section in _NOT_CLASSED_SECTIONS or division in _NOT_CLASSED_DIVISIONS:
        return None
    return _BY_GROUP.get(group or "") or _BY_DIVISION.get(division) or _BY_SECTION.get(section) or SizeTrade.OTHER


def enterprise_size(
    trade: SizeTrade,
    *,
    employees: int | None = None,
    revenue: int | None = None,
    assets: int | None = None,
) -> EnterpriseSize | None:
    """The national class; revenue and assets in 万元; None when a figure the trade asks for is missing."""
    figures = {"employees": employees, "revenue": revenue, "assets": assets}
    asked = [name for name in figures if getattr(SIZE_BOUNDS[trade][0], name) is not None]
    if any(figures[name] is None for name in asked):
        return None
    for size, bound in zip(EnterpriseSize, SIZE_BOUNDS[trade], strict=False):
        if all((figures[name] or 0) >= getattr(bound, name) for name in asked):
            return size
    return EnterpriseSize.MICRO
