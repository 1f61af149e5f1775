from datetime import UTC, date, datetime

import pytest

from desktop.models.papers import DEFAULT_PARTS, checks, choice_words, finding_words, plan_year
from domain.queries.paper_targets import PaperChoice
from domain.values.papers import AMOUNT_PARTS, Finding, PaperFile, PaperKind, PrintFinding, Watermark


def paper(*findings, watermark=Watermark.NONE):
    return PaperFile(
        kind=PaperKind.SERVICE_PLAN,
        row_kind="customers",
        record_id="1",
        customer_id="1",
        copy_no=1,
        number="J1",
        version=1,
        file_name="plan.pdf",
        code="",
        watermark=watermark,
        findings=findings,
    )


@pytest.mark.parametrize(
    ("today", "year"), [(date(2026, 9, 30), 2026), (date(2026, 10, 1), 2027), (date(2026, 12, 31), 2027)]
)
def test_that_plans_are_made_for_next_year_from_october_on(today, year):
    assert plan_year(today) == year


def test_that_amounts_are_left_out_at_first():
    assert not DEFAULT_PARTS & AMOUNT_PARTS


def test_that_a_visit_is_told_with_its_day():
    at = datetime(2026, 11, 25, 2, 31, tzinfo=UTC)
    assert choice_words(PaperChoice("1", "恒岳", "V1", at)) == "恒岳，2026-11-25 10:31"
    assert choice_words(PaperChoice("1", "恒岳", "J1")) == "恒岳"


def test_that_every_finding_has_a_sentence():
    facts = {"field": "phone", "days": 4, "version": 2, "character": "𠮷", "code": "U+20BB7"}
    told = [finding_words(Finding(code, facts)) for code in PrintFinding]
    assert len(set(told)) == len(PrintFinding)
    assert finding_words(Finding(PrintFinding.NOT_REVIEWED)) == "走访日志尚未评价"


def test_that_what_is_in_order_is_said_too():
    tones = [check.tone for check in checks(paper())]
    assert tones == ["ok", "ok"]
    found = checks(paper(Finding(PrintFinding.MISSING_FIELD, {"field": "phone"}), watermark=Watermark.IN_APPROVAL))
    assert [check.tone for check in found] == ["ok", "warn", "warn"]
    assert "联系电话" in found[-1].words
