"""The palette's window: a line to type in, groups of findings, and what the keys do."""

from functools import partial

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.views.palette.delegate import PaletteDelegate
from desktop.views.palette.entries import PaletteEntry, PaletteGroup, Provider
from desktop.views.theme import px
from desktop.views.widgets.dim import Dim
from desktop.views.widgets.feedback import IconLabel
from desktop.views.widgets.labels import KeyLabel, Label, Plane
from desktop.views.widgets.layouts import row
from desktop.wording import _

WIDTH = 660
MOST_ROWS_HEIGHT = 400


class PaletteModel(QAbstractListModel):
    """Headings and entries as one list; headings cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[str | PaletteEntry] = []

    def set_groups(self, groups: list[PaletteGroup]) -> None:
        """Show other findings."""
        self.beginResetModel()
        self._lines = []
        for group in groups:
            if group.entries:
                self._lines += [group.heading, *group.entries]
        self.endResetModel()

    def line(self, place: int) -> str | PaletteEntry | None:
        """Give a heading's words or an entry."""
        return self._lines[place] if 0 <= place < len(self._lines) else None

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 -- Qt's own default
        return 0 if parent.isValid() else len(self._lines)

    @override
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.line(index.row()) if index.isValid() else None
        if role == Qt.ItemDataRole.UserRole:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) and line is not None:
            return line if isinstance(line, str) else f"{line.text} {line.detail}".strip()
        return None

    @override
    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if not isinstance(self.line(index.row()), PaletteEntry):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class Palette(QDialog):
    """Type, choose, go. Signals: `chosen(PaletteEntry)` and `action_chosen(str, PaletteEntry)` after Tab.

    `note` stands at the foot's right end, such as how many customers the local search covers.
    """

    chosen = Signal(object)
    action_chosen = Signal(str, object)

    def __init__(self, parent: QWidget, provider: Provider, note: str = "") -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setWindowFlags(Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._provider = provider
        self._turn = 0
        self._acting: PaletteEntry | None = None
        self._dim: Dim | None = None
        self.edit = QLineEdit()
        self.edit.setObjectName("palette-edit")
        self.edit.setProperty("kind", "palette")
        self.edit.setPlaceholderText(_("搜索客户、走访、任务，或输入命令"))
        self.model = PaletteModel(self)
        self.list = QListView()
        self.list.setObjectName("palette-list")
        self.list.setProperty("rows", "painted")
        self.list.setModel(self.model)
        self.list.setItemDelegate(PaletteDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.note = Label(note, "meta", "tertiary")
        self.empty = Label(_("没有找到。换个名称、拼音首字母、编码或手机尾号"), "meta", "tertiary")
        self.empty.setContentsMargins(20, 16, 20, 16)
        self._build()
        self.edit.textChanged.connect(self._ask)
        self.list.clicked.connect(self._run_current)
        self.list.entered.connect(self.list.setCurrentIndex)
        self.edit.installEventFilter(self)
        self.finished.connect(self._undim)

    def _build(self) -> None:
        card = Plane("dialog", name="palette-card")
        head, foot = QWidget(), Plane("foot")
        hint = Label(_("支持拼音首字母、客户编码、手机尾号"), "meta", "tertiary")
        row(IconLabel("search", "text.tertiary", 18), self.edit, hint, spacing=12, margins=(18, 0, 18, 0), parent=head)
        head.setFixedHeight(px(50))
        keys: list[QWidget] = []
        for cap, words in (("↑ ↓", _("选择")), ("Tab", _("看操作")), (">", _("只搜命令")), ("@", _("只搜人"))):
            keys += [KeyLabel(cap), Label(words, "meta", "tertiary")]
        row(*keys, None, self.note, spacing=6, margins=(16, 0, 16, 0), parent=foot)
        foot.setFixedHeight(px(36))
        box = QVBoxLayout(card)
        box.setContentsMargins(1, 1, 1, 1)
        box.setSpacing(0)
        for part in (head, Plane("hair"), self.list, self.empty, foot):
            box.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self.setFixedWidth(px(WIDTH))

    def ask_again(self) -> None:
        """Read the findings of the present text anew."""
        self._ask(self.edit.text())

    def _ask(self, text: str) -> None:
        self._acting = None
        self._turn += 1
        self._provider(text.strip(), partial(self._take, self._turn))

    def _take(self, turn: int, groups: list[PaletteGroup]) -> None:
        if turn == self._turn and self._acting is None:
            self._show(groups)

    def _show(self, groups: list[PaletteGroup]) -> None:
        self.model.set_groups(groups)
        first = self._next_entry(-1, 1)
        if first >= 0:
            self.list.setCurrentIndex(self.model.index(first))
        self._fit()

    def _fit(self) -> None:
        count = self.model.rowCount()
        high = sum(self.list.sizeHintForRow(n) for n in range(count))
        self.list.setFixedHeight(min(high + 12, px(MOST_ROWS_HEIGHT)))
        self.list.setVisible(count > 0)
        self.empty.setVisible(count == 0)
        self.adjustSize()

    def _next_entry(self, start: int, step: int) -> int:
        place = start + step
        while 0 <= place < self.model.rowCount():
            if isinstance(self.model.line(place), PaletteEntry):
                return place
            place += step
        return -1

    def current(self) -> PaletteEntry | None:
        """Give the entry Enter would run."""
        line = self.model.line(self.list.currentIndex().row())
        return line if isinstance(line, PaletteEntry) else None

    def _move(self, step: int) -> None:
        place = self._next_entry(self.list.currentIndex().row(), step)
        if place >= 0:
            self.list.setCurrentIndex(self.model.index(place))
            self.list.scrollTo(self.model.index(max(place - 1, 0) if step < 0 else place))

    def _show_actions(self) -> None:
        entry = self.current()
        if entry is None or not entry.actions:
            return
        self._turn += 1
        self._acting = entry
        lines = tuple(
            PaletteEntry(text=act.text, icon=act.icon, shortcut=act.shortcut, action=act.id) for act in entry.actions
        )
        self._show([PaletteGroup(_("对「{name}」操作").format(name=entry.text), lines)])

    def _run_current(self) -> None:
        entry = self.current()
        if entry is None:
            return
        acting = self._acting
        self.accept()
        if acting is not None:
            self.action_chosen.emit(entry.action, acting)
        else:
            self.chosen.emit(entry)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Down:
                    self._move(1)
                case Qt.Key.Key_Up:
                    self._move(-1)
                case Qt.Key.Key_Tab:
                    self._show_actions()
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._run_current()
                case Qt.Key.Key_Backspace if self._acting is not None:
                    self.ask_again()
                case _:
                    return False
            return True
        return False

    @override
    def showEvent(self, arg__1: QShowEvent) -> None:
        super().showEvent(arg__1)
        owner = self.parentWidget()
        window = owner.window() if owner is not None else self
        if self._dim is None:
            self._dim = Dim(window)
        self.edit.setFocus(Qt.FocusReason.PopupFocusReason)
        self.edit.selectAll()
        self.ask_again()
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - self.width()) // 2, corner.y() + max(window.height() // 15, 60))

    def _undim(self) -> None:
        if self._dim is not None:
            self._dim.lift()
            self._dim = None
