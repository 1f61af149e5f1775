"""The numbered parts of a service plan (5.2), each from the row tree to flowables."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table

from desktop.services.documents import fonts
from desktop.services.documents.figures import day_short
from desktop.services.documents.look import HAIR, Look, Style
from desktop.services.documents.marks import SignatureColumn
from desktop.services.documents.sheet import HEADING_GAP, section_heading, together
from desktop.services.documents.tables import (
    BLANK,
    LEAST_HEIGHT,
    SIDE,
    Column,
    Command,
    cell,
    gap,
    list_table,
    row_height,
    ruled,
)
from desktop.services.documents.words import Lines, Pieces, Words
from desktop.wording import _
from desktop.wording.fields import field_label
from desktop.wording.labels import label
from domain.queries import plan_review
from domain.queries.service_plans import CONTRACT_REVIEW, SOLUTION, ServiceItem, ServicePlanPaper, YearLine, YearMark
from domain.values.money import amount_in_words, format_amount
from domain.values.papers import Brand, MarkKind, PlanPart
from domain.values.people import Post
from domain.values.service_rules import RuleItem, RuleUnit

TWO_LINES: Final = 35.0
MONTHS: Final = 12
SIGNS: Final = {MarkKind.MEETING: "●", MarkKind.ON_SITE: "○", MarkKind.BUSINESS: "◆"}
MOST_TOGETHER: Final = 420.0
"""Height in points up to which the year grid moves to the next page rather than leave its legend alone there."""
DONE: Final = "✓"
LIMITS: Final = frozenset({RuleUnit.MINUTES, RuleUnit.HOURS, RuleUnit.DAYS})
RING: Final = 0.6
"""Line drawn round the open sign, in points; it would be too thin beside the filled one."""


class Part(NamedTuple):
    """A part without its number: title, key in the list of contents, content, height that stays with the heading."""

    title: str
    key: str
    content: list[Flowable]
    lead: float


Parts = AbstractSet[PlanPart]
Maker = Callable[[ServicePlanPaper, Look, float, Parts], Sequence[Part]]


def prose(text: str, look: Look) -> Words:
    """A paragraph of what people wrote, or a dash."""
    return Words(text.strip() or BLANK, look.prose if text.strip() else look.body)


def unit_note(text: str, look: Look) -> Words:
    """The unit of amounts, at the right above a table."""
    return Words(text, look.note.changed(align="right"))


def review(paper: ServicePlanPaper, look: Look, room: float, _parts: Parts) -> Sequence[Part]:
    """What the years before brought: figures with their unit."""
    columns = (
        Column(_("项目"), 42),
        Column(_("单位"), 18, "centre"),
        Column(_("{year} 年").format(year=paper.year - 2), 32, "right"),
        Column(_("{year} 年").format(year=paper.year - 1), 32, "right"),
        Column(_("说明"), 52),
    )
    rows = [
        (review_words(line.name), review_words(line.unit), line.before, line.now, line.note) for line in paper.review
    ]
    laid = list_table(look, columns, rows, room)
    if rows and not paper.review_note.strip():
        return [Part(_("合作回顾"), "review", [laid.table], laid.lead)]
    return [Part(_("合作回顾"), "review", [prose(paper.review_note, look), gap(6), laid.table], TWO_LINES)]


def review_words(code: str) -> str:
    """Say what a figure of the review is, or its unit: the word for a code, or the words themselves."""
    words = {
        plan_review.VISITS: _("走访"),
        plan_review.PROMISES: _("承诺事项办结"),
        plan_review.TIMES: _("次"),
        plan_review.PIECES: _("项"),
    }
    return words.get(code, code)


def situation(paper: ServicePlanPaper, look: Look, room: float, parts: Parts) -> Sequence[Part]:
    """How the customer works today, what it needs, which products it has."""
    content: list[Flowable] = []
    if PlanPart.SITUATION in parts:
        for title, text in ((_("现状"), paper.situation), (_("需求"), paper.needs), (_("目标"), paper.goals)):
            content += [Words(title, look.subheading), prose(text, look), gap(4)]
    lead = TWO_LINES
    if PlanPart.PRODUCTS in parts:
        columns = (
            Column(_("序"), 10, "centre"),
            Column(_("在用产品"), 60),
            Column(_("站点"), 50),
            Column(_("带宽或数量"), 28, "centre"),
            Column(_("到期日"), 28, "centre"),
        )
        rows = [
            (str(number), line.product, line.site, line.quantity, day_short(line.expires))
            for number, line in enumerate(paper.products, 1)
        ]
        laid = list_table(look, columns, rows, room)
        lead = laid.lead if not content else TWO_LINES
        content += [gap(2), laid.table]
    return [Part(_("客户现状与需求"), "situation", content, lead)]


def team(paper: ServicePlanPaper, look: Look, room: float, _parts: Parts) -> Sequence[Part]:
    """Whom to call, and whom next when that does not help."""
    columns = (
        Column(_("角色"), 23),
        Column(_("姓名"), 19),
        Column(_("职责"), 54),
        Column(_("电话"), 34),
        Column(_("服务时间"), 24),
        Column(_("响应时限"), 22),
    )
    rows = [
        (label(Post, member.role), member.name, member.duty, member.phone, member.hours, member.response)
        for member in (paper.team or (paper.manager,))
    ]
    laid = list_table(look, columns, rows, room)
    content: list[Flowable] = [laid.table]
    if paper.escalation:
        ladder = (
            Column(_("升级级别"), 22, "centre"),
            Column(_("姓名"), 28),
            Column(_("职务"), 42),
            Column(_("电话"), 38),
            Column(_("何时升级"), 46),
        )
        steps = [
            (_("第 {level} 级").format(level=step.level), step.name, label(Post, step.role), step.phone, step.after)
            for step in paper.escalation
        ]
        content += [gap(9), list_table(look, ladder, steps, room).table]
    if paper.escalation_note.strip():
        content += [gap(6), prose(paper.escalation_note, look)]
    return [Part(_("服务团队与联系方式"), "team", content, laid.lead)]


def commitments(paper: ServicePlanPaper, look: Look, room: float, _parts: Parts) -> Sequence[Part]:
    """What is promised, to which standard, how often, by whom, and how it went."""
    columns = (
        Column(_("项目"), 28),
        Column(_("承诺内容"), 53),
        Column(_("标准"), 25, "centre"),
        Column(_("频次"), 24, "centre"),
        Column(_("负责人"), 18, "centre"),
        Column(_("{year} 年实际").format(year=paper.year - 1), 28, "centre"),
    )
    rows = [
        (
            item.name,
            item.content,
            item.standard or limit_words(item),
            item.frequency or often(item),
            item.owner,
            item.actual or times_words(item),
        )
        for item in paper.items
    ]
    laid = list_table(look, columns, rows, room)
    return [Part(_("服务承诺"), "commitments", [laid.table], laid.lead)]


def times_words(item: ServiceItem) -> str:
    """Say how often a promise was kept the year before, empty where that is not on record."""
    return _("{count} 次").format(count=item.times) if item.times else ""


def limit_words(item: ServiceItem) -> str:
    """A rule's time limit in words, empty for a frequency."""
    return f"{item.value} {label(RuleUnit, item.unit)}" if item.value and item.unit in LIMITS else ""


