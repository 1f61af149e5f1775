"""Dialogs over customers: transfer, tags, and a name for a view."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.models.field_values import split_words
from desktop.views.customers.editors import SearchCombo
from desktop.views.widgets import Dialog, FlowLayout, FormLayout, Label, LineEdit, TagButton
from desktop.wording import _, ngettext
from domain.queries.people import PersonRow
from domain.values.people import Post

REASONS_LIMIT = 200
CARRIERS = (Post.ACCOUNT_MANAGER, Post.CHIEF_ACCOUNT_MANAGER, Post.SUPERVISOR)


class TransferDialog(Dialog):
    """Hands customers to another account manager, with a reason. Read `manager_id` and `reason` once accepted."""

    def __init__(self, parent: QWidget, names: Sequence[str], people: Sequence[PersonRow]) -> None:
        count = len(names)
        title = (
            _("转移「{name}」").format(name=names[0])
            if count == 1
            else ngettext("转移 {count} 户客户", "转移 {count} 户客户", count).format(count=count)
        )
        super().__init__(parent, title, _("转移客户"), name="customers.transfer")
        offered = [
            ("", _("选择接手的客户经理")),
            *((row.id, f"{row.name}　{row.org_name}") for row in people if row.post in CARRIERS),
        ]
        self._manager = SearchCombo(offered, name="customers.transfer.manager")
        self._reason = LineEdit(hint=_("如 分工调整、网格划转"), name="customers.transfer.reason")
        self._reason.setMaxLength(REASONS_LIMIT)
        self._form = FormLayout(label_width=84)
        self._form.add_row("manager", _("新客户经理"), self._manager, required=True)
        self._form.add_row("reason", _("原因"), self._reason, required=True)
        self.body.addLayout(self._form)
        self._manager.setFocus()
        self.body.addWidget(
            Label(_("走访记录、任务和文书随客户一起转移，原客户经理不再看到。"), "meta", "tertiary", wrap=True)
        )

    @property
    def manager_id(self) -> str:
        """Who takes over."""
        return self._manager.value

    @property
    def reason(self) -> str:
        """Why."""
        return self._reason.text().strip()

    @override
    def submit(self) -> None:
        wrong = {} if self.reason else {"reason": _("必填，请补充")}
        if not self.manager_id:
            wrong["manager"] = _("选择接手的客户经理")
        self._form.show_errors(wrong, focus=True)
        if not wrong:
            self.accept()


class TagsDialog(Dialog):
    """Adds and removes tags of customers. Read `added` and `removed` once accepted."""

    def __init__(self, parent: QWidget, count: int, present: Sequence[str]) -> None:
        title = ngettext("{count} 户客户的标签", "{count} 户客户的标签", count).format(count=count)
        super().__init__(parent, title, _("保存标签"), name="customers.tags")
        self._line = LineEdit(hint=_("用顿号分开，如 重点扩容、政企云"), name="customers.tags.add")
        form = FormLayout(label_width=64)
        form.add_row("tags", _("添加"), self._line)
        self._pills: list[TagButton] = []
        if present:
            holder = QWidget()
            flow = FlowLayout(holder)
            for word in present:
                pill = TagButton(word, name=f"customers.tags.{word}")
                self._pills.append(pill)
                flow.addWidget(pill)
            form.add_row("gone", _("移除"), holder)
        self.body.addLayout(form)
        self._line.setFocus()

    @property
    def added(self) -> list[str]:
        """The new tags."""
        return split_words(self._line.text())

    @property
    def removed(self) -> list[str]:
        """The tags to take away."""
        return [pill.value for pill in self._pills if pill.isChecked()]

    @override
    def submit(self) -> None:
        if self.added or self.removed:
            self.accept()
        else:
            self.say_error(_("填写要添加的标签，或选择要移除的标签"))


class NameDialog(Dialog):
    """Asks for the name of a view. Read `name` once accepted."""

    def __init__(self, parent: QWidget, taken: Sequence[str]) -> None:
        super().__init__(parent, _("存为视图"), _("保存视图"), name="customers.view-name")
        self._taken = frozenset(taken)
        self._line = LineEdit(hint=_("如 制造业续约季"), name="customers.view-name.text")
        self._line.setMaxLength(30)
        form = FormLayout(label_width=48)
        form.add_row("name", _("名称"), self._line, required=True)
        self.body.addLayout(form)
        self._line.setFocus()

    @property
    def name(self) -> str:
        """The name."""
        return self._line.text().strip()

    @override
    def submit(self) -> None:
        if not self.name:
            self.say_error(_("填写视图名称"))
        elif self.name in self._taken:
            self.say_error(_("已有同名视图，换一个名称"))
        else:
            self.accept()
