from PySide6.QtTest import QAbstractItemModelTester

from desktop.models.cells import Badge, Due, Tone
from desktop.models.import_rows import duplicate_columns, error_columns, planned_model, preview_columns
from desktop.models.rows import Role
from domain.errors import Problem
from domain.queries.imports import ColumnChoice, MappingRow, PlannedRow, TargetRow, TwinRow
from domain.values.imports import RowFate, TargetKind, TwinChoice, TwinReason

MAPPING = MappingRow((ColumnChoice(0, "cust_name"), ColumnChoice(1, "monthly_revenue"), ColumnChoice(2)))
TARGETS = (TargetRow("monthly_revenue", "月收入", "figures", TargetKind.MONEY),)
GOOD = PlannedRow(2, RowFate.CREATE, "澜州第一机械有限公司", {"monthly_revenue": "100.00"})
BAD = PlannedRow(3, RowFate.ERROR, "", {}, (Problem("monthly_revenue", "amount_format", {"value": "见附表"}),))
TWIN = PlannedRow(4, RowFate.DUPLICATE, "甲", {}, twin=TwinRow(TwinReason.SAME_NAME, "c", "乙"))


def cells(model, row):
    return [model.index(row, place).data(Role.CELL) for place in range(model.columnCount())]


def test_that_the_lists_are_sound_models(qapp):
    assert qapp is not None
    for columns in (preview_columns(MAPPING, TARGETS), duplicate_columns({}), error_columns()):
        model = planned_model([GOOD, BAD, TWIN], columns)
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        assert model.rowCount() == 3


def test_that_a_wrong_cell_shows_what_stood_there(qapp):
    assert qapp is not None
    model = planned_model([GOOD, BAD], preview_columns(MAPPING, TARGETS))
    assert cells(model, 0)[3] == Due("100.00", Tone.PRIMARY)
    assert cells(model, 1) == ["3", Badge("有误", Tone.BAD), "—", Due("见附表", Tone.BAD)]
    assert model.index(1, 3).data(3) == "「见附表」不是金额"


def test_that_a_duplicate_says_what_it_is_like_and_what_was_decided(qapp):
    assert qapp is not None
    model = planned_model([TWIN], duplicate_columns({4: TwinChoice.CREATE}))
    assert cells(model, 0)[-2:] == ["名称与「乙」相同", Badge("仍然新建", Tone.OK)]
