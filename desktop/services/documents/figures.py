"""Dates, amounts and list numbers as papers write them."""

from datetime import date, datetime
from typing import Final

from desktop.services.documents.tables import BLANK
from desktop.wording import _, language
from desktop.wording.labels import label
from domain.values.tiers import RelationTier, ValueClass

_ORDINALS: Final = "一二三四五六七八九十"


def day_words(day: date | None) -> str:
    """A date in words, or a dash."""
    if day is None:
        return BLANK
    return _("{year} 年 {month} 月 {day} 日").format(year=day.year, month=day.month, day=day.day)


def day_short(day: date | None) -> str:
    """A date for table cells, or a dash."""
    return BLANK if day is None else day.isoformat()


def span_words(start: datetime, end: datetime) -> str:
    """Day and hours of something that happened; both days when it went past midnight."""
    first, last = start.strftime("%H:%M"), end.strftime("%H:%M")
    if start.date() == end.date():
        return f"{day_words(start.date())} {first}–{last}"
    return f"{day_words(start.date())} {first}–{day_words(end.date())} {last}"


def numbered(position: int, title: str) -> str:
    """A heading with its number, as 一、 or as 1. in English."""
    if language() == "zh" and position <= len(_ORDINALS):
        return f"{_ORDINALS[position - 1]}、{title}"
    return f"{position}. {title}"


def tier_words(value_class: str, relation_tier: str) -> str:
    """Value class and relation tier side by side: `A1 集团战略`; an unknown code prints as it is."""
    tier = label(RelationTier, relation_tier)
    return tier if value_class in {"", ValueClass.UNRATED} else f"{value_class} {tier}"
