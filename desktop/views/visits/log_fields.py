"""The widgets of the form that records a visit, in rows."""

from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from desktop.views.theme import px
from desktop.views.visits.attachments_field import AttachmentsField
from desktop.views.visits.content_editor import ContentEditor
from desktop.views.visits.customer_picker import CustomerPicker
from desktop.views.visits.flow_box import FlowBox
from desktop.views.visits.next_visit import NextVisit
from desktop.views.visits.task_rows import TaskRows
from desktop.views.visits.words import local
from desktop.views.widgets import (
    ChipsInput,
    ComboBox,
    DateEdit,
    FormLayout,
    Label,
    LineEdit,
    Plane,
    Segmented,
    TagButton,
    TimeEdit,
)
from desktop.views.widgets.layouts import row
from desktop.wording import _, language, pgettext
from desktop.wording.labels import LABELS, label
from desktop.workspace import Workspace
from domain.values.visits import CustomerMood, VisitGrade, VisitPurpose, VisitResult, VisitWay

MAIN_WAYS = ("on_site", "phone", "online", "at_our_place")
OTHER_WAYS = ("joint", "event", "other")


class LogFields(Plane):
    """Every field of a visit log, laid out; `LogForm` gives them meaning."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("sheet", parent=parent)
        self._workspace = workspace
        self.form = FormLayout(self, label_width=64 if language() == "zh" else 92, spacing=11)
        self.form.setContentsMargins(24, 16, 24, 16)
        self._add_who()
        self._add_when()
        self._add_people()
        self._add_points()
        self._add_outcome()
        self._add_more()

    def _add_who(self) -> None:
        self.customer = CustomerPicker(self._workspace)
        self.customer.setMinimumWidth(px(240))
        self.way = Segmented([(code, label(VisitWay, code)) for code in MAIN_WAYS], name="visit.way")
        others = [("", _("其他方式")), *((code, label(VisitWay, code)) for code in OTHER_WAYS)]
        self.other_way = ComboBox(others, name="visit.way-other", size="tool")
        self.other_way.setMaximumWidth(px(120))
        self.other_way.setAccessibleName(_("其他方式"))
        way = Label(_("方式"), tone="secondary")
        self._line("customer_id", pgettext("field", "客户"), self.customer, way, self.way, self.other_way)

    def _add_when(self) -> None:
        today = self._workspace.today()
        now = local(self._workspace.now()).time().replace(second=0, microsecond=0)
        self.day = DateEdit(today, name="visit.day")
        self.starts = TimeEdit(now, name="visit.starts")
        self.ends = TimeEdit(now, name="visit.ends")
        self.length = Label("", "meta", "tertiary", name="visit.length")
        self.plan = ComboBox([("", _("不关联计划"))], name="visit.plan")
        self.plan.setMinimumWidth(px(160))
        for widget, words in ((self.day, _("日期")), (self.starts, _("开始时间")), (self.ends, _("结束时间"))):
            widget.setAccessibleName(words)
        self.plan.setAccessibleName(_("计划"))
        to = Label(_("至"), tone="tertiary")
        self.plan_words = Label(_("计划"), tone="secondary")
        self.plan_gap = QWidget()
        self.plan_gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        parts = (self.day, self.starts, to, self.ends, self.length, 8, self.plan_words, self.plan, self.plan_gap)
        self._line("ends_at", _("时间"), *parts)
        self.time_notes = Label("", "meta", "warn", wrap=True, name="visit.time-notes")
        self.time_notes.hide()
        made = self.form.row_named("ends_at")
        made.body.addWidget(self.time_notes)

    def say_time_notes(self, words: str) -> None:
        """Say what is remarkable about the time, "" for nothing; it may be recorded all the same."""
        self.time_notes.setText(words)
        self.time_notes.setVisible(bool(words))

    def _add_people(self) -> None:
        self.contacts = ChipsInput(hint=_("添加客户方"), free=True, name="visit.contacts")
        self.contacts.edit.setAccessibleName(_("客户方参加人"))
        self.companions = ChipsInput(hint=_("添加同事"), name="visit.companions")
        self.companions.edit.setAccessibleName(_("同访人员"))
        self._line("contact_ids", _("参加人"), self.contacts, self.companions, stretches=(3, 2))
        holder = FlowBox()
        self.purposes = {
            code: TagButton(label(VisitPurpose, code), value=code, name=f"visit.purpose-{code}")
            for code in LABELS[VisitPurpose]
        }
        for button in self.purposes.values():
            holder.add(button)
        self.form.add_row("purposes", _("目的"), holder)

    def _add_points(self) -> None:
        self.content = ContentEditor()
        self.form.add_row("content", _("沟通要点"), self.content, required=True)
        self.mood = Segmented([(code, label(CustomerMood, code)) for code in LABELS[CustomerMood]], name="visit.mood")
        self.competitor = LineEdit(name="visit.competitor", hint=_("报价、拜访、合同到期等"))
        words = Label(_("友商动向"), tone="secondary")
        self.competitor.setAccessibleName(_("友商动向"))
        self._line("competitor_info", pgettext("field", "客户态度"), self.mood, words, self.competitor, required=False)
        self.tasks = TaskRows(self._workspace.new_id, self._workspace.today)
        self.form.add_row("tasks", _("后续任务"), self.tasks)
        self.files = AttachmentsField(self._workspace)
        self.form.add_row("attachments", _("附件"), self.files)

    def _add_outcome(self) -> None:
        self.result = Segmented([(code, label(VisitResult, code)) for code in LABELS[VisitResult]], name="visit.result")
        self.grade = Segmented([(code, label(VisitGrade, code)) for code in LABELS[VisitGrade]], name="visit.grade")
        words = Label(_("会见层级"), tone="secondary")
        self._line("result", _("走访结果"), self.result, 8, words, self.grade, None, required=False)
        self.next_visit = NextVisit(self._workspace.today)
        self.form.add_row("next_visit", _("下次走访"), self.next_visit)

    def _add_more(self) -> None:
        self.needs = LineEdit(name="visit.needs", hint=_("客户提出的需求，多条用分号隔开"))
        self.opinions = LineEdit(name="visit.opinions", hint=_("意见建议"))
        self.complaints = LineEdit(name="visit.complaints", hint=_("投诉"))
        self.opinions.setAccessibleName(_("意见建议"))
        self.complaints.setAccessibleName(_("投诉"))
        self._line("needs", pgettext("field", "客户需求"), self.needs, self.opinions, self.complaints, required=False)
        self.place = LineEdit(name="visit.place", lead="map-pin")
        self.place.setMaxLength(200)
        self._line("place", _("地点"), self.place, required=False)
        self.sign = QCheckBox(_("客户已签字确认"))
        self.sign.setObjectName("visit.sign")
        self.sign_why = Label(_("催缴、合规走访需要客户签字，或附签字件"), "meta", "warn", name="visit.sign-why")
        self._line("cust_sign", pgettext("field", "客户签字"), self.sign, self.sign_why, None, required=False)
        self.show_signature(needed=False, given=False)

    def show_signature(self, *, needed: bool, given: bool) -> None:
        """Say whether this visit needs the customer's signature, until it has one or a file that shows it."""
        self.form.row_named("cust_sign").star.setVisible(needed)
        self.sign_why.setVisible(needed and not given)

    def _line(
        self,
        name: str,
        words: str,
        *parts: QWidget | int | None,
        required: bool = True,
        stretches: tuple[int, ...] = (),
    ) -> None:
        """Add a row of several fields; the first one stands for the row."""
        holder = QWidget()
        made = row(*parts, spacing=8, parent=holder)
        widgets = [part for part in parts if isinstance(part, QWidget)]
        holder.setFocusProxy(widgets[0])
        for part, share in zip(widgets, stretches, strict=False):
            made.setStretchFactor(part, share)
        widgets[0].setAccessibleName(widgets[0].accessibleName() or words)
        self.form.add_row(name, words, holder, required=required)
