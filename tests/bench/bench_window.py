"""Opening: the program to its first screen, and the main window over a day's data, against an empty Qt window."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from desktop.screens import screens
from desktop.views.chrome_facts import ChromeFacts
from desktop.views.main_window import MainWindow
from desktop.views.theme.theme import Theme
from desktop.workspace import Workspace
from tests.bench.comparison import Comparison, compare
from tests.helpers.day import open_day

ROOT = Path(__file__).resolve().parents[2]
BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.show()
app.processEvents()
"""
PRODUCT = """
import os, sys
from pathlib import Path
from desktop.app import build_app
desktop = build_app(home=Path(sys.argv[1]))
desktop.show()
desktop.qt.processEvents()
os._exit(0)
"""


def run(program: str, *words: str) -> None:
    """Run a small program in a fresh process."""
    subprocess.run([sys.executable, "-c", program, *words], cwd=ROOT, check=True)


def open_window(workspace: Workspace) -> None:
    """Build the main window, show the start screen, and wait until everything asked for is on it."""
    window = MainWindow(workspace, screens(), settings=workspace.settings)
    ChromeFacts(workspace, window)
    window.show()
    window.go("today")
    while not workspace._background.idle:
        loop = QEventLoop()
        QTimer.singleShot(0, loop.quit)
        loop.exec()
    window.grab()
    window.close()
    window.deleteLater()


def measure() -> list[Comparison]:
    """Compare the start of the program, and the window after unlocking, with an empty window in a new process."""
    app = QApplication.instance() or QApplication([])
    if not isinstance(app, QApplication):
        raise TypeError(app)
    Theme.install(app, "light", 100)
    with TemporaryDirectory() as folder, open_day(Path(folder) / "day") as workspace:
        profile = str(Path(folder) / "profile")
        return [
            compare("start to the first screen : empty window", lambda: run(PRODUCT, profile), lambda: run(BARE), 16.0),
            compare(
                "unlocked to the start screen : empty window", lambda: open_window(workspace), lambda: run(BARE), 4.0
            ),
        ]
