from datetime import UTC, datetime

from desktop.services.deeds import MOST, Deeds
from domain.commands import CompleteTask


def deed(number):
    return CompleteTask(id=f"c{number}", at=datetime(2026, 11, 23, tzinfo=UTC), task_id="t")


def test_that_what_was_taken_back_can_be_done_again_until_something_new_is_done():
    deeds = Deeds()
    deeds.note_done(deed(1))
    deeds.note_done(deed(2))
    deeds.note_taken_back("c2")
    assert (deeds.undoable, deeds.redoable) == ("complete_task", "complete_task")
    deeds.note_done(deed(2), again=True)
    assert (deeds.done[-1].id, deeds.undone) == ("c2", ())
    deeds.note_taken_back("c2")
    deeds.note_done(deed(3))
    assert deeds.redoable == ""


def test_that_only_the_newest_deeds_are_remembered():
    deeds = Deeds()
    for number in range(MOST + 5):
        deeds.note_done(deed(number))
    assert (len(deeds.done), deeds.done[0].id) == (MOST, "c5")
