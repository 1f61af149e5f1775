import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPushButton

from desktop.services import saved_views
from desktop.services.errors import DiskFull
from desktop.settings import Settings
from desktop.views.targets import CalendarTarget, CustomerListTarget, CustomerTarget, PaperTarget, VisitLogTarget
from desktop.views.widgets import ComboBox, EmptyState, Label, LineEdit
from domain.queries.customer_files import customer_file
from tests.desktop.views.customers.conftest import NAMES, write
from tests.helpers.desk import CHEN, NOON, WANG, ZHAO, row_id


def shown(place):
    return place.page.model.ids


def press(qtbot, place, name):
    qtbot.mouseClick(place.find(QPushButton, name), Qt.MouseButton.LeftButton)


def tick(qtbot, place, *numbers):
    for number in numbers:
        place.page.table.select_id(row_id(number))
        qtbot.keyClick(place.page.table, Qt.Key.Key_Space)


def read_file(qtbot, place, number):
    job = place.workspace.read(customer_file, row_id(number), today=NOON.date())
    with qtbot.waitSignal(job.done) as done:
        pass
    return done.args[0]


def test_that_only_my_customers_are_listed_by_due_day(place):
    assert shown(place) == tuple(row_id(number) for number in (1, 2, 3, 4))


def test_that_the_status_bar_adds_up_the_list_and_then_the_ticked(qtbot, place):
    qtbot.waitUntil(lambda: place.screen.status_segments()[0] == "共 4 户")
    assert "月收入合计 10,000.00 元" in place.screen.status_segments()
    tick(qtbot, place, 2)
    qtbot.waitUntil(lambda: "欠费合计 50.00 元" in place.screen.status_segments())
    assert "月收入合计 2,000.00 元" in place.screen.status_segments()


def test_that_typing_narrows_by_name_pinyin_and_number(qtbot, place):
    search = place.find(LineEdit, "customers.search")
    for words, number in (("云栈", 2), ("xcswjt", 4), ("J000003", 3)):
        search.clear()
        write(search, words)
        qtbot.waitUntil(lambda wanted=number: shown(place) == (row_id(wanted),))


def test_that_no_match_names_the_filter_and_offers_a_way_out(qtbot, place):
    write(place.find(LineEdit, "customers.search"), "不存在")
    empty = place.find(EmptyState, "customers.empty")
    qtbot.waitUntil(lambda: empty.isVisible() and "「不存在」" in empty.detail.text())
    press(qtbot, place, "customers.empty-action")
    qtbot.waitUntil(lambda: len(shown(place)) == 4)
    assert place.find(LineEdit, "customers.search").text() == ""


def test_that_a_grade_and_a_view_narrow_together(qtbot, place):
    press(qtbot, place, "customers.grade.A1")
    qtbot.waitUntil(lambda: shown(place) == (row_id(1),))
    press(qtbot, place, "customers.view.arrears")
    qtbot.waitUntil(lambda: shown(place) == ())


def test_that_views_carry_their_counts(qtbot, place):
    button = place.find(QPushButton, "customers.view.arrears")
    qtbot.waitUntil(lambda: button.count == "1")
    assert button.accessibleName() == "有欠费 1"


def test_that_a_target_opens_a_view(qtbot, place):
    place.screen.open(CustomerListTarget("overdue"))
    qtbot.waitUntil(lambda: shown(place) == (row_id(1),))
    assert place.screen.breadcrumb() == ["客户", "走访逾期"]


def test_that_the_team_view_is_for_supervisors(opened):
    place = opened(ZHAO)
    assert place.page.filters.filter.view == "team"
    assert place.screen.breadcrumb() == ["客户", "本组客户"]


def test_that_an_account_manager_has_no_team_view(place):
    assert "team" not in place.page.filters.views


