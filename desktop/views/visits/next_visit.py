"""When to come again: off, or a day, preset by the customer's rule."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.views.visits.words import frequency_words
from desktop.views.widgets import DateEdit, Label
from desktop.views.widgets.layouts import row
from desktop.wording import _
from domain.rules.visit_due import Frequency

MONTH = 30


class NextVisit(QWidget):
    """A tick and a day. Signal `changed()`."""

    changed = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._preset: date | None = None
        self.tick = QCheckBox(_("约定"))
        self.tick.setObjectName("visit.next-tick")
        self.tick.setAccessibleName(_("约定下次走访"))
        self.day = DateEdit(today() + timedelta(days=MONTH), name="visit.next-day")
        self.day.setAccessibleName(_("下次走访"))
        self.day.setEnabled(False)
        self.rule = Label("", "meta", "tertiary", name="visit.next-rule")
        row(self.tick, self.day, self.rule, None, spacing=10, parent=self)
        self.setFocusProxy(self.tick)
        self.tick.toggled.connect(self._ticked)
        self.day.changed.connect(self._changed)

    @property
    def value(self) -> date | None:
        """The day, or None when nothing is agreed."""
        return self.day.value if self.tick.isChecked() else None

    def set_value(self, value: date | None) -> None:
        """Show a day, or none."""
        self.tick.setChecked(value is not None)
        if value is not None:
            self.day.set_value(value)

    def set_rule(self, tier: str, rule: Frequency, visited: date) -> None:
        """Preset the day the customer's rule asks for after a visit."""
        self._preset = rule.after(visited)
        words = f"{tier} {frequency_words(rule.times, rule.months)}"
        if self._preset is not None:
            words = _("{rule}，应不晚于 {day}").format(rule=words, day=f"{self._preset:%m-%d}")
        self.rule.setText(words)
        if self._preset is not None and not self.tick.isChecked():
            self.day.set_value(self._preset)

    def _ticked(self) -> None:
        self.day.setEnabled(self.tick.isChecked())
        self.changed.emit()

    def _changed(self) -> None:
        if self.tick.isChecked():
            self.changed.emit()
