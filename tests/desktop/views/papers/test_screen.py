import pypdfium2
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QListWidget, QPushButton, QWidget

from desktop.views.notices import Notices
from desktop.views.papers import PapersScreen
from desktop.views.papers.paper_view import picture_of
from desktop.views.papers.pick_dialog import PickDialog
from desktop.views.targets import PaperTarget, PlanTarget
from domain.queries.audit import customer_audit
from domain.values.papers import PlanPart
from tests.helpers import desk

NAMES = ("恒岳精密制造有限公司", "澜州港务集团有限公司", "金穗供销合作社")


@pytest.fixture
def workspace(qapp, tmp_path):
    assert qapp is not None
    rows = [desk.customer(number, name) for number, name in enumerate(NAMES, 1)]
    with desk.open_workspace(tmp_path / "desk", *rows) as opened:
        yield opened


@pytest.fixture
def screen(qtbot, workspace):
    window = QWidget()
    qtbot.addWidget(window)
    made = PapersScreen(workspace, Notices(window))
    qtbot.addWidget(made)
    made.resize(1300, 760)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.hide()


def preview(qtbot, screen, *numbers):
    screen.open(PaperTarget("service_plan", customer_ids=tuple(desk.row_id(number) for number in numbers)))
    qtbot.waitUntil(lambda: screen.model.file is not None and not screen.model.busy, timeout=20_000)


def said(screen):
    return screen.deeds._notices.history[0].text


def prints(qtbot, workspace, number):
    found = []
    workspace.read(customer_audit, desk.row_id(number)).done.connect(found.extend)
    qtbot.waitUntil(lambda: bool(found))
    return [row for row in found if row.action == "print"]


def test_that_without_a_choice_the_screen_asks_for_one(qtbot, screen):
    assert screen.empty.title.text() == "还没有选择客户"
    assert not screen.options.save.isEnabled()
    qtbot.mouseClick(screen.empty.action, Qt.MouseButton.LeftButton)
    dialog = screen.findChild(PickDialog)
    names = dialog.findChild(QListWidget, "papers.pick.list")
    qtbot.waitUntil(lambda: names.count() == len(NAMES))
    names.item(0).setCheckState(Qt.CheckState.Checked)
    names.item(2).setCheckState(Qt.CheckState.Checked)
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: len(screen.model.targets) == 2)


def test_that_a_plan_is_shown_page_by_page(qtbot, screen):
    preview(qtbot, screen, 1)
    assert screen.view.pages == screen.model.file.pages == len(screen.thumbnails.buttons)
    qtbot.waitUntil(lambda: screen.view.sharp, timeout=20_000)
    assert screen.breadcrumb() == ["文书", NAMES[0], "服务计划书"]
    page = screen.findChild(QLabel, "papers.page")
    screen.view.go(screen.view.pages - 1)
    qtbot.waitUntil(lambda: str(screen.view.pages) in page.text())


def test_that_the_pages_are_those_of_the_file(qtbot, screen, workspace):
    preview(qtbot, screen, 1)
    taken = []
    workspace.papers.page(screen.model.file, 0, 0.5).done.connect(taken.append)
    qtbot.waitUntil(lambda: bool(taken))
    shown = picture_of(taken[0])
    assert not shown.isNull()
    ink = {shown.pixelColor(x, y).name() for x in range(0, shown.width(), 7) for y in range(0, shown.height(), 7)}
    assert len(ink) > 5


def test_that_ctrl_and_the_wheel_zoom_and_the_percentage_fits_again(qtbot, screen):
    preview(qtbot, screen, 1)
    fitted = screen.view.percent
    place = QPointF(screen.view.viewport().rect().center())
    wheel = QWheelEvent(
        place,
        place,
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 -- Qt's own signature
    )
    QApplication.sendEvent(screen.view.viewport(), wheel)
    assert screen.view.percent > fitted
    qtbot.mouseClick(screen.percent, Qt.MouseButton.LeftButton)
    assert screen.view.percent == fitted


def test_that_one_page_across_is_larger_than_two(qtbot, screen):
    preview(qtbot, screen, 1)
    two = screen.view.percent
    qtbot.mouseClick(screen.across.button("1"), Qt.MouseButton.LeftButton)
    assert screen.view.percent > two


