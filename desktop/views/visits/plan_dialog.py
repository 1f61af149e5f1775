"""Planning a visit, or changing a planned one."""

from datetime import date, datetime, time, timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget
from typing_extensions import override

from desktop.background import Job
from desktop.views.theme import px
from desktop.views.visits.customer_picker import CustomerPicker
from desktop.views.visits.flow_box import FlowBox
from desktop.views.visits.week_geometry import moment
from desktop.views.visits.words import local
from desktop.views.widgets import (
    Button,
    ComboBox,
    DateEdit,
    Dialog,
    FormLayout,
    Label,
    LineEdit,
    TagButton,
    TimeEdit,
)
from desktop.views.widgets.layouts import row
from desktop.wording import _, language, pgettext
from desktop.wording.explain import explain, explain_problem, explain_refused
from desktop.wording.labels import LABELS, label
from desktop.workspace import Workspace
from domain.commands import EditVisitPlan, MoveVisit, PlanVisit
from domain.commands.base import Edit, Fields
from domain.errors import Refused
from domain.queries.visits import VisitBlock
from domain.rules.visits import is_put_off, plan_problems
from domain.values.visits import VisitPurpose, VisitWay

LABEL = 72
WIDE_LABEL = 96


class PlanDialog(Dialog):
    """Asks for customer, time and purpose. Signals: `saved(tuple)` of the ids of what was done, `cancel_wanted()`."""

    saved = Signal(object)
    cancel_wanted = Signal()

    def __init__(
        self,
        workspace: Workspace,
        parent: QWidget,
        *,
        starts_at: datetime,
        plan: VisitBlock | None = None,
        customer: tuple[str, str] = ("", ""),
        owner_id: str = "",
    ) -> None:
        title = _("安排走访") if plan is None else _("修改走访安排")
        super().__init__(parent, title, _("保存安排"), width=px(600), name="plan")
        self._workspace, self._plan, self._owner_id = workspace, plan, owner_id
        self._jobs: list[Job] = []
        self._left = 0
        self._form = FormLayout(label_width=LABEL if language() == "zh" else WIDE_LABEL, spacing=10)
        ends_at = plan.ends_at if plan is not None else starts_at + timedelta(hours=1)
        self._add_who(plan, customer)
        self._add_when(plan.starts_at if plan is not None else starts_at, ends_at)
        self._add_what(plan)
        self.body.addLayout(self._form)
        if plan is not None:
            drop = Button(_("取消这场走访"), kind="danger", size="form", name="plan.cancel-visit")
            drop.clicked.connect(self._cancel)
            self.buttons.insertWidget(0, drop)
        first = self.subject if self.customer.customer_id else self.customer
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_who(self, plan: VisitBlock | None, customer: tuple[str, str]) -> None:
        self.customer = CustomerPicker(self._workspace, name="plan.customer")
        key, name = (plan.customer_id, plan.name) if plan is not None else customer
        self.customer.set_customer(key, name)
        self.customer.setReadOnly(plan is not None)
        self._form.add_row("customer_id", pgettext("field", "客户"), self.customer, required=True)

    def _add_when(self, starts_at: datetime, ends_at: datetime) -> None:
        starts, ends = local(starts_at), local(ends_at)
        self.day = DateEdit(starts.date(), name="plan.day")
        self.starts = TimeEdit(starts.time().replace(second=0, microsecond=0), name="plan.starts")
        self.ends = TimeEdit(ends.time().replace(second=0, microsecond=0), name="plan.ends")
        for widget, words in ((self.day, _("日期")), (self.starts, _("开始时间")), (self.ends, _("结束时间"))):
            widget.setAccessibleName(words)
        holder = QWidget()
        row(self.day, self.starts, Label(_("至"), tone="tertiary"), self.ends, None, parent=holder)
        holder.setFocusProxy(self.day)
        self._form.add_row("ends_at", _("时间"), holder, required=True)

    def _add_what(self, plan: VisitBlock | None) -> None:
        ways = [(code, label(VisitWay, code)) for code in LABELS[VisitWay]]
        self.way = ComboBox(ways, plan.way if plan is not None else VisitWay.ON_SITE, name="plan.way")
        self.subject = LineEdit(plan.subject if plan is not None else "", name="plan.subject")
        self.subject.setMaxLength(100)
        self.place = LineEdit(plan.place if plan is not None else "", lead="map-pin", name="plan.place")
        self.place.setMaxLength(200)
        self.goals = QPlainTextEdit(plan.goals if plan is not None else "")
        self.goals.setObjectName("plan.goals")
        self.goals.setTabChangesFocus(True)
        self.goals.setFixedHeight(px(60))
        self.to_confirm = QCheckBox(_("等待客户确认时间"))
        self.to_confirm.setObjectName("plan.to-confirm")
        self.to_confirm.setChecked(plan is not None and plan.to_confirm)
        holder = FlowBox(spacing=6)
        chosen = plan.purposes if plan is not None else ()
        self.purposes = {
            code: TagButton(label(VisitPurpose, code), value=code, name=f"plan.purpose-{code}")
            for code in LABELS[VisitPurpose]
        }
        for code, button in self.purposes.items():
            button.setChecked(code in chosen)
            holder.add(button)
        self._form.add_row("subject", _("主题"), self.subject)
        self._form.add_row("way", _("方式"), self.way)
        self._form.add_row("purposes", _("目的"), holder)
        self._form.add_row("goals", _("目标"), self.goals)
        self._form.add_row("place", _("地点"), self.place)
        self._form.add_row("to_confirm", "", self.to_confirm)
        self.reason = LineEdit(name="plan.reason", hint=_("已约定的时间有变动时填写"))
        if plan is not None:
            self._form.add_row("reason", _("改期原因"), self.reason)

    # -- value --------------------------------------------------------------------------------------------------

    def _span(self) -> tuple[datetime, datetime]:
        day: date = self.day.value
        starts: time = self.starts.value
        return moment(day, starts), moment(day, self.ends.value)

    def values(self) -> Fields:
        """Give the fields beside customer and time."""
        return {
            "subject": self.subject.text().strip(),
            "way": self.way.value,
            "purposes": [code for code, button in self.purposes.items() if button.isChecked()],
            "goals": self.goals.toPlainText().strip(),
            "place": self.place.text().strip(),
            "to_confirm": self.to_confirm.isChecked(),
        }

    @override
    def submit(self) -> None:
        starts, ends = self._span()
        commands = self._planned(starts, ends) if self._plan is None else self._changed(self._plan, starts, ends)
        errors: dict[str, str] = {}
        if not self.customer.customer_id:
            errors["customer_id"] = _("必填，请补充")
        for command in commands:
            if isinstance(command, (PlanVisit, MoveVisit)):
                errors |= {found.field: explain_problem(found) for found in plan_problems(command)}
            if isinstance(command, MoveVisit) and self._lacks_reason(command):
                errors["reason"] = _("改到其他日期或已约定的走访，需填写原因")
        self._form.show_errors(errors, focus=True)
        if errors:
            return
        if not commands:
            self.accept()
            return
        self.accept_button.set_busy(_("保存中"))
        self._left = len(commands)
        for each in commands:
            job = self._workspace.run(each)
            job.done.connect(self._one_done)
            job.refused.connect(self._refused)
            job.failed.connect(self._failed)
            self._jobs.append(job)
        self._ids = tuple(each.id for each in commands)

    def _lacks_reason(self, command: MoveVisit) -> bool:
        promised = self._plan is not None and self._plan.to_confirm
        return is_put_off(command.old_starts_at, command.starts_at, promised=promised) and not command.reason

    def _planned(self, starts: datetime, ends: datetime) -> list[PlanVisit | MoveVisit | EditVisitPlan]:
        values: Fields = {name: value for name, value in self.values().items() if value not in ("", [], False)}
        return [
            PlanVisit(
                **self._workspace.stamp(),
                plan_id=self._workspace.new_id(),
                customer_id=self.customer.customer_id,
                starts_at=starts,
                ends_at=ends,
                owner_id=self._owner_id or None,
                values=values,
            )
        ]

    def _changed(
        self, plan: VisitBlock, starts: datetime, ends: datetime
    ) -> list[PlanVisit | MoveVisit | EditVisitPlan]:
        commands: list[PlanVisit | MoveVisit | EditVisitPlan] = []
        if (starts, ends) != (plan.starts_at, plan.ends_at):
            commands.append(
                MoveVisit(
                    **self._workspace.stamp(),
                    plan_id=plan.id,
                    old_starts_at=plan.starts_at,
                    old_ends_at=plan.ends_at,
                    starts_at=starts,
                    ends_at=ends,
                    reason=self.reason.text().strip(),
                )
            )
        old: Fields = {
            "subject": plan.subject,
            "way": plan.way,
            "purposes": list(plan.purposes),
            "goals": plan.goals,
            "place": plan.place,
            "to_confirm": plan.to_confirm,
        }
        edits = tuple(Edit(name, old[name], new) for name, new in self.values().items() if new != old[name])
        if edits:
            commands.append(EditVisitPlan(**self._workspace.stamp(), plan_id=plan.id, edits=edits))
        return commands

    def _one_done(self) -> None:
        self._left -= 1
        if not self._left:
            self.accept_button.set_busy()
            self.saved.emit(self._ids)
            self.accept()

    def _failed(self, trouble: Any) -> None:  # noqa: ANN401 -- a Trouble of the services, which views do not import
        self.accept_button.set_busy()
        self.say_error(explain(trouble.code, trouble.facts))

    def _refused(self, refused: Refused) -> None:
        self.accept_button.set_busy()
        self.say_error(explain_refused(refused, "visit_plans"))

    def _cancel(self) -> None:
        self.reject()
        self.cancel_wanted.emit()
