"""The tile of an attached file."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from desktop.models.tips import plain_tip
from desktop.views import paint
from desktop.views.theme import color, font, px, theme
from desktop.views.widgets.buttons import IconButton
from desktop.wording import _

_ICONS = {
    "xlsx": "file-spreadsheet",
    "xls": "file-spreadsheet",
    "csv": "file-spreadsheet",
    "pdf": "file-text",
    "docx": "file-text",
    "jpg": "image",
    "jpeg": "image",
    "png": "image",
    "webp": "image",
}


class AttachmentTile(QWidget):
    """A picture or file sign, the name (cut in the middle, its ending kept), and a grey line with size and state.

    222×48. Signals `opened()` by double click, `removed()` by its × when `removable`.
    """

    opened = Signal()
    removed = Signal()

    def __init__(
        self,
        name: str,
        detail: str = "",
        *,
        thumbnail: QPixmap | None = None,
        removable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._detail, self._thumbnail = name, detail, thumbnail
        self._tone = "text.tertiary"
        self.setFixedSize(QSize(px(222), px(48)))
        self.setToolTip(plain_tip(name))
        self.setAccessibleName(f"{name} {detail}".strip())
        self._room = px(28) if removable else 8
        if removable:
            line = QHBoxLayout(self)
            line.setContentsMargins(0, 0, 6, 0)
            close = IconButton("x", _("移除 {name}").format(name=name), size=20, icon_size=13)
            close.setObjectName("remove")
            line.addStretch(1)
            line.addWidget(close)
            close.clicked.connect(self.removed)
        theme().changed.connect(self.update)

    def say(self, detail: str, tone: str = "text.tertiary") -> None:
        """Show another state."""
        self._detail, self._tone = detail, tone
        self.setAccessibleName(f"{self._name} {detail}".strip())
        self.update()

    def set_thumbnail(self, picture: QPixmap) -> None:
        """Show a small picture instead of the sign."""
        self._thumbnail = picture
        self.update()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(QPen(color("line.hair"), 1))
        painter.setBrush(color("bg.sheet"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        side = px(34)
        box = QRectF(px(8), (self.height() - side) / 2, side, side)
        if self._thumbnail is not None and not self._thumbnail.isNull():
            clip = QPainterPath()
            clip.addRoundedRect(box, 4, 4)
            painter.save()
            painter.setClipPath(clip)
            expand = Qt.AspectRatioMode.KeepAspectRatioByExpanding
            picture = self._thumbnail.scaled(
                box.size().toSize() * 2, expand, Qt.TransformationMode.SmoothTransformation
            )
            edge = min(picture.width(), picture.height())
            middle = QRectF((picture.width() - edge) / 2, (picture.height() - edge) / 2, edge, edge)
            painter.drawPixmap(box, picture, middle)
            painter.restore()
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("bg.subtle"))
            painter.drawRoundedRect(box, 4, 4)
            sign = _ICONS.get(self._name.rpartition(".")[2].lower(), "paperclip")
            paint.picture(painter, box.center().x() - 9, self.height() / 2, sign, "text.secondary", 18)
        rest = self.rect().adjusted(round(box.right()) + 10, px(6), -self._room, -px(6))
        upper, lower = rest.adjusted(0, 0, 0, -rest.height() // 2), rest.adjusted(0, rest.height() // 2, 0, 0)
        cut = Qt.TextElideMode.ElideMiddle
        paint.text(painter, upper, self._name, font("meta"), color("text.primary"), mode=cut)
        paint.text(painter, lower, self._detail, font("micro"), color(self._tone))
        painter.end()
