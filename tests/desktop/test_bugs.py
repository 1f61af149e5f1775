import logging
import sys

from PySide6.QtWidgets import QApplication, QWidget

from desktop.bugs import BugReporter, QuietFormatter, bug_details
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


def test_that_the_log_keeps_places_and_nobodys_data():
    record = logging.LogRecord("desktop", logging.ERROR, "x.py", 1, "bug", None, None)

    def fail():
        try:
            int("金丝雀一号")
        except ValueError as cause:
            raise KeyError("金丝雀二号") from cause

    try:
        fail()
    except KeyError:
        record.exc_info = sys.exc_info()
    line = QuietFormatter("%(message)s").format(record)
    assert "金丝雀" not in line
    assert "KeyError" in line
    assert "ValueError" in line
    assert "test_bugs.py" in line