def test_that_space_ticks_and_escape_unticks(qtbot, place):
    tick(qtbot, place, 1, 3)
    assert place.page.bars.currentWidget() is place.page.bulk
    assert place.find(Label, "customers.bulk.count").text() == "已选 2 户"
    qtbot.keyClick(place.page.table, Qt.Key.Key_Escape)
    assert place.page.bars.currentWidget() is place.page.bar


def test_that_the_ticked_go_to_calendar_and_papers(qtbot, place):
    tick(qtbot, place, 3, 1)
    press(qtbot, place, "customers.bulk.schedule")
    press(qtbot, place, "customers.bulk.print")
    ids = (row_id(1), row_id(3))
    assert place.went == [
        ("visits", CalendarTarget(customer_ids=ids)),
        ("papers", PaperTarget("service_plan", customer_ids=ids)),
    ]


def test_that_a_transfer_is_refused_to_an_account_manager_with_the_reason(qtbot, place):
    tick(qtbot, place, 1)
    button = place.find(QPushButton, "customers.bulk.transfer")
    assert not button.isEnabled()
    assert button.toolTip() == "需要主管权限"


def test_that_a_transfer_needs_a_manager_and_a_reason(qtbot, opened):
    place = opened(CHEN)
    tick(qtbot, place, 1)
    press(qtbot, place, "customers.bulk.transfer")
    qtbot.waitUntil(lambda: place.window.findChild(LineEdit, "customers.transfer.reason") is not None)
    press(qtbot, place, "customers.transfer-accept")
    assert place.dialog().isVisible()
    place.find(ComboBox, "customers.transfer.manager").set_value(WANG)
    write(place.find(LineEdit, "customers.transfer.reason"), "分工调整")
    press(qtbot, place, "customers.transfer-accept")
    qtbot.waitUntil(lambda: place.notices.current is not None)
    assert place.notices.current.notice.text == "已转移 1 户，待同步"
    assert read_file(qtbot, place, 1).row.am_name == "王雅琴"


def test_that_tags_are_added_and_can_be_undone(qtbot, place):
    tick(qtbot, place, 1)
    press(qtbot, place, "customers.bulk.tags")
    qtbot.waitUntil(lambda: place.window.findChild(LineEdit, "customers.tags.add") is not None)
    write(place.find(LineEdit, "customers.tags.add"), "重点扩容、统付")
    press(qtbot, place, "customers.tags-accept")
    qtbot.waitUntil(lambda: place.notices.current is not None)
    assert read_file(qtbot, place, 1).row.tags == ("重点扩容", "统付")
    qtbot.waitUntil(lambda: row_id(1) in place.page.model.waiting)
    press(qtbot, place, "toast-undo")
    qtbot.waitUntil(lambda: row_id(1) not in place.page.model.waiting)
    assert read_file(qtbot, place, 1).row.tags == ()


def test_that_the_ticked_are_exported(qtbot, place):
    tick(qtbot, place, 1, 2)
    press(qtbot, place, "customers.bulk.export")
    qtbot.waitUntil(lambda: place.notices.current is not None)
    sheet = openpyxl.load_workbook(place.written).active
    assert sheet.max_row == 3


def test_that_enter_opens_the_file(qtbot, place):
    place.page.table.select_id(row_id(2))
    qtbot.keyClick(place.page.table, Qt.Key.Key_Return)
    assert place.went == [("customers", CustomerTarget(row_id(2)))]


def test_that_the_preview_follows_the_current_row(qtbot, place):
    place.page.table.select_id(row_id(3))
    name = place.find(Label, "customers.preview.name")
    qtbot.waitUntil(lambda: name.text() == NAMES[2])
    press(qtbot, place, "customers.preview.log")
    assert place.went == [("visits", VisitLogTarget(customer_id=row_id(3)))]


def test_that_f4_hides_the_preview(place):
    assert place.screen.trigger("preview")
    assert place.page.preview.isHidden()
    place.screen.trigger("preview")
    assert not place.page.preview.isHidden()