def often(item: ServiceItem) -> str:
    """A rule's frequency in words, empty for a time limit."""
    frequency = item.value and item.unit in set(RuleUnit) - LIMITS - {RuleUnit.NONE}
    return f"{item.value} {label(RuleUnit, item.unit)}" if frequency else ""


def line_name(name: str) -> str:
    """What a line of the year grid is called: a rule item's word, or the words themselves."""
    return _("合同与资费回顾") if name == CONTRACT_REVIEW else label(RuleItem, name)


def month_sign(kind: MarkKind, mark: YearMark) -> str:
    """What stands in one month: a count or a sign, a tick once it is done, a dash when nothing is planned."""
    if mark.planned == 0 and mark.done == 0:
        return BLANK
    if kind is not MarkKind.COUNT:
        return DONE if mark.done >= max(mark.planned, 1) else SIGNS[kind]
    if mark.done == 0:
        return _("{count} 次").format(count=mark.planned)
    return f"{DONE}{mark.done}" if mark.done >= mark.planned else f"{mark.done}/{mark.planned}"


def year(paper: ServicePlanPaper, look: Look, room: float, _parts: Parts) -> Sequence[Part]:
    """The twelve months."""
    first = room * 31 / 176
    each_width = [first, *[(room - first) / MONTHS] * MONTHS]
    small = look.cell.changed(size=9, align="centre")
    heads = [_("{month} 月").format(month=month) for month in range(1, MONTHS + 1)]
    content = [
        [
            cell(_("事项"), look.head, first),
            *(cell(head, small, width + 2 * SIDE) for head, width in zip(heads, each_width[1:], strict=True)),
        ]
    ]
    commands: list[Command] = [("LEFTPADDING", (1, 0), (-1, -1), 1), ("RIGHTPADDING", (1, 0), (-1, -1), 1)]
    nothing = YearLine(name=BLANK, kind=MarkKind.COUNT, months=())
    for line in paper.calendar or (nothing,):
        commands.append(("LINEABOVE", (0, len(content)), (-1, len(content)), HAIR, look.ink.line))
        content.append([cell(line_name(line.name), look.cell, first), *_months(line, look, each_width[1])])
    heights = [max(LEAST_HEIGHT, row_height(row)) for row in content]
    laid = ruled(look, [list(row) for row in content], heights, each_width, commands)
    whole = sum(heights) + 3 + look.note.leading
    lead = whole if whole < MOST_TOGETHER else laid.lead
    return [Part(_("全年服务安排"), "year", [laid.table, gap(3), _legend(look)], lead)]


