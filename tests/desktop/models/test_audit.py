from datetime import UTC, date, datetime

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from desktop.models.audit import ACTIONS, action_words, audit_model, change_words
from domain.commands import EditCustomer
from domain.commands.base import Edit
from domain.queries.audit import AuditRow
from tests.helpers.customer_shots import code_lists
from tests.helpers.desk import customer, open_workspace, row_id

CODES = code_lists()


def entry(field, kind="customers", **more):
    values = {"old": None, "new": None} | more
    at = datetime(2026, 11, 25, tzinfo=UTC)
    return AuditRow("a:0", at, "顾晓舟", kind, "edit", "", field, values["old"], values["new"], "")


@pytest.mark.parametrize(
    ("row", "value", "words"),
    [
        (entry("segment"), "health", "医疗"),
        (entry("monthly_revenue"), 186_420_00, "186,420.00 元"),
        (entry("am_id"), "许望舒", "许望舒"),
        (entry("legal_rep"), "", "—"),
        (entry("mobile", "contacts"), "13800132046", "138 **** 2046"),
        (entry("state", "tasks"), "done", "done"),
        (entry(""), None, ""),
    ],
)
def test_that_each_side_of_a_change_is_said_in_words(row, value, words):
    assert change_words(row, value, CODES) == words


def test_that_every_action_has_words_and_unknown_ones_keep_their_code():
    assert {action_words(*key) for key in ACTIONS} == set(ACTIONS.values())
    assert action_words("customers", "print") == "打印文书"
    assert action_words("contacts", "cloned") == "关键人 cloned"


def test_that_the_list_reads_rows_once_and_gives_them_all(qtbot, qapp, tmp_path):
    assert qapp is not None
    with open_workspace(tmp_path, customer(1, "星城建材有限公司")) as workspace:
        edits = (Edit("legal_rep", "", "周砚之"), Edit("employees", None, 12))
        command = EditCustomer(**workspace.stamp(), customer_id=row_id(1), edits=edits)
        with qtbot.waitSignal(workspace.run(command).done):
            pass
        model = audit_model(workspace, row_id(1), CODES, lambda: date(2026, 11, 23))
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        with qtbot.waitSignal(model.loaded):
            model.refresh()
        qtbot.waitUntil(lambda: model.row_at(0) is not None)
        shown = [str(model.index(0, number).data()) for number in range(model.columnCount())]
        assert shown == ["今天 12:00", "李明远", "修改客户档案", "法定代表人", "—", "周砚之"]
