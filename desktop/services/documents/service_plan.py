"""The service plan 服务计划书 (5.2): cover, numbered parts, confirmation."""

from collections.abc import Set as AbstractSet
from typing import Final

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from desktop.services.documents import fonts, plan_parts, sheet
from desktop.services.documents.codes import square_text, verification_code
from desktop.services.documents.figures import day_words, numbered, tier_words
from desktop.services.documents.look import HAIR, Look, Style
from desktop.services.documents.marks import SEAL, draw_code, draw_seal_space, draw_wave
from desktop.services.documents.plan_parts import Part
from desktop.services.documents.words import break_lines, draw_line, measured, place_line
from desktop.wording import _
from domain.queries.service_plans import ServicePlanPaper
from domain.values.papers import Brand, PlanPart, PrintStamp

ALL_PARTS: Final = frozenset(PlanPart)
LEFT: Final = sheet.EXTERNAL.left
RIGHT: Final = sheet.WIDTH - sheet.EXTERNAL.right
NAME_SIZES: Final = ((20.0, 1), (18.0, 4), (14.0, 12))
"""Sizes of the customer's name on the cover, each with the lines it may take: 200 characters fit the last."""


def render(paper: ServicePlanPaper, brand: Brand, stamp: PrintStamp, parts: AbstractSet[PlanPart] = ALL_PARTS) -> bytes:
    """Make the PDF; raises MissingGlyphs when a character would print as a box."""
    for tree in (paper, brand, stamp):
        fonts.require_glyphs(tree)
    look = Look(monochrome=stamp.monochrome)
    code = verification_code(paper)
    title = _("服务计划书（{year} 年度）").format(year=paper.year)
    furniture = sheet.Furniture(
        title=f"{title} {paper.customer.name}",
        author=f"{brand.unit} {brand.department}".strip(),
        subject=paper.number,
        head_left=f"{title}　{paper.customer.name}",
        head_right=paper.number,
        secrecy=_("内部资料，仅限双方使用"),
        code=code,
        temporary=paper.temporary,
        margins=sheet.EXTERNAL,
        cover=lambda canvas: draw_cover(canvas, paper, brand, look, code),
    )
    return sheet.write(_story(paper, brand, look, parts), furniture, stamp, look)


def _story(paper: ServicePlanPaper, brand: Brand, look: Look, parts: AbstractSet[PlanPart]) -> list[Flowable]:
    """The parts chosen, numbered in order, and the confirmation that always comes last."""
    room = sheet.room_of(sheet.EXTERNAL)
    chosen: list[Part] = [
        part for wanted, make in plan_parts.MAKERS if wanted & parts for part in make(paper, look, room, parts)
    ]
    story: list[Flowable] = []
    for position, part in enumerate(chosen, 1):
        story += sheet.section(numbered(position, part.title), part.key, look, part.content, part.lead)
    story.append(plan_parts.confirmation(paper, brand, look, room, numbered(len(chosen) + 1, _("双方确认"))))
    return story


def draw_cover(canvas: Canvas, paper: ServicePlanPaper, brand: Brand, look: Look, code: str) -> None:
    """Draw the cover from the top down."""
    top = sheet.HEIGHT
    place_line(canvas, _("编号：{number}").format(number=paper.number), look.cover_value, LEFT, top - 20.4 * mm)
    secrecy = look.cover_value.changed(align="right")
    place_line(canvas, _("内部资料，仅限双方使用"), secrecy, RIGHT, top - 20.4 * mm)
    draw_wave(canvas, look, (LEFT, top - 92 * mm, RIGHT - LEFT, 66 * mm))
    place_line(canvas, _("服务计划书"), look.cover_title, LEFT, top - 123.4 * mm)
    subtitle = _("{year} 年度集团客户专属服务").format(year=paper.year)
    place_line(canvas, subtitle, look.cover_subtitle, LEFT, top - 135.8 * mm)
    canvas.setFillColor(look.ink.seal)
    canvas.rect(LEFT, top - 147.2 * mm, 17 * mm, 1.2 * mm, stroke=0, fill=1)
    below = _draw_name(canvas, paper.customer.name, look.cover_name, top - 155 * mm)
    _draw_facts(canvas, paper, look, below)
    draw_code(canvas, square_text("SP", paper.number, code), RIGHT - 20 * mm, below - 20.5 * mm, 20 * mm)
    _draw_issuer(canvas, brand, look)


def _draw_name(canvas: Canvas, name: str, style: Style, top: float) -> float:
    """Draw the customer's name, smaller and over more lines the longer it is; gives the height below it."""
    shown = fonts.printable(name.replace("\n", " "))
    for size, most in NAME_SIZES:
        style = style.changed(size=size, leading=size * 1.36)
        lines = break_lines(shown, style, RIGHT - LEFT)
        if len(lines) <= most:
            break
    for number, line in enumerate(lines):
        draw_line(canvas, line, style, LEFT, top - style.leading * (number + 0.78))
    return top - style.leading * len(lines) - 3.4 * mm


def _draw_facts(canvas: Canvas, paper: ServicePlanPaper, look: Look, top: float) -> None:
    """Draw class, period, manager and date of the plan."""
    manager = paper.manager.name
    if paper.manager.phone:
        manager += "　" + _("联系电话 {phone}").format(phone=paper.manager.phone)
    period = _("{first}至 {last}").format(first=day_words(paper.valid_from), last=day_words(paper.valid_to))
    facts = (
        (_("客户等级"), tier_words(paper.customer.value_class, paper.customer.relation_tier)),
        (_("服务期间"), period),
        (_("客户经理"), manager),
        (
            _("编制日期"),
            day_words(paper.prepared_on) + "　" + _("第 {version} 版").format(version=paper.version),
        ),
    )
    indent = max(24.4 * mm, *(measured(look.cover_label)(label) + 4 * mm for label, _value in facts))
    for number, (label, value) in enumerate(facts):
        y = top - (5.2 + number * 8.2) * mm
        place_line(canvas, label, look.cover_label, LEFT, y)
        shown = sheet.elided(value, look.cover_value, RIGHT - 26 * mm - LEFT - indent)
        place_line(canvas, shown, look.cover_value, LEFT + indent, y)


def _draw_issuer(canvas: Canvas, brand: Brand, look: Look) -> None:
    """Draw who issues the plan and where its seal goes."""
    bottom = sheet.HEIGHT - 272.5 * mm
    draw_seal_space(canvas, look, _("（盖章处）"), RIGHT - SEAL, bottom)
    room = RIGHT - LEFT - SEAL - 6 * mm
    issuer = look.cover_value.changed(size=13)
    unit = f"{brand.unit}　{brand.department}" if brand.department else brand.unit
    for number, line in enumerate(reversed(break_lines(fonts.printable(unit), issuer, room))):
        draw_line(canvas, line, issuer, LEFT, bottom + 8.2 * mm + number * 18)
    if brand.hotline:
        words = _("24 小时集团客户专线 {phone}").format(phone=brand.hotline)
        place_line(canvas, words, look.note.changed(size=9.5), LEFT, bottom + 1.6 * mm)
    canvas.setLineWidth(HAIR)
