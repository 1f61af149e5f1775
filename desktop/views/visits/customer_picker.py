"""The field in which a customer is found: today's visits first while nothing is typed."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QListView, QWidget
from typing_extensions import override

from desktop.background import Job
from desktop.views.visits.words import local
from desktop.views.widgets import LineEdit
from desktop.wording import _
from desktop.workspace import Workspace
from domain.queries.visit_choices import CustomerChoice, customer_choices

NAME = Qt.ItemDataRole.UserRole + 1
CHOICE = Qt.ItemDataRole.UserRole + 2
WAIT_MS = 120


class CustomerPicker(LineEdit):
    """Finds a customer by name, initials or code. Signals: `picked(CustomerChoice)`, `cleared()`."""

    picked = Signal(object)
    cleared = Signal()

    def __init__(self, workspace: Workspace, *, name: str = "visit.customer", parent: QWidget | None = None) -> None:
        super().__init__(hint=_("输入名称、拼音首字母或编码"), lead="building-2", name=name, parent=parent)
        self._workspace = workspace
        self._job: Job | None = None
        self._shown = ""
        self._listing = QStandardItemModel(self)
        self._completer = QCompleter(self._listing, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCompletionRole(NAME)
        self._popup = QListView()
        self._popup.setObjectName(f"{name}-popup")
        self._completer.setPopup(self._popup)
        self._completer.setMaxVisibleItems(10)
        self._completer.setWidget(self)
        self._popup.installEventFilter(self)
        self._completer.activated[str].connect(self._take_current)  # type: ignore[index]  # the stubs know one overload
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._wait.timeout.connect(self.look)
        self.textEdited.connect(self._edited)
        self.customer_id = ""

    @property
    def rows(self) -> int:
        """How many customers are offered."""
        return self._listing.rowCount()

    def set_customer(self, customer_id: str, name: str) -> None:
        """Show a customer without emitting."""
        self.customer_id, self._shown = customer_id, name
        self.setText(name)
        self.setCursorPosition(0)

    def look(self) -> None:
        """Ask for customers that fit what is typed."""
        if self._job is not None:
            self._job.cancel()
        words = "" if self.customer_id else self.text()
        self._job = self._workspace.read(customer_choices, words, self._workspace.today())
        self._job.done.connect(self._take)

    def _edited(self) -> None:
        if self.customer_id and self.text() != self._shown:
            self.customer_id = ""
            self.cleared.emit()
        self._wait.start()

    def _take(self, found: tuple[CustomerChoice, ...]) -> None:
        self._listing.clear()
        for choice in found:
            words = f"{choice.name}    {choice.value_class}" if choice.value_class != "unrated" else choice.name
            if choice.starts_at is not None:
                words = _("今天 {time}    {name}").format(time=f"{local(choice.starts_at):%H:%M}", name=words)
            item = QStandardItem(words)
            item.setData(choice.name, NAME)
            item.setData(choice, CHOICE)
            self._listing.appendRow(item)
        if self.hasFocus() and found and not self.customer_id:
            self._completer.complete()
            self._popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _take_current(self) -> None:
        choice = self._popup.currentIndex().data(CHOICE)
        if isinstance(choice, CustomerChoice):
            self._popup.hide()
            self.set_customer(choice.id, choice.name)
            self.picked.emit(choice)

    @override
    def eventFilter(self, arg__1: QObject, arg__2: QEvent) -> bool:
        taking = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
        if (
            isinstance(arg__2, QKeyEvent)
            and arg__2.type() == QEvent.Type.KeyPress
            and arg__2.key() in taking
            and self._popup.isVisible()
        ):
            self._take_current()
            return True
        return super().eventFilter(arg__1, arg__2)

    @override
    def focusInEvent(self, arg__1: QFocusEvent) -> None:
        super().focusInEvent(arg__1)
        if not self.customer_id and arg__1.reason() != Qt.FocusReason.PopupFocusReason:
            self._wait.start()

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        if arg__1.key() == Qt.Key.Key_Down and not self._popup.isVisible():
            self.look()
            return
        super().keyPressEvent(arg__1)
