"""Writing a service plan by mouse and keyboard."""

from io import BytesIO

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from desktop.models.plans import DRAFT_KIND
from desktop.views.plans.table import PlanTable
from desktop.views.targets import PaperTarget
from domain.permissions import Verdict
from domain.queries.plan_editing import plan_editing
from domain.values.papers import PlanPart
from tests.desktop.views.plans.conftest import HENGYUE, PORT

LONG_NAME = "欧阳" * 30


def editor(table):
    """Give the cell being typed into."""
    cells = [cell for cell in table.findChildren(QLineEdit, "plans.cell") if cell.isVisible()]
    assert len(cells) == 1
    return cells[0]


def type_row(place, table, *texts):
    """Type the cells of a new row, Tab between them and Enter at the end."""
    first = table.plan.rowCount()
    table.begin_row()
    for number, text in enumerate(texts):
        cell = editor(table)
        cell.setText(text)
        place.qtbot.keyClick(cell, Qt.Key.Key_Return if number == len(texts) - 1 else Qt.Key.Key_Tab)
    place.qtbot.waitUntil(lambda: table.currentIndex().row() == first and table.editor is not None)
    place.qtbot.keyClick(table.editor, Qt.Key.Key_Escape)
    place.qtbot.waitUntil(lambda: table.editor is None)


def kept(place, customer_id=HENGYUE):
    return place.answer(place.workspace.read(plan_editing, customer_id, 2027))


def paper_text(place):
    file = place.answer(place.workspace.papers.service_plan(HENGYUE, 2027, frozenset(PlanPart)))
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(file.pdf)).pages)


def test_that_without_a_customer_the_screen_asks_for_one(place):
    assert place.screen.empty.isVisible()
    assert not place.screen.trigger("save")


