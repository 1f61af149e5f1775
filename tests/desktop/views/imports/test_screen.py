import msgspec
import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from desktop.models.imports import Step
from desktop.views.imports import ImportScreen
from desktop.views.notices import Notices
from desktop.views.targets import CustomerListTarget
from desktop.views.widgets import Button, ComboBox, Dialog, RowsView, Segmented
from desktop.wording import set_language
from tests.desktop.services.exchange_files.books import HEADS, code, good, write
from tests.helpers.desk import customer, open_workspace

WAIT = 20_000


@pytest.fixture
def screen(qtbot, tmp_path):
    known = customer(50, "星城第七水泥有限公司", cert_no=code(50), province_code="43")
    with open_workspace(tmp_path, known) as workspace:
        host = QWidget()
        qtbot.addWidget(host)
        made = ImportScreen(workspace, Notices(host), host)
        made.resize(1200, 760)
        host.show()
        made.show()
        yield made
        qtbot.waitUntil(lambda: not made.model.busy, timeout=WAIT)


def get(screen, kind, name):
    found = screen.findChild(kind, name)
    assert found is not None, name
    return found


def press(qtbot, screen, name):
    button = get(screen, Button, name)
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def load(qtbot, screen, path):
    screen.open(path)
    qtbot.waitUntil(lambda: bool(screen.model.mapping.columns) and not screen.model.busy, timeout=WAIT)


def preview(qtbot, screen, path):
    load(qtbot, screen, path)
    press(qtbot, screen, "next")
    press(qtbot, screen, "mapping-banner-action")
    press(qtbot, screen, "next")
    qtbot.waitUntil(lambda: screen.model.survey is not None and not screen.model.busy, timeout=WAIT)


def finish(qtbot, screen):
    press(qtbot, screen, "next")
    qtbot.waitUntil(lambda: screen.model.step is Step.DONE, timeout=WAIT)


def test_that_a_file_goes_through_to_its_control_totals(qtbot, screen, tmp_path):
    preview(qtbot, screen, write(tmp_path / "a.xlsx", [HEADS, good(1), good(2), good(3, 签约日期="去年")]))
    assert [cell.value for cell in screen.preview_page.cells] == ["2", "0", "0", "0", "1"]
    finish(qtbot, screen)
    assert [cell.value for cell in screen.result_page.cells] == ["3", "2", "0", "0", "0", "1"]
    assert screen.rail.present == Step.DONE
    with qtbot.waitSignal(screen.navigate) as asked:
        press(qtbot, screen, "next")
    assert asked.args == ["customers", CustomerListTarget("mine")]


def test_that_no_more_is_said_to_agree_than_was_compared(qtbot, screen, tmp_path):
    preview(qtbot, screen, write(tmp_path / "a.xlsx", [HEADS, good(1)]))
    finish(qtbot, screen)
    page, result = screen.result_page, screen.model.result
    trailing = tuple(msgspec.structs.replace(total, trailer=total.read) for total in result.sums)
    lost = msgspec.structs.replace(result.totals, read=result.totals.read + 1)
    told = []
    for shown in (
        result,
        msgspec.structs.replace(result, sums=trailing),
        msgspec.structs.replace(result, sums=trailing, totals=lost),
    ):
        page._say(shown)
        told.append(page.banner.words.text())
    assert told == ["导入完成，行数核对一致", "导入完成，行数与金额全部核对一致", "导入完成，但行数对不上，请核对"]


def test_that_nothing_goes_on_before_the_unit_of_money_is_said(qtbot, screen, tmp_path):
    load(qtbot, screen, write(tmp_path / "a.xlsx", [HEADS, good(1)]))
    press(qtbot, screen, "next")
    assert screen.model.step is Step.COLUMNS
    assert not get(screen, Button, "next").isEnabled()
    unit = get(screen, ComboBox, "unit-5")
    assert unit.value == ""
    unit.setCurrentIndex(unit.findData("yuan"))
    unit.activated.emit(unit.currentIndex())
    assert get(screen, Button, "next").isEnabled()


