from PySide6.QtCore import Qt

from desktop.views.widgets import NavEntry, NavRail

ENTRIES = [NavEntry("today", "今日", "sun"), NavEntry("sync", "同步", "refresh-cw", bottom=True)]


def test_that_badges_show_numbers_and_vanish_at_none(qtbot):
    rail = NavRail(ENTRIES)
    qtbot.addWidget(rail)
    rail.show()
    bare = rail.button("today").grab().toImage()
    rail.set_badge("today", 120)
    assert rail.button("today").accessibleDescription() == "120"
    assert rail.button("today").grab().toImage() != bare
    rail.set_badge("today", 0)
    assert rail.button("today").grab().toImage() == bare
    rail.set_badge("nowhere", 3)


def test_that_pressing_tells_the_screen_and_the_mark_follows(qtbot):
    rail = NavRail(ENTRIES)
    qtbot.addWidget(rail)
    with qtbot.waitSignal(rail.chosen) as chosen:
        qtbot.mouseClick(rail.button("sync"), Qt.MouseButton.LeftButton)
    assert chosen.args == ["sync"]
    rail.set_current("today")
    assert rail.button("today").isChecked()
    rail.set_current("nowhere")
    assert rail.button("today").isChecked()
