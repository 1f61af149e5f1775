"""GB/T 2260 administrative divisions: names, parents, abolished codes, county within city (2.0.2)."""

import re
from collections.abc import Callable

from domain.rules.codes import CodeLists, Division

_CODE = re.compile(r"\d{6}")
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
_COLLECTIVE_NAMES = frozenset(
    {"市辖区", "县", "市", "省直辖县级行政单位", "自治区直辖县级行政单位", "省直辖行政单位", "省直辖县", "市区"}
)


def division_at(codes: CodeLists, code: str, year: int | None = None) -> Division | None:
    """The entry of a code in a year; without a year the newest one, even when it is abolished."""
    entries = codes.divisions.get(code, ())
    if year is None:
        return entries[-1] if entries else None
    return next((entry for entry in reversed(entries) if entry.covers(year)), None)


def is_current(codes: CodeLists, code: str) -> bool:
    """Whether the code is still in use."""
    return any(entry.valid_to is None for entry in codes.divisions.get(code, ()))


def province_of(code: str) -> str:
    """The six-digit province code above any division code."""
    return code[:2] + "0000"


def city_of(code: str) -> str:
    """The six-digit prefecture code above a county code; municipalities answer themselves."""
    return province_of(code) if code[:2] in _MUNICIPALITIES else code[:4] + "00"


def is_collective(division: Division) -> bool:
    """Whether the entry only gathers others (市辖区, 省直辖…) and is no place to choose."""
    return division.name in _COLLECTIVE_NAMES


def city_belongs_to_province(city: str, province: str) -> bool:
    """Whether a prefecture code lies in a province."""
    return bool(_CODE.fullmatch(city)) and city[:2] == province[:2]


def county_belongs_to_city(codes: CodeLists, county: str, city: str) -> bool:
    """Whether a county code lies in a city: by prefix, by municipality, or as its own city (东莞, 仙桃)."""
    if county not in codes.divisions or city not in codes.divisions:
        return False
    if county[:2] in _MUNICIPALITIES:
        return county[:2] == city[:2] and not county.endswith("00")
    if "90" in {county[2:4], city[2:4]}:
        direct = county[:4] == city[:4] and not county.endswith("00")
        return direct and (city == county or city.endswith("00"))
    if county == city:
        return county.endswith("00") and not counties(codes, city)
    return not county.endswith("00") and county[:4] == city[:4]


def provinces(codes: CodeLists) -> tuple[Division, ...]:
    """The 34 provinces, in code order."""
    return _current(codes, lambda code: code.endswith("0000"))


def cities(codes: CodeLists, province: str) -> tuple[Division, ...]:
    """The cities to choose in a province; a municipality is its own city, 省直辖 counties count as cities."""
    prefix = province[:2]
    if prefix in _MUNICIPALITIES or prefix in {"71", "81", "82"}:
        entry = division_at(codes, province_of(province))
        return (entry,) if entry else ()
    return _current(
        codes,
        lambda code: (
            code.startswith(prefix)
            and not code.endswith("0000")
            and (code.endswith("00") or (code[2:4] == "90" and not code.endswith("00")))
        ),
    )


def counties(codes: CodeLists, city: str) -> tuple[Division, ...]:
    """The counties to choose in a city; empty for cities without counties."""
    prefix = city[:2] if city[:2] in _MUNICIPALITIES or city.endswith("0000") else city[:4]
    if city[2:4] == "90":
        return ()
    return _current(codes, lambda code: code.startswith(prefix) and not code.endswith("00"))


def full_name(codes: CodeLists, code: str, year: int | None = None) -> str:
    """Province, city and county names joined (`贵州省贵阳市南明区`); unknown parts are left out."""
    names: list[str] = []
    for part in (province_of(code), code[:4] + "00", code):
        entry = division_at(codes, part, year)
        if entry and not is_collective(entry) and entry.name not in names:
            names.append(entry.name)
    return "".join(names)


def _current(codes: CodeLists, wanted: Callable[[str], bool]) -> tuple[Division, ...]:
    found = (entries[-1] for code, entries in codes.divisions.items() if wanted(code))
    return tuple(entry for entry in found if entry.valid_to is None and not is_collective(entry))