def _legend(look: Look) -> Flowable:
    """What the signs of the year grid mean."""
    signs = (
        (SIGNS[MarkKind.MEETING], _("正式会议"), look.ink.accent),
        (SIGNS[MarkKind.ON_SITE], _("现场作业"), look.ink.accent),
        (SIGNS[MarkKind.BUSINESS], _("商务节点"), look.ink.business),
        (DONE, _("已完成"), look.ink.accent),
        (BLANK, _("当月无安排"), look.ink.faint),
    )
    pieces: list[tuple[str, Style]] = []
    for sign, words, colour in signs:
        outline = RING if sign == SIGNS[MarkKind.ON_SITE] else 0
        pieces += [(f"{sign} ", look.note.changed(colour=colour, outline=outline)), (f"{words}　", look.note)]
    return Pieces(pieces, look.note.leading)


def _months(line: YearLine, look: Look, width: float) -> list[Lines]:
    """Twelve cells; a year given short is filled with nothing planned."""
    colours = {MarkKind.BUSINESS: look.ink.business, MarkKind.COUNT: look.ink.text}
    marks = [*line.months, *[YearMark()] * MONTHS][:MONTHS]
    outline = RING if line.kind is MarkKind.ON_SITE else 0
    style = look.cell.changed(size=9, align="centre")
    cells: list[Lines] = []
    for mark in marks:
        sign = month_sign(line.kind, mark)
        colour = look.ink.faint if sign == BLANK else colours.get(line.kind, look.ink.accent)
        cells.append(
            cell(sign, style.changed(colour=colour, outline=outline if sign != BLANK else 0), width + 2 * SIDE)
        )
    return cells


def key_items(paper: ServicePlanPaper, look: Look, room: float, _parts: Parts) -> Sequence[Part]:
    """What matters most this year."""
    columns = (
        Column(_("序"), 10, "centre"),
        Column(_("事项与目标"), 81),
        Column(_("配合方"), 35),
        Column(_("完成时间"), 27, "centre"),
        Column(_("负责人"), 23, "centre"),
    )
    rows = [
        (str(number), item.text, item.partner, day_short(item.due), item.owner)
        for number, item in enumerate(paper.key_items, 1)
    ]
    laid = list_table(look, columns, rows, room)
    return [Part(_("重点事项"), "key_items", [laid.table], laid.lead)]


def solution(paper: ServicePlanPaper, look: Look, _room: float, _parts: Parts) -> Sequence[Part]:
    """The texts of the solution that were written; without any there is no such part."""
    written = [(name, getattr(paper, name)) for name in SOLUTION if getattr(paper, name).strip()]
    content: list[Flowable] = []
    for name, text in written:
        content += [Words(field_label(name, "service_plans"), look.subheading), prose(text, look), gap(4)]
    return [Part(_("整体解决方案"), "solution", content, TWO_LINES)] if content else []


