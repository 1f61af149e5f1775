from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QDesktopServices, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from desktop.views.targets import VisitTarget
from domain.entities import Attachment
from tests.helpers.desk import authored, row_id
from tests.helpers.visit_desk import BASE

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LOG = row_id(307)
ABSENT = "ab" * 32


def png():
    picture = QImage(400, 300, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.blue)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(buffer.data().data())


def attached(number, name, media_type, size, sha256, **values):
    return Attachment(
        id=row_id(500 + number),
        customer_id=row_id(1),
        holder_kind="visit_logs",
        holder_id=LOG,
        name=name,
        media_type=media_type,
        size=size,
        sha256=sha256,
        **authored(),
        **BASE,
        **values,
    )


@pytest.fixture
def page(qtbot, window, workspace, result_of):
    """Give the page of a log with a text, a picture, and two files that are not on this machine."""
    text = result_of(workspace.attachments.add_bytes("报价.txt", "一年 12 万元".encode()))
    picture = result_of(workspace.attachments.add_bytes("机房.png", png()))
    with workspace._database.write() as session:
        session.add(attached(1, text.name, text.media_type, text.size, text.sha256, stored=True))
        session.add(attached(2, picture.name, picture.media_type, picture.size, picture.sha256))
        session.add(attached(3, "合同.pdf", "application/pdf", 9000, ABSENT, stored=True))
        session.add(attached(4, "签字.pdf", "application/pdf", 9000, "cd" * 32))
    window.go("visits", VisitTarget(LOG))
    shown = window.current().visit
    qtbot.waitUntil(lambda: shown.log is not None and len(shown.log.attachments) == 4)
    return shown


@pytest.fixture
def opened(monkeypatch):
    """Collect what is handed to other programs."""
    paths = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: paths.append(Path(url.toLocalFile())) or True)
    return paths


def tile(find, number):
    return find(f"visit.read-file-{row_id(500 + number)}")


@pytest.mark.usefixtures("page")
def test_that_a_double_click_hands_a_copy_to_its_program(qtbot, find, opened, tmp_path):
    qtbot.mouseDClick(tile(find, 1), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(opened))
    (path,) = opened
    assert path.name == "报价.txt"
    assert path.is_relative_to(tmp_path)
    assert path.read_text("utf-8") == "一年 12 万元"


@pytest.mark.usefixtures("page")
def test_that_enter_opens_a_picture_that_can_be_zoomed(qtbot, find):
    tile(find, 2).setFocus()
    qtbot.keyClick(tile(find, 2), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    qtbot.waitUntil(lambda: dialog.percent.text() == "100%")
    qtbot.keyClick(dialog, Qt.Key.Key_Plus)
    assert (dialog.percent.text(), dialog.shown.width()) == ("125%", 500)
    qtbot.mouseClick(find("picture.smaller", dialog), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(find("picture.smaller", dialog), Qt.MouseButton.LeftButton)
    assert dialog.percent.text() == "80%"
    qtbot.keyClick(dialog, Qt.Key.Key_0)
    assert dialog.percent.text() == "100%"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_that_the_menu_saves_a_file_elsewhere(qtbot, monkeypatch, window, find, page, tmp_path):
    target = tmp_path / "另存.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_named: (str(target), ""))
    one = tile(find, 1)
    QApplication.sendEvent(one, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(50, 50)))
    menu = one.findChild(QMenu)
    qtbot.waitUntil(menu.isVisible)
    assert [action.text() for action in menu.actions()] == ["打开附件", "另存为"]
    menu.actions()[1].trigger()
    qtbot.waitUntil(target.exists)
    qtbot.waitUntil(lambda: window.notices.current is not None)
    assert window.notices.current.notice.text == f"附件已保存到 {target}"
    assert target.read_text("utf-8") == "一年 12 万元"
    assert page.isVisible()


@pytest.mark.usefixtures("page")
def test_that_a_file_on_the_server_is_asked_for(qtbot, window, workspace, find, opened):
    workspace.set_offline(True)
    qtbot.mouseDClick(tile(find, 3), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.notices.current is not None)
    assert window.notices.current.notice.text == "附件「合同.pdf」还没有下载到本机，联网后可用"
    assert workspace.attachments._store.asked == (ABSENT,)
    assert opened == []


@pytest.mark.usefixtures("page")
def test_that_a_file_only_its_author_has_says_so(qtbot, window, find):
    qtbot.mouseDClick(tile(find, 4), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.notices.current is not None)
    assert window.notices.current.notice.text == "附件「签字.pdf」还没有上传，登记人联网后可用"


@pytest.mark.usefixtures("page")
def test_that_a_file_without_a_program_says_so(qtbot, monkeypatch, window, find):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    qtbot.mouseDClick(tile(find, 1), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.notices.current is not None)
    assert "没有能打开" in window.notices.current.notice.text