def test_that_a_column_can_be_left_out_or_put_elsewhere(qtbot, screen, tmp_path):
    load(qtbot, screen, write(tmp_path / "a.xlsx", [HEADS, good(1)]))
    press(qtbot, screen, "next")
    target = get(screen, ComboBox, "target-0")
    target.setCurrentIndex(target.findData("hq_code"))
    target.activated.emit(target.currentIndex())
    assert screen.model.mapping.columns[0].target == "hq_code"
    assert target.value == "hq_code"


def test_that_a_dropped_file_is_opened_and_another_kind_is_explained(qtbot, screen, tmp_path):
    zone = screen.file_page.zone

    def drop(path):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        zone.dropEvent(
            QDropEvent(
                QPointF(10, 10),
                Qt.DropAction.CopyAction,
                data,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
        )

    drop(tmp_path / "a.pdf")
    assert screen.trouble.isVisible()
    drop(write(tmp_path / "a.xlsx", [HEADS, good(1)]))
    qtbot.waitUntil(lambda: screen.model.head is not None and not screen.model.busy, timeout=WAIT)
    assert not screen.trouble.isVisible()


def test_that_a_file_that_is_no_table_is_explained_in_place(qtbot, screen, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 99)
    screen.open(path)
    qtbot.waitUntil(screen.trouble.isVisible, timeout=WAIT)
    assert screen.trouble.words.text() == "a.xlsx 带密码或是旧版 xls，请另存为不带密码的 xlsx"
    assert not get(screen, Button, "next").isEnabled()


def test_that_a_likely_duplicate_waits_for_a_decision(qtbot, screen, tmp_path):
    preview(qtbot, screen, write(tmp_path / "a.xlsx", [HEADS, good(1), good(2, 集团名称="星城第七水泥有限公司")]))
    lists = get(screen, Segmented, "lists")
    qtbot.mouseClick(lists.button("twins"), Qt.MouseButton.LeftButton)
    rows = get(screen, RowsView, "twin-rows").rows
    assert rows.rowCount() == 1
    assert not get(screen, Button, "twins-create").isEnabled()
    rows.toggle_tick(0)
    press(qtbot, screen, "twins-create")
    qtbot.waitUntil(lambda: screen.model.survey.totals.created == 2, timeout=WAIT)
    finish(qtbot, screen)
    assert screen.model.result.totals.created == 2


def test_that_an_import_is_taken_back_after_a_question(qtbot, screen, tmp_path):
    preview(qtbot, screen, write(tmp_path / "a.xlsx", [HEADS, good(1)]))
    finish(qtbot, screen)
    press(qtbot, screen, "revert")
    dialog = get(screen, Dialog, "confirm-revert")
    assert "新建的 1 个客户" in dialog.body.itemAt(0).widget().text()
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.model.reverted is not None, timeout=WAIT)
    assert screen.model.reverted.removed == 1
    assert not get(screen, Button, "revert").isEnabled()


def test_that_the_rows_not_taken_are_written_to_a_workbook(qtbot, screen, tmp_path):
    preview(qtbot, screen, write(tmp_path / "a.xlsx", [HEADS, good(1), good(2, 签约日期="去年")]))
    finish(qtbot, screen)
    with qtbot.waitSignal(screen.model.errors_written, timeout=WAIT):
        screen.model.write_errors(tmp_path / "错误.xlsx")
    assert load_workbook(tmp_path / "错误.xlsx").active.max_row == 2


def test_that_the_way_back_keeps_what_was_chosen(qtbot, screen, tmp_path):
    preview(qtbot, screen, write(tmp_path / "a.xlsx", [HEADS, good(1)]))
    press(qtbot, screen, "back")
    assert screen.model.step is Step.COLUMNS
    assert screen.model.mapping.columns[5].unit == "yuan"
    press(qtbot, screen, "next")
    assert screen.model.survey is not None


def test_that_a_file_of_errors_only_offers_no_import(qtbot, screen, tmp_path):
    preview(qtbot, screen, write(tmp_path / "a.xlsx", [HEADS, good(1, 签约日期="去年")]))
    assert not get(screen, Button, "next").isEnabled()


def test_that_the_screen_speaks_english(qtbot, tmp_path):
    set_language("en")
    try:
        with open_workspace(tmp_path) as workspace:
            host = QWidget()
            qtbot.addWidget(host)
            made = ImportScreen(workspace, Notices(host), host)
            assert made.title().isascii()
            assert made.next_button.text() == "Next"
    finally:
        set_language("zh")
