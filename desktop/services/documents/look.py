"""How papers look: inks from the design tokens and the text styles, in colour or for a black-and-white printer."""

import json
from functools import cache
from pathlib import Path
from typing import Final, Literal

import msgspec
from reportlab.lib.colors import Color, HexColor

from desktop.services.documents import fonts
from desktop.wording import language

TOKENS: Final = Path(__file__).resolve().parents[3] / "resources" / "tokens.json"
HAIR: Final = 0.57
"""Width of a table line: 0.2 mm in points."""
TABLE_SIZES: Final = {"zh": (10.0, 15.0), "en": (9.5, 13.5)}
"""Size and leading of table text by language; English takes more room."""
BLACK: Final = Color(0, 0, 0)
WHITE: Final = Color(1, 1, 1)

Align = Literal["left", "centre", "right"]


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """How words are set; lengths in points, `indent` of a paragraph in characters."""

    font: str = fonts.HEI
    size: float = 10
    leading: float = 16.5
    colour: Color = BLACK
    align: Align = "left"
    indent: float = 0
    spacing: float = 0
    outline: float = 0

    def changed(self, **values: object) -> "Style":
        """The same style with some values changed."""
        return msgspec.structs.replace(self, **values)


class Ink(msgspec.Struct, frozen=True, kw_only=True):
    """The colours of a paper by role; `shade` and `wave` are None where nothing is to be filled."""

    text: Color
    meta: Color
    faint: Color
    title: Color
    accent: Color
    accent_line: Color
    business: Color
    seal: Color
    line: Color
    watermark: Color
    shade: Color | None
    wave: Color | None


@cache
def ink(*, monochrome: bool) -> Ink:
    """Take the inks from the light tokens; on a black-and-white printer fills go and lines become black."""
    light: dict[str, str] = json.loads(TOKENS.read_text(encoding="utf-8"))["light"]

    def of(token: str) -> Color:
        return HexColor(light[token])

    if monochrome:
        grey = of("text.secondary")
        return Ink(
            text=BLACK,
            meta=grey,
            faint=grey,
            title=BLACK,
            accent=BLACK,
            accent_line=grey,
            business=BLACK,
            seal=BLACK,
            line=BLACK,
            watermark=of("line.hair"),
            shade=None,
            wave=None,
        )
    return Ink(
        text=of("text.primary"),
        meta=of("text.tertiary"),
        faint=of("line.strong"),
        title=of("accent.pressed"),
        accent=of("accent"),
        accent_line=of("seq.3"),
        business=of("chart.3"),
        seal=of("seal"),
        line=of("text.tertiary"),
        watermark=of("line.hair"),
        shade=of("bg.chrome"),
        wave=of("accent"),
    )


class Look:
    """Inks and styles of one print."""

    def __init__(self, *, monochrome: bool) -> None:
        self.ink = ink(monochrome=monochrome)
        text, meta, title = self.ink.text, self.ink.meta, self.ink.title
        size, leading = TABLE_SIZES[language()]
        self.body = Style(colour=text)
        self.prose = Style(colour=text, leading=17.5, indent=2)
        self.cell = Style(colour=text, size=size, leading=leading)
        self.head = self.cell
        self.label = self.cell.changed(align="centre", size=size * size / 10)
        self.note = Style(size=9, leading=13.5, colour=meta)
        self.footer = Style(size=8, leading=11, colour=meta)
        self.running = Style(size=8.5, leading=12, colour=meta)
        self.heading = Style(font=fonts.SONG_BOLD, size=12.5, leading=18, colour=title)
        self.subheading = Style(font=fonts.HEI_MEDIUM, size=10, leading=16.5, colour=text)
        self.strong = Style(font=fonts.HEI_MEDIUM, colour=text, leading=15)
        self.form_title = Style(font=fonts.SONG_BOLD, size=20, leading=28, colour=text, align="centre", spacing=2.2)
        self.cover_title = Style(font=fonts.SONG_BOLD, size=38, leading=46, colour=title, spacing=4.6)
        self.cover_subtitle = Style(font=fonts.SONG, size=17, leading=24, colour=self.ink.text)
        self.cover_name = Style(size=20, leading=27, colour=text)
        self.cover_label = Style(size=10.5, leading=15, colour=meta)
        self.cover_value = Style(size=10.5, leading=15, colour=text)
