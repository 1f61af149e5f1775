"""Papers on request, through the workspace's desk."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from sqlalchemy import select

from desktop.models.papers import record
from domain.commands import RecordPrint
from domain.entities import AuditEntry
from domain.values.papers import PaperKind, PlanPart, PrintFinding, PrintOptions, Watermark
from tests.documents.conftest import pages_of
from tests.helpers.desk import NOON, customer, open_workspace, row_id

pytestmark = pytest.mark.usefixtures("qapp")
ALL = frozenset(PlanPart)


@pytest.fixture
def workspace(tmp_path):
    with open_workspace(tmp_path, customer(1, "恒岳精密制造股份有限公司", value_class="A1")) as opened:
        yield opened


def result(qtbot, job):
    with qtbot.waitSignal(job.done, timeout=20_000) as got:
        pass
    return got.args[0]


@pytest.fixture
def plan(qtbot, workspace):
    return result(qtbot, workspace.papers.service_plan(row_id(1), 2027, ALL))


def test_that_a_proposed_plan_is_a_draft_with_its_findings(plan):
    assert (plan.kind, plan.watermark) == (PaperKind.SERVICE_PLAN, Watermark.DRAFT)
    codes = {found.code for found in plan.findings}
    assert {PrintFinding.NOT_REVIEWED, PrintFinding.TEMPORARY_NUMBER, PrintFinding.AMOUNTS} <= codes
    pages = pages_of(plan.pdf)
    assert len(pages) == plan.pages
    assert "恒岳精密制造股份有限公司" in pages[0]
    assert "临时编号，以系统编号为准" in pages[0]
    assert plan.places[PlanPart.REVIEW] == 1
    assert plan.file_name.startswith("服务计划书（2027 年度） 恒岳精密制造股份有限公司")


def test_that_old_local_data_is_said(qtbot, workspace):
    options = PrintOptions(as_of=NOON - timedelta(days=5), monochrome=True)
    file = result(qtbot, workspace.papers.service_plan(row_id(1), 2027, ALL, options))
    assert PrintFinding.STALE_DATA in {found.code for found in file.findings}


def test_that_a_page_of_the_file_is_drawn(qtbot, workspace, plan):
    page = result(qtbot, workspace.papers.page(plan, 0, 0.5))
    assert (page.width, page.height) == (298, 421)


def test_that_a_paper_is_saved_under_its_name_and_never_over_another(qtbot, workspace, plan, tmp_path):
    first = result(qtbot, workspace.papers.save_in(plan, tmp_path))
    second = result(qtbot, workspace.papers.save_in(plan, tmp_path))
    assert first.name == plan.file_name
    assert second.stem == f"{first.stem} (2)"
    assert first.read_bytes() == second.read_bytes() == plan.pdf


def test_that_a_target_that_cannot_be_written_fails_with_its_reason(qtbot, workspace, plan, tmp_path):
    job = workspace.papers.save(plan, tmp_path / "gone" / "plan.pdf")
    with qtbot.waitSignal(job.failed, timeout=20_000) as got:
        pass
    assert got.args[0].code == "save_no_folder"


def test_that_a_name_with_a_character_no_font_has_stops_the_print(qtbot, tmp_path):
    with open_workspace(tmp_path / "rare", customer(1, "\U00031350记")) as opened:
        file = result(qtbot, opened.papers.service_plan(row_id(1), 2027, ALL))
    assert (file.pdf, file.pages) == (b"", 0)
    assert [found.facts["code"] for found in file.findings if found.blocking] == ["U+31350"]


def test_that_the_time_of_the_print_is_china_time(plan):
    assert NOON.astimezone(UTC) == NOON
    assert isinstance(NOON, datetime)
    local = (NOON + timedelta(hours=8)).strftime("%Y-%m-%d%H:%M")
    assert local in pages_of(plan.pdf)[1]


def test_that_a_print_with_whole_numbers_is_noted_as_such(qtbot, workspace, plan):
    def reasons(session, _actor):
        return sorted(session.scalars(select(AuditEntry.reason).where(AuditEntry.action == "print")))

    for revealed in (True, False):
        result(qtbot, record(workspace, msgspec.structs.replace(plan, revealed=revealed)))
    assert result(qtbot, workspace.read(reasons)) == ["", "显示联系号码"]


def test_that_a_noted_print_raises_the_number_of_the_next(qtbot, workspace, plan):
    note = RecordPrint(
        **workspace.stamp(),
        entry_id=workspace.new_id(),
        kind=plan.row_kind,
        row_id=plan.record_id,
        customer_id=plan.customer_id,
        paper=plan.kind,
        copy=plan.copy_no,
    )
    result(qtbot, workspace.run(note))
    again = result(qtbot, workspace.papers.service_plan(row_id(1), 2027, ALL))
    assert (plan.copy_no, again.copy_no) == (1, 2)
    assert "第2次打印" in pages_of(again.pdf)[0]
    assert again.code == plan.code