def emergency(paper: ServicePlanPaper, look: Look, _room: float, _parts: Parts) -> Sequence[Part]:
    """What happens when something fails."""
    return [Part(_("重点保障与应急预案"), "emergency", [prose(paper.emergency, look)], TWO_LINES)]


def prices(paper: ServicePlanPaper, look: Look, room: float, _parts: Parts) -> Sequence[Part]:
    """Offered prices, with the month's total in figures and in words."""
    columns = (
        Column(_("产品"), 62),
        Column(_("标准资费"), 32, "right"),
        Column(_("优惠资费"), 32, "right"),
        Column(_("数量"), 18, "right"),
        Column(_("月费用"), 32, "right"),
    )
    rows = [
        (
            line.product,
            format_amount(line.standard_fee),
            format_amount(line.offered_fee),
            str(line.quantity),
            format_amount(line.monthly),
        )
        for line in paper.prices
    ]
    total = sum(line.monthly for line in paper.prices)
    totals = (
        (_("合计"), format_amount(total)),
        (_("人民币（大写）"), amount_in_words(total)),
    )
    laid = list_table(look, columns, rows, room, totals=totals if paper.prices else ())
    content = [unit_note(_("单位：元，按月计"), look), laid.table]
    return [Part(_("优惠与增值建议"), "prices", content, laid.lead + look.note.leading)]


def communication(paper: ServicePlanPaper, look: Look, _room: float, _parts: Parts) -> Sequence[Part]:
    """How both sides keep in touch and how satisfaction is asked for."""
    cycle = _("服务报告：{cycle}").format(cycle=paper.report_cycle or BLANK)
    content: list[Flowable] = [Words(cycle, look.body)]
    if paper.communication.strip():
        content.append(prose(paper.communication, look))
    return [Part(_("沟通机制与满意度"), "communication", content, TWO_LINES)]


MAKERS: Final[tuple[tuple[frozenset[PlanPart], Maker], ...]] = (
    (frozenset({PlanPart.REVIEW}), review),
    (frozenset({PlanPart.SITUATION, PlanPart.PRODUCTS}), situation),
    (frozenset({PlanPart.TEAM}), team),
    (frozenset({PlanPart.COMMITMENTS}), commitments),
    (frozenset({PlanPart.YEAR}), year),
    (frozenset({PlanPart.KEY_ITEMS}), key_items),
    (frozenset({PlanPart.SOLUTION}), solution),
    (frozenset({PlanPart.EMERGENCY}), emergency),
    (frozenset({PlanPart.PRICES}), prices),
    (frozenset({PlanPart.COMMUNICATION}), communication),
)
"""Which choices bring a part in, in printing order."""


def confirmation(paper: ServicePlanPaper, brand: Brand, look: Look, room: float, title: str) -> Flowable:
    """The words both sides agree to and the places for seals and signatures, kept on one page."""
    half = room / 2
    words = _(
        "本计划书自双方签字盖章之日起生效，服务期间 {first} 至 {last}。双方各执一份，未尽事宜由双方协商，"
        "涉及资费与合同的内容以正式协议为准。"
    ).format(first=paper.valid_from.isoformat(), last=paper.valid_to.isoformat())
    sign, day = _("代表签字："), _("日期：")
    customer = SignatureColumn(look, _("客户单位"), paper.customer.name, (sign, day), half)
    signs = (_("客户经理签字："), _("部门负责人签字："), day)
    ours = SignatureColumn(look, _("服务单位"), f"{brand.unit}　{brand.department}".strip(), signs, half)
    SignatureColumn.align((customer, ours))
    flush: list[Command] = [
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("FONT", (0, 0), (-1, -1), fonts.HEI, 10),
    ]
    columns = Table([[customer, ours]], colWidths=[half, half], style=flush)
    return together(
        [
            section_heading(title, "confirmation", look),
            gap(HEADING_GAP),
            Words(words, look.prose),
            gap(4 * mm),
            columns,
        ]
    )
