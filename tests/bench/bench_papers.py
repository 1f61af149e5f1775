"""Papers: the service plan against the same text drawn line by line on a bare canvas with the same fonts."""

from io import BytesIO

from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from desktop.services.documents import fonts, service_plan
from tests.bench.comparison import Comparison, compare
from tests.documents.samples import BRAND, PLAN, STAMP

FAMILIES = (fonts.HEI, fonts.HEI_MEDIUM, fonts.SONG, fonts.SONG_BOLD)


def draw_plainly(pages: list[list[str]]) -> bytes:
    """Draw every line once, with the fonts in turn, as fast as ReportLab can."""
    file = BytesIO()
    canvas = Canvas(file, invariant=1)
    for page in pages:
        for number, line in enumerate(page):
            canvas.setFont(FAMILIES[number % len(FAMILIES)], 10)
            canvas.drawString(40, 800 - 12 * number, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def measure() -> list[Comparison]:
    """Compare the service plan with its own text."""
    reader = PdfReader(BytesIO(service_plan.render(PLAN, BRAND, STAMP)))
    pages = [page.extract_text().splitlines() for page in reader.pages]
    return [
        compare(
            f"service plan of {len(pages)} pages : its text on a bare canvas",
            lambda: service_plan.render(PLAN, BRAND, STAMP),
            lambda: draw_plainly(pages),
            4.0,
        )
    ]
