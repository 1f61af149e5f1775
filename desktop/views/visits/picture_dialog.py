"""A picture of a visit, as large as the window lets it be, and larger."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QWidget
from typing_extensions import override

from desktop.views.theme import px
from desktop.views.widgets import Button, ElidedLabel, IconButton, Label, Plane
from desktop.views.widgets.layouts import column, row
from desktop.wording import _

STEP = 1.25
LEAST, MOST = 0.05, 8.0


class PictureDialog(QDialog):
    """Shows one picture. + and − zoom, 0 fits it into the window, 1 shows it pixel by pixel, Esc leaves."""

    def __init__(self, picture: QPixmap, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("picture")
        self.setWindowTitle(name)
        self._picture = picture
        self._fitted = True
        self.zoom = 1.0
        self.shown = QLabel()
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.shown.setAccessibleName(name)
        self.area = QScrollArea()
        self.area.setObjectName("picture.area")
        self.area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area.setWidget(self.shown)
        self.area.viewport().installEventFilter(self)
        self.percent = Label("", "meta", "secondary", name="picture.percent")
        smaller = IconButton("zoom-out", _("缩小"), size=30, kind="boxed", name="picture.smaller")
        larger = IconButton("zoom-in", _("放大"), size=30, kind="boxed", name="picture.larger")
        whole = Button(_("适应窗口"), name="picture.fit")
        exact = Button(_("原始大小"), name="picture.exact")
        self.save = Button(_("另存为"), icon="download", name="picture.save")
        head = Plane("header", name="picture.head")
        head.setFixedHeight(px(54))
        title = ElidedLabel(name, "section", mode=Qt.TextElideMode.ElideMiddle)
        parts = (title, self.percent, smaller, larger, whole, exact, self.save)
        row(*parts, spacing=8, margins=(16, 0, 16, 0), parent=head).setStretch(0, 1)
        column(head, self.area, spacing=0, parent=self).setStretch(1, 1)
        smaller.clicked.connect(self.zoom_out)
        larger.clicked.connect(self.zoom_in)
        whole.clicked.connect(self.fit)
        exact.clicked.connect(self.show_exact)
        room = parent.window().size()
        self.resize(QSize(room.width() * 4 // 5, room.height() * 4 // 5))
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def fit(self) -> None:
        """Show the whole picture, never larger than it is."""
        self._fitted = True
        room, size = self.area.maximumViewportSize(), self._picture.size()
        self._scale(min(1.0, room.width() / max(size.width(), 1), room.height() / max(size.height(), 1)))

    def show_exact(self) -> None:
        """Show it pixel by pixel."""
        self.zoom_to(1.0)

    def zoom_in(self) -> None:
        """Make it larger by a quarter."""
        self.zoom_to(self.zoom * STEP)

    def zoom_out(self) -> None:
        """Make it smaller by a fifth."""
        self.zoom_to(self.zoom / STEP)

    def zoom_to(self, zoom: float) -> None:
        """Show it so large, whatever the window's size."""
        self._fitted = False
        self._scale(zoom)

    def _scale(self, zoom: float) -> None:
        self.zoom = min(max(zoom, LEAST), MOST)
        size = self._picture.size() * self.zoom
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        self.shown.setPixmap(self._picture.scaled(size, keep, smooth))
        self.shown.resize(size)
        self.percent.setText(f"{round(self.zoom * 100)}%")

    @override
    def resizeEvent(self, arg__1: QResizeEvent) -> None:
        super().resizeEvent(arg__1)
        if self._fitted:
            self.fit()

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_Plus: self.zoom_in,
            Qt.Key.Key_Equal: self.zoom_in,
            Qt.Key.Key_Minus: self.zoom_out,
            Qt.Key.Key_0: self.fit,
            Qt.Key.Key_1: self.show_exact,
        }
        act = keys.get(Qt.Key(arg__1.key()))
        if act is None:
            super().keyPressEvent(arg__1)
        else:
            act()

    @override
    def eventFilter(self, arg__1: QObject, arg__2: QEvent) -> bool:
        held = Qt.KeyboardModifier.ControlModifier
        if isinstance(arg__2, QWheelEvent) and arg__2.modifiers() == held:
            (self.zoom_in if arg__2.angleDelta().y() > 0 else self.zoom_out)()
            return True
        return super().eventFilter(arg__1, arg__2)
