"""One program for each profile."""

import hashlib
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLockFile, QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop.private import make_private

CONNECT_MILLISECONDS: Final = 1000


class OneInstance(QObject):
    """Lets one program work on a profile; a second one asks the first to come to the front and ends.

    `asked` is emitted in the first program when a second one was started.
    """

    asked = Signal()

    def __init__(self, home: Path) -> None:
        super().__init__()
        make_private(home)
        self._name = f"jike-{hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:16]}"
        self._lock = QLockFile(str(home / "running.lock"))
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Take the profile; False after the program that has it was asked to come to the front."""
        if not self._lock.tryLock(0):
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            if socket.waitForConnected(CONNECT_MILLISECONDS):
                socket.disconnectFromServer()
            return False
        QLocalServer.removeServer(self._name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._server.listen(self._name)
        return True

    def release(self) -> None:
        """Let the profile go."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    @Slot()
    def _answer(self) -> None:
        if self._server is not None:
            waiting = self._server.nextPendingConnection()
            if waiting is not None:
                waiting.disconnectFromServer()
                waiting.deleteLater()
        self.asked.emit()
