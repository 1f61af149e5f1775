"""What the palette lists."""

from collections.abc import Callable

import msgspec


class PaletteAction(msgspec.Struct, frozen=True):
    """Something that can be done to an entry: an id of `desktop.actions`, words and a shortcut."""

    id: str
    text: str
    icon: str = ""
    shortcut: str = ""


class PaletteEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One line: what it is, and what happens when it is chosen.

    `screen` and `target` say where it leads, or `action` what it does. `found` marks the characters that matched,
    as (start, length) pairs. `tier` adds a badge, `deed` is the word at the right end such as 打开档案.
    """

    text: str
    icon: str = ""
    detail: str = ""
    tier: str = ""
    deed: str = ""
    shortcut: str = ""
    found: tuple[tuple[int, int], ...] = ()
    screen: str = ""
    target: object = None
    action: str = ""
    actions: tuple[PaletteAction, ...] = ()


class PaletteGroup(msgspec.Struct, frozen=True):
    """A heading (already in the language in use) and its entries."""

    heading: str
    entries: tuple[PaletteEntry, ...]


Provider = Callable[[str, Callable[[list[PaletteGroup]], None]], None]
"""Asked with the text and where to deliver the groups, at once or later; late answers to old texts are dropped."""
