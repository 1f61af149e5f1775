"""Text on paper: line breaking by the rules of Chinese setting, and the flowable that draws the lines.

ReportLab's own paragraph reads its text as markup and breaks Chinese text inside numbers; what people typed is neither
markup nor to be cut like that.
"""

import re
from collections.abc import Callable
from typing import Final

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable
from typing_extensions import override

from desktop.services.documents import fonts
from desktop.services.documents.look import Style

NOT_AT_LINE_START: Final = frozenset("，。、；：？！）」』》〉】〕”’％…—·!),.:;?]}%")
NOT_AT_LINE_END: Final = frozenset("（「『《〈【〔“‘([{￥¥")
LEAST_LINES: Final = 2
FILLED_AND_OUTLINED: Final = 2
LONGEST_CARRY: Final = 4
"""Pieces carried to the next line at most; a longer run of marks is simply broken."""
_WORD: Final = r"[A-Za-z0-9\u00c0-\u024f]"
_PIECE: Final = re.compile(rf"[□☑][^\u3000\n]*|{_WORD}+(?:[.,:/@_&+'%–-]+{_WORD}+)*%?| +|.", re.DOTALL)


def pieces(text: str) -> list[str]:
    """Cut a line into what may not be broken: Latin words, numbers and ticked choices whole, else single characters."""
    return _PIECE.findall(text)


def break_lines(text: str, style: Style, room: float) -> list[str]:
    """Break printable text into lines of at most `room` points.

    No line starts with a closing mark or ends with an opening one; a word longer than a line is cut.
    """
    return [line for paragraph in text.split("\n") for line in _break_paragraph(paragraph, style, room)]


def measured(style: Style) -> Callable[[str], float]:
    """The function that tells the width in points of a piece set in the style."""

    def measure(piece: str) -> float:
        return fonts.width(piece, style.font, style.size) + style.spacing * len(piece)

    return measure


def _break_paragraph(text: str, style: Style, room: float) -> list[str]:
    measure = measured(style)
    lines: list[str] = []
    line: list[str] = []
    used = style.indent * style.size
    whole = (part for piece in pieces(text) for part in (piece if measure(piece) > room else (piece,)))
    for piece in whole:
        wide = measure(piece)
        if line and used + wide > room:
            carried = _carried(line, piece)
            lines.append("".join(line).rstrip(" "))
            line, used = carried, sum(map(measure, carried))
            if piece.isspace() and not line:
                continue
        line.append(piece)
        used += wide
    lines.append("".join(line).rstrip(" "))
    return lines


def _carried(line: list[str], coming: str) -> list[str]:
    """Take from the end of a full line what has to stand beside the coming piece."""
    carried: list[str] = []
    while len(line) > 1 and len(carried) < LONGEST_CARRY:
        if coming[0] not in NOT_AT_LINE_START and line[-1][-1] not in NOT_AT_LINE_END:
            break
        coming = line.pop()
        carried.insert(0, coming)
    return carried


def draw_line(canvas: Canvas, text: str, style: Style, x: float, y: float) -> None:
    """Draw one line of printable text from its left end; each character in a font that has it."""
    canvas.saveState()
    canvas.setFillColor(style.colour)
    block = canvas.beginText(x, y)
    if style.spacing:
        block.setCharSpace(style.spacing)
    if style.outline:
        canvas.setStrokeColor(style.colour)
        canvas.setLineWidth(style.outline)
        block.setTextRenderMode(FILLED_AND_OUTLINED)
    for font, piece in fonts.runs(text, style.font):
        fonts.load(font)
        block.setFont(font, style.size)
        block.textOut(piece)
    canvas.drawText(block)
    canvas.restoreState()


def place_line(canvas: Canvas, text: str, style: Style, x: float, y: float) -> None:
    """Draw one line at x by the style's alignment: x is its left end, its middle or its right end."""
    shown = fonts.printable(text)
    wide = measured(style)(shown) - style.spacing
    start = {"left": x, "centre": x - wide / 2, "right": x - wide}[style.align]
    draw_line(canvas, shown, style, start, y)


class Words(Flowable):
    """A block of text; over a page end it keeps at least two lines on each side."""

    def __init__(self, text: str, style: Style) -> None:
        super().__init__()
        self.text = fonts.printable(text)
        self.style = style
        self.lines: list[str] = []
        self.starts: frozenset[int] = frozenset()
        self.room = 0.0

    def lay(self, room: float) -> None:
        """Break into lines and remember which of them begin a paragraph."""
        starts: set[int] = set()
        lines: list[str] = []
        for paragraph in self.text.split("\n"):
            starts.add(len(lines))
            lines += break_lines(paragraph, self.style, room)
        self.lines, self.starts = lines, frozenset(starts)

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Break into lines for the width on offer."""
        if aW != self.room:
            self.room = aW
            self.lay(aW)
        return aW, len(self.lines) * self.style.leading

    @override
    def split(self, aW: float, aH: float) -> list[Flowable]:
        """Give the part that fits and the rest; nothing when fewer than two lines would stand alone."""
        self.wrap(aW, aH)
        fitting = min(int(aH / self.style.leading), len(self.lines) - LEAST_LINES)
        if fitting < LEAST_LINES:
            return []
        rest = frozenset(start - fitting for start in self.starts if start >= fitting)
        return [
            Lines(self.lines[:fitting], self.style, self.starts),
            Lines(self.lines[fitting:], self.style, rest),
        ]

    def draw(self) -> None:
        """Draw the lines from the top; the baseline leaves the same space above and below the characters."""
        style = self.style
        below = (style.leading - style.size) / 2 + style.size * 0.14
        x = {"left": 0.0, "centre": self.room / 2, "right": self.room}[style.align]
        top = (len(self.lines) - 1) * style.leading + below
        for number, line in enumerate(self.lines):
            indent = style.indent * style.size if number in self.starts else 0
            place_line(self.canv, line, style, x + indent, top - number * style.leading)


class Lines(Words):
    """Text already broken into lines: cells, and what `Words` splits into."""

    def __init__(self, lines: list[str], style: Style, starts: frozenset[int] = frozenset()) -> None:
        super().__init__("", style)
        self.lines, self.starts = lines, starts

    @override
    def lay(self, room: float) -> None:
        """Stay as broken."""


class Heading(Words):
    """A title that also stands in the PDF's list of contents under `key`."""

    def __init__(self, text: str, style: Style, key: str) -> None:
        super().__init__(text, style)
        self.key = key

    def draw(self) -> None:
        """Draw the title and enter it."""
        self.canv.bookmarkPage(self.key)
        self.canv.addOutlineEntry(self.text, self.key, 0)
        super().draw()


class Pieces(Flowable):
    """One line of pieces in styles of their own: a legend."""

    def __init__(self, pieces_in_order: list[tuple[str, Style]], leading: float) -> None:
        super().__init__()
        self.pieces, self.leading = pieces_in_order, leading

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Take one line."""
        return aW, self.leading

    def draw(self) -> None:
        """Draw from the left."""
        x = 0.0
        for text, style in self.pieces:
            draw_line(self.canv, text, style, x, self.leading / 4)
            x += measured(style)(text)
