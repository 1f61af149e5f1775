from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.views.widgets import Banner, Dim, EmptyState, ProgressLine, confirm


def test_that_a_banner_says_another_sentence_and_offers_its_action(qtbot):
    banner = Banner("offline", "当前离线。内容保存在本机，联网后自动提交。")
    qtbot.addWidget(banner)
    banner.show()
    assert not banner.action.isVisible()
    banner.say("bad", "保存失败：磁盘空间不足，还差 40 MB。", "清理附件缓存")
    assert banner.accessibleName().startswith("保存失败")
    with qtbot.waitSignal(banner.pressed):
        qtbot.mouseClick(banner.action, Qt.MouseButton.LeftButton)


def test_that_an_empty_state_has_one_way_out(qtbot):
    empty = EmptyState("calendar-check", "今天没有走访", "本周还有 9 户应访未排", "安排走访")
    qtbot.addWidget(empty)
    empty.show()
    with qtbot.waitSignal(empty.pressed):
        empty.action.click()
    empty.say("search-x", "没有符合条件的客户")
    assert not empty.action.isVisible()
    assert not empty.detail.isVisible()


def test_that_the_progress_line_is_quiet_when_idle(qtbot):
    line = ProgressLine()
    qtbot.addWidget(line)
    line.resize(200, 2)
    idle = line.grab().toImage()
    line.set_share(0.5)
    assert line.grab().toImage() != idle
    line.set_share(None)
    assert line.grab().toImage() == idle
    line.set_busy(True)
    line.set_busy(False)
    assert line.grab().toImage() == idle


def test_that_enter_does_not_confirm_what_destroys(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    deeds = []
    dialog = confirm(window, "拒绝这份审批？", "此操作会记入操作日志，不能撤销。", "确认拒绝")
    dialog.accepted.connect(lambda: deeds.append("done"))
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert deeds == []
    assert window.findChild(Dim).isVisible()
    dialog.accept_button.click()
    assert deeds == ["done"]


def test_that_escape_leaves_everything_as_it_was(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = confirm(window, "移除任务？", "任务会从列表中移除。", "移除任务")
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
