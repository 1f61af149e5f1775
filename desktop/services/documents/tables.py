"""Ruled tables: heads repeat, rows stay whole unless very high, no cell is left blank."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from desktop.services.documents import fonts
from desktop.services.documents.look import HAIR, Align, Look, Style
from desktop.services.documents.words import Lines, break_lines

BLANK: Final = "—"
SIDE: Final = 2.5 * mm
ABOVE: Final = 1.5 * mm
LEAST_HEIGHT: Final = 8.2 * mm
LEAD: Final = 3
"""Head and two rows stay with a heading."""
STRIP: Final = 2
"""Lines of a strip of a very high row."""
HIGHEST_WHOLE: Final = 260 * mm / 3
"""A row higher than a third of a page may go on over the page end."""

Command = tuple[Any, ...]


class Column(msgspec.Struct, frozen=True):
    """A column: its head, its width as a share of the room, how its cells are set."""

    title: str
    share: float
    align: Align = "left"


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A laid-out table and the height that has to stay with its heading: head and two rows."""

    table: Flowable
    lead: float


def widths(columns: Sequence[Column], room: float) -> list[float]:
    """Share the room out among the columns."""
    total = sum(column.share for column in columns)
    return [column.share / total * room for column in columns]


def cell(text: str, style: Style, width: float) -> Lines:
    """A cell's lines; an empty text prints as a dash, so that nothing can be written in afterwards."""
    shown = fonts.printable(text).strip() or BLANK
    return Lines(break_lines(shown, style, width - 2 * SIDE), style)


class Piece(msgspec.Struct, frozen=True):
    """A row, or a strip of a very high one: its cells, its height, the padding that makes strips join."""

    cells: list[Lines]
    height: float
    first: bool = True
    last: bool = True

    def commands(self, at: int) -> list[Command]:
        """Padding of the row when it stands as number `at`."""
        found: list[Command] = []
        if not self.first:
            found.append(("TOPPADDING", (0, at), (-1, at), 0))
        if not self.last:
            found.append(("BOTTOMPADDING", (0, at), (-1, at), 0))
        if not (self.first and self.last):
            found.append(("VALIGN", (0, at), (-1, at), "TOP"))
        return found


def in_pieces(cells: Sequence[Lines]) -> list[Piece]:
    """Keep a row whole, or cut it into strips of a few lines when it is higher than a third of a page."""
    leading = max(each.style.leading for each in cells)
    longest = max(len(each.lines) for each in cells)
    if longest * leading <= HIGHEST_WHOLE:
        return [Piece(list(cells), max(LEAST_HEIGHT, row_height(cells)))]
    starts = range(0, longest - STRIP + 1, STRIP)
    pieces: list[Piece] = []
    for start in starts:
        last = start == starts[-1]
        strip = [Lines(each.lines[start : None if last else start + STRIP], each.style) for each in cells]
        lines = max(len(each.lines) for each in strip)
        padding = ABOVE * ((start == 0) + last)
        pieces.append(Piece(strip, lines * leading + padding, start == 0, last))
    return pieces


def list_table(
    look: Look,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    room: float,
    *,
    totals: Sequence[Sequence[str]] = (),
) -> Sheet:
    """A table with a repeating head; `totals` are last rows of (label, text) that stay with the row before."""
    each_width = widths(columns, room)
    styles = [look.cell.changed(align=column.align) for column in columns]
    content: list[list[Any]] = [
        [
            cell(column.title, look.head.changed(align=column.align), width)
            for column, width in zip(columns, each_width, strict=True)
        ]
    ]
    commands: list[Command] = []
    heights = [max(LEAST_HEIGHT, row_height(content[0]))]
    for row in rows or [[""] * len(columns)]:
        cells = [cell(text, style, width) for text, style, width in zip(row, styles, each_width, strict=True)]
        for piece in in_pieces(cells):
            at = len(content)
            if piece.first:
                commands.append(("LINEABOVE", (0, at), (-1, at), HAIR, look.ink.line))
            commands += piece.commands(at)
            content.append(list(piece.cells))
            heights.append(piece.height)
    if totals:
        commands.append(("NOSPLIT", (0, len(content) - 1), (-1, len(content) - 1 + len(totals))))
    for label, text in totals:
        at = len(content)
        words = cell(text, look.strong.changed(align="right"), room - each_width[0])
        content.append([cell(label, look.strong, each_width[0]), words, *[""] * (len(columns) - 2)])
        commands += [("SPAN", (1, at), (-1, at)), ("LINEABOVE", (0, at), (-1, at), HAIR, look.ink.line)]
    heights += [max(LEAST_HEIGHT, row_height(row)) for row in content[len(heights) :]]
    return ruled(look, content, heights, each_width, commands)


def ruled(
    look: Look,
    content: list[list[Any]],
    heights: list[float],
    each_width: list[float],
    commands: Sequence[Command] = (),
) -> Sheet:
    """Give rows of cells their lines and padding, and the first, which repeats, its shade."""
    line = look.ink.line
    style: list[Command] = [
        ("BOX", (0, 0), (-1, -1), HAIR, line),
        ("INNERGRID", (0, 0), (-1, 0), HAIR, line),
        *(("LINEBEFORE", (column, 0), (column, -1), HAIR, line) for column in range(1, len(each_width))),
        ("LINEABOVE", (0, "splitfirst"), (-1, "splitfirst"), HAIR, line),
        ("LINEBELOW", (0, "splitlast"), (-1, "splitlast"), HAIR, line),
        ("LEFTPADDING", (0, 0), (-1, -1), SIDE),
        ("RIGHTPADDING", (0, 0), (-1, -1), SIDE),
        ("TOPPADDING", (0, 0), (-1, -1), ABOVE),
        ("BOTTOMPADDING", (0, 0), (-1, -1), ABOVE),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("FONT", (0, 0), (-1, -1), fonts.HEI, 10),
        *commands,
    ]
    if look.ink.shade is not None:
        style.append(("BACKGROUND", (0, 0), (-1, 0), look.ink.shade))
    table = Table(
        content, colWidths=each_width, rowHeights=heights, style=style, repeatRows=1, hAlign="LEFT", spaceAfter=0
    )
    return Sheet(table=table, lead=sum(heights[:LEAD]))


def row_height(row: Sequence[Any]) -> float:
    """Height of the highest cell with its padding."""
    return max((len(each.lines) * each.style.leading for each in row if isinstance(each, Lines)), default=0) + 2 * ABOVE


def gap(points: float) -> Flowable:
    """White between two things."""
    return Spacer(1, points)
