"""The page rules of every paper in one place: size, margins, head and foot, watermark, keeping together."""

import threading
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import IO, Any, Final

import msgspec
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfdoc import PDFDictionary
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
)
from reportlab.platypus.flowables import KeepTogether, Spacer
from typing_extensions import override

from desktop.services.documents import fonts
from desktop.services.documents.look import HAIR, Look, Style
from desktop.services.documents.words import Heading, measured, place_line
from desktop.wording import _
from domain.values.papers import PrintStamp, Watermark

WIDTH: Final = float(A4[0])
HEIGHT: Final = float(A4[1])
FOOT_BASELINES: Final = (12.4 * mm, 8.4 * mm)
HEAD_BASELINE: Final = HEIGHT - 13.6 * mm
HEAD_RULE: Final = HEIGHT - 16.4 * mm
HEAD_GAP: Final = 12
WATERMARK: Final = 150.0
WATERMARK_ROOM: Final = 380.0
"""Largest size and length of a watermark in points."""
SECTION_GAP: Final = 13
HEADING_GAP: Final = 4.5
_ONE_AT_A_TIME: Final = threading.Lock()
"""ReportLab keeps a reading position in each font, so two papers cannot be written at once."""


class Margins(msgspec.Struct, frozen=True):
    """White around the text in points."""

    left: float
    right: float
    top: float
    bottom: float


EXTERNAL: Final = Margins(17 * mm, 17 * mm, 20 * mm, 18 * mm)
"""Papers that leave the house."""
INTERNAL: Final = Margins(25 * mm, 18 * mm, 20 * mm, 18 * mm)
"""Forms that are bound at the left (5.1)."""


