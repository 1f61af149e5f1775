"""Settings as data: each has a type, a default and a sentence. Stored as JSON per profile, written atomically."""

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import msgspec

from desktop.private import private_opener
from desktop.wording import N_

logger = logging.getLogger(__name__)


class Setting(msgspec.Struct, frozen=True):
    """One setting: what it may hold, what it holds at first, and the sentence that explains it.

    `choices` limits text, `low` and `high` limit numbers.
    """

    kind: Any
    default: Any
    sentence: str
    choices: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None


SETTINGS: Final[dict[str, Setting]] = {
    "theme": Setting(str, "system", N_("界面主题"), choices=("system", "light", "dark", "contrast")),
    "language": Setting(str, "zh", N_("界面语言"), choices=("zh", "en")),
    "font_size": Setting(int, 100, N_("界面字号，单位为百分比"), low=80, high=160),
    "row_height": Setting(str, "normal", N_("表格行高"), choices=("compact", "normal", "comfortable")),
    "server_url": Setting(str, "", N_("服务器地址")),
    "work_offline": Setting(bool, default=False, sentence=N_("不使用网络，只在本机工作")),
    "lock_minutes": Setting(int, 15, N_("无操作多少分钟后锁定，0 表示不锁定"), low=0, high=240),
    "reduced_motion": Setting(bool, default=False, sentence=N_("减少动画")),
    "window_geometry": Setting(str, "", N_("主窗口的位置和大小")),
    "last_screen": Setting(str, "today", N_("上次打开的页面")),
    "door": Setting(dict[str, str], {}, N_("解锁页显示的概况")),
    "column_widths": Setting(dict[str, list[int]], {}, N_("各表格的列宽")),
    "splitter_sizes": Setting(dict[str, list[int]], {}, N_("各分栏的宽度")),
    "printer": Setting(dict[str, str], {}, N_("打印机与纸张选项")),
    "document_folder": Setting(str, "", N_("文书保存的文件夹")),
}
"""Every setting there is."""


class Settings:
    """The settings of one profile. Unknown or bad values on disk fall back to the default with a line in the log."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._values: dict[str, Any] = {}
        self._watchers: list[Callable[[str], None]] = []
        if path is not None and path.exists():
            self._values = _read(path)

    def get(self, name: str) -> Any:  # noqa: ANN401 -- each setting has its own type, checked when it is set
        """Give a setting; raises KeyError for a name that does not exist."""
        setting = SETTINGS[name]
        return self._values.get(name, setting.default)

    def text(self, name: str) -> str:
        """Give a setting that is text."""
        return str(self.get(name))

    def number(self, name: str) -> int:
        """Give a setting that is a whole number."""
        return int(self.get(name))

    def flag(self, name: str) -> bool:
        """Give a setting that is on or off."""
        return bool(self.get(name))

    def set(self, name: str, value: Any) -> None:  # noqa: ANN401 -- same as get
        """Change a setting and write the file; raises ValueError for a value the setting cannot hold."""
        self._values[name] = checked(name, value)
        self._write()
        self._tell(name)

    def put_entry(self, name: str, key: str, value: Any) -> None:  # noqa: ANN401 -- same as get
        """Change one entry of a setting that maps, such as the column widths of one table."""
        self.set(name, self.get(name) | {key: value})

    def reset(self, name: str) -> None:
        """Go back to the default."""
        self._values.pop(name, None)
        self._write()
        self._tell(name)

    def watch(self, watcher: Callable[[str], None]) -> None:
        """Call somebody with the name of every setting that changes."""
        self._watchers.append(watcher)

    def _tell(self, name: str) -> None:
        for watcher in tuple(self._watchers):
            watcher(name)

    def _write(self) -> None:
        if self._path is None:
            return
        beside = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with open(beside, "wb", opener=private_opener) as file:
                file.write(msgspec.json.format(msgspec.json.encode(self._values)))
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self._path)
        except OSError as error:  # a look or a width is not worth stopping anybody on a full disk
            logger.warning("settings could not be written: %s", type(error).__name__)


def checked(name: str, value: Any) -> Any:  # noqa: ANN401 -- same as Settings.get
    """Give the value in the setting's own type; raises ValueError when it cannot hold it."""
    setting = SETTINGS[name]
    try:
        converted = msgspec.convert(value, setting.kind, strict=True)
    except msgspec.ValidationError as error:
        raise ValueError(f"{name}: {error}") from error
    if setting.choices and converted not in setting.choices:
        raise ValueError(f"{name}: not one of {', '.join(setting.choices)}")
    if setting.low is not None and converted < setting.low:
        raise ValueError(f"{name}: below {setting.low}")
    if setting.high is not None and converted > setting.high:
        raise ValueError(f"{name}: above {setting.high}")
    return converted


def _read(path: Path) -> dict[str, Any]:
    try:
        stored = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        logger.warning("settings file %s cannot be read, defaults are used: %s", path.name, error)
        return {}
    values: dict[str, Any] = {}
    for name, value in stored.items():
        if name not in SETTINGS:
            logger.warning("unknown setting %s is ignored", name)
            continue
        try:
            values[name] = checked(name, value)
        except ValueError as error:
            logger.warning("setting falls back to its default: %s", error)
    return values
