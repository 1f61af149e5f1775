"""Whatever a well-typed command holds, it is applied or refused; nothing else happens, on both databases."""

import types
import typing
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any, Union
from uuid import UUID

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.commands import AnyCommand, Command, Edit, Evidence, NewTask, RecordPrint, SavePhrase
from domain.entities import BY_KIND
from domain.errors import Refused
from domain.permissions import Actor
from domain.rules.affiliates import AFFILIATE_FIELDS
from domain.rules.contacts import CONTACT_FIELDS
from domain.rules.customers import CUSTOMER_FIELDS
from domain.rules.parameters import PARAMETERS
from domain.rules.people import PERSON_FIELDS, UNIT_FIELDS
from domain.rules.service_rules import PLAN_FIELDS as SERVICE_PLAN_FIELDS
from domain.rules.service_rules import RULE_FIELDS
from domain.rules.tasks import TASK_FIELDS
from domain.rules.visits import LOG_FIELDS, PLAN_FIELDS
from domain.usecases import apply
from domain.values.sync import Keep
from tests.helpers.office import ADMIN, NOW, office_in
from tests.helpers.scene import Scene, scene_in

COMMANDS: tuple[type[Command], ...] = typing.get_args(AnyCommand)
FIELDS = {
    **UNIT_FIELDS,
    **PERSON_FIELDS,
    **AFFILIATE_FIELDS,
    **SERVICE_PLAN_FIELDS,
    **RULE_FIELDS,
    **TASK_FIELDS,
    **LOG_FIELDS,
    **PLAN_FIELDS,
    **CONTACT_FIELDS,
    **CUSTOMER_FIELDS,
}
CHOICES = sorted({item.value for spec in FIELDS.values() if spec.choices for item in spec.choices})
TEXTS = st.one_of(
    st.sampled_from(
        ["", " ", "澜州恒岳精密制造有限公司", "测试", "\x00", "\ud800", "a" * 37, "长" * 10_001, "\u2028", "𠮷野家"]
    ),
    st.sampled_from(["2026-11-23", "9999-12-31", "0001-01-01", "2026-W01-1", "20261123", "10:30", "10:30+08:00"]),
    st.sampled_from(["13800138000", "91110000123456788M", "430503", "430500", "NaN", "1e400", "-0", "１２"]),
    st.sampled_from(["2026-11-23T10:00:00Z", "2026-11-23T10:00:00", "9999-12-31T23:59:59-12:00"]),
    st.sampled_from(CHOICES),
    st.text(max_size=40),
)
NUMBERS = st.one_of(
    st.integers(-5, 105), st.sampled_from([2**31, 2**63 - 1, 2**63, -(2**63) - 1, 10**30]), st.booleans()
)
LEAVES = st.one_of(st.none(), TEXTS, NUMBERS, st.floats(), st.sampled_from([float("nan"), float("inf")]))
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=8
)
MOMENTS = st.one_of(
    st.just(NOW),
    st.datetimes(datetime(2026, 11, 22), datetime(2026, 11, 23), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis wants naive bounds
    st.datetimes(timezones=st.just(UTC)),
    st.sampled_from([datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC), datetime(2026, 11, 23)]),  # noqa: DTZ001 - a naive time is hostile
)
DAYS = st.one_of(st.just(date(2026, 12, 1)), st.dates())
TIMES = st.one_of(st.times(), st.just(time(10, tzinfo=UTC)))


