"""GB/T 4754-2017 industries: sections, divisions, groups, and the operator's own segments (2.0.3)."""

import re

from domain.rules.codes import CodeLists, Industry

_SECTION, _DIVISION, _GROUP = re.compile(r"[A-T]"), re.compile(r"\d{2}"), re.compile(r"\d{3}")


def industry(codes: CodeLists, code: str) -> Industry | None:
    """The entry of a code of any level, or None."""
    return codes.industries.get(code)


def sections(codes: CodeLists) -> tuple[Industry, ...]:
    """The 20 sections (门类) A to T."""
    return tuple(entry for entry in codes.industries.values() if _SECTION.fullmatch(entry.code))


def children(codes: CodeLists, parent: str) -> tuple[Industry, ...]:
    """The divisions (大类) of a section or the groups (中类) of a division."""
    return tuple(entry for entry in codes.industries.values() if entry.parent == parent)


def section_of(codes: CodeLists, code: str) -> str | None:
    """The section letter above any code, or None when the code is unknown."""
    entry = codes.industries.get(code)
    while entry is not None and entry.parent is not None:
        entry = codes.industries.get(entry.parent)
    return entry.code if entry else None


def industry_problems(codes: CodeLists, section: str, division: str, group: str | None) -> tuple[str, ...]:
    """What is wrong with a chosen triple: ``industry_unknown_*`` or ``industry_*_mismatch``."""
    problems: list[str] = []
    levels = (("section", section, _SECTION), ("division", division, _DIVISION), ("group", group, _GROUP))
    for level, code, shape in levels:
        if code is not None and not (shape.fullmatch(code) and code in codes.industries):
            problems.append(f"industry_unknown_{level}")
    if problems:
        return tuple(problems)
    if codes.industries[division].parent != section:
        problems.append("industry_division_mismatch")
    if group is not None and codes.industries[group].parent != division:
        problems.append("industry_group_mismatch")
    return tuple(problems)


def default_segment(codes: CodeLists, code: str) -> str | None:
    """The own segment proposed for an industry of any level; the nearest mapped level decides."""
    entry = codes.industries.get(code)
    while entry is not None:
        found = codes.division_segments.get(entry.code) or codes.section_segments.get(entry.code)
        if found or entry.parent is None:
            return found
        entry = codes.industries.get(entry.parent)
    return None


def default_centre(codes: CodeLists, code: str) -> str | None:
    """The service centre kind proposed for an industry (R3.13), or None when no default exists."""
    section = section_of(codes, code)
    return codes.section_centres.get(section) if section else None
