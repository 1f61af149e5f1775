"""Form fields: rows with a label and an error sentence, date and time fields."""

from collections.abc import Sequence
from datetime import date, time
from typing import Final

from PySide6.QtCore import QDate, QLocale, QSize, Qt, QTime, Signal
from PySide6.QtGui import QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.views.theme import color, icon, px, theme
from desktop.views.widgets.labels import Label, restyle
from desktop.wording import language

HEIGHTS: Final = {"small": 26, "tool": 30, "form": 32}
LOCALES: Final = {"zh": "zh_CN", "en": "en_GB"}


class LineEdit(QLineEdit):
    """A one-line field; `size` is small 26, tool 30 or form 32, `lead` an icon at its left."""

    def __init__(
        self,
        text: str = "",
        *,
        hint: str = "",
        size: str = "form",
        lead: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setPlaceholderText(hint)
        self.setProperty("measure", size)
        self._lead = self.addAction(icon("square"), QLineEdit.ActionPosition.LeadingPosition) if lead else None
        self._lead_name = lead
        if name:
            self.setObjectName(name)
        theme().changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        if self._lead is not None:
            self._lead.setIcon(icon(self._lead_name, "text.tertiary", px(16)))


class ComboBox(QComboBox):
    """A choice from a list of (value, words); wheel turns only scroll the page. Signal `chosen(str)` by the person."""

    chosen = Signal(str)

    def __init__(
        self,
        options: Sequence[tuple[str, str]] = (),
        value: str = "",
        *,
        size: str = "form",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("measure", size)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if name:
            self.setObjectName(name)
        self.set_options(options)
        if value:
            self.set_value(value)
        self.activated.connect(self._activated)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Replace the choices; the chosen value stays where it is still offered."""
        kept = self.value
        self.clear()
        for key, words in options:
            self.addItem(words, key)
        self.set_value(kept)

    @property
    def value(self) -> str:
        """The chosen value, or ""."""
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        """Choose without emitting; unknown values leave the first choice."""
        self.setCurrentIndex(max(self.findData(value), 0 if self.count() else -1))

    def _activated(self) -> None:
        self.chosen.emit(self.value)

    @override
    def wheelEvent(self, e: QWheelEvent) -> None:
        e.ignore()


class DateEdit(QDateEdit):
    """A day with a calendar to choose from; `value` is a `datetime.date`. Signal `changed(date)`."""

    changed = Signal(object)

    def __init__(self, value: date, *, size: str = "form", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(QDate(value.year, value.month, value.day), parent)
        self.setProperty("measure", size)
        self.setDisplayFormat("yyyy-MM-dd")
        self.setCalendarPopup(True)
        calendar = QCalendarWidget(self)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setGridVisible(False)
        calendar.setLocale(QLocale(LOCALES[language()]))
        self.setCalendarWidget(calendar)
        self._calendar = calendar
        if name:
            self.setObjectName(name)
        self.dateChanged.connect(self._changed)
        theme().changed.connect(self._refresh)
        self._refresh()

    @property
    def value(self) -> date:
        """The day."""
        day = self.date()
        return date(day.year(), day.month(), day.day())

    def set_value(self, value: date) -> None:
        """Show another day."""
        self.setDate(QDate(value.year, value.month, value.day))

    def _changed(self) -> None:
        self.changed.emit(self.value)

    def _refresh(self) -> None:
        plain, weekend = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(color("text.primary"))
        weekend.setForeground(color("text.tertiary"))
        for day in Qt.DayOfWeek:
            late = day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)
            self._calendar.setWeekdayTextFormat(day, weekend if late else plain)
        head = QTextCharFormat()
        head.setForeground(color("text.tertiary"))
        self._calendar.setHeaderTextFormat(head)
        self._calendar.setMinimumSize(QSize(px(280), px(240)))
        self.setFixedHeight(px(HEIGHTS[str(self.property("measure"))]))
        self.setMinimumWidth(px(126))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class TimeEdit(QTimeEdit):
    """A time of day in 24 hours; `value` is a `datetime.time`. Signal `changed(time)`."""

    changed = Signal(object)

    def __init__(self, value: time, *, size: str = "form", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(QTime(value.hour, value.minute), parent)
        self.setProperty("measure", size)
        self.setDisplayFormat("HH:mm")
        self.lineEdit().setTextMargins(8, 0, 8, 0)
        theme().changed.connect(self._refresh)
        self._refresh()
        if name:
            self.setObjectName(name)
        self.timeChanged.connect(self._changed)

    @property
    def value(self) -> time:
        """The time."""
        return time(self.time().hour(), self.time().minute())

    def set_value(self, value: time) -> None:
        """Show another time."""
        self.setTime(QTime(value.hour, value.minute))

    def _changed(self) -> None:
        self.changed.emit(self.value)

    def _refresh(self) -> None:
        self.setFixedHeight(px(HEIGHTS[str(self.property("measure"))]))
        self.setMinimumWidth(px(76))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class FormRow(QWidget):
    """A label, its field and the sentence that says what to mend; `required` puts a red star behind the label."""

    def __init__(
        self,
        label: str,
        field: QWidget,
        *,
        required: bool = False,
        label_width: int = 80,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._label_width = label_width
        self.label = Label(label, tone="secondary", wrap=True)
        self.label.setBuddy(field)
        self.star = Label("*", tone="bad")
        if not required:
            self.star.hide()  # showing it before it has a parent would flash a window
        if not field.accessibleName():
            field.setAccessibleName(label)
        self.error = Label("", "meta", "bad", wrap=True)
        self.error.hide()
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.label)
        head.addWidget(self.star)
        head.addStretch(1)
        self._head = QWidget()
        self._head.setLayout(head)
        head.setContentsMargins(0, px(7), 0, 0)
        self.body = QVBoxLayout()
        self.body.setSpacing(4)
        self.body.addWidget(field)
        self.body.addWidget(self.error)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self._head, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(self.body, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        theme().changed.connect(self._resize)
        self._resize()

    def set_error(self, sentence: str) -> None:
        """Say how to mend the field, or "" when it is right."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        self.field.setAccessibleDescription(sentence)
        restyle(self.field, "invalid", "true" if sentence else "false")

    def _resize(self) -> None:
        self._head.setFixedWidth(px(self._label_width))


class FormLayout(QVBoxLayout):
    """Form rows by field name, 12 pixels apart."""

    def __init__(self, parent: QWidget | None = None, *, label_width: int = 80, spacing: int = 12) -> None:
        super().__init__()
        if parent is not None:
            parent.setLayout(self)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        self._label_width = label_width
        self._rows: dict[str, FormRow] = {}

    def add_row(self, name: str, label: str, field: QWidget, *, required: bool = False) -> FormRow:
        """Add a field under a name that `show_errors` uses."""
        made = FormRow(label, field, required=required, label_width=self._label_width)
        self._rows[name] = made
        self.addWidget(made)
        return made

    def row_named(self, name: str) -> FormRow:
        """Give a row. KeyError for an unknown name."""
        return self._rows[name]

    def show_errors(self, sentences: dict[str, str], *, focus: bool = False) -> None:
        """Show one sentence a field, clear all others, and go to the first wrong field when asked."""
        first: FormRow | None = None
        for name, made in self._rows.items():
            made.set_error(sentences.get(name, ""))
            if first is None and name in sentences:
                first = made
        if focus and first is not None:
            first.field.setFocus(Qt.FocusReason.OtherFocusReason)
