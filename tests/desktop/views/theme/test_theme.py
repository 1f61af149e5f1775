import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from desktop.views.theme import Theme, color, font, icon, pixmap, px, theme
from desktop.views.theme.fonts import FAMILIES, families
from desktop.views.theme.tokens import RESOURCES, tokens

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(autouse=True)
def _light():
    yield
    theme().set_theme("light")
    theme().set_percent(100)


def test_that_a_switch_reaches_palette_and_style_sheet_of_a_living_window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(theme().changed):
        theme().set_theme("dark")
    sheet = QColor(tokens("dark")["bg.sheet"])
    qtbot.waitUntil(lambda: window.palette().color(QPalette.ColorRole.Base) == sheet)
    assert color("bg.sheet") == sheet
    assert sheet.name() in QApplication.instance().styleSheet()


def test_that_no_placeholder_is_left_in_the_style_sheet():
    theme()
    text = QApplication.instance().styleSheet()
    assert "@" not in text
    assert "spx" not in text.partition("*/")[2]


def test_that_an_unknown_theme_or_size_is_refused():
    with pytest.raises(ValueError, match="pink"):
        theme().set_theme("pink")
    with pytest.raises(ValueError, match="300"):
        theme().set_percent(300)


def test_that_an_unknown_token_is_an_error():
    with pytest.raises(KeyError):
        color("text.purple")


def test_that_the_font_size_scales_fonts_and_lengths():
    assert font("body").pixelSize() == 13
    theme().set_percent(125)
    assert font("body").pixelSize() == 16
    assert font("number").pixelSize() == 28
    assert px(36) == 45
    assert QApplication.font().pixelSize() == 16


def test_that_a_chinese_family_stands_behind_inter():
    names = font().families()
    assert names == list(families())
    assert len(names) >= 2
    assert names[0] == FAMILIES[0]


def test_that_every_icon_draws_in_the_colour_of_its_token():
    theme().set_theme("light")
    for path in (RESOURCES / "icons").glob("*.svg"):
        picture = pixmap(path.stem, "bad", 16, 2.0)
        assert picture.size() == QSize(32, 32)
    image = pixmap("minus", "bad", 16).toImage()
    assert image.pixelColor(8, 8).name() == color("bad").name()


def test_that_pictures_are_drawn_once_for_each_look():
    theme().set_theme("light")
    first = pixmap("check", "ok", 16)
    assert pixmap("check", "ok", 16).cacheKey() == first.cacheKey()
    theme().set_theme("dark")
    assert pixmap("check", "ok", 16).cacheKey() != first.cacheKey()


def test_that_icons_have_a_greyed_picture():
    made = icon("check", "accent", 16)
    grey = made.pixmap(QSize(16, 16), QIcon.Mode.Disabled).toImage()
    blue = made.pixmap(QSize(16, 16), QIcon.Mode.Normal).toImage()
    assert grey != blue


def test_that_system_follows_light_or_dark():
    theme().set_theme("system")
    assert theme().look in {"light", "dark"}
    assert isinstance(theme(), Theme)
