"""The files of a log that is read: opened, saved elsewhere, or fetched first."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDesktopServices,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget
from typing_extensions import override

from desktop.models.tips import plain_tip
from desktop.views.notices import Notices
from desktop.views.theme import color
from desktop.views.visits.attachments_field import show_picture
from desktop.views.visits.picture_dialog import PictureDialog
from desktop.views.visits.words import size_words
from desktop.views.widgets import AttachmentTile
from desktop.wording import _
from desktop.wording.explain import explain
from desktop.workspace import SyncState, Workspace
from domain.queries.visit_logs import AttachmentRow

AWAY = (SyncState.OFFLINE, SyncState.SIGNED_OUT, SyncState.TOO_OLD)
OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ReadTile(AttachmentTile):
    """A tile for mouse and keyboard. Signals: `opened()` by double click, Enter or its menu, `save_wanted()`."""

    save_wanted = Signal()

    def __init__(self, file: AttachmentRow) -> None:
        state = _("{size}，已上传") if file.stored else _("{size}，待上传")
        super().__init__(file.name, state.format(size=size_words(file.size)))
        self.setObjectName(f"visit.read-file-{file.id}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(plain_tip(_("{name}，双击打开，右键另存为").format(name=file.name)))

    def menu(self) -> QMenu:
        """Give what can be done with the file."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("打开附件"), self.opened.emit)
        menu.addAction(_("另存为"), self.save_wanted.emit)
        return menu

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().popup(event.globalPos())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in OPENING and not event.modifiers():
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
            painter.end()


class ReadFiles:
    """Opens and saves the files of a log on behalf of a page."""

    def __init__(self, workspace: Workspace, notices: Notices, page: QWidget) -> None:
        self._workspace, self._notices, self._page = workspace, notices, page

    def tile(self, file: AttachmentRow) -> ReadTile:
        """Make the tile of a file."""
        tile = ReadTile(file)
        if file.media_type.startswith("image/"):
            show_picture(self._workspace, tile, file.sha256)
        tile.opened.connect(partial(self.open, file))
        tile.save_wanted.connect(partial(self.save, file))
        return tile

    def open(self, file: AttachmentRow) -> None:
        """Show a picture here, and anything else in the program it belongs to."""
        if file.media_type.startswith("image/"):
            job = self._workspace.attachments.load(file.sha256)
            job.done.connect(partial(self._show, file))
        else:
            job = self._workspace.attachments.lend(file.sha256, file.name)
            job.done.connect(partial(self._hand_over, file))
        job.failed.connect(self._failed)

    def save(self, file: AttachmentRow) -> None:
        """Ask where to, and write the file there."""
        job = self._workspace.attachments.load(file.sha256)
        job.done.connect(partial(self._save, file))
        job.failed.connect(self._failed)

    def _show(self, file: AttachmentRow, data: bytes | None) -> None:
        if data is None:
            self._say_absent(file)
            return
        picture = QPixmap()
        if not picture.loadFromData(data):
            self._notices.say(_("附件「{name}」不是可以显示的图片，可另存为文件").format(name=file.name), tone="warn")
            return
        dialog = PictureDialog(picture, file.name, self._page.window())
        dialog.save.clicked.connect(partial(self.save, file))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _hand_over(self, file: AttachmentRow, path: Path | None) -> None:
        if path is None:
            self._say_absent(file)
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._notices.say(_("本机没有能打开「{name}」的程序，可另存为文件").format(name=file.name), tone="warn")

    def _save(self, file: AttachmentRow, data: bytes | None) -> None:
        if data is None:
            self._say_absent(file)
            return
        path, _kind = QFileDialog.getSaveFileName(self._page, _("另存为"), file.name)
        if path:
            job = self._workspace.exports.data(data, Path(path))
            job.done.connect(self._saved)
            job.failed.connect(self._failed)

    def _saved(self, path: Path) -> None:
        self._notices.say(_("附件已保存到 {path}").format(path=path))

    def _say_absent(self, file: AttachmentRow) -> None:
        """The bytes are not here: fetch them where the server has them, or say who has."""
        if not file.stored:
            words = _("附件「{name}」还没有上传，登记人联网后可用")
        elif self._workspace.offline or self._workspace.status.state in AWAY:
            self._workspace.attachments.ask_for(file.sha256)
            words = _("附件「{name}」还没有下载到本机，联网后可用")
        else:
            self._workspace.attachments.ask_for(file.sha256)
            self._workspace.sync_now()
            words = _("正在下载附件「{name}」，完成后可打开")
        self._notices.say(words.format(name=file.name), tone="warn")

    def _failed(self, trouble: Any) -> None:  # noqa: ANN401 -- a Trouble of the services, which views do not import
        self._notices.say(explain(trouble.code, trouble.facts), tone="bad")