def test_that_a_filter_is_kept_as_a_view_and_removed_again(qtbot, place):
    press(qtbot, place, "customers.grade.B1")
    place.page.filters.save_asked.emit()
    write(place.find(LineEdit, "customers.view-name.text"), "二级大客户")
    press(qtbot, place, "customers.view-name-accept")
    qtbot.waitUntil(lambda: place.window.findChild(QPushButton, "customers.saved.二级大客户") is not None)
    press(qtbot, place, "customers.view.mine")
    place.page.filters.clear_filters()
    qtbot.waitUntil(lambda: len(shown(place)) == 4)
    press(qtbot, place, "customers.saved.二级大客户")
    qtbot.waitUntil(lambda: shown(place) == tuple(row_id(number) for number in (2, 3, 4)))
    assert place.screen.breadcrumb() == ["客户", "二级大客户"]
    place.page.filters.saved_removed.emit("二级大客户")
    qtbot.waitUntil(lambda: not place.page.filters._saved)


def test_that_a_view_counts_as_saved_only_once_it_is(qtbot, place, monkeypatch):
    def full(*_given):
        raise DiskFull(path="/home", needed=1)

    monkeypatch.setattr(saved_views, "save", full)
    place.page.filters.save_asked.emit()
    write(place.find(LineEdit, "customers.view-name.text"), "二级大客户")
    press(qtbot, place, "customers.view-name-accept")
    qtbot.waitUntil(lambda: place.notices.history != [])
    assert [notice.tone for notice in place.notices.history] == ["bad"]


def test_that_a_column_once_hidden_stays_hidden(opened, tmp_path):
    settings = Settings(tmp_path / "settings.json")
    place = opened(settings=settings)
    keys = [column.key for column in place.page.model.columns]
    place.page.keeper.show_column(keys.index("arrears"), on=False)
    widths = Settings(tmp_path / "settings.json").get("column_widths")["customers"]
    assert widths[keys.index("arrears")] == 0
    place.page.keeper.reset()
    assert not place.page.table.isColumnHidden(keys.index("arrears"))


def test_that_narrow_windows_drop_the_manager_and_the_preview(place):
    column = [column.key for column in place.page.model.columns].index("am_name")
    place.screen.layout_changed("reference")
    assert not place.page.table.isColumnHidden(column)
    place.screen.layout_changed("laptop")
    assert place.page.table.isColumnHidden(column)
    place.screen.layout_changed("narrow")
    assert place.page.preview.isHidden()


def test_that_find_puts_the_cursor_into_the_search(qtbot, place):
    place.window.activateWindow()
    place.screen.trigger("find")
    qtbot.waitUntil(place.page.bar.search.hasFocus)


def test_that_import_asks_for_the_wizard(qtbot, place):
    press(qtbot, place, "customers.import-button")
    assert place.went == [("imports", None)]


def test_that_ticking_a_segment_narrows_and_keeps_its_box(qtbot, place):
    qtbot.waitUntil(lambda: place.window.findChild(QCheckBox, "customers.segments.health") is not None)
    box = place.find(QCheckBox, "customers.segments.health")
    box.setChecked(True)
    qtbot.waitUntil(lambda: shown(place) == (row_id(3),))
    qtbot.waitUntil(lambda: place.workspace._background.idle)
    assert place.find(QCheckBox, "customers.segments.health") is box
    assert place.page.filters.clear_button.isVisible()


def test_that_dragged_panes_keep_their_width(opened, tmp_path):
    settings = Settings(tmp_path / "settings.json")
    place = opened(settings=settings)
    place.screen.layout_changed("reference")
    place.page.splitter.setSizes([260, 700, 340])
    place.page.splitter.splitterMoved.emit(260, 1)
    wanted = settings.get("splitter_sizes")["customers.reference"]
    place.screen.layout_changed("laptop")
    place.screen.layout_changed("reference")
    assert place.page.splitter.sizes()[0] == wanted[0]
