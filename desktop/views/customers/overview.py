"""概况: the facts of a file, what is missing, affiliates, next steps, and what happened."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.models.cells import Tone
from desktop.models.customers import due_cell, moment_words, rule_words
from desktop.models.field_values import value_words
from desktop.views.customers.affiliates import AffiliatePanel
from desktop.views.customers.field_form import SECTIONS
from desktop.views.customers.gaps import GapCard, GapPanel
from desktop.views.customers.parts import Facts, scrolled
from desktop.views.customers.preview import activity_words
from desktop.views.theme import px
from desktop.views.widgets import (
    Button,
    ElidedLabel,
    IconLabel,
    Label,
    Plane,
    SectionHeading,
    Segmented,
    clear,
    column,
    row,
)
from desktop.wording import _
from desktop.wording.fields import field_label
from desktop.wording.money import overview_words
from domain.queries.customer_files import ActivityRow, CustomerFile, FileTaskRow
from domain.rules.codes import CodeLists
from domain.rules.customers import READ_FIELDS

BASIC: Final = ("cert_no", "legal_rep", "tel", "office_address", "employees", "own_size", "segment", "sign_date")
SHOWN: Final = frozenset({*BASIC, "cust_name", "cust_no", "am_id", "tags", "value_class", "relation_tier"})
"""Fields that stand in the header or among the basic facts."""
MORE: Final = ("area", "class", "needs", "owners")
TONES: Final = {Tone.BAD: "bad", Tone.WARN: "warn", Tone.ACCENT: "accent"}
ICONS: Final[dict[str, tuple[str, str]]] = {
    "visit_logs": ("notebook-pen", "ok"),
    "visit_plans": ("calendar", "accent"),
    "tasks": ("list-checks", "text.secondary"),
    "contacts": ("user-plus", "text.secondary"),
    "affiliates": ("workflow", "text.secondary"),
    "customers": ("pencil", "text.secondary"),
}
RISK_TONES: Final = {"yellow": "warn", "orange": "warn", "red": "bad"}
VISIT_KINDS: Final = frozenset({"visit_logs", "visit_plans"})
SHORT: Final = 80


class StepCard(Plane):
    """A next step that can be pressed. Signal `pressed()`."""

    pressed = Signal()

    def __init__(self, icon: str, words: str, due: str, tone: str, *, name: str) -> None:
        super().__init__("card", name=name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{words} {due}")
        line = row(IconLabel(icon), ElidedLabel(words), Label(due, tone=tone), spacing=10, margins=(12, 0, 12, 0))
        line.setStretch(1, 1)
        self.setLayout(line)
        self.setFixedHeight(px(38))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)


class OverviewTab(QWidget):
    """The first tab of a file.

    Signals: `edit_asked(str)` the field to go to or ""; `tab_asked(str)`; `task_asked(str)`; `visit_asked(str)`;
    those of the affiliates panel come from `affiliates`.
    """

    edit_asked = Signal(str)
    tab_asked = Signal(str)
    task_asked = Signal(str)
    visit_asked = Signal(str)

    def __init__(self, codes: CodeLists, refusals: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes = codes
        self._file: CustomerFile | None = None
        self._today = date.min
        self._kinds = "all"
        self._facts = column(spacing=10)
        self.card = GapCard(refusals["edit"])
        self.card.pressed.connect(self._fill)
        self.gaps = GapPanel((refusals["edit"], refusals["contacts"]))
        self.gaps.field_asked.connect(self._gap_asked)
        self.affiliates = AffiliatePanel(refusals["edit"])
        self._figures = Facts(label_width=88)
        self._steps = column(spacing=8)
        self._activity = column(spacing=0)
        self._left = self._build_left(refusals["edit"])
        self._middle = self._build_middle()
        self._right = self._build_right()
        line = row(self._left, Plane("hair-v"), self._middle, Plane("hair-v"), self._right, spacing=0, parent=self)
        line.setStretch(2, 1)
        for part in (self._left, self._middle, self._right):
            part.hide()

    def _build_left(self, refusal: str) -> QWidget:
        edit = Button(_("编辑"), kind="link", size="small", name="customer.edit")
        edit.setEnabled(not refusal)
        edit.setToolTip(refusal)
        edit.clicked.connect(self._fill_all)
        heading = SectionHeading(_("基本资料"))
        heading.add_action(edit)
        inside = QWidget()
        self._basic = Facts(label_width=88)
        column(
            heading, self._basic, 4, self.card, 8, self._facts, None, spacing=8, margins=(24, 16, 20, 20), parent=inside
        )
        area = scrolled(inside, name="customer.facts")
        area.setFixedWidth(px(348))
        return area

    def _build_middle(self) -> QWidget:
        inside = QWidget()
        column(
            SectionHeading(_("经营数据")),
            self._figures,
            14,
            self.affiliates,
            14,
            self.gaps,
            None,
            spacing=8,
            margins=(20, 16, 20, 20),
            parent=inside,
        )
        return scrolled(inside, name="customer.middle")

    def _build_right(self) -> QWidget:
        inside = QWidget()
        heading = SectionHeading(_("动态"))
        chooser = Segmented(
            (("all", _("全部")), ("visits", _("走访")), ("rest", _("资料"))), "all", height=26, name="customer.activity"
        )
        chooser.chosen.connect(self._choose)
        heading.add_action(chooser)
        self._no_steps = Label(_("没有未完成的事项"), tone="tertiary")
        self._no_activity = Label(_("还没有动态"), tone="tertiary")
        column(
            SectionHeading(_("下一步")),
            self._no_steps,
            self._steps,
            10,
            heading,
            self._no_activity,
            self._activity,
            None,
            spacing=8,
            margins=(20, 16, 20, 20),
            parent=inside,
        )
        area = scrolled(inside, name="customer.side")
        area.setFixedWidth(px(312))
        return area

    def set_tight(self, tight: bool) -> None:  # noqa: FBT001 -- a setter with one value
        """Fit into a laptop's width."""
        self._left.setFixedWidth(px(310 if tight else 348))
        self._right.setFixedWidth(px(280 if tight else 312))

    # -- showing --------------------------------------------------------------------------------------------------

    def show_file(self, file: CustomerFile, today: date) -> None:
        """Show a file."""
        self._file, self._today = file, today
        self._show_facts(file)
        self.card.show_file(file)
        self.gaps.show_file(file)
        self.affiliates.show_file(file)
        self._show_figures(file)
        self._show_steps(file)
        self._show_activity()
        for part in (self._left, self._middle, self._right):
            part.show()

    def _words(self, file: CustomerFile, name: str) -> str:
        return value_words(READ_FIELDS[name], file.values.get(name), self._codes, file.names)

    def _show_facts(self, file: CustomerFile) -> None:
        missing = _("未填")
        facts = [(name, self._words(file, name)) for name in BASIC]
        self._basic.show_facts(
            [(field_label(name, "customers"), words or missing, "" if words else "disabled") for name, words in facts]
        )
        clear(self._facts)
        rest = ("basic", *MORE)
        for section in rest:
            specs = [spec for spec in READ_FIELDS.values() if spec.section == section and spec.name not in SHOWN]
            lines = [(field_label(spec.name, "customers"), self._words(file, spec.name), "") for spec in specs]
            known = [line for line in lines if line[1]]
            if known:
                self._facts.addSpacing(6)
                words = _("登记信息") if section == "basic" else _(SECTIONS[section])
                self._facts.addWidget(SectionHeading(words))
                box = Facts(label_width=88)
                box.show_facts(known)
                self._facts.addWidget(box)

    def _show_figures(self, file: CustomerFile) -> None:
        customer = file.row
        period = str(file.values.get("figures_period") or "")
        source = str(file.values.get("figures_source") or "")
        where = _("，").join(part for part in (_period_words(period), source) if part)
        owed = (customer.arrears or 0) > 0
        self._figures.show_facts(
            [
                (_("月收入"), overview_words(customer.monthly_revenue), ""),
                (_("欠费"), overview_words(customer.arrears) if owed else "—", "bad" if owed else ""),
                *((field_label(name, "customers"), words, tone) for name, words, tone in self._assessed(file)),
                (_("账期与来源"), where or _("还没有导入经营数据"), "" if where else "tertiary"),
                (_("走访规则"), rule_words(customer, file.frequency, self._today), ""),
            ]
        )

    def _assessed(self, file: CustomerFile) -> list[tuple[str, str, str]]:
        """What the analysis system says of the customer, where it says something: field, words, tone."""
        tone = RISK_TONES.get(str(file.values.get("risk_level") or ""), "")
        known = [
            ("value_score", self._words(file, "value_score"), ""),
            ("risk_level", self._words(file, "risk_level"), tone),
        ]
        return [fact for fact in known if fact[1]]

    def _show_steps(self, file: CustomerFile) -> None:
        clear(self._steps)
        customer = file.row
        self._no_steps.setVisible(not file.next_steps and customer.next_due is None and customer.planned_at is None)
        if customer.planned_at is not None:
            due = due_cell(None, self._today, customer.planned_at)
            when = due.text if due.tone is Tone.ACCENT else moment_words(customer.planned_at, self._today)
            card = StepCard("calendar", _("走访"), when, "accent", name="customer.step.visit")
            card.pressed.connect(self._visits_asked)
            self._steps.addWidget(card)
        elif customer.next_due is not None:
            due = due_cell(customer.next_due, self._today)
            card = StepCard("calendar", _("应访"), due.text, TONES.get(due.tone, "secondary"), name="customer.step.due")
            card.pressed.connect(self._visits_asked)
            self._steps.addWidget(card)
        for task in file.next_steps:
            self._add_task(task)

    def _add_task(self, task: FileTaskRow) -> None:
        due = due_cell(task.due, self._today)
        tone = TONES.get(due.tone, "secondary")
        card = StepCard("square", task.title, due.text, tone, name=f"customer.step.{task.id}")
        card.pressed.connect(lambda: self.task_asked.emit(task.id))
        self._steps.addWidget(card)

    def _show_activity(self) -> None:
        clear(self._activity)
        entries = self._file.activity if self._file is not None else ()
        wanted = {"all": True, "visits": True, "rest": False}[self._kinds]
        shown = [entry for entry in entries if self._kinds == "all" or (entry.kind in VISIT_KINDS) == wanted]
        self._no_activity.setVisible(not shown)
        for entry in shown:
            self._activity.addWidget(ActivityLine(entry, self._today))

    # -- asking ---------------------------------------------------------------------------------------------------

    def _choose(self, kinds: str) -> None:
        self._kinds = kinds
        self._show_activity()

    def _fill_all(self) -> None:
        self.edit_asked.emit("")

    def _fill(self) -> None:
        self.edit_asked.emit(self._file.gaps[0].field if self._file is not None and self._file.gaps else "")

    def _gap_asked(self, field: str) -> None:
        self.edit_asked.emit(field)

    def _visits_asked(self) -> None:
        self.tab_asked.emit("visits")


class ActivityLine(QWidget):
    """One thing that happened: icon, what, when, and a line of words."""

    def __init__(self, entry: ActivityRow, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        icon, tone = ICONS.get(entry.kind, ("history", "text.secondary"))
        when = Label(moment_words(entry.at, today), "meta", "tertiary")
        title = ElidedLabel(activity_words(entry))
        head = row(title, when, spacing=8)
        head.setStretch(0, 1)
        text = entry.text.replace("\n", " ")
        detail = text[:SHORT] + ("…" if len(text) > SHORT else "") if text else entry.by
        words: QVBoxLayout = column(head, Label(detail, "meta", "tertiary", wrap=True), spacing=0)
        sign = IconLabel(icon, tone, 15)
        line = row(sign, words, spacing=10, margins=(0, 5, 0, 5), parent=self)
        line.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)


def _period_words(period: str) -> str:
    return _("{year} 年 {month} 月账期").format(year=period[:4], month=int(period[4:])) if period.isdigit() else period
