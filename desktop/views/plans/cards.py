"""Every section of a service plan as a card, tied to the form."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.models.plan_rows import PlanRows, Row
from desktop.models.plans import OFFERED_STATES, PlanModel
from desktop.views.plans.card import Card, LongText, Offer, OfferList
from desktop.views.plans.table import PlanTable
from desktop.views.theme import px
from desktop.views.visits.words import local
from desktop.views.widgets import ComboBox, FormLayout, Label, LineEdit, row
from desktop.wording import _, language
from desktop.wording.fields import field_label
from desktop.wording.labels import label
from domain.queries.service_plans import SOLUTION
from domain.values.money import amount_in_words, format_amount
from domain.values.service_rules import PlanState

SHORTEST_OFFER: Final = 4
LABEL_WIDTHS: Final = {"zh": 72, "en": 108}


class PlanCards:
    """The cards in the order the paper prints them."""

    def __init__(self, model: PlanModel) -> None:
        self.model = model
        self.tables: dict[str, PlanTable] = {}
        self.texts: dict[str, LongText | LineEdit] = {}
        self._problems: dict[str, Label] = {}
        self._forms: list[FormLayout] = []
        self.state = ComboBox(name="plans.state")
        self.total = Label("", "strong", name="plans.total")
        self.words = Label("", "body", "secondary", wrap=True, name="plans.words")
        self.offers = OfferList(_("可采用的内容（来自客户档案和最近走访）"), name="plans.offers")
        self.matters = OfferList(_("未完成的承诺和任务"), name="plans.matters")
        self.all: tuple[Card, ...] = (
            self._situation(),
            self._team(),
            self._promises(),
            self._key_items(),
            self._solution(),
            self._prices(),
            self._communication(),
            self._confirmation(),
        )

    def _situation(self) -> Card:
        card = Card(_("现状与需求"), name="plans.card.situation")
        form = self._form(card)
        fields = (
            ("review_notes", _("合作回顾"), _("上一年合作得怎样")),
            ("situation", _("现状"), _("客户现在怎样用通信和信息化产品")),
            ("needs", _("需求"), _("客户要解决什么")),
            ("goals", _("目标"), _("今年做到什么")),
        )
        for name, words, hint in fields:
            form.add_row(name, words, self._text(name, LongText(name=f"plans.{name}", hint=hint)))
        card.body.addWidget(self.offers)
        return card

    def _team(self) -> Card:
        card = Card(_("服务团队"), _("默认取自客户的管户人员，可以改。"), name="plans.card.team")
        self._table(card, "team", _("服务团队"))
        return card

    def _promises(self) -> Card:
        note = _("带锁的来自服务规则，不能改；仅内部执行的规则不列出，也不打印。")
        card = Card(_("服务承诺"), note, name="plans.card.promises")
        self._table(card, "promises", _("服务承诺"))
        return card

    def _key_items(self) -> Card:
        note = _("不填写时，打印未完成的承诺。")
        card = Card(_("重点事项"), note, name="plans.card.key_items")
        self._table(card, "key_items", _("重点事项"))
        card.body.addWidget(self.matters)
        return card

    def _solution(self) -> Card:
        card = Card(_("整体解决方案"), _("只打印填写了的内容。"), name="plans.card.solution")
        form = self._form(card)
        for name in SOLUTION:
            form.add_row(name, field_label(name), self._text(name, LongText(name=f"plans.{name}", lines=2)))
        return card

    def _prices(self) -> Card:
        note = _("金额以元填写。填折扣（如 8.5）时，优惠资费自动算出；折扣仅内部可见，不打印。")
        card = Card(_("在用产品与价格"), note, name="plans.card.prices")
        self._table(card, "products", _("在用产品"))
        card.body.addSpacing(4)
        self._table(card, "prices", _("价格表"))
        totals = row(self.words, None, self.total, spacing=16)
        totals.setStretch(0, 1)
        card.body.addLayout(totals)
        return card

    def _communication(self) -> Card:
        card = Card(_("应急与沟通"), name="plans.card.communication")
        form = self._form(card)
        hint = _("出现故障时找谁、多久响应、怎样升级")
        form.add_row("emergency", _("应急预案"), self._text("emergency", LongText(name="plans.emergency", hint=hint)))
        climb = LongText(name="plans.escalation", hint=_("一级没有解决时找谁，多久升级一次"))
        form.add_row("escalation", field_label("escalation"), self._text("escalation", climb))
        talk = LongText(name="plans.communication", hint=_("例会、联络群和满意度回访怎样安排"))
        form.add_row("communication", field_label("communication"), self._text("communication", talk))
        cycle = LineEdit(hint=_("如 每季度首月 10 日前"), name="plans.report_cycle")
        form.add_row("report_cycle", _("报告周期"), self._text("report_cycle", cycle))
        return card

    def _confirmation(self) -> Card:
        note = _("打印件上留空，由客户签字；签回后在这里登记。")
        card = Card(_("客户确认"), note, internal=True, name="plans.card.confirmation")
        form = self._form(card, width=480)
        form.add_row("state", _("状态"), self.state)
        name = LineEdit(hint=_("签字人姓名"), name="plans.confirmed_name")
        form.add_row("confirmed_name", _("确认人"), self._text("confirmed_name", name))
        day = LineEdit(hint=_("如 2026-12-20"), name="plans.confirmed_date")
        form.add_row("confirmed_date", _("确认日期"), self._text("confirmed_date", day))
        self.state.chosen.connect(self.model.form.set_state)
        return card

    def _form(self, card: Card, width: int = 0) -> FormLayout:
        form = FormLayout(label_width=LABEL_WIDTHS[language()], spacing=10)
        self._forms.append(form)
        inside = QWidget()
        inside.setLayout(form)
        if width:
            inside.setMaximumWidth(px(width))
        line = row(inside, spacing=0)
        line.setStretch(0, 1000)
        line.addStretch(1)
        card.body.addLayout(line)
        return form

    def _text(self, name: str, field: LongText | LineEdit) -> QWidget:
        self.texts[name] = field
        if isinstance(field, LongText):
            field.textChanged.connect(lambda: self.model.form.set_text(name, field.toPlainText()))
        else:
            field.textEdited.connect(partial(self.model.form.set_text, name))
        return field

    def _table(self, card: Card, name: str, words: str) -> None:
        plan = self.model.form.tables[name]
        table = PlanTable(plan, self._names, name=f"plans.{name}", words=words)
        self.tables[name] = table
        problem = Label("", "meta", "bad", wrap=True, name=f"plans.{name}.problem")
        problem.hide()
        self._problems[name] = problem
        if name in {"products", "prices"}:
            card.body.addWidget(Label(words, "strong"))
        card.body.addWidget(table)
        card.body.addWidget(problem)
        if name == "team":
            plan.dataChanged.connect(lambda first, _last: self._fill_person(plan, first.row()))

    def _names(self) -> Sequence[str]:
        return [person.name for person in self.model.people]

    def _fill_person(self, plan: PlanRows, place: int) -> None:
        """Fill in what is known of a colleague just chosen."""
        kept: Row = plan.row_at(place)
        person = next((one for one in self.model.people if one.name == kept.get("name")), None)
        if person is None:
            return
        known = {"role": person.post, "phone": person.mobile}
        missing = {key: value for key, value in known.items() if value and not kept.get(key)}
        if missing:
            plan.put(place, missing)

    # -- showing --------------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Show the form as it stands."""
        form, locked = self.model.form, bool(self.model.locked)
        for name, field in self.texts.items():
            if isinstance(field, LongText):
                field.show_text(form.texts[name])
            elif field.text() != form.texts[name]:
                field.setText(form.texts[name])
            field.setReadOnly(locked)
        offered = dict.fromkeys((*OFFERED_STATES, form.state))
        self.state.set_options([(state.value, label(PlanState, state)) for state in offered])
        self.state.set_value(form.state.value)
        self.state.setEnabled(not locked)
        self.show_total()
        self._show_offers()

    def show_total(self) -> None:
        """Show what the price table comes to, in figures and in words."""
        total = self.model.form.monthly
        self.total.setText(_("每月合计 {amount} 元").format(amount=format_amount(total)))
        self.words.setText(_("人民币（大写）{words}").format(words=amount_in_words(total)) if total else "")

    def show_problems(self) -> None:
        """Show what is to be mended beside fields and under tables."""
        for form in self._forms:
            form.show_errors(self.model.form.errors)
        for name, problem in self._problems.items():
            table = self.model.form.errors.get("items" if name == "promises" else name, "")
            sentences = [*([table] if table else []), *self.model.form.tables[name].problem_words()]
            problem.setText("\n".join(sentences))
            problem.setVisible(bool(sentences))

    def first_problem(self) -> QWidget | None:
        """Give the first field or table with something to be mended."""
        for card in self.all:
            for name, field in self.texts.items():
                if name in self.model.form.errors and card.isAncestorOf(field):
                    return field
            for name, problem in self._problems.items():
                if problem.text() and card.isAncestorOf(problem):
                    return self.tables[name]
        return None

    def _show_offers(self) -> None:
        editing = self.model.editing
        if editing is None or self.model.locked:
            self.offers.show_offers(())
            self.matters.show_offers(())
            return
        found = [("needs", _("需求概述"), editing.needs_summary)]
        found += [("needs", _("客户关注点"), text) for text in editing.concerns]
        for visit in editing.visits:
            day = _("走访 {day}").format(day=f"{local(visit.starts_at):%m-%d}")
            found += [("needs", day, text) for text in (*visit.needs, *visit.opinions)]
            found.append(("situation", day, visit.content))
        seen = dict.fromkeys((field, source, text.strip()) for field, source, text in found)
        words = {"needs": _("需求"), "situation": _("现状")}
        self.offers.show_offers(
            [
                Offer(
                    _("{source} → {field}").format(source=source, field=words[field]),
                    text,
                    self._taking(field, text),
                    taken=text in self.model.form.texts[field],
                )
                for field, source, text in seen
                if len(text) >= SHORTEST_OFFER
            ]
        )
        rows = self.model.form.tables["key_items"]
        listed = {row.get("text") for row in rows.rows}
        self.matters.show_offers(
            [
                Offer(
                    _("承诺 {day}").format(day=f"{task.due:%m-%d}")
                    if task.is_promise
                    else _("任务 {day}").format(day=f"{task.due:%m-%d}"),
                    task.title,
                    partial(self._take_task, task.title, task.due.isoformat(), task.owner),
                    taken=task.title in listed,
                )
                for task in editing.tasks
            ]
        )

    def _taking(self, field: str, text: str) -> Callable[[], object]:
        return partial(self.model.form.take_over, field, text)

    def _take_task(self, title: str, due: str, owner: str) -> None:
        self.model.form.tables["key_items"].add({"text": title, "due": due, "owner": owner})
        self._show_offers()
