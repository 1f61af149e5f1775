"""What every database this product runs on can keep, whatever a command holds: text, numbers, days, moments, lists.

PostgreSQL refuses what SQLite swallows (text longer than its column, numbers beyond 64 bits, the character NUL), so a
value that is not storable must be refused before either sees it.
"""

from datetime import UTC, date, datetime
from math import isfinite
from typing import Final
from uuid import UUID

FIRST_DAY: Final = date(1800, 1, 1)
LAST_DAY: Final = date(2199, 12, 31)
"""Days outside would leave no room for the sums rules make with them."""
MOST_ITEMS: Final = 200
HIGHEST_NUMBER: Final = 2**63 - 1
_LONGEST_TEXT: Final = 10_000
_LONGEST_KEY: Final = 60
_DEEPEST: Final = 6
_MOST_NODES: Final = 4_000
_MOST_CHARACTERS: Final = 100_000


def is_storable_text(text: str) -> bool:
    """Tell whether text is free of NUL and of halves of surrogate pairs, which no UTF-8 column takes."""
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def shown(text: str, limit: int = 40) -> str:
    """Give the beginning of text that came from anywhere, fit to be named in a refusal."""
    return "".join(character for character in text[:limit] if is_storable_text(character))


def is_canonical_id(text: str) -> bool:
    """Tell whether text is an id in the one form it is kept in: 36 characters, lower case, hyphens."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def is_storable_day(day: date) -> bool:
    """Tell whether a day lies in the years this product reckons with."""
    return FIRST_DAY <= day <= LAST_DAY


def is_storable_moment(moment: datetime) -> bool:
    """Tell whether a moment names its time zone and lies in the years this product reckons with."""
    if moment.tzinfo is None or not FIRST_DAY.year < moment.year < LAST_DAY.year:
        return False
    return is_storable_day(moment.astimezone(UTC).date())


def json_trouble(value: object) -> str:
    """Say what makes a wire value of any shape unfit to keep: a problem code, empty when nothing does."""
    waiting: list[tuple[object, int]] = [(value, 0)]
    characters = nodes = 0
    while waiting:
        item, depth = waiting.pop()
        nodes += 1
        if depth > _DEEPEST or nodes > _MOST_NODES:
            return "wrong_type"
        if isinstance(item, dict):
            waiting += [(key, depth + 1) for key in item] + [(child, depth + 1) for child in item.values()]
            if any(not isinstance(key, str) or len(key) > _LONGEST_KEY for key in item):
                return "wrong_type"
        elif isinstance(item, list):
            waiting += [(child, depth + 1) for child in item]
        elif trouble := _leaf_trouble(item):
            return trouble
        characters += len(item) if isinstance(item, str) else 0
        if characters > _MOST_CHARACTERS:
            return "wrong_type"
    return ""


def _leaf_trouble(item: object) -> str:
    if isinstance(item, str):
        if len(item) > _LONGEST_TEXT:
            return "wrong_type"
        return "" if is_storable_text(item) else "control_characters"
    if item is None or isinstance(item, bool):
        return ""
    if isinstance(item, int):
        return "" if -HIGHEST_NUMBER <= item <= HIGHEST_NUMBER else "wrong_type"
    return "" if isinstance(item, float) and isfinite(item) else "wrong_type"
