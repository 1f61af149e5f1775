"""Keeps a form as a draft: soon after the last key, and when the keyboard leaves a field."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.models.visits import DRAFT_KIND, LogDraft
from desktop.workspace import Workspace

PAUSE_MS = 1500


class Autosave(QObject):
    """Saves what `read` gives. Signals: `saved()`, `failed(object)` the trouble; the text stays in the form then."""

    saved = Signal()
    failed = Signal(object)

    def __init__(self, workspace: Workspace, read: Callable[[], LogDraft], parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._read = workspace, read
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.flush)
        self.dirty = False

    def touch(self) -> None:
        """Something changed: save after a pause."""
        self.dirty = True
        self._timer.start()

    def flush(self) -> None:
        """Save now when something changed."""
        self._timer.stop()
        if not self.dirty:
            return
        self.dirty = False
        draft = self._read()
        job = self._workspace.drafts.save(DRAFT_KIND, draft.key, draft.body())
        job.done.connect(self._saved)
        job.failed.connect(self._failed)

    def drop(self, key: str) -> None:
        """Forget what was typed, and the draft."""
        self._timer.stop()
        self.dirty = False
        self._workspace.drafts.remove(DRAFT_KIND, key)

    def _saved(self) -> None:
        self.saved.emit()

    def _failed(self, trouble: Any) -> None:  # noqa: ANN401 -- a Trouble of the services, which views do not import
        self.dirty = True
        self.failed.emit(trouble)