def values_of(ids: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Give fields by name, many of them well filled."""
    names = st.one_of(st.sampled_from(sorted(FIELDS)), st.text(max_size=50))
    return st.dictionaries(names, st.one_of(VALUES, ids, st.lists(ids, max_size=3)), max_size=8)


def strategy_for(kind: Any, ids: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Give values of a field's declared type, as hostile as the type allows."""
    origin = typing.get_origin(kind)
    if origin in (Union, types.UnionType):
        if dict in map(typing.get_origin, typing.get_args(kind)):
            return st.one_of(VALUES, ids)
        return st.one_of(*(strategy_for(part, ids) for part in typing.get_args(kind)))
    if origin is tuple:
        return st.lists(strategy_for(typing.get_args(kind)[0], ids), max_size=4).map(tuple)
    if origin is dict:
        return values_of(ids)
    if kind in (Edit, Evidence, NewTask):
        return struct_of(kind, ids)
    plain = {
        str: st.one_of(ids, TEXTS),
        int: NUMBERS.filter(lambda number: not isinstance(number, bool)),
        bool: st.booleans(),
        datetime: MOMENTS,
        date: DAYS,
        time: TIMES,
        Keep: st.sampled_from(Keep),
        type(None): st.none(),
    }
    return plain[kind]


def struct_of(kind: type[msgspec.Struct], ids: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Give structs of a kind with hostile fields."""
    given_fields = {field.name: strategy_for(field.type, ids) for field in msgspec.structs.fields(kind)}
    if kind is Edit:
        given_fields["field"] = st.one_of(st.sampled_from(sorted(FIELDS)), st.text(max_size=50))
    if issubclass(kind, Command):
        given_fields["id"] = st.one_of(fresh_ids(), fresh_ids(), fresh_ids(), TEXTS)
        given_fields["at"] = st.one_of(st.just(NOW), st.just(NOW), MOMENTS)
    if "code" in given_fields and "valid_from" in given_fields:
        given_fields["code"] = st.one_of(st.sampled_from([spec.code for spec in PARAMETERS]), TEXTS)
    if kind is RecordPrint:
        given_fields["kind"] = st.one_of(st.sampled_from(sorted(BY_KIND)), TEXTS)
    return st.builds(kind, **given_fields)


def fresh_ids() -> st.SearchStrategy[str]:
    """Give ids nobody has used."""
    return st.integers(2**100, 2**128 - 1).map(lambda number: str(UUID(int=number)))


def verdict(scene: Scene, actor: Actor, command: Command) -> Refused | None:
    """Give a command and say whether it was refused; anything else that is raised fails the test."""
    try:
        with scene.office.session.begin_nested():
            apply(scene.office.session, actor, command)
    except Refused as refused:
        return refused
    return None


def attack(scene: Scene, data: st.DataObject, kinds: tuple[type[Command], ...] = COMMANDS, count: int = 4) -> None:
    """Give a few hostile commands, then an honest one: the session must still take it. Nothing is kept."""
    office = scene.office
    ids = st.one_of(st.sampled_from(scene.ids), fresh_ids())
    actors: list[Actor] = [*office.people.values(), ADMIN]
    with office.session.begin_nested() as all_of_it:
        for _ in range(count):
            command = data.draw(st.sampled_from(kinds).flatmap(lambda kind: struct_of(kind, ids)))
            refused = verdict(scene, data.draw(st.sampled_from(actors)), command)
            if refused is not None:
                assert refused.code
                msgspec.json.encode([refused.facts, refused.problems])
        phrase = SavePhrase(**office.stamp(), phrase_id=office.new_id(), code="ok", text="还能用")
        office.run(office.manager, phrase)
        all_of_it.rollback()
    office.session.expire_all()


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with office_in("sqlite://") as office:
        yield scene_in(office)


HOSTILE = {"suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}


@given(data=st.data())
@settings(max_examples=60, **HOSTILE)
def test_that_hostile_commands_are_applied_or_refused_on_sqlite(scene: Scene, data: st.DataObject) -> None:
    attack(scene, data)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda kind: kind.__name__)
@given(data=st.data())
@settings(max_examples=5, **HOSTILE)
def test_that_every_command_is_applied_or_refused(scene: Scene, command: type[Command], data: st.DataObject) -> None:
    attack(scene, data, (command,), 2)


@pytest.mark.postgres
def test_that_hostile_commands_are_applied_or_refused_on_postgresql(postgresql_url: str) -> None:
    with office_in(postgresql_url) as office:
        scene = scene_in(office)

        @given(data=st.data())
        @settings(max_examples=50, **HOSTILE)
        def attacked(data: st.DataObject) -> None:
            attack(scene, data)

        attacked()
