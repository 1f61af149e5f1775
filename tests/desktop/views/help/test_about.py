import re
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget

from desktop.views.help import AboutDialog
from desktop.views.help.about import LIBRARIES, installed_version

ROOT = Path(__file__).resolve().parents[4]
SERVER_ONLY = {"litestar", "uvicorn", "psycopg"}


def test_that_about_tells_version_and_licences(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    dialog = AboutDialog(parent, "1.2.3")
    dialog.open()
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert any("1.2.3" in text for text in words)
    assert {"Lucide", "OFL-1.1", "LGPL-3.0", version("msgspec")} <= set(words)
    dialog.close()


def test_that_every_library_of_the_desktop_is_named():
    block = re.search(r"^dependencies = \[(.*?)^\]", (ROOT / "pyproject.toml").read_text(), re.MULTILINE | re.DOTALL)[1]
    needed = {re.match(r"[\w-]+", name)[0].lower() for name in re.findall(r'"([^"]+)"', block) if "python" not in name}
    named = {package.lower() for package, _name, _licence in LIBRARIES}
    assert needed - SERVER_ONLY <= named
    assert requires("msgspec") is None or named


def test_that_a_library_without_record_shows_no_version():
    try:
        version("no-such-library")
    except PackageNotFoundError:
        assert installed_version("no-such-library") == ""
