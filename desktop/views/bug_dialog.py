"""One calm dialog for a bug: nothing is lost, the details can be copied, work goes on."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.labels import Label
from desktop.wording import _


class BugDialog(Dialog):
    """Tells that something went wrong; `details` is what a developer needs and holds no business data."""

    def __init__(self, parent: QWidget | None, details: str) -> None:
        super().__init__(
            parent, _("程序出错了"), _("复制详情"), cancel_text=_("继续工作"), width=560, name="bug-dialog"
        )
        self.details = details
        said = Label(_("出错的详情已写入日志。已保存的内容不受影响，可以继续工作。"), wrap=True)
        shown = QPlainTextEdit(details)
        shown.setObjectName("bug-details")
        shown.setReadOnly(True)
        shown.setMinimumHeight(160)
        self.body.addWidget(said)
        self.body.addWidget(shown)

    def submit(self) -> None:
        """Copy the details; the dialog stays until it is closed."""
        QGuiApplication.clipboard().setText(self.details)
