"""Bugs: logged, told calmly, and work goes on."""

import logging
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtWidgets import QWidget

from desktop.views.bug_dialog import BugDialog

logger = logging.getLogger("desktop")


class BugReporter:
    """What happens with a bug: into the log, and once in a while a calm dialog.

    `system` says which program and machine this is, `window` gives the window to show the dialog over.
    """

    def __init__(self, system: str, window: Callable[[], QWidget | None]) -> None:
        self._system = system
        self._window = window
        self._shown: BugDialog | None = None

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log a bug and show it, unless one is shown already."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        logger.critical("bug", exc_info=(kind, error, trace))
        if self._shown is not None and self._shown.isVisible():
            return
        self._shown = BugDialog(self._window(), bug_details(self._system, error, trace))
        self._shown.open()


def bug_details(system: str, error: BaseException, trace: TracebackType | None) -> str:
    """Give what a developer needs: versions and the places in the source, without values of anybody's data."""
    places = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    return "\n".join([system, type(error).__name__, *places])
