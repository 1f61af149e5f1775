import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.views.help import HelpWindow
from desktop.views.help.pages import help_pages
from desktop.views.theme import theme
from desktop.wording import set_language


@pytest.fixture
def window(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    made = HelpWindow(parent)
    made.show()
    yield made
    made.close()


def test_that_the_help_begins_with_the_first_steps(window):
    assert window.headings[0] == "第一步"
    assert "首次设置" in window.page.toPlainText()


def test_that_typing_finds_pages_by_what_they_say(window, qtbot):
    qtbot.keyClicks(window.edit, "Ctrl+K")
    assert window.headings == ["键盘"]
    assert "拼音首字母" in window.page.toPlainText()
    window.edit.setText("xyz")
    assert window.headings == []
    assert window.none.isVisible()


def test_that_arrows_walk_the_headings_while_typing(window, qtbot):
    qtbot.keyClick(window.edit, Qt.Key.Key_Down)
    assert window.list.currentItem().text() == "没有网络时"
    assert "离线是正常的工作方式" in window.page.toPlainText()


def test_that_the_text_follows_the_theme(window):
    before = window.page.styleSheet()
    theme().set_theme("dark")
    assert window.page.styleSheet() != before
    theme().set_theme("light")


def test_that_both_languages_have_the_same_pages():
    chinese = help_pages()
    set_language("en")
    english = help_pages()
    set_language("zh")
    assert len(chinese) == len(english) >= 4
    assert all(page.heading and page.text for page in (*chinese, *english))
    assert [page.text.count("\n") for page in chinese] == [page.text.count("\n") for page in english]