def test_that_a_first_plan_starts_with_the_people_and_the_promises_of_rules(place):
    place.open()
    assert place.form.tables["team"].rows == [{"role": "account_manager", "name": "李明远"}]
    promises = place.find(PlanTable, "plans.promises")
    assert promises.plan.index(0, 0).data() == "季度服务报告"
    assert not promises.plan.flags(promises.plan.index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_that_what_was_typed_is_saved_and_printed(place):
    place.open()
    place.qtbot.keyClicks(place.find(QPlainTextEdit, "plans.situation"), "HQ 500M")
    prices = place.find(PlanTable, "plans.prices")
    type_row(place, prices, "互联网专线", "12,800", "8.5")
    assert place.form.tables["prices"].rows[0]["offered_fee"] == 1_088_000
    assert place.find(QLabel, "plans.total").text() == "每月合计 10,880.00 元"
    assert place.find(QLabel, "plans.words").text() == "人民币（大写）壹万零捌佰捌拾元整"
    type_row(place, place.find(PlanTable, "plans.key_items"), "二厂区提速", "信息部", "2027/3/31", LONG_NAME)
    place.save()
    saved = kept(place)
    assert saved.version == 1
    assert saved.values["items"][-1] == {
        "part": "key_item",
        "text": "二厂区提速",
        "partner": "信息部",
        "due": "2027-03-31",
        "owner": LONG_NAME,
    }
    text = paper_text(place)
    for part in ("HQ500M", "季度服务报告", "二厂区提速", LONG_NAME, "10,880.00", "壹万零捌佰捌拾元整"):
        assert part in text
    assert "8.5" not in text


def test_that_saving_again_makes_the_next_version_of_the_same_plan(place):
    place.open()
    place.save()
    first = kept(place)
    place.qtbot.keyClicks(place.find(QPlainTextEdit, "plans.goals"), "99.95%")
    place.qtbot.mouseClick(place.screen.save, Qt.MouseButton.LeftButton)
    place.qtbot.waitUntil(lambda: "第 2 版" in place.find(QLabel, "plans.meta").text())
    second = kept(place)
    assert (second.plan_id, second.version, second.values["goals"]) == (first.plan_id, 2, "99.95%")


def test_that_a_wrong_amount_stays_as_typed_and_stands_in_the_way(place):
    place.open()
    type_row(place, place.find(PlanTable, "plans.prices"), "互联网专线", "一千二")
    problem = place.find(QLabel, "plans.prices.problem")
    assert problem.text() == "第 1 行「标准资费」：金额格式不对，如 1,234.50"
    place.screen.submit()
    assert not place.screen.model.busy
    assert place.form.tables["prices"].index(0, 1).data() == "一千二"
    assert QApplication.focusWidget() is place.find(PlanTable, "plans.prices")


def test_that_a_confirmed_plan_needs_the_name_and_day_of_the_confirmation(place):
    place.open()
    place.form.set_state("running")
    place.screen.submit()
    assert set(place.form.errors) == {"confirmed_name", "confirmed_date"}
    place.qtbot.keyClicks(place.find(QLineEdit, "plans.confirmed_name"), "Fang")
    place.qtbot.keyClicks(place.find(QLineEdit, "plans.confirmed_date"), "2026-12-20")
    place.save()
    assert kept(place).values["confirmed_date"] == "2026-12-20"


def test_that_an_offer_is_taken_over_by_one_click(place):
    place.open()
    place.qtbot.mouseClick(place.find(QPushButton, "plans.offers.take-0"), Qt.MouseButton.LeftButton)
    assert place.find(QPlainTextEdit, "plans.needs").toPlainText() == "二期厂房专线扩容"
    place.qtbot.waitUntil(lambda: not place.find(QPushButton, "plans.offers.take-0").isEnabled())


def test_that_one_click_on_the_empty_row_opens_it(place):
    place.open()
    team = place.find(PlanTable, "plans.team")
    for row in (1, 2):
        where = team.visualRect(team.plan.index(row, 1)).center()
        place.qtbot.mouseClick(team.viewport(), Qt.MouseButton.LeftButton, pos=where)
        place.qtbot.keyClicks(editor(team), "Wen")
        place.qtbot.keyClick(team.editor, Qt.Key.Key_Tab)
        place.qtbot.keyClick(team.editor, Qt.Key.Key_Escape)
    assert [row["name"] for row in team.plan.rows] == ["李明远", "Wen", "Wen"]


def test_that_a_plan_of_somebody_who_may_not_write_is_only_read(place, monkeypatch):
    monkeypatch.setattr(place.workspace, "may", lambda _permission: Verdict(ok=False, code="not_permitted"))
    place.open()
    assert not place.screen.save.isVisible()
    assert place.form.tables["team"].rowCount() == 1
    assert place.find(QPlainTextEdit, "plans.goals").isReadOnly()


def test_that_delete_takes_a_row_out_but_no_promise_of_a_rule(place):
    place.open()
    promises = place.find(PlanTable, "plans.promises")
    type_row(place, promises, "账务核对")
    assert [row["name"] for row in promises.plan.rows] == ["季度服务报告", "账务核对"]
    for row in (0, 1):
        promises.setCurrentIndex(promises.plan.index(row, 0))
        place.qtbot.keyClick(promises, Qt.Key.Key_Delete)
    assert [row["name"] for row in promises.plan.rows] == ["季度服务报告"]


def test_that_tab_leaves_the_table_behind_its_last_cell(place):
    place.open()
    team = place.find(PlanTable, "plans.team")
    team.setFocus()
    team.setCurrentIndex(team.plan.index(team.plan.rowCount() - 1, len(team.plan.columns) - 1))
    place.qtbot.keyClick(team, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not team


def test_that_a_colleague_brings_post_and_phone(place):
    place.open()
    team = place.form.tables["team"]
    team.setData(team.index(1, 1), "赵建国")
    assert team.rows[1]["role"] == "supervisor"


def test_that_a_draft_is_kept_and_offered_again_for_its_customer_only(place):
    place.open()
    place.qtbot.keyClicks(place.find(QPlainTextEdit, "plans.goals"), "99.95%")
    place.screen.keep()
    place.qtbot.waitUntil(lambda: "草稿已保存" in place.find(QLabel, "plans.meta").text())
    place.open(PORT)
    assert place.find(QPlainTextEdit, "plans.goals").toPlainText() == ""
    place.open()
    assert place.find(QPlainTextEdit, "plans.goals").toPlainText() == "99.95%"
    place.screen.banner.pressed.emit()
    assert place.find(QPlainTextEdit, "plans.goals").toPlainText() == ""
    place.qtbot.waitUntil(lambda: place.workspace._background.idle)
    assert place.answer(place.workspace.drafts.load(DRAFT_KIND, place.screen.model.draft_key)) is None


def test_that_a_cell_still_open_is_kept_too(place):
    place.open()
    table = place.find(PlanTable, "plans.key_items")
    table.begin_row()
    editor(table).setText("二厂区提速")
    place.screen.keep()
    assert place.workspace.drafts.settle() is None
    draft = place.answer(place.workspace.drafts.load(DRAFT_KIND, place.screen.model.draft_key))
    assert "二厂区提速" in str(draft.value)


def test_that_an_undone_save_leaves_what_was_typed_as_a_draft(place):
    place.open()
    place.qtbot.keyClicks(place.find(QPlainTextEdit, "plans.goals"), "99.95%")
    place.save()
    place.qtbot.mouseClick(place.notices.current.findChild(QPushButton, "toast-undo"), Qt.MouseButton.LeftButton)
    place.qtbot.waitUntil(lambda: "尚未保存" in place.find(QLabel, "plans.meta").text())
    assert place.find(QPlainTextEdit, "plans.goals").toPlainText() == "99.95%"
    assert kept(place).version == 0


def test_that_last_years_plan_is_a_start_without_its_confirmation(place):
    place.open(year=2026)
    place.form.set_text("emergency", "先拨客户经理")
    type_row(place, place.find(PlanTable, "plans.key_items"), "续签主合同")
    place.save()
    place.open(year=2027)
    place.qtbot.mouseClick(place.screen.copy, Qt.MouseButton.LeftButton)
    assert place.find(QPlainTextEdit, "plans.emergency").toPlainText() == "先拨客户经理"
    assert place.form.tables["key_items"].rows == []


def test_that_the_preview_opens_this_plan_of_this_year(place):
    place.open()
    place.qtbot.mouseClick(place.screen.preview, Qt.MouseButton.LeftButton)
    assert place.went == [("papers", PaperTarget("service_plan", customer_ids=(HENGYUE,), year=2027))]


def test_that_a_solution_is_written_saved_and_printed(place):
    place.open()
    for name in ("scheme_overview", "escalation", "communication", "review_notes"):
        place.qtbot.keyClicks(place.find(QPlainTextEdit, f"plans.{name}"), f"{name} 1")
    place.screen.trigger("save")
    place.qtbot.waitUntil(lambda: kept(place).version == 1)
    assert kept(place).values["scheme_overview"] == "scheme_overview 1"
    printed = paper_text(place)
    assert all(f"{name}1" in printed for name in ("scheme_overview", "escalation", "communication", "review_notes"))
