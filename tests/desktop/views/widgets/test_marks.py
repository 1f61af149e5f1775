from desktop.models.cells import Month, Rhythm, Tone
from desktop.views.theme import color
from desktop.views.widgets import Avatar, CompletenessBar, StatusBadge, TierBadge, VisitRhythm


def test_that_marks_can_be_read_aloud(qtbot):
    marks = [TierBadge("A1"), StatusBadge("待同步"), CompletenessBar(61), Avatar("顾晓舟")]
    marks.append(VisitRhythm(Rhythm((Month.ONCE,), "近 1 月走访：11 月 1 次")))
    for mark in marks:
        qtbot.addWidget(mark)
    assert [mark.accessibleName() for mark in marks] == [
        "等级 A1",
        "待同步",
        "档案完整度 61%",
        "顾晓舟",
        "近 1 月走访：11 月 1 次",
    ]


def test_that_a_file_under_eighty_percent_is_amber(qtbot):
    bar = CompletenessBar(79)
    qtbot.addWidget(bar)
    bar.resize(bar.sizeHint())
    middle = bar.height() // 2
    assert bar.grab().toImage().pixelColor(10, middle) == color("chart.3")
    bar.set_percent(80)
    assert bar.grab().toImage().pixelColor(10, middle) == color("line.strong")


def test_that_a_badge_grows_with_its_word_and_takes_its_tone(qtbot):
    badge = StatusBadge("草稿")
    qtbot.addWidget(badge)
    narrow = badge.sizeHint().width()
    badge.say("逾期 15 天", Tone.BAD, "circle-alert")
    assert badge.sizeHint().width() > narrow
    badge.resize(badge.sizeHint())
    assert badge.grab().toImage().pixelColor(3, 10) == color("bad.tint")


def test_that_no_tier_takes_no_room(qtbot):
    badge = TierBadge()
    qtbot.addWidget(badge)
    assert badge.sizeHint().width() == 0
    badge.set_tier("集团战略")
    assert badge.sizeHint().width() > 40
