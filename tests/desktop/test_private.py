import logging
import os
import stat

import pytest

from desktop.app import PrivateLog
from desktop.private import make_private
from desktop.settings import Settings

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_that_a_folder_others_could_enter_is_closed_to_them(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o755)
    make_private(home)
    assert mode(home) == 0o700


def test_that_settings_are_read_by_their_owner_alone(tmp_path):
    Settings(tmp_path / "settings.json").set("language", "en")
    assert mode(tmp_path / "settings.json") == 0o600


def test_that_the_log_is_read_by_its_owner_alone(tmp_path):
    handler = PrivateLog(tmp_path / "desktop.log", maxBytes=10, backupCount=1, encoding="utf-8")
    for text in ("one line", "another line"):
        handler.emit(logging.LogRecord("x", logging.INFO, "", 0, text, None, None))
    handler.close()
    assert [mode(path) for path in sorted(tmp_path.iterdir())] == [0o600, 0o600]
