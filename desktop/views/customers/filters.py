"""The side of the customer list: views with their counts, saved views, and filters."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

import msgspec
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop.models.field_values import division_words
from desktop.models.tips import plain_tip
from desktop.views.customers.parts import CountButton, CountCheck, Fold, scrolled
from desktop.views.widgets import Button, FlowLayout, IconButton, Label, Plane, clear, column, row
from desktop.wording import N_, _
from desktop.wording.labels import label
from domain.permissions import Permission
from domain.queries.customers import CustomerCounts, CustomerFilter, CustomerView
from domain.rules.codes import CodeLists
from domain.values.customers import Segment
from domain.values.tiers import RelationTier, ValueClass

VIEWS: Final = (
    (CustomerView.MINE, N_("我的客户"), "user-round", None),
    (CustomerView.TEAM, N_("本组客户"), "users-round", Permission.TEAM_VIEW),
    (CustomerView.THIS_WEEK, N_("本周应访"), "calendar-check", None),
    (CustomerView.OVERDUE, N_("走访逾期"), "circle-alert", None),
    (CustomerView.ARREARS, N_("有欠费"), "receipt-text", None),
    (CustomerView.INCOMPLETE, N_("档案不完整"), "file-warning", None),
)
"""(code, words, icon, permission that shows it)"""
GRADES: Final = (ValueClass.A1, ValueClass.A2, ValueClass.B1, ValueClass.B2, ValueClass.C, ValueClass.D)
MOST_SEGMENTS: Final = 15
MOST_COUNTIES: Final = 30


class FilterPanel(Plane):
    """Chooses what the list shows.

    Signals: `changed(CustomerFilter)` by the person; `save_asked()` to keep the present filter under a name;
    `saved_chosen(str)` and `saved_removed(str)` a saved view by its name.
    """

    changed = Signal(object)
    save_asked = Signal()
    saved_chosen = Signal(str)
    saved_removed = Signal(str)

    def __init__(self, codes: CodeLists, permitted: Iterable[Permission], parent: QWidget | None = None) -> None:
        super().__init__("side-left", name="customers.filters", parent=parent)
        self._codes = codes
        self._filter = CustomerFilter()
        self._permitted = frozenset(permitted)
        self._buttons: dict[str, CountButton] = {}
        self._saved: dict[str, CountButton] = {}
        self._grades: dict[str, Button] = {}
        self._segments: list[CountCheck] = []
        self._counties: list[CountCheck] = []
        self.setMinimumWidth(150)
        inside = QWidget()
        self._box = column(spacing=2, margins=(8, 12, 8, 12), parent=inside)
        self._build_views()
        self._build_saved()
        self._build_grades()
        self._relations = self._fold(_("客户等级"), "customers.relations", is_open=False)
        self._segment_fold = self._fold(_("行业"), "customers.segments", is_open=True)
        self._county_fold = self._fold(_("区县"), "customers.counties", is_open=False)
        self._tiers = [
            self._check(self._relations, tier.value, label(RelationTier, tier), 0, "relations") for tier in RelationTier
        ]
        for check in self._tiers:
            check.count.hide()
        self._box.addStretch(1)
        self.clear_button = Button(_("清除筛选"), icon="x", kind="ghost", size="small", name="customers.clear")
        self.clear_button.clicked.connect(self.clear_filters)
        self._foot = row(self.clear_button, None, margins=(10, 4, 8, 8))
        column(scrolled(inside), self._foot, spacing=0, parent=self)
        self._show()

    def _build_views(self) -> None:
        for code, words, icon, permission in VIEWS:
            if permission is not None and permission not in self._permitted:
                continue
            button = CountButton(_(words), icon, name=f"customers.view.{code}")
            button.clicked.connect(partial(self._choose_view, code.value))
            self._buttons[code.value] = button
            self._box.addWidget(button)

    def _build_saved(self) -> None:
        self._save = IconButton("plus", _("把当前筛选存为视图"), size=24, icon_size=14, name="customers.save-view")
        self._save.clicked.connect(self.save_asked)
        self._box.addSpacing(8)
        self._box.addLayout(
            row(Label(_("自存视图"), "meta", "secondary"), None, self._save, margins=(9, 0, 4, 0)),
        )
        self._saved_box = column(spacing=2)
        self._no_saved = Label(_("筛选后点 + 存为视图"), "meta", "tertiary", wrap=True)
        self._no_saved.setContentsMargins(9, 0, 9, 0)
        self._box.addLayout(self._saved_box)
        self._box.addWidget(self._no_saved)

    def _build_grades(self) -> None:
        title = Label(_("等级"), "meta", "secondary")
        title.setContentsMargins(9, 8, 9, 4)
        self._box.addWidget(title)
        holder = QWidget()
        flow = FlowLayout(holder, spacing=6, line_gap=6)
        flow.setContentsMargins(9, 0, 9, 4)
        for grade in GRADES:
            button = Button(grade.value, kind="tag", name=f"customers.grade.{grade}")
            button.setCheckable(True)
            button.setToolTip(label(ValueClass, grade))
            button.toggled.connect(partial(self._toggle, "classes", grade.value))
            self._grades[grade.value] = button
            flow.addWidget(button)
        self._box.addWidget(holder)

    def _fold(self, words: str, name: str, *, is_open: bool) -> Fold:
        fold = Fold(words, is_open=is_open, name=name)
        self._box.addSpacing(6)
        self._box.addWidget(fold)
        return fold

    def _check(self, fold: Fold, code: str, words: str, count: int, field: str) -> CountCheck:
        check = CountCheck(code, words, count, name=f"{fold.objectName()}.{code}")
        check.toggled.connect(partial(self._toggle, field))
        fold.inside.addWidget(check)
        return check

    # -- showing --------------------------------------------------------------------------------------------------

    @property
    def filter(self) -> CustomerFilter:
        """What is chosen."""
        return self._filter

    @property
    def views(self) -> tuple[str, ...]:
        """The codes of the views the actor may see, in order."""
        return tuple(self._buttons)

    def set_filter(self, chosen: CustomerFilter, saved: str = "") -> None:
        """Show a filter without telling; `saved` names the saved view it is."""
        self._filter = chosen
        self._show()
        for name, button in self._saved.items():
            button.setChecked(name == saved)
        if saved:
            for button in self._buttons.values():
                button.setChecked(False)

    def set_counts(self, counts: CustomerCounts) -> None:
        """Show how many customers each view, segment and county holds."""
        for code, button in self._buttons.items():
            button.set_count(counts.views.get(code, 0))
        segments = [(code, label(Segment, code), number) for code, number in counts.segments[:MOST_SEGMENTS]]
        counties = [
            (code, division_words(self._codes, code), number) for code, number in counts.counties[:MOST_COUNTIES]
        ]
        self._segments = self._fill(self._segment_fold, self._segments, segments, "segments")
        self._counties = self._fill(self._county_fold, self._counties, counties, "counties")
        self._show()

    def set_saved(self, names: Sequence[str]) -> None:
        """Show the saved views."""
        clear(self._saved_box)
        self._saved = {}
        for name in names:
            button = CountButton(name, "bookmark", name=f"customers.saved.{name}")
            button.setToolTip(plain_tip(name))
            button.clicked.connect(partial(self.saved_chosen.emit, name))
            button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            button.customContextMenuRequested.connect(partial(self._saved_menu, name))
            self._saved[name] = button
            self._saved_box.addWidget(button)
        self._no_saved.setVisible(not names)

    def clear_filters(self) -> None:
        """Keep the view and drop everything else."""
        self._change(CustomerFilter(view=self._filter.view))

    def _fill(
        self, fold: Fold, present: list[CountCheck], entries: Sequence[tuple[str, str, int]], field: str
    ) -> list[CountCheck]:
        if [check.code for check in present] == [code for code, _words, _number in entries]:
            for check, (_code, _words, number) in zip(present, entries, strict=True):
                check.set_count(number)
            return present
        clear(fold.inside)
        fold.setVisible(bool(entries))
        return [self._check(fold, code, words, number, field) for code, words, number in entries]

    def _saved_menu(self, name: str, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        remove = menu.addAction(_("删除视图「{name}」").format(name=name))
        remove.triggered.connect(partial(self.saved_removed.emit, name))
        menu.popup(self._saved[name].mapToGlobal(place))

    def _choose_view(self, code: str) -> None:
        self._change(msgspec.structs.replace(self._filter, view=code))

    def _toggle(self, field: str, code: str, on: bool) -> None:  # noqa: FBT001 -- a Qt signal's argument
        held: tuple[str, ...] = getattr(self._filter, field)
        kept = tuple(value for value in held if value != code)
        self._change(msgspec.structs.replace(self._filter, **{field: (*kept, code) if on else kept}))

    def _change(self, chosen: CustomerFilter) -> None:
        if chosen != self._filter:
            self.set_filter(chosen)
            self.changed.emit(chosen)
        else:
            self._show()

    def _show(self) -> None:
        for code, button in self._buttons.items():
            button.setChecked(code == self._filter.view)
        for code, grade in self._grades.items():
            grade.blockSignals(True)  # noqa: FBT003 -- Qt's own signature
            grade.setChecked(code in self._filter.classes)
            grade.blockSignals(False)  # noqa: FBT003 -- same
        for checks, held in (
            (self._tiers, self._filter.relations),
            (self._segments, self._filter.segments),
            (self._counties, self._filter.counties),
        ):
            for check in checks:
                check.set_on(check.code in held)
        self.clear_button.setVisible(self._filter.is_narrowed)
        self._save.setEnabled(self._filter.is_narrowed)
        self._save.setToolTip(_("把当前筛选存为视图") if self._filter.is_narrowed else _("先选择筛选条件，再存为视图"))


def filter_words(chosen: CustomerFilter, codes: CodeLists) -> list[str]:
    """Name the active filters, for the sentence that nothing matches."""
    words = [f"「{chosen.words.strip()}」"] if chosen.words.strip() else []
    words += chosen.classes
    words += [label(RelationTier, code) for code in chosen.relations]
    words += [label(Segment, code) for code in chosen.segments]
    words += [division_words(codes, code) for code in chosen.counties]
    return words
