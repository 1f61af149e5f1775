"""A ruled form: shaded labels, values, a row that fills the page, lines to sign on."""

from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table
from typing_extensions import override

from desktop.services.documents import fonts
from desktop.services.documents.look import HAIR, Look
from desktop.services.documents.marks import draw_code, sign_line
from desktop.services.documents.tables import (
    ABOVE,
    HIGHEST_WHOLE,
    LEAST_HEIGHT,
    SIDE,
    Command,
    cell,
    in_pieces,
    row_height,
)
from desktop.services.documents.words import Lines, draw_line, measured, place_line
from desktop.wording import _

LABEL: Final = 23 * mm
OWNER: Final = 27 * mm
CODE: Final = 14 * mm
BORDER: Final = 1.0
"""The outer line of a form (5.1)."""
SIGNED_ROWS: Final = 3
LEAST_ROWS: Final = 2
SIGN: Final = 27 * mm
"""Length of a line to sign on."""
LAST_COLUMN: Final = 4


class FormTitle(Flowable):
    """The title of a form in the middle, the code square at the right."""

    def __init__(self, title: str, look: Look, code: str) -> None:
        super().__init__()
        self.title, self.look, self.code = title, look, code
        self.height = CODE + 3 * mm

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Take the whole width."""
        self.room = aW
        return aW, self.height

    def draw(self) -> None:
        """Draw both."""
        style = self.look.form_title
        wide = measured(style)(fonts.printable(self.title))
        most = self.room - 2 * (CODE + 4 * mm)
        if wide > most:
            style = style.changed(size=style.size * most / wide, spacing=style.spacing * most / wide)
        place_line(self.canv, self.title, style, self.room / 2, 7 * mm)
        draw_code(self.canv, self.code, self.room - CODE, 3 * mm, CODE)


class SignCell(Flowable):
    """Words at the top left, and at the lower right a name and a day: printed when known, else lines for a pen."""

    def __init__(self, look: Look, words: Lines, room: float, tall: float, name: str, day: str) -> None:
        super().__init__()
        self.look, self.words, self.room, self.tall, self.name, self.day = look, words, room, tall, name, day

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Take the cell."""
        return self.room, self.tall

    def draw(self) -> None:
        """Draw the words from the top, the lines at the foot."""
        canvas, look = self.canv, self.look
        style = self.words.style
        for number, line in enumerate(self.words.lines):
            draw_line(canvas, line, style, 0, self.tall - style.leading * (number + 0.75))
        end, foot = self.room, 1.2 * mm
        for label, value in ((_("日期"), self.day), (_("签字"), self.name)):
            start = end - SIGN
            sign_line(canvas, look, start, foot - 1.5, end)
            if value:
                place_line(canvas, value, look.cell.changed(align="centre"), (start + end) / 2, foot + 1)
            place_line(canvas, label, look.cell.changed(align="right"), start - 1.5 * mm, foot)
            end = start - 1.5 * mm - measured(look.cell)(label) - 6 * mm


