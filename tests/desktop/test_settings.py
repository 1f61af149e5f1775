import logging

import pytest

from desktop.settings import SETTINGS, Settings, checked


def test_that_settings_survive_and_tell_who_watches(tmp_path):
    path = tmp_path / "settings.json"
    settings, seen = Settings(path), []
    settings.watch(seen.append)
    settings.set("theme", "dark")
    settings.put_entry("column_widths", "customers", [120, 80])
    assert seen == ["theme", "column_widths"]
    again = Settings(path)
    assert (again.text("theme"), again.get("column_widths")) == ("dark", {"customers": [120, 80]})
    again.reset("theme")
    assert Settings(path).text("theme") == "system"


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b"{"])
def test_that_an_unreadable_file_falls_back_to_defaults(tmp_path, caplog, content):
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    with caplog.at_level(logging.WARNING):
        assert Settings(path).number("font_size") == 100
    assert "defaults" in caplog.text


def test_that_unknown_and_bad_values_fall_back_one_by_one(tmp_path, caplog):
    path = tmp_path / "settings.json"
    path.write_bytes(b'{"theme": "neon", "font_size": "big", "gone": 1, "language": "en"}')
    with caplog.at_level(logging.WARNING):
        settings = Settings(path)
    assert (settings.text("theme"), settings.number("font_size"), settings.text("language")) == ("system", 100, "en")
    assert len(caplog.records) == 3


@pytest.mark.parametrize(("name", "value"), [("theme", "neon"), ("font_size", 300), ("font_size", True), ("theme", 3)])
def test_that_a_value_a_setting_cannot_hold_is_refused(name, value):
    with pytest.raises(ValueError, match=name):
        checked(name, value)


def test_that_every_default_is_a_value_the_setting_can_hold():
    for name, setting in SETTINGS.items():
        assert checked(name, setting.default) == setting.default
        assert setting.sentence
