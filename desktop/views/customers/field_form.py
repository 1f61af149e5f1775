"""A form made from a field table: sections, required stars, and errors while typing."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from desktop.models.field_values import DIVISIONS, INDUSTRIES, BadInput
from desktop.views.customers.editors import (
    CascadeEditor,
    CascadePicker,
    Editor,
    SearchCombo,
    Surroundings,
    division_picker,
    industry_picker,
    make_editor,
)
from desktop.views.theme import px
from desktop.views.widgets import FormRow, Label, column
from desktop.wording import N_, _
from desktop.wording.explain import explain, explain_problem
from desktop.wording.fields import field_label
from domain.commands.base import Edit
from domain.errors import Problem
from domain.rules.fields import FieldSpec, Need

SECTIONS: Final[dict[str, str]] = {
    "basic": N_("基本资料"),
    "area": N_("区域与地址"),
    "class": N_("分类与评级"),
    "needs": N_("需求与决策"),
    "owners": N_("归属与标签"),
    "figures": N_("经营数据"),
    "who": N_("身份与角色"),
    "reach": N_("联系方式"),
    "business": N_("业务往来"),
    "personal": N_("个人情况"),
}
_GROUPS: Final = ((DIVISIONS, N_("所在地区")), (INDUSTRIES, N_("国标行业")))
Values = dict[str, Any]


class FieldForm(QWidget):
    """Edits values by field name. Signal `changed()` when the person changed anything.

    `check` gives the problems of a set of new values; a field shows its error once it was touched.
    """

    changed = Signal()

    def __init__(
        self,
        kind: str,
        specs: Sequence[FieldSpec],
        values: Mapping[str, Any],
        around: Surroundings,
        check: Callable[[Values], Sequence[Problem]],
        *,
        names: Mapping[str, str] | None = None,
        locked: Mapping[str, str] | None = None,
        needs: Sequence[str] = (),
        draft: Mapping[str, Any] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self._check = check
        self._old = dict(values)
        begun = draft or {}
        self._begun = self._old | {
            name: value for name, value in begun.get("values", {}).items() if name not in (locked or {})
        }
        self._needs = frozenset(needs)
        self._editors: dict[str, Editor] = {}
        self._rows: dict[str, FormRow] = {}
        self._titles: dict[str, Label] = {}
        self._touched: set[str] = set()
        self._box = column(spacing=12, parent=self)
        self._around = around
        self._names = {**(names or {}), **begun.get("names", {})}
        section = None
        for spec in specs:
            if spec.section != section and spec.section in SECTIONS:
                self._add_title(spec.section, first=section is None)
            section = spec.section
            self._add(spec, (locked or {}).get(spec.name, ""))
        for name, text in begun.get("texts", {}).items():
            self._retype(name, text)

    def _add_title(self, section: str, *, first: bool) -> None:
        if not first:
            self._box.addSpacing(10)
        title = Label(_(SECTIONS[section]), "section", name=f"section.{section}")
        self._titles[section] = title
        self._box.addWidget(title)

    def _add(self, spec: FieldSpec, lock: str) -> None:
        group = next(((names, words) for names, words in _GROUPS if spec.name in names), None)
        if group is not None:
            self._add_level(spec, *group, lock)
            return
        editor = make_editor(spec, self._begun.get(spec.name), self._around, self._names)
        editor.widget.setObjectName(f"field.{spec.name}")
        self._place(spec, editor, field_label(spec.name, self._kind), lock)

    def _add_level(self, spec: FieldSpec, names: tuple[str, ...], words: str, lock: str) -> None:
        """Put one level of a cascade into the row the first level has opened."""
        known = next((self._editors[name] for name in names if name in self._editors), None)
        if known is not None and isinstance(known.widget, CascadePicker):
            editor = CascadeEditor(spec, self._begun.get(spec.name), known.widget)
            self._editors[spec.name] = editor
            self._rows[spec.name] = self._rows[known.spec.name]
            editor.changed.connect(partial(self._changed, spec.name))
            return
        made = division_picker if names is DIVISIONS else industry_picker
        values = {name: str(self._begun.get(name) or "") for name in names}
        picker = made(self._around.codes, values)
        self._place(spec, CascadeEditor(spec, self._begun.get(spec.name), picker), _(words), lock)
        self._rows[spec.name].star.setVisible(bool(self._needs.intersection(names)))

    def _place(self, spec: FieldSpec, editor: Editor, words: str, lock: str) -> None:
        required = spec.name in self._needs or (not self._needs and spec.need is Need.MUST)
        made = FormRow(words, editor.widget, required=required, label_width=104)
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        if lock:
            editor.widget.setEnabled(False)
            editor.widget.setToolTip(lock)
            made.setToolTip(lock)
        self._editors[spec.name] = editor
        self._rows[spec.name] = made
        editor.changed.connect(partial(self._changed, spec.name))
        self._box.addWidget(made)

    # -- values ---------------------------------------------------------------------------------------------------

    def read(self) -> tuple[Values, dict[str, str]]:
        """Give the values that can be read, and a sentence for each that cannot."""
        values: Values = {}
        wrong: dict[str, str] = {}
        for name, editor in self._editors.items():
            try:
                values[name] = editor.read()
            except BadInput as error:
                wrong[name] = explain(error.code)
        return values, wrong

    def edits(self) -> tuple[Edit, ...]:
        """Give what was changed, with the value seen and the value wanted."""
        values, _wrong = self.read()
        return tuple(
            Edit(name, self._old.get(name), value) for name, value in values.items() if value != self._old.get(name)
        )

    def draft(self) -> Values:
        """Give what was typed so far as JSON: changed values, words that cannot be read yet, names behind ids."""
        widgets = {name: editor.widget for name, editor in self._editors.items()}
        _values, wrong = self.read()
        values = {edit.field: edit.new for edit in self.edits()}
        texts = {name: _typed(widgets[name]) for name in wrong}
        combos = {name: widget for name, widget in widgets.items() if isinstance(widget, SearchCombo)}
        names = {combo.value: combo.currentText() for name, combo in combos.items() if values.get(name)}
        return {"values": values, "texts": texts, "names": names}

    def _retype(self, name: str, text: str) -> None:
        widget = self._editors[name].widget if name in self._editors else None
        if isinstance(widget, QLineEdit):
            widget.setText(text)
        elif isinstance(widget, QPlainTextEdit):
            widget.setPlainText(text)

    def filled(self) -> Values:
        """Give the values that are not empty, for a new record."""
        values, _wrong = self.read()
        return {name: value for name, value in values.items() if value not in (None, "", [])}

    def editor(self, name: str) -> Editor:
        """Give the editor of a field. KeyError for a field the form lacks."""
        return self._editors[name]

    def title(self, section: str) -> Label | None:
        """Give the heading of a section, to scroll to."""
        return self._titles.get(section)

    def row_of(self, name: str) -> FormRow | None:
        """Give the row of a field, to scroll to."""
        return self._rows.get(name)

    # -- errors ---------------------------------------------------------------------------------------------------

    def errors(self) -> dict[str, str]:
        """Give a sentence for every wrong field."""
        values, wrong = self.read()
        found = {problem.field: explain_problem(problem) for problem in self._check(values)}
        return found | wrong

    def show_errors(self, sentences: Mapping[str, str], *, focus: bool = False) -> FormRow | None:
        """Show sentences under their fields and nothing under the others; gives the first wrong row."""
        by_row: dict[FormRow, str] = dict.fromkeys(self._rows.values(), "")
        for name, sentence in sentences.items():
            if name in self._rows and not by_row[self._rows[name]]:
                by_row[self._rows[name]] = sentence
        first: FormRow | None = None
        for made, sentence in by_row.items():
            made.set_error(sentence)
            first = made if first is None and sentence else first
        if focus and first is not None:
            first.field.setFocus()
        return first

    def submit(self) -> bool:
        """Check everything, show what is wrong and go there; tells whether nothing is."""
        self._touched.update(self._editors)
        sentences = self.errors()
        self.show_errors(sentences, focus=True)
        return not sentences

    def _changed(self, name: str) -> None:
        self._touched.add(name)
        self.show_errors({field: text for field, text in self.errors().items() if field in self._touched})
        self.changed.emit()


def _typed(widget: QWidget) -> str:
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    return widget.text() if isinstance(widget, QLineEdit) else ""


def narrow(widget: QWidget, width: int = 680) -> QWidget:
    """Keep a form readable on wide windows."""
    widget.setMaximumWidth(px(width))
    return widget
