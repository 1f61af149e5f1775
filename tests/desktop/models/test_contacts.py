from datetime import UTC, datetime

import pytest

from desktop.models.cells import Badge, Tone
from desktop.models.contacts import attitude_badge, detail_words, number_words, position_words, role_badge
from domain.queries.contacts import ContactRow
from tests.helpers.customer_shots import code_lists

CODES = code_lists()


def person(**values):
    return ContactRow(
        id="c1",
        name="方念平",
        dept=values.get("dept", "信息部"),
        title=values.get("title", "主任"),
        role_kinds=("decision_maker",),
        attitude="supporting",
        influence=4,
        is_primary=True,
        has_left=False,
        mobile=values.get("mobile", ""),
        updated_at=datetime(2026, 11, 25, tzinfo=UTC),
        values=values,
    )


def test_that_deciders_stand_out_from_other_roles():
    assert role_badge("decision_maker") == Badge("决策人", Tone.ACCENT)
    assert role_badge("user").tone is Tone.OFFLINE


@pytest.mark.parametrize(
    ("code", "tone"), [("supporting", Tone.OK), ("opposed", Tone.BAD), ("neutral", Tone.SECONDARY)]
)
def test_that_an_attitude_has_its_tone(code, tone):
    assert attitude_badge(code).tone is tone


def test_that_an_unknown_attitude_shows_nothing():
    assert attitude_badge("unknown") is None
    assert attitude_badge("of a newer server") is None


def test_that_numbers_are_masked_unless_asked_for():
    shown = person(mobile="13800132046")
    assert number_words(shown, "mobile") == "138 **** 2046"
    assert number_words(shown, "mobile", revealed=True) == "13800132046"
    assert number_words(shown, "office_tel") == ""


def test_that_a_person_without_a_place_says_so():
    assert position_words(person()) == "信息部 主任"
    assert position_words(person(dept="", title="")) == "未填部门和职务"


def test_that_a_detail_leaves_empty_fields_out_and_names_the_calendar():
    shown = person(birthday="08-17", birthday_calendar="lunar", hobby="")
    assert detail_words(shown, ("birthday", "hobby"), CODES) == [("birthday", "生日", "08-17（农历）")]
