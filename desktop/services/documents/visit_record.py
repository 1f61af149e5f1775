"""The visit record 走访记录表 (5.3): one ruled form of seventeen rows, signed by pen."""

from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from desktop.services.documents import fonts, sheet
from desktop.services.documents.codes import square_text, verification_code
from desktop.services.documents.figures import day_short, day_words, span_words, tier_words
from desktop.services.documents.form import Form, FormTitle
from desktop.services.documents.look import Look
from desktop.services.documents.marks import boxed
from desktop.wording import _
from desktop.wording.labels import label
from domain.queries.visit_records import Staff, VisitRecordPaper
from domain.values.customers import Segment
from domain.values.papers import Brand, PrintStamp
from domain.values.people import Post
from domain.values.visits import VisitGrade, VisitPurpose, VisitResult, VisitWay

CONTENT_HEIGHT: Final = 60 * mm
CONTENT_LEAST: Final = 24 * mm
SIGN_HEIGHT: Final = 12.5 * mm
REMARK_HEIGHT: Final = 23 * mm
NEEDS_SIGNATURE: Final = frozenset({VisitPurpose.COMPLIANCE, VisitPurpose.COLLECTION})
"""Visits the customer has to sign for (2.15)."""


def render(paper: VisitRecordPaper, brand: Brand, stamp: PrintStamp) -> bytes:
    """Make the PDF; raises MissingGlyphs when a character would print as a box."""
    for tree in (paper, brand, stamp):
        fonts.require_glyphs(tree)
    look = Look(monochrome=stamp.monochrome)
    code = verification_code(paper)
    title = _("集团客户走访记录表")
    unit = f"{brand.unit}　{brand.department}" if brand.department else brand.unit
    furniture = sheet.Furniture(
        title=f"{title} {paper.number} {paper.customer}",
        author=unit,
        subject=paper.number,
        head_left=unit,
        head_right=paper.number,
        secrecy=_("内部资料，请勿外传"),
        code=code,
        temporary=paper.temporary,
        margins=sheet.INTERNAL,
    )
    heading = FormTitle(title, look, square_text("VR", paper.number, code))
    story: list[Flowable] = [heading, _form(paper, look).table(sheet.frame_height(sheet.INTERNAL) - heading.height)]
    return sheet.write(story, furniture, stamp, look)


def _form(paper: VisitRecordPaper, look: Look) -> Form:
    """The rows in order; the visit's content takes what height is left."""
    form = Form(look, sheet.room_of(sheet.INTERNAL))
    form.pair(_("编号"), paper.number, _("走访时间"), span_words(paper.starts_at, paper.ends_at))
    form.pair(_("客户名称"), paper.customer, _("客户等级"), tier_words(paper.value_class, paper.relation_tier))
    form.pair(_("地址"), paper.address, _("行业"), label(Segment, paper.segment))
    form.pair(_("走访人员"), _staff((paper.visitor,)), _("陪同"), _staff(paper.companions))
    form.wide(
        _("会见人员"), "\n".join(" / ".join(filter(None, (each.name, each.title, each.phone))) for each in paper.met)
    )
    grade = _("级别：{choices}").format(choices=_choices(VisitGrade, {paper.grade}))
    form.wide(_("方式级别"), _choices(VisitWay, {paper.way}) + "\n" + grade)
    form.wide(_("走访目的"), _choices(VisitPurpose, set(paper.purposes)))
    form.wide(_("现用业务"), "，".join(paper.business))
    form.filling(_("走访内容"), _content(paper), CONTENT_LEAST, CONTENT_HEIGHT)
    form.wide(_("客户需求"), _listed(paper.needs))
    form.wide(
        _("意见投诉"), _listed((*paper.opinions, *(_("投诉：{text}").format(text=each) for each in paper.complaints)))
    )
    form.wide(_("竞争情况"), paper.competitor)
    form.lines(
        _("承诺事项"),
        (_("事项"), _("责任人"), _("完成时限")),
        [(each.text, each.owner, day_short(each.due)) for each in paper.promises],
    )
    form.pair(_("走访结果"), _result(paper), _("下次走访"), day_words(paper.next_visit))
    _signatures(form, paper)
    return form


def _signatures(form: Form, paper: VisitRecordPaper) -> None:
    """The places to sign, which stay together on one page."""
    note = ""
    if NEEDS_SIGNATURE & set(paper.purposes):
        note = _("合规核查、催缴走访须由客户签字")
    elif paper.signed_by_customer:
        note = _("签字件见附件")
    form.signed(_("客户签字"), note, SIGN_HEIGHT)
    form.signed(_("客户经理"), _("填写人：{name}").format(name=paper.visitor.name), SIGN_HEIGHT)
    remarks = "\n".join(_remark(each.author, each.text, each.score) for each in paper.remarks)
    last = paper.remarks[-1] if paper.remarks else None
    form.signed(
        _("主管评价"),
        remarks,
        REMARK_HEIGHT,
        name=last.author if last else "",
        day=day_short(last.written_on) if last else "",
    )


def _staff(people: tuple[Staff, ...]) -> str:
    """Names with posts in brackets."""
    return "、".join(
        _("{name}（{post}）").format(name=each.name, post=label(Post, each.post)) if each.post else each.name
        for each in people
    )


def _choices(choices: type[StrEnum], chosen: AbstractSet[str]) -> str:
    """Every choice with its box, the chosen ones ticked."""
    return "　".join(boxed(code in chosen, label(choices, code)) for code in choices)


def _listed(lines: tuple[str, ...]) -> str:
    """Several lines numbered, one line as it is."""
    if len(lines) < 2:  # noqa: PLR2004 -- a single line needs no number
        return "".join(lines)
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def _content(paper: VisitRecordPaper) -> str:
    """What happened, with a note when it was entered late."""
    if paper.late_hours <= 0:
        return paper.content
    return paper.content + "\n" + _("（补录：走访结束 {hours} 小时后登记）").format(hours=paper.late_hours)


def _result(paper: VisitRecordPaper) -> str:
    """Result and what it was."""
    words = label(VisitResult, paper.result)
    return f"{words}：{paper.result_note}" if paper.result_note else words


def _remark(author: str, text: str, score: int | None) -> str:
    """What a supervisor said, with the score where one was given."""
    said = f"{author}：{text}"
    return said if score is None else said + _("（{score} 分）").format(score=score)
