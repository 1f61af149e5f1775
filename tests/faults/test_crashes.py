"""Desktop and server killed at random moments: nothing acknowledged is lost, nothing is done twice, copies agree."""

import os
import secrets
import sys

import pytest

from tests.faults.crashes import campaign
from tests.helpers.server import prepared_url

ROUNDS = int(os.environ.get("JIKE_CRASH_ROUNDS", "30"))


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_that_killing_desktop_and_server_loses_nothing_and_does_nothing_twice(request, tmp_path):
    url = prepared_url(request, "sqlite", tmp_path / "server")
    seed = secrets.randbelow(2**31)
    with campaign(tmp_path, url, seed) as played:
        for _round in range(ROUNDS):
            played.play()
        differences = played.compare()
    assert differences == [], f"seed {seed}: {differences[:10]}"
    assert played.deaths["desktop"] == ROUNDS
    assert played.deaths["server"] > 0
    assert len(played.done) > ROUNDS, "they did hardly anything"
