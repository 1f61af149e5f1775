"""Checks before printing."""

from datetime import UTC, datetime, timedelta

import msgspec

from desktop.services.documents.check import plan_findings, visit_findings
from domain.values.papers import PlanPart, PrintFinding
from domain.values.service_rules import PlanState
from domain.values.visits import VisitPurpose, VisitState
from tests.documents.samples import PLAN, VISIT

NOW = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)
PLAIN = frozenset({PlanPart.TEAM, PlanPart.COMMITMENTS, PlanPart.YEAR})


def plan_codes(parts=PLAIN, now=NOW, **changes):
    return [found.code for found in plan_findings(msgspec.structs.replace(PLAN, **changes), parts, now)]


def visit_codes(**changes):
    return [found.code for found in visit_findings(msgspec.structs.replace(VISIT, **changes), NOW)]


def test_that_a_complete_recent_paper_has_no_findings():
    assert plan_codes() == []
    assert visit_codes() == []


def test_that_missing_fields_are_named():
    manager = msgspec.structs.replace(PLAN.manager, phone="")
    found = plan_findings(msgspec.structs.replace(PLAN, manager=manager, items=()), PLAIN, NOW)
    assert [each.facts["field"] for each in found] == ["phone", "items"]
    assert visit_codes(content="", met=()) == [PrintFinding.MISSING_FIELD] * 2


def test_that_a_part_left_out_is_not_missed():
    assert plan_codes(parts=frozenset({PlanPart.TEAM}), items=(), calendar=()) == []


def test_that_old_local_data_is_said_with_its_age():
    (found,) = plan_findings(PLAN, PLAIN, NOW + timedelta(days=4))
    assert (found.code, found.facts) == (PrintFinding.STALE_DATA, {"days": 4})
    assert plan_codes(now=NOW + timedelta(days=2)) == []


def test_that_amounts_drafts_and_temporary_numbers_are_said():
    assert plan_codes(parts=PLAIN | {PlanPart.PRICES}) == [PrintFinding.AMOUNTS]
    assert plan_codes(state=PlanState.DRAFT) == [PrintFinding.NOT_REVIEWED]
    assert plan_codes(temporary=True) == [PrintFinding.TEMPORARY_NUMBER]
    assert visit_codes(state=VisitState.REPORTED) == [PrintFinding.NOT_REVIEWED]


def test_that_a_character_that_cannot_be_printed_stops_the_print():
    (found,) = visit_findings(msgspec.structs.replace(VISIT, customer="\U00031350厂"), NOW)
    assert (found.code, found.blocking, found.facts["code"]) == (PrintFinding.MISSING_GLYPH, True, "U+31350")


def test_that_a_visit_to_be_signed_for_is_said_until_it_is():
    assert visit_codes(purposes=(VisitPurpose.COMPLIANCE,)) == [PrintFinding.SIGNATURE_NEEDED]
    assert visit_codes(purposes=(VisitPurpose.COMPLIANCE,), signed_by_customer=True) == []
