"""Small parts of the unlock screen: who it is, facts with an icon, and the choice of language."""

from datetime import datetime
from typing import Final, Protocol

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop.entrance import Entrance
from desktop.views.widgets import Avatar, Button, ElidedLabel, IconLabel, Label, column, row
from desktop.wording import _, language, ngettext

# A language is offered under its own name, whichever is in use.
LANGUAGE_NAMES: Final = {"zh": "简体中文", "en": "English"}
HOUR, DAY = 3600, 86400


class Known(Protocol):
    """A known trouble, as jobs report it: a code and facts."""

    code: str
    facts: dict[str, str | int | float | bool | None]


class Who(QWidget):
    """Avatar, name and unit of the profile's owner."""

    def __init__(self, name: str, unit: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = column(
            ElidedLabel(name, "subtitle", name="unlock.name"),
            ElidedLabel(unit, "meta", "tertiary", mode=Qt.TextElideMode.ElideMiddle, name="unlock.unit"),
            spacing=1,
        )
        line = row(Avatar(name, 32, "accent"), 4, spacing=8, parent=self)
        line.addLayout(words, 1)


class Fact(QWidget):
    """An icon, a sentence, and a fainter one below."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._icon = IconLabel("info", "text.secondary", 15)
        self.words = Label("", "meta", "secondary", wrap=True)
        self.detail = Label("", "meta", "tertiary", wrap=True)
        beside = column(self.words, self.detail, spacing=1)
        line = row(column(1, self._icon, None, spacing=0), spacing=10, parent=self)
        line.addLayout(beside, 1)

    def say(self, icon: str, tone: str, words: str, detail: str = "") -> None:
        """Show another fact."""
        self._icon.set_icon(icon, tone)
        self.words.setText(words)
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))


class DoorFacts(QWidget):
    """What is known before unlocking: whether the server is in reach, and that the data is safe."""

    def __init__(self, entrance: Entrance) -> None:
        super().__init__()
        self._entrance = entrance
        self.network = Fact("unlock.network")
        self.safety = Fact("unlock.safety")
        column(self.network, self.safety, spacing=12, parent=self)
        self._say(online=None)

    def look(self) -> None:
        """Find out whether the server is in reach; nothing waits for the answer."""
        url = self._entrance.settings.text("server_url")
        if url and not self._entrance.settings.flag("work_offline"):
            asked = self._entrance.look_at_server(url)
            asked.done.connect(self._reached)
            asked.failed.connect(self._not_reached)
        else:
            self._say(online=False)

    @Slot()
    def _reached(self) -> None:
        self._say(online=True)

    @Slot()
    def _not_reached(self) -> None:
        self._say(online=False)

    def _say(self, *, online: bool | None) -> None:
        door = self._entrance.door()
        away = time_away(door.get("last_sync", ""), self._entrance.now())
        if online:
            self.network.say("wifi", "text.secondary", _("已连上服务器，解锁后自动同步"), away)
        elif online is None:
            self.network.say("wifi", "text.tertiary", _("没有网络也能解锁使用"), away)
        else:
            self.network.say("wifi-off", "text.secondary", _("当前离线，可直接解锁使用"), away)
        waiting = int(door.get("waiting", "0") or 0)
        safe = _("本机数据已加密")
        if waiting:
            said = ngettext("本机数据已加密，还有 {count} 项待同步", "本机数据已加密，还有 {count} 项待同步", waiting)
            safe = said.format(count=waiting)
        self.safety.say("shield-check", "ok", safe, _("密码输错不会删除任何内容"))


class LanguageButton(Button):
    """The language in use, with a menu of the others. Signal `chosen(str)`."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(LANGUAGE_NAMES[language()], icon="languages", kind="ghost", size="small", parent=parent)
        self.setObjectName(name)
        self.setAccessibleName(_("界面语言"))
        menu = QMenu(self)
        group = QActionGroup(menu)
        for code, words in LANGUAGE_NAMES.items():
            action = QAction(words, menu)
            action.setObjectName(f"{name}.{code}")
            action.setCheckable(True)
            action.setChecked(code == language())
            action.setData(code)
            group.addAction(action)
            menu.addAction(action)
        group.triggered.connect(self._choose)
        self.setMenu(menu)

    def _choose(self, action: QAction) -> None:
        self.chosen.emit(str(action.data()))


def time_away(last_sync: str, now: datetime) -> str:
    """Say how long ago the last exchange was, from its ISO time; "" when there was none."""
    try:
        seconds = (now - datetime.fromisoformat(last_sync)).total_seconds()
    except ValueError:
        return ""
    hours, days = int(seconds // HOUR), int(seconds // DAY)
    if seconds < 0 or hours == 0:
        return _("不到 1 小时前同步过")
    if days == 0:
        return ngettext("上次同步在 {count} 小时前", "上次同步在 {count} 小时前", hours).format(count=hours)
    return ngettext("上次同步在 {count} 天前", "上次同步在 {count} 天前", days).format(count=days)