class Form:
    """Rows of a form, added from the top; `table` lays them out."""

    def __init__(self, look: Look, room: float) -> None:
        self.look, self.room = look, room
        half = (room - 2 * LABEL) / 2
        self.widths = [LABEL, half, LABEL, OWNER, half - OWNER]
        self.rows: list[list[Any]] = []
        self.heights: list[float] = []
        self.commands: list[Command] = []
        self.fill: tuple[int, float] | None = None

    def pair(self, first: str, value: str, second: str, other: str) -> None:
        """Two labels, two values."""
        at = self._ruled()
        half = self.widths[1]
        cells = [
            cell(first, self.look.label, LABEL),
            cell(value, self.look.cell, half),
            cell(second, self.look.label, LABEL),
            cell(other, self.look.cell, half),
        ]
        self._add([*cells, ""])
        self.commands += [("SPAN", (3, at), (LAST_COLUMN, at)), self._shade(2, at)]

    def wide(self, label: str, value: str) -> None:
        """One label, one value over the rest; a very long value goes on over the page end."""
        words = cell(value, self.look.cell, self.room - LABEL)
        for piece in in_pieces([cell(label, self.look.label, LABEL), words]):
            at = self._ruled() if piece.first else len(self.rows)
            self._add([*piece.cells, "", "", ""], piece.height)
            self.commands += [("SPAN", (1, at), (LAST_COLUMN, at)), *piece.commands(at)]

    def filling(self, label: str, value: str, least: float, most: float) -> None:
        """Like `wide`, at the top of a cell that grows from `least` to `most` points with the page."""
        at = len(self.rows)
        self.wide(label, value)
        self.commands.append(("VALIGN", (1, at), (-1, len(self.rows) - 1), "TOP"))
        if len(self.rows) == at + 1:
            self.heights[at] = max(self.heights[at], least)
            self.fill = (at, most)

    def lines(self, label: str, heads: tuple[str, str, str], rows: list[tuple[str, str, str]]) -> None:
        """A small table under one label; where rows are left over, the first says that nothing follows."""
        look = self.look
        wide = self.widths[1] + LABEL
        each_width = (wide, OWNER, self.widths[LAST_COLUMN])
        first = len(self.rows)
        for number, row in enumerate([heads, *rows, *([(_("以下空白"), "", "")] if len(rows) < LEAST_ROWS else [])]):
            at = self._ruled(0 if number == 0 else 1)
            aligns = ("left" if number else "centre", "centre", "centre")
            cells = [
                cell(text, (look.cell if number else look.head).changed(align=align), width)
                for text, align, width in zip(row, aligns, each_width, strict=True)
            ]
            name = cell(label, look.label, LABEL) if number == 0 else Lines([], look.label)
            self._add([name, cells[0], "", cells[1], cells[2]])
            self.commands.append(("SPAN", (1, at), (2, at)))
        if look.ink.shade is not None:
            self.commands.append(("BACKGROUND", (1, first), (-1, first), look.ink.shade))

    def signed(self, label: str, words: str, tall: float, *, name: str = "", day: str = "") -> None:
        """A label and a cell to sign in; words that need more than the cell make it higher."""
        room = self.room - LABEL - 2 * SIDE
        text = cell(words, self.look.cell, self.room - LABEL) if words.strip() else Lines([], self.look.cell)
        beside = tall < 2 * LEAST_HEIGHT
        most = room - 2 * SIGN - 34 * mm if beside else room
        if text.lines and max(map(measured(text.style), text.lines)) > most:
            text = cell(words, self.look.note, most + 2 * SIDE)
        needed = len(text.lines) * text.style.leading + (0 if beside else 8 * mm)
        inner = min(max(tall - 2 * ABOVE, needed), HIGHEST_WHOLE)
        at = self._ruled()
        self.rows.append(
            [cell(label, self.look.label, LABEL), SignCell(self.look, text, room, inner, name, day), *[""] * 3]
        )
        self.heights.append(inner + 2 * ABOVE)
        self.commands.append(("SPAN", (1, at), (LAST_COLUMN, at)))

    def table(self, available: float) -> Table:
        """Lay the rows out; the filling row takes what is left of the page."""
        heights = list(self.heights)
        if self.fill is not None:
            at, most = self.fill
            spare = available - sum(heights) - 2
            heights[at] = max(heights[at], min(most, heights[at] + max(0.0, spare)))
        line = self.look.ink.line
        style: list[Command] = [
            ("BOX", (0, 0), (-1, -1), BORDER, line),
            *(("LINEBEFORE", (column, 0), (column, -1), HAIR, line) for column in range(1, LAST_COLUMN + 1)),
            ("LINEABOVE", (0, "splitfirst"), (-1, "splitfirst"), BORDER, line),
            ("LINEBELOW", (0, "splitlast"), (-1, "splitlast"), BORDER, line),
            ("LEFTPADDING", (0, 0), (-1, -1), SIDE),
            ("RIGHTPADDING", (0, 0), (-1, -1), SIDE),
            ("TOPPADDING", (0, 0), (-1, -1), ABOVE),
            ("BOTTOMPADDING", (0, 0), (-1, -1), ABOVE),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("FONT", (0, 0), (-1, -1), fonts.HEI, 10),
            self._shade(0, 0, -1),
            *self.commands,
            ("NOSPLIT", (0, -SIGNED_ROWS - 1), (-1, -1)),
        ]
        return Table(self.rows, colWidths=self.widths, rowHeights=heights, style=style, hAlign="LEFT")

    def _ruled(self, from_column: int = 0) -> int:
        """Draw a line above the next row and give its number."""
        at = len(self.rows)
        if at:
            self.commands.append(("LINEABOVE", (from_column, at), (-1, at), HAIR, self.look.ink.line))
        return at

    def _add(self, row: list[Any], height: float | None = None) -> None:
        self.rows.append(row)
        self.heights.append(max(LEAST_HEIGHT, row_height(row)) if height is None else height)

    def _shade(self, column: int, first: int, last: int | None = None) -> Command:
        """Shade a label; on a black-and-white printer the ground stays white."""
        end = first if last is None else last
        shade = self.look.ink.shade
        if shade is None:
            return ("VALIGN", (column, first), (column, end), "MIDDLE")
        return ("BACKGROUND", (column, first), (column, end), shade)
