"""Lists of an import: the first rows as they will be, the duplicates, the errors."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt

from desktop.models.cells import Badge, Due, Painter, Tone
from desktop.models.reads import JobLike
from desktop.models.rows import Column, RowsModel, Sort
from desktop.wording import N_, _, language
from desktop.wording.imports import FATES, cell_words, problem_words, target_label, twin_words
from domain.queries.imports import MappingRow, PlannedRow, TargetRow
from domain.values.imports import RowFate, TargetKind, TwinChoice

TONES: Final[dict[RowFate, Tone]] = {
    RowFate.CREATE: Tone.OK,
    RowFate.UPDATE: Tone.ACCENT,
    RowFate.UNCHANGED: Tone.SECONDARY,
    RowFate.DUPLICATE: Tone.WARN,
    RowFate.ERROR: Tone.BAD,
}
_RIGHT: Final = Qt.AlignmentFlag.AlignRight
_MOST_COLUMNS: Final = 40
_WIDE: Final = {"cert_no": 176, "office_address": 220, "reg_address": 220, "remarks": 220}
CHOICE_WORDS: Final[dict[TwinChoice, str]] = {
    TwinChoice.SKIP: N_("跳过"),
    TwinChoice.UPDATE: N_("更新已有"),
    TwinChoice.CREATE: N_("仍然新建"),
}


class _NothingToAsk:
    """Rows of an import are handed over, never asked for."""

    def ids(self, sort: Sort | None, narrowing: object) -> JobLike:
        """Refuse with LookupError."""
        raise LookupError(sort, narrowing)

    def rows(self, ids: Sequence[str]) -> JobLike:
        """Refuse with LookupError."""
        raise LookupError(ids)


def planned_model(rows: Iterable[PlannedRow], columns: list[Column], parent: QObject | None = None) -> RowsModel:
    """Make a list of planned rows that are all known."""
    rows = tuple(rows)
    model = RowsModel(columns, _NothingToAsk(), row_id=_line, parent=parent)
    model.set_ids([_line(row) for row in rows])
    model.set_rows(rows)
    return model


def preview_columns(mapping: MappingRow, targets: tuple[TargetRow, ...]) -> list[Column]:
    """Give the columns of the preview: line, fate, name, then every mapped field as it will be kept."""
    kinds = {row.key: row.kind for row in targets}
    chosen = [choice.target for choice in mapping.columns if choice.target and choice.target != "cust_name"]
    fields = [
        Column(
            key=target,
            heading=target_label(target),
            painter=Painter.DUE,
            value=partial(_value, target),
            tooltip=partial(_trouble, target),
            align=_RIGHT if kinds.get(target) is TargetKind.MONEY else Qt.AlignmentFlag.AlignLeft,
            width=_WIDE.get(target, 118 if kinds.get(target) is TargetKind.MONEY else 130),
            sortable=False,
        )
        for target in chosen[:_MOST_COLUMNS]
    ]
    return [*_first_columns(), *fields]


def duplicate_columns(choices: Mapping[int, TwinChoice]) -> list[Column]:
    """Give the columns of the list of duplicates, what was decided last."""
    return [
        Column(key="tick", painter=Painter.TICK, width=36, sortable=False, value=_line),
        *_first_columns(),
        Column(
            key="twin", heading=N_("像谁"), painter=Painter.TEXT, value=_twin, width=320, stretch=True, sortable=False
        ),
        Column(
            key="choice",
            heading=N_("处理"),
            painter=Painter.BADGE,
            value=partial(_choice, choices),
            width=110,
            sortable=False,
        ),
    ]


def error_columns() -> list[Column]:
    """Give the columns of the list of errors."""
    return [
        *_first_columns(),
        Column(
            key="why",
            heading=N_("原因"),
            painter=Painter.DUE,
            value=_why,
            tooltip=_why_words,
            width=420,
            stretch=True,
            sortable=False,
        ),
    ]


def _first_columns() -> list[Column]:
    return [
        Column(
            key="line", heading=N_("行号"), painter=Painter.SOFT, value=_line, align=_RIGHT, width=56, sortable=False
        ),
        Column(key="fate", heading=N_("结果"), painter=Painter.BADGE, value=_fate, width=_fate_width(), sortable=False),
        Column(
            key="name",
            heading=N_("集团客户名称"),
            painter=Painter.STRONG,
            value=_name,
            tooltip=_name,
            width=250,
            sortable=False,
        ),
    ]


def _fate_width() -> int:
    """Give the width the longest fate takes in the language in use."""
    return 92 if language() == "zh" else 136


def _line(row: PlannedRow) -> str:
    return str(row.line)


def _name(row: PlannedRow) -> str:
    return row.name or "—"


def _fate(row: PlannedRow) -> Badge:
    return Badge(_(FATES[row.fate]), TONES[row.fate])


def _value(target: str, row: PlannedRow) -> Due:
    trouble = next((problem for problem in row.problems if problem.field == target), None)
    if trouble is not None:
        return Due(str(trouble.facts.get("value") or row.values.get(target) or _("有误")), Tone.BAD)
    return Due(row.values.get(target, "") or "—", Tone.PRIMARY if row.values.get(target) else Tone.DISABLED)


def _trouble(target: str, row: PlannedRow) -> str:
    found = [cell_words(problem) for problem in (*row.problems, *row.notes) if problem.field == target]
    return _("；").join(found) or row.values.get(target, "")


def _twin(row: PlannedRow) -> str:
    return twin_words(row.twin) if row.twin is not None else ""


def _choice(choices: Mapping[int, TwinChoice], row: PlannedRow) -> Badge:
    choice = choices.get(row.line, TwinChoice.SKIP)
    tones = {TwinChoice.SKIP: Tone.SECONDARY, TwinChoice.UPDATE: Tone.ACCENT, TwinChoice.CREATE: Tone.OK}
    return Badge(_(CHOICE_WORDS[choice]), tones[choice])


def _why_words(row: PlannedRow) -> str:
    return _("；").join(problem_words(problem) for problem in row.problems)


def _why(row: PlannedRow) -> Due:
    return Due(_why_words(row), Tone.BAD)
