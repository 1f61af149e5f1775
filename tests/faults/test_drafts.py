"""An unsaved log outlives whatever happens to the window: language, theme, lock, a second start, a kill."""

import pytest

from desktop.views.main_window import MainWindow
from tests.faults.person import drafts

TEXT = "客户谈到第二厂区的专线，话还没有写完"
PLACE = "二厂区机房"


@pytest.fixture
def person(people, server):
    one = people().first_run(server.base_url)
    one.customer_id = one.customer("济水热电有限公司")
    one.contact(one.customer_id, "方念平")
    one.synced()
    yield one
    one.desktop.settings.set("language", "zh")
    one.desktop.settings.set("theme", "light")
    one.hands.settle()


def write(person):
    """Type a log that is not finished."""
    person.write_log(person.customer_id, "方念平", TEXT)
    person.hands.type("visit.place", PLACE)


def read(person):
    """Open the form of the same customer again and give what stands in it."""
    draft = person.open_log(person.customer_id).draft()
    return draft.content, draft.place, [one.name for one in draft.contacts]


def switch_language(person):
    before = person.desktop.window
    person.desktop.settings.set("language", "en")
    person.hands.until(lambda: person.desktop.window is not before, "another window")
    person.hands.settle()


def switch_theme(person):
    person.desktop.settings.set("theme", "dark")
    person.hands.settle()


def lock(person):
    person.desktop.lock()
    person.unlock()
    person.inside()


def lock_by_key(person):
    person.window.trigger("lock")
    person.hands.until(lambda: person.hands.seen("unlock.passphrase"), "the lock")
    person.unlock()
    person.inside()


def close_and_start(person):
    person.stop()
    person.start()
    person.unlock()
    person.inside()


@pytest.mark.parametrize("happens", [switch_language, switch_theme, lock, lock_by_key, close_and_start])
def test_that_a_log_begun_outlives(person, happens):
    write(person)
    happens(person)
    assert isinstance(person.desktop.window, MainWindow)
    assert read(person) == (TEXT, PLACE, ["方念平"])
    assert len(drafts(person)) == 1


def test_that_a_theme_switch_leaves_the_form_itself_standing(person):
    write(person)
    page = person.window.current().log
    switch_theme(person)
    assert person.window.current().log is page
    assert page.draft().content == TEXT


def test_that_going_to_another_screen_and_back_keeps_the_text(person):
    write(person)
    person.window.go("customers")
    person.window.go("sync")
    assert read(person)[0] == TEXT
