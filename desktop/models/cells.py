"""What a list cell shows, as frozen values: models make them, delegates paint them."""

from enum import StrEnum

import msgspec


class Painter(StrEnum):
    """How the delegate paints a column."""

    TEXT = "text"
    STRONG = "strong"
    SOFT = "soft"
    TICK = "tick"
    NAME = "name"
    TWO_LINES = "two_lines"
    PERSON = "person"
    TIER = "tier"
    BADGE = "badge"
    COMPLETENESS = "completeness"
    RHYTHM = "rhythm"
    MONEY = "money"
    DUE = "due"


class Tone(StrEnum):
    """The meaning behind a colour; each is also the name of a theme token."""

    PRIMARY = "text.primary"
    SECONDARY = "text.secondary"
    TERTIARY = "text.tertiary"
    DISABLED = "text.disabled"
    ACCENT = "accent"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    CONFLICT = "conflict"
    OFFLINE = "offline"


class RowState(StrEnum):
    """The state of a whole row, painted behind its cells."""

    NORMAL = "normal"
    CONFLICT = "conflict"
    ARCHIVED = "archived"


class Month(StrEnum):
    """One month of the visit rhythm."""

    NONE = "none"  # the tier rule asked for no visit
    MISSED = "missed"
    ONCE = "once"
    OFTEN = "often"
    PLANNED = "planned"


class Name(msgspec.Struct, frozen=True):
    """A strong name with small icons behind it: (icon, tone) pairs such as ("cloud-upload", OFFLINE)."""

    text: str
    marks: tuple[tuple[str, Tone], ...] = ()


class TwoLines(msgspec.Struct, frozen=True):
    """A title over a smaller line."""

    title: str
    detail: str = ""
    tone: Tone = Tone.TERTIARY


class Due(msgspec.Struct, frozen=True):
    """A deadline in words with its urgency; WARN, BAD and ACCENT are written strong."""

    text: str
    tone: Tone = Tone.PRIMARY


class Badge(msgspec.Struct, frozen=True):
    """A state word on its tint, with an optional icon; a PRIMARY badge is outlined."""

    text: str
    tone: Tone = Tone.SECONDARY
    icon: str = ""


class Rhythm(msgspec.Struct, frozen=True):
    """Six months of visits, oldest first, and the same in words for screen readers."""

    months: tuple[Month, ...]
    words: str = ""


class Money(msgspec.Struct, frozen=True):
    """An amount already in words ("1,234.00"), coloured by tone; an empty text is shown as —."""

    text: str
    tone: Tone = Tone.PRIMARY


def cell_text(value: object) -> str:
    """Say a cell value in words: the text that is copied, searched by typing and read aloud."""
    match value:
        case None:
            return "—"
        case TwoLines():
            return f"{value.title} {value.detail}".strip()
        case Rhythm():
            return value.words
        case Name() | Due() | Badge():
            return value.text
        case Money():
            return value.text or "—"
        case _:
            return str(value)
