"""Things drawn rather than set: the cover's wave, the code square, seal spaces, lines to sign on."""

from collections.abc import Sequence
from typing import Final

import segno
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable
from typing_extensions import override

from desktop.services.documents import fonts
from desktop.services.documents.look import HAIR, Look
from desktop.services.documents.words import break_lines, draw_line, measured, place_line
from desktop.wording import _

SEAL: Final = 45 * mm
"""A company seal needs a square of 45 mm (5.1)."""
WAVE_STEP: Final = 9.8 * mm
WAVE_RINGS: Final = (1.0, 0.72, 0.46, 0.22)
NAME_TOP: Final = 6 * mm
SIGNATURE: Final = 10 * mm
"""Height of a line to sign on."""
COLUMN_GAP: Final = 6 * mm
ABOVE_SEAL: Final = 3 * mm
TICKED: Final = "☑"
OPEN: Final = "□"


def draw_wave(canvas: Canvas, look: Look, box: tuple[float, float, float, float]) -> None:
    """Draw the cover's band of waves (x, y, width, height); on a black-and-white printer only its lines."""
    x, y, width, height = box
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(x, y, width, height)
    canvas.clipPath(clip, stroke=0, fill=0)
    ground = look.ink.wave
    canvas.setStrokeColor(look.ink.accent_line)
    canvas.setLineWidth(0.55)
    canvas.setFillColor(ground if ground is not None else "#FFFFFF")
    canvas.rect(x, y, width, height, stroke=0, fill=1)
    radius, rise = WAVE_STEP, WAVE_STEP / 2
    row = int(height / rise) + 2
    while row >= -1:
        shift = radius if row % 2 else 0
        column = -radius + shift
        while column <= width + radius:
            for ring in WAVE_RINGS:
                canvas.circle(x + column, y + row * rise - rise / 2, radius * ring, stroke=1, fill=1)
            column += 2 * radius
        row -= 1
    canvas.restoreState()
    if ground is None:
        canvas.setStrokeColor(look.ink.accent_line)
        canvas.setLineWidth(HAIR)
        canvas.rect(x, y, width, height, stroke=1, fill=0)


def draw_code(canvas: Canvas, text: str, x: float, y: float, side: float) -> None:
    """Draw a QR code of the text with its lower left corner at (x, y)."""
    matrix = segno.make(text, error="m", micro=False, boost_error=False).matrix
    dot = side / len(matrix)
    canvas.saveState()
    canvas.setFillColor("#000000")
    path = canvas.beginPath()
    for row, line in enumerate(matrix):
        for column, dark in enumerate(line):
            if dark:
                path.rect(x + column * dot, y + side - (row + 1) * dot, dot, dot)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


def draw_seal_space(canvas: Canvas, look: Look, text: str, x: float, y: float, side: float = SEAL) -> None:
    """Draw the dashed square a seal goes into; its words sit low, to be covered by the seal."""
    canvas.saveState()
    canvas.setStrokeColor(look.ink.faint)
    canvas.setLineWidth(HAIR)
    canvas.setDash(2.2, 2.2)
    canvas.rect(x, y, side, side)
    canvas.restoreState()
    place_line(canvas, text, look.note.changed(align="centre", colour=look.ink.faint), x + side / 2, y + 5 * mm)


class SignatureColumn(Flowable):
    """One party's half of a confirmation: name, seal space, lines for signatures and the date."""

    def __init__(self, look: Look, party: str, name: str, signatures: tuple[str, ...], room: float) -> None:
        super().__init__()
        self.look, self.party, self.signatures, self.room = look, party, signatures, room
        self.names = break_lines(fonts.printable(name), look.cell, room - COLUMN_GAP)
        self.name_lines = len(self.names)

    @staticmethod
    def align(columns: Sequence["SignatureColumn"]) -> None:
        """Give all columns the same room for the name, so that seals stand side by side."""
        most = max(len(column.names) for column in columns)
        for column in columns:
            column.name_lines = most

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Take the column's width; the height is that of party, name, seal space and one line per signature."""
        names = self.name_lines * self.look.cell.leading
        self.tall = NAME_TOP + names + ABOVE_SEAL + SEAL + SIGNATURE * (len(self.signatures) + 0.5)
        return self.room, self.tall

    def draw(self) -> None:
        """Draw from the top down."""
        canvas, look = self.canv, self.look
        place_line(canvas, self.party, look.strong, 0, self.tall - 4 * mm)
        y = self.tall - NAME_TOP
        for line in self.names:
            y -= look.cell.leading
            draw_line(canvas, line, look.cell, 0, y + 4)
        y -= (self.name_lines - len(self.names)) * look.cell.leading + SEAL + ABOVE_SEAL
        draw_seal_space(canvas, look, _("（盖章）"), (self.room - COLUMN_GAP - SEAL) / 2, y)
        for words in self.signatures:
            y -= SIGNATURE
            place_line(canvas, words, look.cell, 0, y)
            sign_line(canvas, look, measured(look.cell)(words) + 2, y - 1.5, self.room - COLUMN_GAP)


def sign_line(canvas: Canvas, look: Look, x: float, y: float, end: float) -> None:
    """Draw a line to write on."""
    canvas.setStrokeColor(look.ink.text)
    canvas.setLineWidth(HAIR)
    canvas.line(x, y, end, y)


def boxed(ticked: bool, words: str) -> str:  # noqa: FBT001 -- reads as a sentence: boxed(way is chosen, label)
    """A check box and its words."""
    return f"{TICKED if ticked else OPEN}{words}"
