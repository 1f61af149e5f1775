"""The bundled print fonts: registered once, chosen character by character, never a box.

ValueError
└── MissingGlyphs      no bundled font has some character of a paper
"""

import threading
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont, makeToUnicodeCMap
from typing_extensions import override

FOLDER: Final = Path(__file__).resolve().parents[3] / "resources" / "fonts"
HEI: Final = "JikeHeiSC-Regular"
HEI_MEDIUM: Final = "JikeHeiSC-Medium"
SONG: Final = "JikeSongSC-Regular"
SONG_BOLD: Final = "JikeSongSC-Bold"
EMOJI: Final = "JikeEmoji-Regular"
FALLBACKS: Final = (HEI, EMOJI)
HIGHEST_BMP: Final = 0xFFFF
RADICALS: Final = range(0x2E80, 0x2FE0)
SIMPLIFIED_RADICALS: Final = dict(
    zip(
        "⼾⺟⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "户母西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
"""Radicals Unicode maps to nothing or to the traditional form, although Chinese files mean the simplified one."""
_LOCK: Final = threading.Lock()


class MissingGlyph(NamedTuple):
    """A character no bundled font has, and the field of the row tree it stands in."""

    character: str
    field: str

    @property
    def code(self) -> str:
        """The character as people look it up: `U+30EDE`."""
        return f"U+{ord(self.character):04X}"


class MissingGlyphs(ValueError):  # noqa: N818 -- named for what is missing, as the package docstring says
    """A paper has characters that would print as boxes; `missing` names each with its field."""

    def __init__(self, missing: tuple[MissingGlyph, ...]) -> None:
        super().__init__(", ".join(f"{each.character} {each.code} ({each.field})" for each in missing))
        self.missing = missing


class PaperFont(TTFont):  # type: ignore[misc,unused-ignore]  # the stubs leave the base class untyped in places
    """A TrueType font whose text beyond the basic plane can be searched and copied."""

    @override
    def addObjects(self, doc: Any) -> None:
        """Write the subsets; ReportLab's own character maps are wrong above U+FFFF, so those are written again."""
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        for key, stream in doc.idToObject.items():
            for number, subset in enumerate(subsets):
                name = f"{_subset_tag(number)}+{self.face.name.decode('ascii')}"
                if key == f"toUnicodeCMap:{name}" and max(subset) > HIGHEST_BMP:
                    stream.content = _unicode_map(name, subset)


def _subset_tag(number: int) -> str:
    """The six letters before a subset's name, as ReportLab makes them."""
    return f"{number:06d}".translate(str.maketrans("0123456789", "ABCDEFGIJK"))


def _unicode_map(name: str, subset: list[int]) -> str:
    """A character map in UTF-16, as the format asks for above U+FFFF."""
    text: str = makeToUnicodeCMap(name, subset)
    for index, code in enumerate(subset):
        if code > HIGHEST_BMP:
            text = text.replace(f"<{index:02X}> <{code:04X}>", f"<{index:02X}> <{chr(code).encode('utf-16-be').hex()}>")
    return text


@cache
def _load(name: str) -> TTFont:
    font = PaperFont(name, str(FOLDER / f"{name}.ttf"), asciiReadable=name != EMOJI)
    pdfmetrics.registerFont(font)
    return font


def load(name: str) -> TTFont:
    """Give a bundled font, read and registered at its first use in the process."""
    with _LOCK:
        return _load(name)


def has_glyph(name: str, character: str) -> bool:
    """Tell whether a bundled font draws the character."""
    return ord(character) in load(name).face.charToGlyph


def printable(text: str) -> str:
    """The text as it prints: composed, radicals and compatibility ideographs as the characters people search for.

    Line feeds stay; other control and format characters have no ink and go.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "  "))
    return "".join(
        _character_of(character) if ord(character) in RADICALS else character
        for character in composed
        if character == "\n" or not _is_inkless(character)
    )


def _character_of(radical: str) -> str:
    """The character a radical stands for in text copied from other programs' files."""
    return SIMPLIFIED_RADICALS.get(radical) or unicodedata.normalize("NFKC", radical)


def _is_inkless(character: str) -> bool:
    """Tell control and format characters, lone surrogates and variation selectors."""
    return (
        unicodedata.category(character) in {"Cc", "Cf", "Cs"}
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
    )


def font_for(character: str, wanted: str) -> str | None:
    """The font that draws a character: the wanted one, else a fallback, else None."""
    for name in (wanted, *FALLBACKS):
        if has_glyph(name, character):
            return name
    return None


def runs(text: str, wanted: str) -> Iterator[tuple[str, str]]:
    """Cut printable text into (font, piece) as it has to be drawn."""
    font, piece = wanted, ""
    for character in text:
        needed = font_for(character, wanted) or wanted
        if needed != font and piece:
            yield font, piece
            piece = ""
        font = needed
        piece += character
    if piece:
        yield font, piece


@cache
def _advance(font: str, character: str) -> float:
    face = load(font).face
    wide: float = face.charWidths.get(ord(character), face.defaultWidth)
    return wide / 1000


def width(text: str, font: str, size: float) -> float:
    """Width of printable text in points."""
    return sum(_advance(font_for(character, font) or font, character) for character in text) * size


def missing_glyphs(paper: msgspec.Struct) -> tuple[MissingGlyph, ...]:
    """Find every character of a row tree that no bundled font has, each once per field."""
    found: dict[MissingGlyph, None] = {}
    for field, text in _texts(paper, ""):
        for character in printable(text):
            if character != "\n" and font_for(character, HEI) is None:
                found[MissingGlyph(character, field)] = None
    return tuple(found)


def require_glyphs(paper: msgspec.Struct) -> None:
    """Raise MissingGlyphs when a row tree holds a character that would print as a box."""
    missing = missing_glyphs(paper)
    if missing:
        raise MissingGlyphs(missing)


def _texts(value: object, field: str) -> Iterator[tuple[str, str]]:
    """Every text of a row tree with the dotted name of its field."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _texts(getattr(value, name), f"{field}.{name}" if field else name)
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each, field)
