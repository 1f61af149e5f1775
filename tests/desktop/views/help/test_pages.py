from desktop.views.help.pages import HelpPage


def test_that_every_word_typed_must_stand_in_heading_or_text():
    page = HelpPage("键盘", "`Ctrl+K` 搜索客户")
    assert page.holds("ctrl 客户")
    assert page.holds("键盘 搜索")
    assert not page.holds("键盘 打印")
