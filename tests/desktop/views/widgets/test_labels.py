from desktop.views.widgets import ElidedLabel, Label, SectionHeading


def test_that_a_cut_label_tells_its_whole_text(qtbot):
    label = ElidedLabel("澜江农村商业银行股份有限公司澜州分行")
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.grab()
    assert label.toolTip() == "澜江农村商业银行股份有限公司澜州分行"
    label.resize(600, 20)
    label.grab()
    assert label.toolTip() == ""


def test_that_a_tone_changes_the_colour(qtbot):
    label = Label("逾期 5 天", tone="tertiary")
    qtbot.addWidget(label)
    label.show()
    before = label.grab().toImage()
    label.say("逾期 5 天", "bad")
    assert label.grab().toImage() != before


def test_that_customer_names_are_never_read_as_markup(qtbot):
    label = Label("<b>粗体</b>有限公司")
    qtbot.addWidget(label)
    plain = Label("粗体有限公司")
    qtbot.addWidget(plain)
    assert label.sizeHint().width() > plain.sizeHint().width()


def test_that_a_heading_shows_its_count_only_when_there_is_one(qtbot):
    heading = SectionHeading("任务", 6)
    qtbot.addWidget(heading)
    heading.show()
    assert heading.count.text() == "6"
    heading.set_count(None)
    assert not heading.count.isVisible()
