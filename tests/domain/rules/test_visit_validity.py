from datetime import UTC, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rules.calendars import CHINA_TIME
from domain.rules.parameters import DEFAULTS
from domain.rules.visit_validity import (
    LogEntry,
    QualityFlag,
    Shortfall,
    VisitFacts,
    judge_visit,
    quality_flags,
    similarity,
    visit_validity_params,
)

PARAMS = visit_validity_params(DEFAULTS)
END = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
CONTENT = "与信息中心张主任沟通专线扩容需求，约定下周提交方案"
LEAST = "谈" * 20
GOOD = VisitFacts(
    started_at=END - timedelta(minutes=15),
    ended_at=END,
    submitted_at=END + timedelta(hours=48),
    contacts=1,
    content=LEAST,
    has_photo=True,
)


def test_that_a_visit_at_every_limit_counts_in_full():
    judged = judge_visit(GOOD, PARAMS)
    assert judged.is_valid
    assert judged.credit == 1


@pytest.mark.parametrize(
    ("change", "shortfall"),
    [
        ({"submitted_at": END + timedelta(hours=48, seconds=1)}, Shortfall.LATE),
        ({"contacts": 0}, Shortfall.NO_CONTACT),
        ({"content": "   " + "谈" * 19 + "   "}, Shortfall.SHORT_CONTENT),
        ({"has_photo": False}, Shortfall.NO_EVIDENCE),
        ({"started_at": END - timedelta(minutes=14)}, Shortfall.SHORT_STAY),
    ],
)
def test_that_each_shortfall_is_named(change, shortfall):
    judged = judge_visit(msgspec.structs.replace(GOOD, **change), PARAMS)
    assert judged.shortfalls == (shortfall,)
    assert judged.credit == (Decimal("0.5") if shortfall is Shortfall.LATE else 0)
    assert judged.counts is (shortfall is Shortfall.LATE)


def test_that_a_short_talk_by_telephone_is_no_shortfall():
    short = msgspec.structs.replace(GOOD, started_at=END - timedelta(minutes=3), is_on_site=False)
    assert judge_visit(short, PARAMS).is_valid


@pytest.mark.parametrize("evidence", ["has_location", "has_photo", "has_signature"])
def test_that_any_one_evidence_is_enough(evidence):
    plain = msgspec.structs.replace(GOOD, has_photo=False)
    assert judge_visit(msgspec.structs.replace(plain, **{evidence: True}), PARAMS).is_valid


@given(st.integers(0, 3), st.text(max_size=40), st.booleans(), st.integers(0, 100), st.integers(0, 60))
def test_that_only_valid_or_merely_late_visits_earn_credit(contacts, content, photo, hours, minutes):
    facts = VisitFacts(
        END - timedelta(minutes=minutes), END, END + timedelta(hours=hours), contacts, content, has_photo=photo
    )
    judged = judge_visit(facts, PARAMS)
    assert judged.credit in {Decimal(0), Decimal("0.5"), Decimal(1)}
    assert (judged.credit == 1) is judged.is_valid
    assert judged.counts is (set(judged.shortfalls) <= {Shortfall.LATE})


def entry(minute: int, content: str) -> LogEntry:
    return LogEntry(END, END + timedelta(minutes=minute), content)


def test_that_three_logs_within_ten_minutes_are_marked():
    earlier = [entry(0, "甲" * 30), entry(5, "乙" * 30)]
    assert quality_flags(entry(10, CONTENT), earlier, PARAMS) == (QualityFlag.BURST,)
    assert quality_flags(entry(11, CONTENT), earlier, PARAMS) == ()


def test_that_copied_texts_are_marked():
    assert quality_flags(entry(0, CONTENT), [entry(600, CONTENT + "。")], PARAMS) == (QualityFlag.REPEATED_TEXT,)
    assert similarity("", "") == 0
    assert similarity("走访 客户", "走访客户。") == 1


@pytest.mark.parametrize(
    ("hour", "same_day", "marked"),
    [(22, False, True), (5, False, True), (6, False, False), (21, False, False), (23, True, False)],
)
def test_that_night_entries_for_another_day_are_marked(hour, same_day, marked):
    submitted = datetime(2026, 11, 24, hour, 30, tzinfo=CHINA_TIME)
    ended = submitted.replace(hour=10) if same_day else submitted - timedelta(days=1)
    flags = quality_flags(LogEntry(ended, submitted, CONTENT), [], PARAMS)
    assert (QualityFlag.NIGHT_ENTRY in flags) is marked


def test_that_far_places_are_marked():
    assert quality_flags(entry(0, CONTENT), [], PARAMS, distance_km=2.1) == (QualityFlag.FAR_AWAY,)
    assert quality_flags(entry(0, CONTENT), [], PARAMS, distance_km=2.0) == ()
