"""The head of a customer's file: who it is, how it stands, what can be done at once."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.models.cells import Due, Tone
from desktop.models.customers import class_words, due_cell
from desktop.models.field_values import division_words
from desktop.views.theme import color, px
from desktop.views.widgets import (
    Button,
    ElidedLabel,
    HairLine,
    IconButton,
    Label,
    Plane,
    TierBadge,
    chip_label,
    clear,
    column,
    row,
)
from desktop.views.widgets.marks import Mark
from desktop.wording import _
from desktop.wording.labels import label
from desktop.wording.money import overview_words
from domain.queries.customer_files import CustomerFile
from domain.rules.codes import CodeLists
from domain.values.customers import Segment
from domain.values.tiers import RelationTier

COMPLETE: int = 80
MOST_TAGS = 3
DUE_TONES = {Tone.BAD: "bad", Tone.WARN: "warn", Tone.ACCENT: "accent"}


class CompletenessRing(Mark):
    """A ring as full as the file is complete."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._percent = 0

    def set_percent(self, percent: int) -> None:
        """Show another share."""
        self._percent = percent
        self.setAccessibleName(_("档案完整度 {percent}%").format(percent=percent))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(40), px(40))

    @override
    def draw(self, painter: QPainter) -> None:
        circle = QRectF(self.rect()).adjusted(3.5, 3.5, -3.5, -3.5)
        pen = QPen(color("track"), 5)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawEllipse(circle)
        pen.setColor(color("chart.3" if self._percent < COMPLETE else "line.strong"))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawArc(circle, 90 * 16, -round(min(max(self._percent, 0), 100) * 3.6 * 16))


class FileHeader(Plane):
    """Name, tags, numbers and buttons. Signal `asked(str)`: log, schedule, print or menu."""

    asked = Signal(str)

    def __init__(self, codes: CodeLists, refusals: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__("sheet", name="customer.header", parent=parent)
        self._codes = codes
        self._name = ElidedLabel("", "title", name="customer.name")
        self._tier = TierBadge()
        self._tags = row(spacing=6)
        self._meta = ElidedLabel("", "body", "tertiary")
        self._meta.setObjectName("customer.meta")
        title = row(self._name, self._tier, self._tags, None, spacing=10)
        left = column(title, self._meta, spacing=3)
        self._ring = CompletenessRing()
        self._percent = Label("", "subtitle", name="customer.percent")
        self._due = Label("", "subtitle", name="customer.due")
        self._revenue = Label("", "subtitle")
        self._arrears = Label("", "subtitle")
        self._numbers = QWidget()
        numbers = row(
            self._ring,
            column(Label(_("档案完整度"), "meta", "tertiary"), self._percent, spacing=1),
            self._bar(),
            column(Label(_("下次应访"), "meta", "tertiary"), self._due, spacing=1),
            self._bar(),
            column(Label(_("月收入"), "meta", "tertiary"), self._revenue, spacing=1),
            self._bar(),
            column(Label(_("欠费"), "meta", "tertiary"), self._arrears, spacing=1),
            spacing=14,
            parent=self._numbers,
        )
        numbers.setContentsMargins(0, 0, 8, 0)
        self._log = self._button("log", _("记录走访"), "notebook-pen", refusals, kind="primary")
        self._plan = self._button("schedule", _("安排走访"), "calendar-plus", refusals)
        self._print = self._button("print", _("打印"), "printer", refusals)
        self.menu_button = IconButton("ellipsis", _("更多操作"), size=32, kind="boxed", name="customer.menu")
        self.menu_button.clicked.connect(self._ask_menu)
        line = row(
            left,
            self._numbers,
            self._log,
            self._plan,
            self._print,
            self.menu_button,
            margins=(24, 14, 20, 8),
            parent=self,
        )
        line.setStretch(0, 1)

    @staticmethod
    def _bar() -> HairLine:
        bar = HairLine(vertical=True)
        bar.setFixedHeight(px(34))
        return bar

    def _button(self, deed: str, words: str, icon: str, refusals: Mapping[str, str], kind: str = "normal") -> Button:
        button = Button(words, icon=icon, kind=kind, name=f"customer.{deed}")
        button.setEnabled(not refusals.get(deed))
        button.setToolTip(refusals.get(deed, ""))
        button.clicked.connect(lambda _on=False: self.asked.emit(deed))
        return button

    def set_tight(self, tight: bool) -> None:  # noqa: FBT001 -- a setter with one value
        """Leave out what narrow windows have no room for."""
        self._print.setVisible(not tight)
        self._plan.setVisible(not tight)

    def show_file(self, file: CustomerFile, today: date) -> None:
        """Show a customer."""
        customer = file.row
        self._name.setText(customer.name)
        self._tier.set_tier(class_words(customer.value_class))
        clear(self._tags)
        words = [label(RelationTier, customer.relation_tier), *customer.tags]
        for word in words[: MOST_TAGS + 1]:
            self._tags.addWidget(chip_label(word))
        place = division_words(self._codes, customer.county) if customer.county else ""
        second = file.names.get(str(file.values.get("am_b_id") or ""), "")
        parts = [customer.cust_no, label(Segment, customer.segment), place]
        parts.append(_("客户经理 {name}").format(name=customer.am_name) if customer.am_name else "")
        parts.append(_("协同 {name}").format(name=second) if second else "")
        self._meta.setText("　".join(part for part in parts if part))
        self._ring.set_percent(file.percent)
        self._percent.say(f"{file.percent}%", "warn" if file.percent < COMPLETE else "primary")
        due: Due = due_cell(customer.next_due, today, customer.planned_at)
        self._due.say(due.text, DUE_TONES.get(due.tone, "primary"))
        self._revenue.setText(overview_words(customer.monthly_revenue))
        owed = (customer.arrears or 0) > 0
        self._arrears.say(overview_words(customer.arrears) if owed else "—", "bad" if owed else "primary")

    def _ask_menu(self) -> None:
        self.asked.emit("menu")
