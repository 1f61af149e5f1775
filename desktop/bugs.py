"""Bugs: logged, told calmly, and work goes on."""

import logging
import sys
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.views.bug_dialog import BugDialog

logger = logging.getLogger("desktop")


class QuietFormatter(logging.Formatter):
    """Writes of an error its type and places, not its text, which may quote somebody's data."""

    @override
    def formatException(self, ei: Any) -> str:
        places: list[str] = []
        error = ei[1]
        while error is not None:
            places += [type(error).__name__, *_places(error.__traceback__)]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(places)


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
    return "\n".join([system, type(error).__name__, *_places(trace)])


def _places(trace: TracebackType | None) -> list[str]:
    return [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
