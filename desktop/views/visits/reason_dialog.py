"""A deed that needs a reason: handing a log back, calling a visit off, moving a promised one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from typing_extensions import override

from desktop.views.theme import px
from desktop.views.widgets import Dialog, FormRow, Label
from desktop.wording import _

LONGEST = 200


class ReasonDialog(Dialog):
    """Asks why; `reason` is the answer."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        consequence: str,
        deed: str,
        *,
        destructive: bool = True,
        name: str = "reason",
    ) -> None:
        super().__init__(parent, title, deed, cancel_text=_("再看看"), destructive=destructive, name=name)
        self.edit = QPlainTextEdit()
        self.edit.setObjectName(f"{name}.text")
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(px(80))
        self._row = FormRow(_("原因"), self.edit, required=True, label_width=56)
        self.body.addWidget(Label(consequence, tone="secondary", wrap=True))
        self.body.addWidget(self._row)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def reason(self) -> str:
        """The reason given."""
        return self.edit.toPlainText().strip()[:LONGEST]

    @override
    def submit(self) -> None:
        if not self.reason:
            self._row.set_error(_("必填，请补充"))
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.accept()
