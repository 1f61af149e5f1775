"""The form itself: every field of a visit log, read and written as one draft."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.models.visits import DraftPerson, LogDraft
from desktop.views.visits.log_fields import MAIN_WAYS, LogFields
from desktop.views.visits.words import length_words, local
from desktop.views.widgets import ChipsInput, Person
from desktop.wording import _
from desktop.wording.labels import label
from desktop.workspace import Workspace
from domain.queries.visit_logs import VisitContext
from domain.rules.visits import signature_problems
from domain.values.visits import VisitWay

_AT_CUSTOMER: Final = (VisitWay.ON_SITE, VisitWay.JOINT)
_ROWS: Final = {
    "starts_at": "ends_at",
    "plan_id": "ends_at",
    "mood": "competitor_info",
    "way": "customer_id",
    "grade": "result",
    "result_note": "result",
    "companion_ids": "contact_ids",
    "opinions": "needs",
    "complaints": "needs",
    "lon": "place",
    "lat": "place",
}
"""Rows of fields that share one."""


class LogForm(LogFields):
    """All fields. Signals: `changed()` by the person, `customer_changed(str)`, `contact_wanted(str)` a new name."""

    changed = Signal()
    customer_changed = Signal(str)
    contact_wanted = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._draft: LogDraft | None = None
        self._filling = False
        self._plans_known = False
        self._known, self._met = False, ""
        self._connect()

    def _connect(self) -> None:
        for field in (self.competitor, self.needs, self.opinions, self.complaints, self.place):
            field.textEdited.connect(self._touched)
        for edit in (self.starts, self.ends, self.day):
            edit.changed.connect(self._touched)
        for choice in (self.mood, self.result, self.grade, self.plan):
            choice.chosen.connect(self._touched)
        for button in self.purposes.values():
            button.toggled.connect(self._touched)
        for many in (self.companions, self.next_visit, self.tasks, self.files, self.content):
            many.changed.connect(self._touched)
        self.sign.toggled.connect(self._touched)
        self.contacts.changed.connect(self._contacts_changed)
        self.way.chosen.connect(partial(self._way_chosen, main=True))
        self.other_way.chosen.connect(partial(self._way_chosen, main=False))
        self.plan.chosen.connect(self._plan_chosen)
        self.customer.picked.connect(self._customer_picked)
        self.customer.cleared.connect(self._customer_cleared)
        self.content.task_wanted.connect(self.tasks.add)
        self.content.picture_wanted.connect(self.files.choose_pictures)
        self.content.edit.pasted_files.connect(self.files.add_files)
        self.content.edit.pasted_image.connect(self.files.add_picture)

    # -- value --------------------------------------------------------------------------------------------------

    def set_draft(self, draft: LogDraft) -> None:
        """Show a draft without emitting."""
        self._filling = True
        self._draft = draft
        self.customer.set_customer(draft.customer_id, draft.customer)
        main = draft.way in MAIN_WAYS
        self.way.set_value(draft.way if main else "")
        self.other_way.set_value("" if main else draft.way)
        self.day.set_value(draft.day)
        self.starts.set_value(draft.starts)
        self.ends.set_value(draft.ends)
        self.contacts.set_people([Person(one.id, one.name, one.detail) for one in draft.contacts])
        self.companions.set_people([Person(one.id, one.name, one.detail) for one in draft.companions])
        for code, button in self.purposes.items():
            button.setChecked(code in draft.purposes)
        self.content.edit.setPlainText(draft.content)
        self.mood.set_value(draft.mood)
        self.result.set_value(draft.result)
        self.grade.set_value(draft.grade)
        texts = (
            (self.competitor, draft.competitor),
            (self.needs, draft.needs),
            (self.opinions, draft.opinions),
            (self.complaints, draft.complaints),
            (self.place, draft.place),
        )
        for field, text in texts:
            field.setText(text)
        self.next_visit.set_value(draft.next_visit)
        self.tasks.set_tasks(draft.tasks)
        self.files.set_files(draft.files)
        self.sign.setChecked(draft.cust_sign)
        self._show_length()
        self._show_returned(draft)
        self._show_signature()
        self._filling = False

    def _show_returned(self, draft: LogDraft) -> None:
        """A log that was handed back keeps its customer and plan, and its tasks have a life of their own."""
        returned = draft.returned
        self.customer.setReadOnly(returned is not None)
        self.form.row_named("tasks").setVisible(returned is None)
        self.content.tools["to-task"].setVisible(returned is None)
        for part in (self.plan_words, self.plan):
            part.setVisible(returned is None)
        self.plan_gap.setVisible(returned is not None)
        self.files.show_kept(returned.files if returned is not None else ())
        if returned is not None and not returned.shown:
            shown = msgspec.structs.replace(returned, shown=self.draft().fields())
            self._draft = msgspec.structs.replace(draft, returned=shown)

    @property
    def is_filled(self) -> bool:
        """Whether a draft is shown; until then changes are only the form being built."""
        return self._draft is not None

    def draft(self) -> LogDraft:
        """Give the form as it stands; RuntimeError before `set_draft`."""
        if self._draft is None:
            raise RuntimeError("no draft was shown")
        return msgspec.structs.replace(
            self._draft,
            customer_id=self.customer.customer_id,
            customer=self.customer.text() if self.customer.customer_id else "",
            plan_id=self.plan.value or None if self._plans_chosen else self._draft.plan_id,
            way=self.other_way.value or self.way.value or MAIN_WAYS[0],
            day=self.day.value,
            starts=self.starts.value,
            ends=self.ends.value,
            contacts=_people(self.contacts),
            companions=_people(self.companions),
            purposes=tuple(code for code, button in self.purposes.items() if button.isChecked()),
            content=self.content.edit.toPlainText(),
            needs=self.needs.text(),
            opinions=self.opinions.text(),
            complaints=self.complaints.text(),
            mood=self.mood.value,
            competitor=self.competitor.text(),
            result=self.result.value,
            grade=self.grade.value,
            next_visit=self.next_visit.value,
            tasks=self.tasks.tasks,
            files=self.files.files,
            place=self.place.text(),
            cust_sign=self.sign.isChecked(),
        )

    @property
    def _plans_chosen(self) -> bool:
        return self._plans_known and self._draft is not None and self._draft.returned is None

    def show_context(self, context: VisitContext | None, actor_id: str) -> None:
        """Offer the people, plans and rule of a customer, and name the customer where only the id was known."""
        if context is not None and not self.customer.text():
            self.customer.set_customer(context.customer_id, context.name)
        people = [Person(one.id, one.name, one.detail) for one in context.contacts] if context else []
        self.contacts.offer(people)
        self._known, met, self._met = context is not None, self._met, ""
        if context is not None and met:
            self._meet(met, people)
        own = [Person(one.id, one.name, one.detail) for one in context.colleagues] if context else []
        self.companions.offer([one for one in own if one.id != actor_id])
        self.tasks.set_people([(one.id, one.name) for one in own])
        if self._draft is not None:
            self.tasks.set_tasks(self.tasks.tasks)
        plans = [("", _("不关联计划"))]
        today = self._workspace.today()
        for block in context.plans if context else ():
            subject = block.subject or label(VisitWay, block.way)
            plans.append((block.id, f"{subject} {plan_moment(block.starts_at, today)}"))
        kept = self._draft.plan_id if self._draft is not None else None
        self._plans_known = context is not None
        self.plan.set_options(plans)
        self.plan.set_value(self.plan.value or kept or "")
        self.content.people = (*(one.name for one in people), *(one.name for one in own))
        if context is not None:
            self.next_visit.set_rule(context.value_class, context.frequency, self.day.value)
            self.place.setPlaceholderText(context.place)

    def preset(self, context: VisitContext) -> None:
        """Fill a fresh form with what the file and the plan say."""
        known = {one.id: Person(one.id, one.name, one.detail) for one in (*context.contacts, *context.colleagues)}
        for field in (self.contacts, self.companions):
            field.set_people([known.get(one.id, one) for one in field.people if one.name or one.id in known])
        if not self.place.text() and (self.way.value or VisitWay.ON_SITE) in _AT_CUSTOMER:
            self.place.setText(context.place)
        self.next_visit.set_value(context.frequency.after(self.day.value))

    def show_errors(self, sentences: Mapping[str, str], *, focus: bool = False) -> None:
        """Say under each field what to mend."""
        by_row = {_row_of(name): sentence for name, sentence in reversed(list(sentences.items()))}
        self.form.show_errors(by_row, focus=focus)

    # -- reacting -----------------------------------------------------------------------------------------------

    def _touched(self) -> None:
        self._show_length()
        self._show_signature()
        if not self._filling:
            self.changed.emit()

    def _show_signature(self) -> None:
        if self._draft is None:
            return
        draft = self.draft()
        files = (*draft.returned.files, *draft.files) if draft.returned is not None else draft.files
        needed = bool(signature_problems(draft.purposes, (), signed=False))
        self.show_signature(needed=needed, given=draft.cust_sign or bool(files))

    def _show_length(self) -> None:
        today: date = self.day.value
        span = datetime.combine(today, self.ends.value) - datetime.combine(today, self.starts.value)
        self.length.setText(length_words(int(span / timedelta(minutes=1))) if span > timedelta(0) else "")

    def _way_chosen(self, _value: str, *, main: bool) -> None:
        if main:
            self.other_way.set_value("")
        else:
            self.way.set_value("" if self.other_way.value else MAIN_WAYS[0])
        self._touched()

    def _plan_chosen(self) -> None:
        if self._draft is not None:
            self._draft = msgspec.structs.replace(self._draft, plan_id=self.plan.value or None)

    def _contacts_changed(self) -> None:
        typed = [one.name for one in self.contacts.people if not one.id]
        self.contacts.set_people([one for one in self.contacts.people if one.id])
        if typed and self.customer.customer_id:
            # Whoever is quicker than the customer's file is looked up in it once it is there.
            if self._known:
                self.contact_wanted.emit(typed[0])
            else:
                self._met = typed[0]
        self._touched()

    def _meet(self, name: str, people: Sequence[Person]) -> None:
        person = next((one for one in people if name in one.words), None)
        if person is not None:
            self.contacts.add(person)
        else:
            self.contact_wanted.emit(name)

    def _customer_picked(self, choice: object) -> None:
        del choice  # the picker holds it already
        self._known, self._met = False, ""
        self.contacts.set_people([])
        self.customer_changed.emit(self.customer.customer_id)
        self._touched()

    def _customer_cleared(self) -> None:
        self.contacts.set_people([])
        self.customer_changed.emit("")
        self._touched()


def plan_moment(moment: datetime, today: date) -> str:
    """Say when a plan is: its time today, else day and time."""
    at = local(moment)
    return f"{at:%H:%M}" if at.date() == today else f"{at:%m-%d %H:%M}"


def _people(field: ChipsInput) -> tuple[DraftPerson, ...]:
    return tuple(DraftPerson(one.id, one.name, one.detail) for one in field.people)


def _row_of(name: str) -> str:
    """The row a field of the command stands in."""
    return _ROWS.get(name.partition(".")[0], name.partition(".")[0])
