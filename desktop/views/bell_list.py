"""Opens the list of notices and remarks below the bell."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint

from desktop.views.notices import Notice, NoticeList, Notices, Remark
from desktop.views.widgets.top_bar import Bell

MARGIN = 6
OVERHANG = 40


class BellList(QObject):
    """Keeps the bell's dot and opens what it stands for."""

    def __init__(self, notices: Notices, bell: Bell) -> None:
        super().__init__(bell)
        self._notices, self._bell = notices, bell
        self._remarks: tuple[Remark, ...] = ()
        notices.said.connect(self._said)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What colleagues wrote lately."""
        return self._remarks

    def set_remarks(self, remarks: Sequence[Remark], *, unread: bool) -> None:
        """Keep what colleagues wrote lately; `unread` lights the bell."""
        self._remarks = tuple(remarks)
        if unread:
            self._bell.set_unread(True)

    def open(self) -> NoticeList:
        """Open the list and put the dot out."""
        listed = NoticeList(self._notices, self._remarks, self._bell.window())
        listed.adjustSize()
        corner = self._bell.mapToGlobal(self._bell.rect().bottomRight())
        listed.move(corner + QPoint(OVERHANG - listed.width(), MARGIN))
        listed.show()
        self._bell.set_unread(False)
        return listed

    def _said(self, _notice: Notice) -> None:
        self._bell.set_unread(True)
