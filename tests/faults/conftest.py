"""A server for each module of faults, quick waits, and people whose programs end with the test."""

import gc
import os

import pytest

from desktop.services.sync import pace
from tests.faults.bad_server import front_of
from tests.faults.person import Person
from tests.helpers.server import running_server

SOON = 0.05


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with running_server("", tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture
def front(server):
    with front_of(server.base_url) as made:
        yield made


@pytest.fixture
def quick(monkeypatch):
    """Let an exchange follow a command or a failure at once."""
    monkeypatch.setattr("desktop.heartbeat.AFTER_WRITE", SOON)
    monkeypatch.setattr(pace, "FIRST_WAIT", SOON)
    monkeypatch.setattr(pace, "LONGEST_WAIT", 2 * SOON)


@pytest.fixture
def people(qapp, tmp_path, quick):
    """Give `people(name)`: a person at a desktop of that name, started and not yet set up."""
    assert qapp is not None
    assert quick is None
    made: list[Person] = []

    def start(name: str = "profile", **given) -> Person:
        person = Person(tmp_path / name, **given).start()
        made.append(person)
        return person

    yield start
    for person in made:
        person.stop()
    made.clear()
    gc.collect()  # here, on the GUI thread, before a thread of the next test's servers happens to do it


@pytest.fixture
def as_root():
    """Skip where files of anybody are writable anyway."""
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("needs root, for mounting")
