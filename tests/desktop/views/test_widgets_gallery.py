import pytest

from desktop.views.theme import theme
from tests.desktop.views.gallery import gallery

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(autouse=True)
def _light():
    yield
    theme().set_theme("light")
    theme().set_percent(100)


@pytest.mark.parametrize("percent", [100, 125])
@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_that_every_widget_draws_in_every_theme_and_size(qtbot, look, percent):
    theme().set_theme(look)
    theme().set_percent(percent)
    page = gallery()
    qtbot.addWidget(page)
    page.show()
    picture = page.grab().toImage()
    assert picture.pixelColor(4, 4) == theme().color("bg.sheet")
    colours = {picture.pixelColor(x, y).rgb() for x in range(0, 1400, 7) for y in range(0, 880, 7)}
    assert len(colours) > 20


def test_that_living_widgets_follow_a_switch_of_theme_and_size(qtbot):
    page = gallery()
    qtbot.addWidget(page)
    page.show()
    before = page.grab().toImage()
    theme().set_theme("dark")
    qtbot.waitUntil(lambda: page.grab().toImage() != before)
    assert page.grab().toImage().pixelColor(4, 4) == theme().color("bg.sheet")