def test_that_the_checks_name_what_is_missing_and_the_draft(qtbot, screen):
    preview(qtbot, screen, 1)
    lines = {label.text() for label in screen.options.findChildren(QLabel)}
    assert "第 1 版未经主管审核，将加「草稿」水印" in lines
    assert any(line.startswith("缺「") for line in lines)


def test_that_parts_with_amounts_are_left_out_until_asked_for(qtbot, screen):
    preview(qtbot, screen, 1)
    tick = screen.findChild(QCheckBox, f"papers.part.{PlanPart.PRICES.value}")
    assert not tick.isChecked()
    qtbot.mouseClick(tick, Qt.MouseButton.LeftButton, pos=QPoint(8, tick.height() // 2))
    qtbot.waitUntil(lambda: PlanPart.PRICES in screen.model.file.places, timeout=20_000)


def test_that_saving_writes_the_previewed_file_and_notes_it(qtbot, screen, workspace, tmp_path):
    preview(qtbot, screen, 1)
    file = screen.model.file
    screen.deeds.save_to(tmp_path / "计划书")
    qtbot.waitUntil(lambda: bool(screen.deeds._notices.history), timeout=20_000)
    assert (tmp_path / "计划书.pdf").read_bytes() == file.pdf
    qtbot.waitUntil(lambda: screen.model.file is not None and screen.model.file.copy_no == 2, timeout=20_000)
    assert len(prints(qtbot, workspace, 1)) == 1


def test_that_a_target_that_cannot_be_written_is_told_with_its_cause(qtbot, screen, tmp_path):
    preview(qtbot, screen, 1)
    screen.deeds.save_to(tmp_path / "missing" / "plan.pdf")
    qtbot.waitUntil(lambda: bool(screen.deeds._notices.history))
    assert "文件夹不存在" in said(screen)
    assert screen.model.file.copy_no == 1


def test_that_several_plans_are_saved_into_a_folder(qtbot, screen, tmp_path):
    preview(qtbot, screen, 1, 2, 3)
    assert screen.findChild(QPushButton, "papers.save").text() == "导出 3 份 PDF"
    folder = tmp_path / "plans"
    folder.mkdir()
    screen.deeds.save_all(folder)
    qtbot.waitUntil(lambda: not screen.deeds.busy, timeout=40_000)
    assert said(screen) == "已导出 3 份"
    assert len(list(folder.glob("*.pdf"))) == 3


def test_that_a_batch_can_be_stopped(qtbot, screen, tmp_path):
    preview(qtbot, screen, 1, 2, 3)
    screen.deeds.save_all(tmp_path)
    screen.deeds.stop()
    qtbot.waitUntil(lambda: not screen.deeds.busy, timeout=20_000)
    assert len(list(tmp_path.glob("*.pdf"))) < 3


def test_that_the_arrows_go_through_the_chosen_customers(qtbot, screen):
    preview(qtbot, screen, 1, 2)
    qtbot.mouseClick(screen.options.target.after, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not screen.model.busy, timeout=20_000)
    assert screen.model.target.name == NAMES[1]
    assert not screen.options.target.after.isEnabled()


def test_that_printing_sends_every_page_to_the_printer(qtbot, screen, tmp_path):
    preview(qtbot, screen, 1)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(72)
    pages = screen.model.file.pages
    screen.deeds.print(printer, list(range(pages)))
    qtbot.waitUntil(lambda: not screen.deeds.busy, timeout=40_000)
    printed = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    assert len(printed) == pages
    printed.close()
    assert "已送到打印机" in said(screen)


def test_that_a_customer_out_of_sight_is_not_previewed(qtbot, screen):
    screen.open(PaperTarget("service_plan", customer_ids=(desk.row_id(99),)))
    qtbot.waitUntil(lambda: not screen.model.busy)
    assert screen.model.targets == ()


def test_that_the_plan_shown_can_be_edited_from_here(qtbot, screen):
    assert not screen.edit.isVisible()
    screen.open(PaperTarget("service_plan", customer_ids=(desk.row_id(1),), year=2026))
    qtbot.waitUntil(lambda: screen.model.file is not None and not screen.model.busy, timeout=20_000)
    assert screen.options.year.value == "2026"
    with qtbot.waitSignal(screen.navigate) as went:
        qtbot.mouseClick(screen.edit, Qt.MouseButton.LeftButton)
    assert went.args == ["plans", PlanTarget(desk.row_id(1), 2026)]
