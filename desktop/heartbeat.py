"""Keeps a workspace in step with its server: after writes, regularly, when somebody asks, and again after failures."""

from functools import partial
from typing import Final

import msgspec
from PySide6.QtCore import QObject, QTimer, Slot

from desktop.background import Background, Job
from desktop.services.errors import DiskFull, ServerRefused, SignedOut, TooOld, Trouble
from desktop.services.status import SyncState
from desktop.services.sync import Syncer
from desktop.services.sync.pace import AFTER_WRITE, LONGEST_WAIT, Pace
from desktop.workspace import Workspace
from domain.permissions import Actor

CHOSEN: Final = "offline_chosen"
PATIENCE: Final = 4
"""So many times longer waits what seldom changes by itself."""


class Heartbeat(QObject):
    """Starts one round after another on the sync thread and tells the workspace how it stands."""

    def __init__(self, workspace: Workspace, background: Background, syncer: Syncer, pace: Pace) -> None:
        super().__init__()
        self._workspace = workspace
        self._background = background
        self._syncer = syncer
        self._pace = pace
        self._job: Job | None = None
        self._again = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.beat)
        workspace.queued.connect(self._soon)
        workspace.sync_wanted.connect(self.beat)

    def start(self) -> None:
        """Begin with an exchange at once."""
        self._workspace.refresh_status()
        self.beat()

    def close(self) -> None:
        """Stop; a round that runs is left to its thread."""
        self._timer.stop()
        self._workspace.queued.disconnect(self._soon)
        self._workspace.sync_wanted.disconnect(self.beat)
        if self._job is not None:
            self._job.cancel()

    @Slot()
    def beat(self) -> None:
        """Do a round now, or right after the one that runs."""
        if self._workspace.offline:
            self._timer.stop()
            self._tell(SyncState.OFFLINE, CHOSEN)
        elif self._job is not None:
            self._again = True
        else:
            self._timer.stop()
            self._tell(SyncState.SYNCING)
            self._job = self._background.sync(self._syncer.round)
            self._job.progress.connect(self._moved)
            self._job.done.connect(self._done)
            self._job.failed.connect(self._failed)
            self._job.finished.connect(self._finished)

    @Slot()
    def _soon(self) -> None:
        milliseconds = int(AFTER_WRITE * 1000)
        if self._job is not None:
            self._again = True
        elif not self._timer.isActive() or self._timer.remainingTime() > milliseconds:
            self._timer.start(milliseconds)

    @Slot(int, int)
    def _moved(self, done: int, total: int) -> None:
        told = msgspec.structs.replace(self._workspace.status, state=SyncState.SYNCING, done=done, total=total)
        self._workspace.take_status(told)

    @Slot(object)
    def _done(self, actor: Actor) -> None:
        self._workspace.take_actor(actor)
        self._tell(SyncState.SYNCED)
        self._timer.start(int(self._pace.after_success() * 1000))

    @Slot(object)
    def _failed(self, trouble: Trouble) -> None:
        if isinstance(trouble, SignedOut):
            self._tell(SyncState.SIGNED_OUT, trouble.code)
        elif isinstance(trouble, TooOld):
            self._tell(SyncState.TOO_OLD, trouble.code)
            self._timer.start(int(self._pace.after_failure() * 1000) * PATIENCE)  # a server may take this one again
        else:
            self._tell(SyncState.OFFLINE, trouble.code)
            patience = PATIENCE if isinstance(trouble, (DiskFull, ServerRefused)) else 1
            asked = str(trouble.facts.get("retry_after", ""))
            least = min(int(asked), int(LONGEST_WAIT)) * 1000 if asked.isdecimal() else 0
            self._timer.start(max(int(self._pace.after_failure() * 1000) * patience, least))

    @Slot()
    def _finished(self) -> None:
        self._job = None
        if self._again:
            self._again = False
            QTimer.singleShot(0, self, partial(self._soon))

    def _tell(self, state: SyncState, code: str = "") -> None:
        told = msgspec.structs.replace(self._workspace.status, state=state, code=code, done=0, total=0)
        self._workspace.take_status(told)
        self._workspace.refresh_status()
