"""What was said about a visit log, and the box for saying more."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from desktop.models.cells import Tone
from desktop.views.theme import px
from desktop.views.visits.words import day_words, local
from desktop.views.widgets import Avatar, Button, Label, Plane, SectionHeading, Segmented, StatusBadge
from desktop.views.widgets.layouts import clear, column, row
from desktop.wording import _
from domain.queries.visit_logs import CommentRow

SCORES = ("1", "2", "3", "4", "5")


class VisitComments(Plane):
    """The thread. Signals: `said(str, int)` text and score (0 for none), `returned()` to hand the log back."""

    said = Signal(str, int)
    returned = Signal()

    def __init__(self) -> None:
        super().__init__("side-right", name="visit.comments")
        self.heading = SectionHeading(_("评价与批注"), 0)
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self.edit = QPlainTextEdit()
        self.edit.setObjectName("visit.comment")
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(px(84))
        self.edit.setPlaceholderText(_("写下意见，作者同步后可见"))
        self.edit.setAccessibleName(_("评价与批注"))
        self.score = Segmented([("", _("不评分")), *((one, one) for one in SCORES)], height=26, name="visit.score")
        self.score_words = Label(_("评分"), "meta", "tertiary")
        self.error = Label("", "meta", "bad", wrap=True, name="visit.comment-error")
        self.error.hide()
        self.send = Button(_("发表"), kind="primary", size="form", name="visit.comment-send")
        self.back = Button(_("退回补充"), icon="corner-up-left", size="form", name="visit.return")
        self.composer = QWidget()
        column(
            self.edit,
            row(self.score_words, self.score, None),
            self.error,
            row(self.back, None, self.send),
            spacing=8,
            parent=self.composer,
        )
        inside = column(self.heading, self._list, None, self.composer, spacing=12, margins=(20, 16, 20, 16))
        self.setLayout(inside)
        self.send.clicked.connect(self.submit)
        self.back.clicked.connect(self.returned)

    def show_comments(self, comments: Sequence[CommentRow], today: date) -> None:
        """Show the thread, oldest first."""
        clear(self._list)
        self.heading.set_count(len(comments))
        for comment in comments:
            moment = local(comment.at)
            when = f"{moment:%H:%M}" if moment.date() == today else day_words(moment.date(), today)
            head = row(Avatar(comment.author), Label(comment.author, "strong"), Label(when, "meta", "tertiary"), None)
            if comment.score is not None:
                head.addWidget(StatusBadge(_("{score} 分").format(score=comment.score), Tone.ACCENT))
            self._list.addLayout(head)
            text = Label(comment.text, tone="secondary", wrap=True, name=f"visit.comment-{comment.id}")
            text.setContentsMargins(px(32), 0, 0, 0)
            self._list.addWidget(text)
            text.setVisible(bool(comment.text))
        if not comments:
            self._list.addWidget(Label(_("还没有评价"), "meta", "tertiary"))

    def allow(self, *, comment: bool, review: bool) -> None:
        """Show what the actor may do: say something, and score or hand back."""
        self.composer.setVisible(comment)
        for widget in (self.score, self.score_words, self.back):
            widget.setVisible(review)

    def submit(self) -> None:
        """Send what was written."""
        text = self.edit.toPlainText().strip()
        score = int(self.score.value or 0)
        if not text and not score:
            self.say_error(_("写下意见或选择评分"))
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.say_error("")
        self.said.emit(text, score)

    def reset(self) -> None:
        """Empty the box after it was sent."""
        self.edit.clear()
        self.score.set_value("")

    def say_error(self, sentence: str) -> None:
        """Say why it was not sent; "" clears it."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
