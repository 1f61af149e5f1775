"""Builds the fonts in resources/fonts from four npm packages unpacked into one folder; see resources/fonts/README.md.

The stock Chinese fonts map compatibility radicals (U+2E80–2FDF) and ideographs (U+F900–FAFF) to the glyphs of ordinary
characters, so text copied from a PDF could read 客⼾ where 客户 was printed. They are taken out of the character map.
"""  # noqa: INP001 -- a script that is run by path, not a package

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

RADICALS: Final = range(0x2E80, 0x2FE0)
COMPATIBILITY: Final = range(0xF900, 0xFB00)
# Twelve characters of that block are ordinary ideographs, put there by accident; they have no other code point.
UNIFIED_BY_ACCIDENT: Final = frozenset(
    {0xFA0E, 0xFA0F, 0xFA11, 0xFA13, 0xFA14, 0xFA1F, 0xFA21, 0xFA23, 0xFA24, 0xFA27, 0xFA28, 0xFA29}
)
BALLOT_BOX: Final = 0x2610
BALLOT_BOX_TICKED: Final = 0x2611
WHITE_SQUARE: Final = 0x25A1
CHECK_MARK: Final = 0x2713
TICK_SHARE: Final = 0.74
"""How much of the ballot box its tick takes."""
HAN: Final = range(0x3400, 0xA000)
HAN_EXTENSION_A: Final = range(0x3400, 0x4DC0)
SUPPLEMENTARY: Final = 0x20000


class Face(NamedTuple):
    """One font file to build: where it comes from, what it is called and which characters it keeps."""

    source: str
    file: str
    family: str
    style: str
    weight: int
    keep: str


FACES: Final = (
    Face(
        "noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
        "JikeHeiSC-Regular.ttf",
        "Jike Hei SC",
        "Regular",
        400,
        "all",
    ),
    Face(
        "noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf", "JikeHeiSC-Medium.ttf", "Jike Hei SC", "Medium", 500, "all"
    ),
    Face(
        "noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf",
        "JikeSongSC-Regular.ttf",
        "Jike Song SC",
        "Regular",
        400,
        "gb2312",
    ),
    Face(
        "noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf", "JikeSongSC-Bold.ttf", "Jike Song SC", "Bold", 700, "unified"
    ),
    Face(
        "noto-emoji/400Regular/NotoEmoji_400Regular.ttf", "JikeEmoji-Regular.ttf", "Jike Emoji", "Regular", 400, "all"
    ),
)
COPIED: Final = (
    ("inter/400Regular/Inter_400Regular.ttf", "Inter-Regular.ttf"),
    ("inter/500Medium/Inter_500Medium.ttf", "Inter-Medium.ttf"),
    ("inter/600SemiBold/Inter_600SemiBold.ttf", "Inter-SemiBold.ttf"),
    ("noto-sans-sc/LICENSE_FONT", "OFL-Jike-Hei-SC.txt"),
    ("noto-serif-sc/LICENSE_FONT", "OFL-Jike-Song-SC.txt"),
    ("noto-emoji/LICENSE_FONT", "OFL-Jike-Emoji.txt"),
    ("inter/LICENSE_FONT", "OFL-Inter.txt"),
)


def in_gb2312(code: int) -> bool:
    """Tell whether a code point belongs to GB/T 2312 (6,763 characters and the symbols)."""
    try:
        chr(code).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def kept(codes: Iterable[int], keep: str) -> set[int]:
    """Choose the code points a face keeps: all, unified (no rare extensions) or gb2312; never a compatibility twin."""
    chosen = {
        code for code in codes if code not in RADICALS and (code not in COMPATIBILITY or code in UNIFIED_BY_ACCIDENT)
    }
    if keep == "gb2312":
        return {code for code in chosen if code < HAN.start or in_gb2312(code)}
    if keep == "unified":
        return {code for code in chosen if code not in HAN_EXTENSION_A and code < SUPPLEMENTARY}
    return chosen


def add_ballot_boxes(font: TTFont) -> None:
    """Give the font ☐ and ☑, which the source lacks, made of its own □ and ✓."""
    characters = font.getBestCmap()
    if BALLOT_BOX_TICKED in characters or CHECK_MARK not in characters or WHITE_SQUARE not in characters:
        return
    box, tick = characters[WHITE_SQUARE], characters[CHECK_MARK]
    glyph = Glyph()
    glyph.numberOfContours = -1
    glyph.components = []
    frame, mark = font["glyf"][box], font["glyf"][tick]
    scale = TICK_SHARE * (frame.xMax - frame.xMin) / max(mark.xMax - mark.xMin, mark.yMax - mark.yMin)
    middle = [
        (getattr(frame, f"{axis}Min") + getattr(frame, f"{axis}Max")) / 2
        - scale * (getattr(mark, f"{axis}Min") + getattr(mark, f"{axis}Max")) / 2
        for axis in "xy"
    ]
    for name, size, (x, y) in ((box, 1.0, (0, 0)), (tick, scale, middle)):
        part = GlyphComponent()
        part.glyphName, part.x, part.y, part.flags = name, round(x), round(y), 0
        if size != 1.0:
            part.transform = [[size, 0], [0, size]]
        glyph.components.append(part)
    font["glyf"]["ballotticked"] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"]["ballotticked"] = (font["hmtx"][box][0], glyph.xMin)
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14:  # noqa: PLR2004 -- format 14 holds variation sequences, not characters
            table.cmap[BALLOT_BOX] = box
            table.cmap[BALLOT_BOX_TICKED] = "ballotticked"


def rename(font: TTFont, face: Face) -> None:
    """Give the changed font its own name: a licence condition, and it must not be mistaken for an installed Noto."""
    plain = face.style in {"Regular", "Bold"}
    full = f"{face.family} {face.style}"
    names = {
        1: face.family if plain else full,
        2: face.style if plain else "Regular",
        3: f"{full};{font['name'].getDebugName(5)}",
        4: full,
        6: full.replace(f" {face.style}", "").replace(" ", "") + "-" + face.style,
    }
    if not plain:
        names |= {16: face.family, 17: face.style}
    table = font["name"]
    kept_ids = {0, 5, 13, 14}
    table.names = [record for record in table.names if record.nameID in kept_ids and record.platformID == 3]  # noqa: PLR2004
    for name_id, text in names.items():
        table.setName(text, name_id, 3, 1, 0x409)
    font["OS/2"].usWeightClass = face.weight


def build(source: Path, target: Path, face: Face) -> None:
    """Write one subset, renamed font; the same input gives the same bytes."""
    font = TTFont(source / face.source, recalcTimestamp=False)
    if face.keep != "all" or "Emoji" not in face.family:
        add_ballot_boxes(font)
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += ["vhea", "vmtx", "BASE", "STAT", "GDEF", "GPOS", "GSUB", "DSIG", "VORG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=kept(font.getBestCmap(), face.keep))
    subsetter.subset(font)
    rename(font, face)
    font.save(target / face.file)


def main() -> int:
    """Build every face from the folder of unpacked packages into the target folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="folder holding noto-sans-sc, noto-serif-sc, noto-emoji and inter")
    parser.add_argument("target", type=Path, nargs="?", default=Path(__file__).parent.parent / "resources" / "fonts")
    arguments = parser.parse_args()
    for face in FACES:
        build(arguments.source, arguments.target, face)
        size = (arguments.target / face.file).stat().st_size
        sys.stdout.write(f"{face.file}: {size:,} bytes\n")
    for source, target in COPIED:
        (arguments.target / target).write_bytes((arguments.source / source).read_bytes())
    return 0


if __name__ == "__main__":
    sys.exit(main())