class Furniture(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on every page: head left and right, where the number came from, secrecy, verification code."""

    title: str
    author: str
    subject: str
    head_left: str
    head_right: str
    secrecy: str
    code: str
    temporary: bool
    margins: Margins
    cover: Callable[[Canvas], None] | None = None


class SheetCanvas(Canvas):
    """A canvas that knows the number of the last page when it writes the foot of the first."""

    furniture: Furniture
    stamp: PrintStamp
    look: Look

    def __init__(self, target: str | IO[bytes], options: dict[str, Any]) -> None:
        super().__init__(target, **options)
        self._pages: list[dict[str, Any]] = []

    @override
    def showPage(self) -> None:
        """Keep the page until the number of pages is known."""
        self._pages.append(dict(self.__dict__))
        self._doc.pageCounter += 1  # type: ignore[attr-defined,unused-ignore]  # places in the text name their page by it
        self._startPage()  # type: ignore[attr-defined,unused-ignore]  # missing from the stubs

    @override
    def save(self) -> None:
        """Write the kept pages with their feet."""
        document = self._doc  # type: ignore[attr-defined,unused-ignore]  # missing from the stubs
        document.pageCounter = 1
        document.Catalog.Dests = PDFDictionary(dict(self.__dict__["_destinations"]))
        for number, page in enumerate(self._pages, 1):
            self.__dict__.update(page)
            self._foot(number, len(self._pages))
            super().showPage()
        super().save()

    def _foot(self, number: int, total: int) -> None:
        """Write who printed it and the page number, and below the proof of the version and the secrecy."""
        furniture, style = self.furniture, self.look.footer
        left, right = furniture.margins.left, WIDTH - furniture.margins.right
        at_right = style.changed(align="right")
        cover = number == 1 and furniture.cover is not None
        words = _("封面 / 共 {total} 页") if cover else _("第 {page} 页 / 共 {total} 页")
        place_line(self, print_words(self.stamp), style, left, FOOT_BASELINES[0])
        place_line(self, words.format(page=number, total=total), at_right, right, FOOT_BASELINES[0])
        place_line(self, code_words(furniture, self.stamp), style, left, FOOT_BASELINES[1])
        place_line(self, furniture.secrecy, at_right, right, FOOT_BASELINES[1])


def print_words(stamp: PrintStamp) -> str:
    """Who printed it, when, and which print of this version it is."""
    return _("打印：{name}（{staff_no}），{time}，第 {copy} 次打印").format(
        name=stamp.printed_by,
        staff_no=stamp.staff_no,
        time=stamp.printed_at.strftime("%Y-%m-%d %H:%M"),
        copy=stamp.copy_no,
    )


def code_words(furniture: Furniture, stamp: PrintStamp) -> str:
    """The verification code, where it can be checked so far, and the note on a temporary number."""
    words = _("校验码 {code}（本机）") if stamp.local_code else _("校验码 {code}")
    shown = words.format(code=furniture.code)
    return shown + "　" + _("临时编号，以系统编号为准") if furniture.temporary else shown


def draw_page(canvas: SheetCanvas) -> None:
    """Draw what lies under the text of an ordinary page: the watermark, the running head and its rule."""
    draw_watermark(canvas)
    furniture, look = canvas.furniture, canvas.look
    left, right = furniture.margins.left, WIDTH - furniture.margins.right
    style = look.running
    place_line(canvas, furniture.head_right, style.changed(align="right"), right, HEAD_BASELINE)
    room = right - left - measured(style)(fonts.printable(furniture.head_right)) - HEAD_GAP
    place_line(canvas, elided(furniture.head_left, style, room), style, left, HEAD_BASELINE)
    canvas.setStrokeColor(look.ink.line)
    canvas.setLineWidth(HAIR)
    canvas.line(left, HEAD_RULE, right, HEAD_RULE)


def elided(text: str, style: Style, room: float) -> str:
    """Cut a running head that is too long, with an ellipsis; the full text stands on the cover."""
    shown = fonts.printable(text.replace("\n", " "))
    measure = measured(style)
    if measure(shown) <= room:
        return shown
    while shown and measure(shown + "…") > room:
        shown = shown[:-1]
    return shown + "…"


def draw_watermark(canvas: SheetCanvas) -> None:
    """Draw the grey diagonal word of a paper that is not final, under everything else."""
    word = {
        Watermark.DRAFT: _("草稿"),
        Watermark.IN_APPROVAL: _("审批中"),
    }.get(canvas.stamp.watermark)
    if word is None:
        return
    style = Style(font=fonts.SONG_BOLD, size=WATERMARK, colour=canvas.look.ink.watermark, align="centre")
    size = min(WATERMARK, WATERMARK * WATERMARK_ROOM / measured(style)(word))
    style = style.changed(size=size)
    canvas.saveState()
    canvas.translate(WIDTH / 2, HEIGHT / 2)
    canvas.rotate(32)
    place_line(canvas, word, style, 0, -size / 3)
    canvas.restoreState()


def write(story: Sequence[Flowable], furniture: Furniture, stamp: PrintStamp, look: Look) -> bytes:
    """Lay the story out on pages and give the PDF; the same input gives the same bytes."""
    buffer = BytesIO()
    margins = furniture.margins
    frame = (
        margins.left,
        margins.bottom,
        WIDTH - margins.left - margins.right,
        HEIGHT - margins.top - margins.bottom,
    )
    templates = [PageTemplate("inner", [_frame(frame)], onPage=_under)]
    if furniture.cover is not None:
        templates.insert(0, PageTemplate("cover", [_frame(frame)], onPage=_under_cover))
        story = [NextPageTemplate("inner"), Spacer(1, 1), PageBreak(), *story]

    def canvas(target: str | IO[bytes], **options: object) -> SheetCanvas:
        sheet = SheetCanvas(target, {**options, "initialFontName": fonts.HEI, "lang": "zh-CN"})
        sheet.furniture, sheet.stamp, sheet.look = furniture, stamp, look
        return sheet

    with _ONE_AT_A_TIME:
        fonts.load(fonts.HEI)
        document = BaseDocTemplate(
            buffer,
            pagesize=A4,
            pageTemplates=templates,
            invariant=1,
            pageCompression=1,
            title=fonts.printable(furniture.title),
            author=fonts.printable(furniture.author),
            subject=fonts.printable(furniture.subject),
            creator="Jike Workbench",
            displayDocTitle=1,
        )
        document.build(list(story), canvasmaker=canvas)
    return buffer.getvalue()


def _frame(box: tuple[float, float, float, float]) -> Frame:
    return Frame(*box, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)


def _under(canvas: Canvas, _document: object) -> None:
    if isinstance(canvas, SheetCanvas):
        draw_page(canvas)


def _under_cover(canvas: Canvas, _document: object) -> None:
    if isinstance(canvas, SheetCanvas) and canvas.furniture.cover is not None:
        draw_watermark(canvas)
        canvas.furniture.cover(canvas)


def room_of(margins: Margins) -> float:
    """Width of the text in points."""
    return WIDTH - margins.left - margins.right


def section(title: str, key: str, look: Look, parts: Sequence[Flowable], lead: float) -> list[Flowable]:
    """A heading that never stands at a page end without `lead` points of what follows."""
    need = look.heading.leading + SECTION_GAP + HEADING_GAP + lead
    return [CondPageBreak(need), section_heading(title, key, look), Spacer(1, HEADING_GAP), *parts]


def section_heading(title: str, key: str, look: Look) -> Flowable:
    """The heading of a part, with white above it except at the top of a page."""
    heading = Heading(title, look.heading, key)
    heading.spaceBefore = SECTION_GAP
    return heading


def together(parts: Sequence[Flowable]) -> Flowable:
    """Keep parts on one page: a signature block with the words before it, totals with the last row."""
    return KeepTogether(list(parts))


def frame_height(margins: Margins) -> float:
    """Height of the text in points."""
    return HEIGHT - margins.top - margins.bottom
