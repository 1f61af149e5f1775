"""Amounts as headlines say them in the language in use."""

from typing import Final

from desktop.wording import language
from domain.values.money import format_amount, format_overview

FEN_PER_YUAN: Final = 100


def overview_words(fen: int | None) -> str:
    """Say an amount of fen in short: ¥128.46 万, in English, which has no ten-thousands, ¥1,284,600; — when missing."""
    if language() == "zh" or fen is None:
        return format_overview(fen)
    whole = format_amount(round(fen / FEN_PER_YUAN) * FEN_PER_YUAN).rpartition(".")[0]
    return whole.replace("−", "−¥") if fen < 0 else f"¥{whole}"
