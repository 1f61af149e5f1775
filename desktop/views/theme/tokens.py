"""Reads `resources/tokens.json`, the only source of colour values."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

RESOURCES: Final = Path(__file__).resolve().parents[3] / "resources"
THEMES: Final = ("light", "dark", "contrast", "system")


@cache
def tokens(name: str) -> Mapping[str, str]:
    """Give every colour of the light, dark or contrast theme by token name, as "#RRGGBB".

    The contrast theme is written as what differs from light. KeyError for another name.
    """
    groups = msgspec.json.decode((RESOURCES / "tokens.json").read_bytes(), type=dict[str, dict[str, object]])
    words = dict(groups["light"]) | dict(groups[name])
    fills = groups["fill"][name]
    if not isinstance(fills, dict):
        raise TypeError(name)
    words |= {f"fill.{key}": value for key, value in fills.items()}
    return {key: str(value) for key, value in words.items()}
