from desktop.views.screen import Screen


def test_that_a_plain_screen_knows_no_action_and_is_its_own_panel(qtbot):
    screen = Screen()
    qtbot.addWidget(screen)
    assert not screen.trigger("new")
    assert screen.panels() == [screen]
    assert screen.breadcrumb() == [""]
    assert screen.status_segments() == []
