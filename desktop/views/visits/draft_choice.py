"""Two drafts for one visit: which one to keep."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QRadioButton, QWidget

from desktop.models.visits import LogDraft
from desktop.views.theme import px
from desktop.views.visits.words import local
from desktop.views.widgets import Dialog, Label
from desktop.views.widgets.layouts import column
from desktop.wording import _

SHOWN = 90


class DraftChoice(Dialog):
    """Shows the drafts of one visit, newest first; `chosen` is the one to keep."""

    def __init__(self, drafts: Sequence[tuple[LogDraft, datetime]], parent: QWidget) -> None:
        super().__init__(
            parent,
            _("这次走访有 {count} 份草稿，保留哪一份？").format(count=len(drafts)),
            _("保留所选草稿"),
            cancel_text=_("先都留着"),
            width=520,
            name="draft-choice",
        )
        self._drafts = [draft for draft, _saved in drafts]
        self._radios: list[QRadioButton] = []
        self.body.addWidget(Label(_("没有选中的草稿会被删除。"), "meta", "tertiary", wrap=True))
        for at, (draft, saved) in enumerate(drafts):
            words = _("{when} 保存，{count} 字").format(when=f"{local(saved):%m-%d %H:%M}", count=len(draft.content))
            radio = QRadioButton(words)
            radio.setObjectName(f"draft-choice-{at}")
            radio.setChecked(at == 0)
            self._radios.append(radio)
            start = " ".join(draft.content.split())[:SHOWN] or _("（没有填写要点）")
            preview = Label(start, "meta", "secondary", wrap=True)
            preview.setContentsMargins(px(26), 0, 0, 6)
            self.body.addLayout(column(radio, preview, spacing=2))

    @property
    def chosen(self) -> LogDraft:
        """The draft to keep."""
        return next(draft for draft, radio in zip(self._drafts, self._radios, strict=True) if radio.isChecked())
