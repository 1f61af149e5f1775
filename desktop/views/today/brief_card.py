"""Before you walk in: four lines about the customer of the next visit."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from desktop.models.today import BriefLine
from desktop.views.theme import px, theme
from desktop.views.widgets import Button, ElidedLabel, Label, Plane
from desktop.views.widgets.layouts import column, row
from desktop.wording import _
from domain.queries.today import DayVisit

LINES = 4


class BriefCard(Plane):
    """The card. Signals: `file_asked()`, `print_asked()`."""

    file_asked = Signal()
    print_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("accent-card", name="today.brief", parent=parent)
        self.visit: DayVisit | None = None
        self.who = ElidedLabel("", "body", "secondary", name="today.brief-who")
        self.file = Button(_("打开档案"), kind="link", size="small", name="today.brief-file")
        self.printer = Button(_("打印服务计划书"), icon="printer", size="small", name="today.brief-print")
        head = Plane("accent-head")
        row(
            Label(_("进门前看一眼"), "strong", "accent"),
            self.who,
            self.file,
            self.printer,
            spacing=8,
            margins=(14, 6, 8, 6),
            parent=head,
        ).setStretch(1, 1)
        self._labels: list[Label] = []
        self._words: list[ElidedLabel] = []
        self._warnings: list[Label] = []
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(14, 9, 14, 10)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for line in range(LINES):
            self._labels.append(Label("", "body", "tertiary"))
            self._words.append(ElidedLabel("", name=f"today.brief-{line}"))
            self._warnings.append(Label("", "strong", "bad"))
            self._words[line].setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            words = QWidget()
            row(self._words[line], self._warnings[line], None, spacing=6, parent=words).setStretch(2, 1)
            grid.addWidget(self._labels[line], line, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(words, line, 1)
        column(head, body, spacing=0, margins=(1, 1, 1, 1), parent=self)
        self.file.clicked.connect(self.file_asked)
        self.printer.clicked.connect(self.print_asked)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        theme().changed.connect(self._resize)
        self._resize()

    def _resize(self) -> None:
        for label in self._labels:
            label.setFixedWidth(px(62))

    def show_visit(self, visit: DayVisit, when: str) -> None:
        """Show whose card it is, and how far the visit is."""
        self.visit = visit
        self.who.setText(_("{name}，{when}").format(name=visit.customer_name, when=when))

    def show_lines(self, lines: tuple[BriefLine, ...]) -> None:
        """Show the four lines."""
        for place, line in enumerate(lines):
            self._labels[place].setText(line.label)
            self._words[place].setText(line.words)
            self._words[place].setVisible(bool(line.words))
            self._warnings[place].setText(line.warning)
            self._warnings[place].setVisible(bool(line.warning))
