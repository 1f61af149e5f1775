"""Files of a visit: dropped, pasted or chosen; kept encrypted at once and sent later."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from typing_extensions import override

from desktop.views.theme import px
from desktop.views.visits.content_editor import local_files, png_of
from desktop.views.visits.flow_box import FlowBox
from desktop.views.visits.words import size_words
from desktop.views.widgets import AttachmentTile, Button, Label, Plane, restyle
from desktop.views.widgets.layouts import column, row
from desktop.wording import _
from desktop.wording.explain import explain
from desktop.workspace import Workspace
from domain.commands import Evidence


class DropZone(Plane):
    """Where files are dropped. Signals: `dropped(list)` of paths, `pressed()`, `pasted()`."""

    dropped = Signal(object)
    pressed = Signal()
    pasted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("drop", name="visit.drop", parent=parent)
        self.setAcceptDrops(True)
        self.button = Button(_("拖入文件，或 Ctrl V 粘贴"), icon="paperclip", kind="ghost", name="visit.attach")
        self.button.setToolTip(_("选择文件，单个不超过 20 MB，图片自动缩小"))
        row(self.button, None, margins=(8, 0, 8, 0), parent=self)
        self.setFixedHeight(px(48))
        self.setMinimumWidth(px(222))
        self.setFocusProxy(self.button)
        self.button.clicked.connect(self.pressed)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            restyle(self, "over", "true")
            event.acceptProposedAction()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        restyle(self, "over", "false")

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        restyle(self, "over", "false")
        event.acceptProposedAction()
        self.dropped.emit(local_files(event.mimeData()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
            return
        super().keyPressEvent(event)


class AttachmentsField(QWidget):
    """The files and the place to drop more. Signal `changed()`."""

    changed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("visit.attachments")
        self._workspace = workspace
        self._tiles: dict[str, AttachmentTile] = {}
        self._files: dict[str, Evidence] = {}
        self._taking: set[object] = set()
        self._kept: list[AttachmentTile] = []
        self.zone = DropZone()
        self.error = Label("", "meta", "bad", wrap=True, name="visit.attachment-error")
        self.error.hide()
        self._flow = FlowBox(line_gap=8)
        self._flow.add(self.zone)
        column(self._flow, self.error, spacing=4, parent=self)
        self.setFocusProxy(self.zone)
        self.zone.dropped.connect(self.add_files)
        self.zone.pressed.connect(self.choose)
        self.zone.pasted.connect(self.paste)

    @property
    def files(self) -> tuple[Evidence, ...]:
        """The files taken in."""
        return tuple(self._files.values())

    @property
    def busy(self) -> bool:
        """Whether a file is still being taken in."""
        return bool(self._taking)

    def set_files(self, files: Sequence[Evidence]) -> None:
        """Replace every file without emitting."""
        for key in list(self._tiles):
            self._drop(key)
        self.error.hide()
        for file in files:
            self._insert(file)

    def show_kept(self, files: Sequence[Evidence]) -> None:
        """Show the files a log has already; they stay as they are."""
        for tile in self._kept:
            self._flow.drop(tile)
        self._kept.clear()
        for place, file in enumerate(files):
            tile = AttachmentTile(file.name, size_words(file.size))
            tile.setObjectName(f"visit.kept-file-{place}")
            self._kept.append(tile)
            self._flow.add(tile, place)
            if file.media_type.startswith("image/"):
                show_picture(self._workspace, tile, file.sha256)

    def choose(self) -> None:
        """Open the dialog for files."""
        chosen, _kind = QFileDialog.getOpenFileNames(self, _("添加附件"))
        self.add_files([Path(name) for name in chosen])

    def choose_pictures(self) -> None:
        """Open the dialog for pictures."""
        chosen, _kind = QFileDialog.getOpenFileNames(
            self, _("添加图片"), filter=_("图片 (*.jpg *.jpeg *.png *.webp *.gif)")
        )
        self.add_files([Path(name) for name in chosen])

    def paste(self) -> None:
        """Take what the clipboard holds."""
        held = QApplication.clipboard().mimeData()
        if held.hasUrls():
            self.add_files(local_files(held))
        elif held.hasImage():
            self.add_picture(png_of(held))

    def add_files(self, paths: Sequence[Path]) -> None:
        """Take in files; what is not taken says why below."""
        self.error.hide()
        for path in paths:
            self._await(self._workspace.attachments.add_file(path))

    def add_picture(self, data: bytes) -> None:
        """Take in a pasted picture."""
        self.error.hide()
        name = _("粘贴图片 {number}").format(number=len(self._files) + 1) + ".png"
        self._await(self._workspace.attachments.add_bytes(name, data))

    def _await(self, job: Any) -> None:  # noqa: ANN401 -- a Job, whose signals have no static type
        self._taking.add(job)
        job.done.connect(self._take)
        job.failed.connect(self._refuse)
        job.finished.connect(self._ender(job))

    def _ender(self, job: object) -> Callable[[], None]:
        def end() -> None:
            self._taking.discard(job)

        return end

    def _take(self, stored: Any) -> None:  # noqa: ANN401 -- a StoredFile of the services, which views do not import
        if any(file.sha256 == stored.sha256 for file in self._files.values()):
            return
        self._insert(
            Evidence(
                id=self._workspace.new_id(),
                name=stored.name,
                media_type=stored.media_type,
                size=stored.size,
                sha256=stored.sha256,
                captured_at=stored.captured_at,
            )
        )
        self.changed.emit()

    def _refuse(self, trouble: Any) -> None:  # noqa: ANN401 -- a Trouble of the services, same
        self.error.setText(explain(trouble.code, trouble.facts))
        self.error.show()

    def _insert(self, file: Evidence) -> None:
        tile = AttachmentTile(file.name, _("{size}，待上传").format(size=size_words(file.size)), removable=True)
        tile.setObjectName(f"visit.file-{len(self._files)}")
        self._files[file.id], self._tiles[file.id] = file, tile
        self._flow.add(tile, len(self._kept) + len(self._tiles) - 1)
        tile.removed.connect(self._remover(file.id))
        if file.media_type.startswith("image/"):
            show_picture(self._workspace, tile, file.sha256)

    def _remover(self, key: str) -> Callable[[], None]:
        def remove() -> None:
            self._drop(key)
            self.zone.button.setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit()

        return remove

    def _drop(self, key: str) -> None:
        tile = self._tiles.pop(key)
        del self._files[key]
        self._flow.drop(tile)


def show_picture(workspace: Workspace, tile: AttachmentTile, sha256: str) -> None:
    """Put a small picture on a tile once it was read."""

    def take(data: bytes | None) -> None:
        picture = QPixmap()
        if data and picture.loadFromData(data):
            tile.set_thumbnail(picture)

    workspace.attachments.load(sha256).done.connect(take)
