"""The foot of the form: how many required fields are done, what is missing and why, and the two ways on."""

from collections.abc import Iterable, Sequence

from desktop.models.visits import REQUIRED, missing
from desktop.views.theme import px
from desktop.views.visits.words import FLAGS, required_name
from desktop.views.widgets import Button, KeyLabel, Label, Plane, shortcut_text
from desktop.views.widgets.layouts import column, row
from desktop.wording import _, ngettext
from desktop.wording.explain import explain_problem
from domain.errors import Problem
from domain.rules.visit_validity import QualityFlag


class LogFoot(Plane):
    """Says what is missing; `complete` and `later` are its buttons."""

    def __init__(self) -> None:
        super().__init__("footer", name="visit.foot")
        self.setMinimumHeight(px(54))
        self.state = Label("", "meta", "secondary", wrap=True, name="visit.required")
        self.flags = Label("", "meta", "warn", wrap=True, name="visit.flags")
        self.flags.hide()
        self.later = Button(_("稍后继续"), size="form", name="visit.later")
        self.complete = Button(_("完成登记"), icon="check", kind="primary", size="form", name="visit.complete")
        line = row(
            column(self.state, self.flags, spacing=1),
            self.later,
            self.complete,
            KeyLabel(shortcut_text("Ctrl+Return")),
            spacing=8,
            margins=(24, 6, 16, 6),
            parent=self,
        )
        line.setStretch(0, 1)

    def show_state(self, found: Sequence[Problem], flags: Iterable[QualityFlag], blanks: int = 0) -> None:
        """Say how many required fields are done, why others are not, the marks a reader sees, and blanks."""
        open_ = missing(found)
        words = _("必填项已完成 {done} / {all}").format(done=len(REQUIRED) - len(open_), all=len(REQUIRED))
        reasons = []
        for problem in found:
            name = required_name(problem.field)
            if name and problem.code == "required":
                reasons.append(_("还差{field}").format(field=name))
            elif name:
                reasons.append(_("{field}：{reason}").format(field=name, reason=explain_problem(problem)))
        others = [problem for problem in found if not required_name(problem.field)]
        reasons += [explain_problem(problem) for problem in others[:1]]
        if blanks:
            reasons.append(ngettext("还有 {count} 处短语待填", "还有 {count} 处短语待填", blanks).format(count=blanks))
        if reasons:
            words = _("{done}，{reasons}").format(done=words, reasons=_("；").join(reasons))
        self.state.setText(words)
        shown = [_(FLAGS[flag]) for flag in flags]
        self.flags.setVisible(bool(shown))
        self.flags.setText(_("主管会看到提示：{flags}").format(flags=_("；").join(shown)) if shown else "")
