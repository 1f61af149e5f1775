"""Beside the form: the visit before, open promises, how the customer stands, quick phrases."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QScrollArea, QVBoxLayout, QWidget

from desktop.models.cells import Tone
from desktop.models.tips import plain_tip
from desktop.views.theme import px
from desktop.views.visits.words import day_words, due_words, joined, local, money_words, rule_words
from desktop.views.widgets import Button, HairLine, Label, Plane, SectionHeading
from desktop.views.widgets.layouts import clear, column, row
from desktop.wording import _, pgettext
from desktop.wording.labels import label
from domain.queries.visit_logs import LastVisit, PhraseRow, PromiseRow, VisitContext
from domain.values.visits import VisitWay

LAST_SHOWN = 120
TONES = {Tone.BAD: "bad", Tone.WARN: "warn"}


class SidePanel(QScrollArea):
    """The grey column. Signals: `promises_changed()`, `phrases_wanted()`."""

    promises_changed = Signal()
    phrases_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("visit.side")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        plane = Plane("side-right")
        self._box = QVBoxLayout(plane)
        self._box.setContentsMargins(20, 14, 20, 14)
        self._box.setSpacing(8)
        self.setWidget(plane)
        self._promises: dict[str, QCheckBox] = {}
        self._phrases: tuple[PhraseRow, ...] = ()
        self._context: VisitContext | None = None
        self._kept: frozenset[str] = frozenset()
        self._today = date.min
        self._ticking = True

    @property
    def kept(self) -> tuple[str, ...]:
        """The promises ticked as kept."""
        return tuple(key for key, box in self._promises.items() if box.isChecked())

    def set_kept(self, task_ids: Sequence[str]) -> None:
        """Tick promises without emitting."""
        self._kept = frozenset(task_ids)
        for key, box in self._promises.items():
            box.blockSignals(True)  # noqa: FBT003 -- Qt's signature
            box.setChecked(key in self._kept)
            box.blockSignals(False)  # noqa: FBT003 -- same

    def allow_ticks(self, *, allowed: bool) -> None:
        """Let promises be ticked as kept, or say why not."""
        self._ticking = allowed
        for box in self._promises.values():
            self._show_ticking(box)

    def _show_ticking(self, box: QCheckBox) -> None:
        box.setEnabled(self._ticking)
        yes, no = _("勾选后，完成登记时这项承诺记为已兑现"), _("补充日志时不改承诺，可在任务中完成")
        box.setToolTip(yes if self._ticking else no)

    def set_phrases(self, phrases: Sequence[PhraseRow]) -> None:
        """List other phrases."""
        self._phrases = tuple(phrases)
        self._build()

    def show_context(self, context: VisitContext | None, today: date) -> None:
        """Show another customer, or none."""
        kept = self._kept | frozenset(self.kept)
        self._context, self._today = context, today
        self._build()
        self.set_kept(tuple(kept))

    def _build(self) -> None:
        kept = self.kept
        clear(self._box)
        self._promises.clear()
        if self._context is not None:
            self._add_last(self._context.last)
            self._add_promises(self._context.promises)
            self._add_figures(self._context)
        else:
            self._box.addWidget(Label(_("选定客户后显示上次走访和未兑现的承诺"), "meta", "tertiary", wrap=True))
        self._add_phrases()
        self._box.addStretch(1)
        self.set_kept(kept or tuple(self._kept))

    def _add_last(self, last: LastVisit | None) -> None:
        heading = Label(_("上次走访"), "section")
        if last is None:
            self._box.addLayout(row(heading, Label(_("还没有走访记录"), "meta", "tertiary"), None))
            return
        parts = [day_words(local(last.starts_at).date(), self._today), label(VisitWay, last.way)]
        words = joined(" ".join(parts), _("、").join(last.met))
        self._box.addLayout(row(heading, Label(words, "meta", "tertiary"), None))
        short = last.content if len(last.content) <= LAST_SHOWN else f"{last.content[:LAST_SHOWN]}…"
        text = Label(short, tone="secondary", wrap=True, name="visit.last")
        text.setToolTip(plain_tip(last.content))
        self._box.addWidget(text)

    def _add_promises(self, promises: Sequence[PromiseRow]) -> None:
        self._box.addSpacing(8)
        heading = SectionHeading(_("未兑现的承诺"), len(promises))
        self._box.addWidget(heading)
        if not promises:
            self._box.addWidget(Label(_("没有未兑现的承诺"), "meta", "tertiary"))
        for promise in promises:
            box = QCheckBox(promise.title)
            box.setObjectName(f"visit.promise-{promise.id}")
            self._show_ticking(box)
            box.toggled.connect(self.promises_changed)
            words, tone = due_words(promise.due, self._today)
            detail = Label(joined(words, promise.assignee), "meta")
            detail.set_tone(TONES.get(tone, "tertiary"))
            detail.setContentsMargins(px(24), 0, 0, 0)
            self._promises[promise.id] = box
            self._box.addLayout(column(box, detail, spacing=1))

    def _add_figures(self, context: VisitContext) -> None:
        self._box.addSpacing(8)
        self._box.addWidget(Label(_("当前情况"), "section"))
        period = context.figures_period
        source = f"{period[:4]}-{period[4:]}" if period else ""
        lines = [(_("月收入"), money_words(context.monthly_revenue), "primary")]
        if context.arrears:
            lines.append((_("欠费"), money_words(context.arrears), "bad"))
        if source:
            lines.append((pgettext("field", "数据账期"), f"{source} {context.figures_source}".strip(), "tertiary"))
        rule = rule_words(context.value_class, context.frequency, context.last_visit, self._today)
        lines += [(_("走访规则"), rule, "primary"), (_("资料完整度"), f"{context.completeness}%", "primary")]
        for words, value, tone in lines:
            shown = Label(value, "meta", tone, wrap=True)
            shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            line = row(Label(words, "meta", "tertiary"), shown)
            line.setStretch(1, 1)
            self._box.addLayout(line)

    def _add_phrases(self) -> None:
        self._box.addSpacing(8)
        heading = SectionHeading(_("快捷短语"))
        manage = Button(_("管理"), kind="link", size="small", name="visit.phrases-manage")
        manage.clicked.connect(self.phrases_wanted)
        heading.add_action(manage)
        self._box.addWidget(heading)
        for phrase in self._phrases[:8]:
            code = Label(f";{phrase.code}", "micro", "tertiary")
            code.setProperty("kind", "key")
            code.setFixedWidth(px(38))
            code.setAlignment(Qt.AlignmentFlag.AlignCenter)
            line = row(code, Label(phrase.text, "meta", "secondary", wrap=True), spacing=10)
            line.setStretch(1, 1)
            self._box.addLayout(line)
            self._box.addWidget(HairLine())
