"""The pane beside the list: who the current customer is and what is open with it."""

from datetime import date
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from desktop.models.audit import action_words
from desktop.models.cells import Tone
from desktop.models.contacts import role_badge
from desktop.models.customers import class_words, day_words, due_cell, rule_words
from desktop.models.field_values import division_words
from desktop.views.customers.parts import Facts, scrolled
from desktop.views.widgets import (
    Avatar,
    Button,
    ElidedLabel,
    EmptyState,
    IconButton,
    Label,
    Plane,
    SectionHeading,
    StatusBadge,
    TierBadge,
    clear,
    column,
    row,
)
from desktop.wording import _, ngettext, pgettext
from desktop.wording.labels import label
from desktop.wording.money import overview_words
from domain.queries.customer_files import ActivityRow, CustomerPreview
from domain.rules.calendars import china_date
from domain.rules.codes import CodeLists
from domain.values.customers import Segment
from domain.values.visits import VisitWay

INCOMPLETE: Final = 80
_TEXT: Final = 60


class PreviewPane(Plane):
    """Shows a `CustomerPreview`.

    Signals carry the customer's id: `log_asked`, `plan_asked`, `open_asked`; `menu_asked(str, QPoint)`.
    """

    log_asked = Signal(str)
    plan_asked = Signal(str)
    open_asked = Signal(str)
    menu_asked = Signal(str, QPoint)

    def __init__(self, codes: CodeLists, log_refusal: str = "", plan_refusal: str = "") -> None:
        super().__init__("side-right", name="customers.preview")
        self._codes = codes
        self._shown: CustomerPreview | None = None
        self.setMinimumWidth(250)
        self._empty = EmptyState("building-2", _("选择一户客户查看概要"), name="customers.preview.empty")
        self._page = QWidget()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._page)
        self._build(log_refusal, plan_refusal)

    def _build(self, log_refusal: str, plan_refusal: str) -> None:
        self._name = ElidedLabel("", "subtitle", name="customers.preview.name")
        self._tier = TierBadge()
        self._where = ElidedLabel("", "meta", "tertiary")
        open_icon = IconButton("external-link", _("打开档案"), size=26)
        open_icon.clicked.connect(self._open)
        self._log = Button(
            _("记录走访"), icon="notebook-pen", kind="primary", size="small", name="customers.preview.log"
        )
        self._log.setEnabled(not log_refusal)
        self._log.setToolTip(log_refusal)
        self._log.clicked.connect(self._ask_log)
        more = Button(_("打开档案"), size="small", name="customers.preview.open")
        more.clicked.connect(self._open)
        plan = IconButton("calendar-plus", plan_refusal or _("安排走访"), size=26, kind="boxed", icon_size=14)
        plan.setObjectName("customers.preview.plan")
        plan.setEnabled(not plan_refusal)
        plan.clicked.connect(self._ask_plan)
        self._menu = IconButton("ellipsis", _("更多操作"), size=26, kind="boxed", icon_size=14)
        self._menu.clicked.connect(self._ask_menu)
        title = row(self._name, self._tier, None, open_icon, spacing=8)
        head = column(
            title,
            self._where,
            6,
            row(self._log, more, plan, self._menu, None, spacing=6),
            spacing=2,
            margins=(16, 14, 14, 12),
        )
        self._numbers = Plane("strip", name="customers.preview.numbers")
        self._cells = row(spacing=0, parent=self._numbers)
        inside = QWidget()
        self._body = column(spacing=8, margins=(16, 12, 14, 16), parent=inside)
        self._foot = Label("", "meta", "tertiary")
        foot = Plane("footer")
        foot.setProperty("plane", "footer")
        row(self._foot, margins=(16, 8, 14, 8), parent=foot)
        column(head, self._numbers, scrolled(inside), foot, spacing=0, parent=self._page)

    @property
    def customer_id(self) -> str:
        """The customer shown, or ""."""
        return self._shown.row.id if self._shown is not None else ""

    def show_nothing(self) -> None:
        """Say that a customer can be chosen."""
        self._shown = None
        self._stack.setCurrentWidget(self._empty)

    def show_preview(self, shown: CustomerPreview, today: date, *, waiting: bool) -> None:
        """Show a customer."""
        self._shown = shown
        customer = shown.row
        self._name.setText(customer.name)
        self._tier.set_tier(class_words(customer.value_class))
        place = division_words(self._codes, customer.county) if customer.county else ""
        parts = (customer.cust_no, label(Segment, customer.segment), place)
        self._where.setText(_("，").join(part for part in parts if part))
        self._show_numbers(shown)
        clear(self._body)
        self._show_people(shown)
        self._show_points(shown, today)
        self._show_activity(shown, today)
        self._body.addStretch(1)
        changed = _("资料更新于 {when}").format(when=day_words(china_date(customer.updated_at), today))
        self._foot.setText(_("，").join((changed, _("有改动待同步") if waiting else _("本机无改动"))))
        self._stack.setCurrentWidget(self._page)

    def _show_numbers(self, shown: CustomerPreview) -> None:
        clear(self._cells)
        owed = (shown.row.arrears or 0) > 0
        cells = (
            (pgettext("narrow", "月收入"), overview_words(shown.row.monthly_revenue), ""),
            (_("档案完整"), f"{shown.row.completeness}%", "warn" if shown.row.completeness < INCOMPLETE else ""),
            (_("欠费"), overview_words(shown.row.arrears) if owed else "—", "bad" if owed else ""),
        )
        for number, (name, value, tone) in enumerate(cells):
            if number:
                self._cells.addWidget(Plane("hair-v"))
            cell = column(
                Label(name, "meta", "tertiary"),
                Label(value, "section", tone or "primary"),
                spacing=2,
                margins=(16 if not number else 12, 8, 4, 10),
            )
            self._cells.addLayout(cell, 1)

    def _show_people(self, shown: CustomerPreview) -> None:
        self._body.addWidget(SectionHeading(_("关键人"), shown.contact_count))
        for person in shown.contacts:
            badge = role_badge(person.role)
            name = Label(person.name)
            title = ElidedLabel(person.title, "meta", "tertiary")
            line = row(Avatar(person.name, 24), name, title, StatusBadge(badge.text, badge.tone), spacing=8)
            line.setStretch(2, 1)
            self._body.addLayout(line)
        if not shown.contacts:
            self._body.addWidget(Label(_("还没有登记关键人"), "meta", "tertiary"))

    def _show_points(self, shown: CustomerPreview, today: date) -> None:
        self._body.addSpacing(4)
        self._body.addWidget(SectionHeading(_("要点")))
        last = _("没有走访记录")
        if shown.last_log is not None:
            text = shown.last_log.text.replace("\n", " ")
            last = _("{day} {way}，{text}").format(
                day=day_words(china_date(shown.last_log.at), today),
                way=label(VisitWay, shown.last_log.code),
                text=text[:_TEXT] + ("…" if len(text) > _TEXT else ""),
            )
        elif shown.row.last_visit is not None:
            last = day_words(shown.row.last_visit, today)
        due = due_cell(shown.row.next_due, today, shown.row.planned_at)
        tones = {Tone.BAD: "bad", Tone.WARN: "warn", Tone.ACCENT: "accent"}
        facts = [
            (_("上次走访"), last, ""),
            (_("下次应访"), due.text, tones.get(due.tone, "")),
            (_("走访规则"), rule_words(shown.row, shown.frequency, today), ""),
        ]
        if shown.late_task is not None:
            late = due_cell(shown.late_task.due, today)
            facts.append((_("未闭环"), f"{shown.late_task.title} {late.text}", "bad"))
        elif shown.open_tasks:
            words = ngettext("{count} 项任务", "{count} 项任务", shown.open_tasks).format(count=shown.open_tasks)
            facts.append((_("未闭环"), words, ""))
        box = Facts(label_width=64)
        box.show_facts(facts)
        self._body.addWidget(box)

    def _show_activity(self, shown: CustomerPreview, today: date) -> None:
        self._body.addSpacing(4)
        self._body.addWidget(SectionHeading(_("最近动态")))
        for entry in shown.activity:
            self._body.addLayout(activity_line(entry, today))
        if not shown.activity:
            self._body.addWidget(Label(_("还没有动态"), "meta", "tertiary"))

    def _open(self) -> None:
        self.open_asked.emit(self.customer_id)

    def _ask_log(self) -> None:
        self.log_asked.emit(self.customer_id)

    def _ask_plan(self) -> None:
        self.plan_asked.emit(self.customer_id)

    def _ask_menu(self) -> None:
        self.menu_asked.emit(self.customer_id, self._menu.mapToGlobal(self._menu.rect().bottomLeft()))


def activity_words(entry: ActivityRow) -> str:
    """Say what happened: the way of a visit, or what was done to which record."""
    if entry.kind == "visit_logs":
        return _("走访：{way}").format(way=label(VisitWay, entry.code))
    return action_words(entry.kind, entry.code)


def activity_line(entry: ActivityRow, today: date) -> QHBoxLayout:
    """Show the day and one line of what happened."""
    day = Label(day_words(china_date(entry.at), today), "meta", "tertiary")
    day.setFixedWidth(42)
    words = activity_words(entry)
    if entry.text:
        words = _("，").join((words, entry.text)).replace("\n", " ")
    line = row(day, ElidedLabel(words, "meta", "secondary"), spacing=4)
    line.setStretch(1, 1)
    line.setAlignment(day, Qt.AlignmentFlag.AlignTop)
    return line
