import sys

from PySide6.QtWidgets import QApplication, QWidget

from desktop.bugs import BugReporter, bug_details
from desktop.views.bug_dialog import BugDialog


def caught(deed):
    try:
        deed()
    except ValueError as error:
        return error
    raise AssertionError


def test_that_a_bug_is_logged_and_shown_once_without_values(qtbot, caplog, monkeypatch):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    reporter = BugReporter("jike 1.0", lambda: window)
    monkeypatch.setattr(sys, "excepthook", reporter)
    error = caught(lambda: int("secret of a customer"))
    reporter(type(error), error, error.__traceback__)
    reporter(type(error), error, error.__traceback__)
    details = bug_details("jike 1.0", error, error.__traceback__)
    assert "ValueError" in details
    assert "secret" not in details
    shown = window.findChildren(BugDialog)
    assert len(shown) == 1
    shown[0].submit()
    assert "ValueError" in QApplication.clipboard().text()
    shown[0].close()
    assert [record.message for record in caplog.records if record.levelname == "CRITICAL"] == ["bug", "bug"]
