"""One editor for each kind of field, made from the field table."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

import msgspec
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from desktop.models.field_values import DIVISIONS, INDUSTRIES, input_text, read_input
from desktop.views.theme import px
from desktop.views.widgets import ComboBox, FlowLayout, LineEdit, TagButton, clear, column, row
from desktop.wording import N_, _
from desktop.wording.labels import label
from domain.rules.codes import CodeLists
from domain.rules.divisions import cities, counties, provinces
from domain.rules.fields import FieldKind, FieldSpec
from domain.rules.industries import children, sections

UNKNOWN: Final = ""
HINTS: Final[dict[str, str]] = {
    "tel": N_("如 0583-12345678"),
    "website": N_("如 www.example.cn"),
    "hold_pct": N_("百分比，如 51"),
    "birthday": N_("如 1980-06-01 或 06-01"),
    "figures_period": N_("如 202611"),
    "tags": N_("用顿号分开"),
    "install_sites": N_("每行一个地址"),
    "concerns": N_("每行一项"),
}
ALWAYS_KNOWN: Final = frozenset(
    {"cust_kind", "coop_state", "owner_level", "org_type", "relation_tier", "value_class", "segment", "source"}
    | {"gender", "attitude", "birthday_calendar", "consent"}
)
"""Choices that have a value from the start and never lose it."""
Options = Sequence[tuple[str, str]]


class Surroundings(msgspec.Struct, frozen=True):
    """What editors choose from: code lists, people by id, and a search of customers by words."""

    codes: CodeLists
    people: tuple[tuple[str, str], ...] = ()
    find_customers: Callable[[str, Callable[[Options], None]], None] | None = None


class Editor(QObject):
    """A widget and the wire value in it. Signal `changed()` by the person."""

    changed = Signal()

    def __init__(self, spec: FieldSpec, old: Any) -> None:  # noqa: ANN401 -- a wire value of any kind
        super().__init__()
        self.spec = spec
        self.old = old
        self.widget: QWidget

    def read(self) -> Any:  # noqa: ANN401 -- same
        """Give the value. Raises BadInput."""
        raise NotImplementedError

    def empty(self) -> Any:  # noqa: ANN401 -- same
        """Give what an empty field holds, so that leaving it alone changes nothing."""
        return "" if isinstance(self.old, str) else None


class TextEditor(Editor):
    """A line: text, numbers, money, days, words separated by commas."""

    def __init__(self, spec: FieldSpec, old: Any) -> None:  # noqa: ANN401 -- same
        super().__init__(spec, old)
        hint = _(HINTS[spec.name]) if spec.name in HINTS else ""
        if spec.kind is FieldKind.MONEY:
            hint = _("元")
        elif spec.kind is FieldKind.DATE:
            hint = _("如 2026-11-25")
        self._line = LineEdit(input_text(spec, old), hint=hint)
        self._first = self._line.text()
        self._line.textEdited.connect(self.changed)
        self.widget = self._line

    @override
    def read(self) -> Any:
        if self._line.text() == self._first:
            return self.old
        return read_input(self.spec, self._line.text(), self.old)


class LongEditor(Editor):
    """Several lines: notes, or a list with one entry a line."""

    def __init__(self, spec: FieldSpec, old: Any) -> None:  # noqa: ANN401 -- same
        super().__init__(spec, old)
        self._text = QPlainTextEdit(input_text(spec, old))
        self._first = self._text.toPlainText()
        self._text.setPlaceholderText(_(HINTS[spec.name]) if spec.name in HINTS else "")
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(px(76))
        self._text.textChanged.connect(self.changed)
        self.widget = self._text

    @override
    def read(self) -> Any:
        if self._text.toPlainText() == self._first:
            return self.old
        return read_input(self.spec, self._text.toPlainText(), self.old)


class ChoiceEditor(Editor):
    """One of a list; the first entry is "not known" where the field may be empty."""

    def __init__(self, spec: FieldSpec, old: Any, options: Options) -> None:  # noqa: ANN401 -- same
        super().__init__(spec, old)
        held = "" if old is None else ("yes" if old else "no") if spec.kind is FieldKind.BOOLEAN else str(old)
        is_known = spec.name in ALWAYS_KNOWN or (spec.kind is FieldKind.BOOLEAN and old is not None)
        offered = [*options] if is_known else [(UNKNOWN, _("未填")), *options]
        if held and held not in dict(offered):
            offered.append((held, held))
        self._combo = ComboBox(offered, held)
        self._combo.setMaxVisibleItems(12)
        self._combo.chosen.connect(self.changed)
        self.widget = self._combo

    @override
    def read(self) -> Any:
        chosen = self._combo.value
        if self.spec.kind is FieldKind.BOOLEAN:
            return {"yes": True, "no": False}.get(chosen)
        return chosen or (self.old if self.old == "" else None)


class ChoicesEditor(Editor):
    """Several of a list, as pills."""

    def __init__(self, spec: FieldSpec, old: Any) -> None:  # noqa: ANN401 -- same
        super().__init__(spec, old)
        self.widget = QWidget()
        flow = FlowLayout(self.widget)
        self._pills: list[TagButton] = []
        for item in spec.choices or ():
            pill = TagButton(label(spec.choices, item.value), value=item.value) if spec.choices else None
            if pill is not None:
                pill.setObjectName(f"choice.{item.value}")
                pill.setChecked(item.value in (old or ()))
                pill.toggled.connect(self._told)
                self._pills.append(pill)
                flow.addWidget(pill)

    def _told(self) -> None:
        self.changed.emit()

    @override
    def read(self) -> Any:
        return [pill.value for pill in self._pills if pill.isChecked()]


class SearchCombo(ComboBox):
    """A long list one types into: any part of the words finds an entry, anything else is put back."""

    def __init__(self, options: Options = (), value: str = "", *, name: str = "") -> None:
        super().__init__(options, value, name=name)
        self.line = QLineEdit()
        self.setLineEdit(self.line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(14)
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.search = QCompleter(self.model(), self)
        self.search.setFilterMode(Qt.MatchFlag.MatchContains)
        self.search.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(self.search)
        self.line.editingFinished.connect(self._settle)

    def _settle(self) -> None:
        found = self.findText(self.currentText(), Qt.MatchFlag.MatchExactly)
        if found < 0:
            self.setEditText(self.itemText(self.currentIndex()))
        elif found != self.currentIndex():
            self.setCurrentIndex(found)
            self.chosen.emit(self.value)


class CascadePicker(QWidget):
    """Lists side by side, each narrowed by the one before: province, city, county. Signal `changed()`."""

    changed = Signal()

    def __init__(
        self, names: Sequence[str], options: Sequence[Callable[[str], Options]], values: Mapping[str, str]
    ) -> None:
        super().__init__()
        self._options = tuple(options)
        self._combos: dict[str, SearchCombo] = {}
        line = row(parent=self)
        for number, name in enumerate(names):
            combo = SearchCombo(name=f"field.{name}")
            combo.chosen.connect(partial(self._chosen, number))
            self._combos[name] = combo
            line.addWidget(combo, 1)
        self.setFocusProxy(next(iter(self._combos.values())))
        self.set_values(values)

    @property
    def values(self) -> dict[str, str]:
        """The chosen codes by field name."""
        return {name: combo.value for name, combo in self._combos.items()}

    def set_values(self, values: Mapping[str, str]) -> None:
        """Choose codes without telling."""
        above = ""
        for (name, combo), options in zip(self._combos.items(), self._options, strict=True):
            held = values.get(name) or ""
            offered = [(UNKNOWN, _("未填")), *options(above)]
            combo.set_options(offered if held in dict(offered) else [*offered, (held, held)])
            combo.set_value(held)
            above = held

    def _chosen(self, number: int) -> None:
        names = tuple(self._combos)
        kept = {name: value for name, value in self.values.items() if names.index(name) <= number}
        self.set_values(kept)
        self.changed.emit()


class CascadeEditor(Editor):
    """One level of a cascade; the widget is the whole row of lists and belongs to the first level."""

    def __init__(self, spec: FieldSpec, old: Any, picker: CascadePicker) -> None:  # noqa: ANN401 -- same
        super().__init__(spec, old)
        self._picker = picker
        self.widget = picker
        picker.changed.connect(self.changed)

    @override
    def read(self) -> Any:
        return self._picker.values[self.spec.name] or self.empty()


class CustomerEditor(Editor):
    """Another customer on file, found while typing."""

    def __init__(
        self,
        spec: FieldSpec,
        old: Any,  # noqa: ANN401 -- same
        name: str,
        find: Callable[[str, Callable[[Options], None]], None],
    ) -> None:
        super().__init__(spec, old)
        self._find = find
        self._combo = SearchCombo([(UNKNOWN, _("未填")), *([(str(old), name)] if old else [])], str(old or ""))
        self._combo.line.textEdited.connect(self._typed)
        self._combo.chosen.connect(self.changed)
        self.widget = self._combo

    def _typed(self, words: str) -> None:
        if words.strip():
            self._find(words, self._offer)

    def _offer(self, found: Options) -> None:
        words = self._combo.currentText()
        held = (self._combo.value, self._combo.itemText(self._combo.currentIndex()))
        kept = [held] if held[0] else []
        self._combo.set_options([(UNKNOWN, _("未填")), *kept, *(pair for pair in found if pair not in kept)])
        self._combo.setEditText(words)
        self._combo.search.complete()

    @override
    def read(self) -> Any:
        return self._combo.value or None


class PeopleEditor(Editor):
    """Several colleagues: one is added from a list one types into, a click on a name takes it off."""

    def __init__(self, spec: FieldSpec, old: Any, people: Options, names: Mapping[str, str]) -> None:  # noqa: ANN401 -- same
        super().__init__(spec, old)
        self._chosen: list[str] = list(old or [])
        self._words = {**dict(people), **{key: names[key] for key in self._chosen if key in names}}
        self._combo = SearchCombo([(UNKNOWN, _("添加人员")), *people], name=f"field.{spec.name}.add")
        self._combo.chosen.connect(self._add)
        self._pills = QWidget()
        self._flow = FlowLayout(self._pills)
        self.widget = QWidget()
        column(self._pills, self._combo, spacing=6, parent=self.widget)
        self.widget.setFocusProxy(self._combo)
        self._show()

    def _show(self) -> None:
        clear(self._flow)
        for person_id in self._chosen:
            words = self._words.get(person_id, person_id)
            pill = TagButton(words, value=person_id)
            pill.setObjectName(f"chosen.{person_id}")
            pill.setChecked(True)
            pill.setToolTip(_("点击移除 {name}").format(name=words))
            pill.toggled.connect(partial(self._remove, person_id))
            self._flow.addWidget(pill)
        self._pills.setVisible(bool(self._chosen))

    def _add(self) -> None:
        person_id = self._combo.value
        self._combo.set_value(UNKNOWN)
        if person_id and person_id not in self._chosen:
            self._chosen.append(person_id)
            self._show()
            self.changed.emit()

    def _remove(self, person_id: str, _on: bool = False) -> None:  # noqa: FBT001, FBT002 -- what a toggle says
        self._chosen.remove(person_id)
        self._show()
        self.changed.emit()

    @override
    def read(self) -> Any:
        return list(self._chosen)


def division_picker(codes: CodeLists, values: Mapping[str, str]) -> CascadePicker:
    """Make the lists of province, city and county."""
    return CascadePicker(
        DIVISIONS,
        (
            lambda _above: [(found.code, found.name) for found in provinces(codes)],
            lambda above: [(found.code, found.name) for found in cities(codes, above)] if above else [],
            lambda above: [(found.code, found.name) for found in counties(codes, above)] if above else [],
        ),
        values,
    )


def industry_picker(codes: CodeLists, values: Mapping[str, str]) -> CascadePicker:
    """Make the lists of industry section, division and group."""
    return CascadePicker(
        INDUSTRIES,
        (
            lambda _above: [(found.code, f"{found.code} {found.name}") for found in sections(codes)],
            lambda above: [(found.code, f"{found.code} {found.name}") for found in children(codes, above)],
            lambda above: [(found.code, f"{found.code} {found.name}") for found in children(codes, above)],
        ),
        values,
    )


def make_editor(spec: FieldSpec, old: Any, around: Surroundings, names: Mapping[str, str]) -> Editor:  # noqa: ANN401 -- a wire value of any kind
    """Make the editor of a field outside the cascades; `names` gives the names behind references."""
    if spec.kind is FieldKind.CHOICES:
        return ChoicesEditor(spec, old)
    if spec.kind in (FieldKind.REFERENCE, FieldKind.REFERENCES):
        return _reference_editor(spec, old, around, names)
    if spec.kind in (FieldKind.LONG_TEXT, FieldKind.RECORDS):
        return LongEditor(spec, old)
    if spec.choices is not None:
        return ChoiceEditor(spec, old, [(item.value, label(spec.choices, item.value)) for item in spec.choices])
    if spec.kind is FieldKind.BOOLEAN:
        return ChoiceEditor(spec, old, [("yes", _("是")), ("no", _("否"))])
    return TextEditor(spec, old)


def _reference_editor(spec: FieldSpec, old: Any, around: Surroundings, names: Mapping[str, str]) -> Editor:  # noqa: ANN401 -- same
    if spec.kind is FieldKind.REFERENCES:
        return PeopleEditor(spec, old, around.people, names)
    held = str(old or "")
    if "cust" in spec.name and around.find_customers is not None:
        return CustomerEditor(spec, old, names.get(held, held), around.find_customers)
    known = dict(around.people)
    gone = [(held, names[held])] if held in names and held not in known else []
    return ChoiceEditor(spec, old, [*around.people, *gone])
