"""One visit log laid out to be read: facts, points, what follows, files."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.models.cells import Tone
from desktop.models.field_values import value_words
from desktop.views.theme import px
from desktop.views.visits.flow_box import FlowBox
from desktop.views.visits.read_files import ReadFiles
from desktop.views.visits.words import SHORTFALLS, day_words, local, near_day, span_words
from desktop.views.widgets import (
    HairLine,
    Label,
    SectionHeading,
    StatusBadge,
    chip_label,
)
from desktop.views.widgets.layouts import clear, row
from desktop.wording import _, pgettext
from desktop.wording.fields import field_label
from desktop.wording.labels import label
from domain.queries.visit_logs import FileUpdate, FollowUp, VisitLogRow
from domain.rules.customers import CUSTOMER_FIELDS
from domain.rules.visit_validity import Shortfall
from domain.values.tasks import TaskState
from domain.values.visits import CustomerMood, VisitGrade, VisitPurpose, VisitResult, VisitWay

LABEL = 84
SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse
NOTHING = "—"
DONE = (TaskState.DONE, TaskState.CANCELLED)


def change_words(update: FileUpdate) -> str:
    """Say what a field of the file held before the visit and after it."""
    spec = CUSTOMER_FIELDS.get(update.field)
    old, new = (value_words(spec, value, None, update.names) if spec else "" for value in (update.old, update.new))
    return f"{old or NOTHING} → {new or NOTHING}"


class VisitFacts(QWidget):
    """The body of the page."""

    def __init__(self, files: ReadFiles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files = files
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(24, 18, 24, 24)
        self._box.setSpacing(10)

    def show_log(self, log: VisitLogRow, today: date) -> None:
        """Show a log."""
        clear(self._box)
        self._add_facts(log, today)
        self._add_text(_("沟通要点"), log.content, "visit.read-content")
        lists = ((pgettext("field", "客户需求"), log.needs), (_("意见建议"), log.opinions), (_("投诉"), log.complaints))
        for words, lines in lists:
            if lines:
                self._add_text(words, "\n".join(f"· {line}" for line in lines))
        if log.competitor_info:
            self._add_text(_("友商动向"), log.competitor_info)
        if log.result_note:
            self._add_text(_("结果说明"), log.result_note)
        if log.file_updates:
            changes = (f"· {field_label(one.field, 'customers')}  {change_words(one)}" for one in log.file_updates)
            self._add_text(_("档案更新"), "\n".join(changes), "visit.file-updates")
        self._add_tasks(log.tasks, today)
        self._add_files(log)
        self._box.addStretch(1)

    def _add_facts(self, log: VisitLogRow, today: date) -> None:
        day = local(log.starts_at).date()
        minutes = int((log.ends_at - log.starts_at).total_seconds() // 60)
        when = f"{near_day(day, today)} {span_words(log.starts_at, log.ends_at)}"
        facts = [
            (_("时间"), _("{when}，{minutes} 分钟").format(when=when, minutes=minutes)),
            (_("方式"), label(VisitWay, log.way)),
            (_("客户方"), "、".join(f"{one.name} {one.detail}".strip() for one in log.met) or "—"),
            (_("我方"), "、".join([log.author, *(one.name for one in log.companions)])),
            (_("会见层级"), label(VisitGrade, log.grade)),
            (pgettext("field", "客户态度"), label(CustomerMood, log.mood) or "—"),
            (_("走访结果"), label(VisitResult, log.result)),
            (_("下次走访"), day_words(log.next_visit, today) if log.next_visit else _("未约定")),
            (_("地点"), log.place or "—"),
            (pgettext("field", "客户签字"), _("已签字") if log.cust_sign else _("未签字")),
        ]
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for at, (words, value) in enumerate(facts):
            name = Label(words, tone="tertiary")
            name.setMinimumWidth(px(LABEL) - 20)
            grid.addWidget(name, at // 2, at % 2 * 2)
            grid.addWidget(Label(value, wrap=True), at // 2, at % 2 * 2 + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self._box.addLayout(grid)
        if log.purposes:
            line = row(*(chip_label(label(VisitPurpose, code)) for code in log.purposes), None, spacing=6)
            self._box.addLayout(line)
        if log.invalid_reasons:
            reasons = _("；").join(
                _(SHORTFALLS[Shortfall(code)]) for code in log.invalid_reasons if code in set(Shortfall)
            )
            words = _("按规则计为迟报：{reasons}") if log.valid else _("不计入有效走访：{reasons}")
            self._box.addWidget(Label(words.format(reasons=reasons), "meta", "warn", wrap=True, name="visit.invalid"))
        self._box.addWidget(HairLine())

    def _add_text(self, heading: str, text: str, name: str = "") -> None:
        self._box.addWidget(Label(heading, "section"))
        shown = Label(text, wrap=True, name=name)
        shown.setTextInteractionFlags(shown.textInteractionFlags() | SELECTABLE)
        self._box.addWidget(shown)
        self._box.addSpacing(4)

    def _add_tasks(self, tasks: tuple[FollowUp, ...], today: date) -> None:
        if not tasks:
            return
        self._box.addWidget(SectionHeading(_("后续任务"), len(tasks)))
        for task in tasks:
            late = task.due < today and task.state not in DONE
            due = Label(near_day(task.due, today), "meta", "bad" if late else "tertiary")
            tone = Tone.OK if task.state == TaskState.DONE else Tone.SECONDARY
            badges = [StatusBadge(label(TaskState, task.state), tone)]
            if task.is_promise:
                badges.append(StatusBadge(_("承诺"), Tone.ACCENT))
            title = Label(task.title, wrap=True)
            line = row(title, *badges, Label(task.assignee or _("待分派"), "meta", "secondary"), due, spacing=10)
            line.setStretch(0, 1)
            self._box.addLayout(line)
            self._box.addWidget(HairLine())

    def _add_files(self, log: VisitLogRow) -> None:
        if not log.attachments:
            return
        self._box.addWidget(SectionHeading(_("附件"), len(log.attachments)))
        holder = FlowBox(line_gap=8)
        for file in log.attachments:
            holder.add(self._files.tile(file))
        self._box.addWidget(holder)
