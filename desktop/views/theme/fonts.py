"""Font families and type styles; bundled fonts are registered once."""

from functools import cache
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

from desktop.views.theme.tokens import RESOURCES

# A Chinese family must always stand second: with Inter alone Qt may fall back to Japanese glyphs.
FAMILIES: Final = (
    "Inter",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Jike Hei SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Jike Emoji",
)
SONG: Final = ("Jike Song SC", "Noto Serif CJK SC", "SimSun", "Songti SC")

# style: (pixels, weight, strong weight)
STYLES: Final = {
    "number": (22, 600, 600),
    "title": (20, 500, 600),
    "subtitle": (16, 500, 600),
    "section": (14, 500, 600),
    "body": (13, 400, 500),
    "meta": (12, 400, 500),
    "micro": (11, 400, 500),
    "badge": (11, 600, 600),
}


@cache
def register_fonts() -> tuple[str, ...]:
    """Register every bundled TrueType font and give the family names found."""
    found: list[str] = []
    for path in sorted((RESOURCES / "fonts").glob("*.[to]tf")):
        number = QFontDatabase.addApplicationFont(str(path))
        if number >= 0:
            found.extend(QFontDatabase.applicationFontFamilies(number))
    return tuple(dict.fromkeys(found))


@cache
def families() -> tuple[str, ...]:
    """Give the families of the interface that this computer has, best first."""
    register_fonts()
    present = set(QFontDatabase.families())
    return tuple(name for name in FAMILIES if name in present) or FAMILIES


def make_font(style: str, percent: int, *, strong: bool = False) -> QFont:
    """Make the font of a type style at a size of 80 to 160 percent, with tabular figures.

    KeyError for an unknown style.
    """
    pixels, weight, strong_weight = STYLES[style]
    font = QFont()
    font.setFamilies(list(families()))
    font.setPixelSize(max(round(pixels * percent / 100), 1))
    font.setWeight(QFont.Weight(strong_weight if strong else weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
