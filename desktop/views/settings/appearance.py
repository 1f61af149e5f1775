"""How it looks: theme, row height, font size, language, motion."""

from typing import Final

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QSlider, QWidget

from desktop.views.settings.parts import Page, SettingRow
from desktop.views.settings.theme_choice import ThemeChoice
from desktop.views.theme import px
from desktop.views.unlock.parts import LANGUAGE_NAMES
from desktop.views.widgets import ComboBox, Label, Segmented, Switch, row
from desktop.wording import _, pgettext
from desktop.workspace import Workspace

SIZES: Final = (90, 100, 110, 125)
SETTLE_MS: Final = 150


class FontSize(QWidget):
    """A slider over the four sizes."""

    def __init__(self, value: int) -> None:
        super().__init__()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("settings.font-size")
        self.slider.setRange(0, len(SIZES) - 1)
        self.slider.setPageStep(1)
        self.slider.setFixedSize(160, 24)
        self.slider.setAccessibleName(_("字号"))
        self.slider.setValue(min(range(len(SIZES)), key=lambda place: abs(SIZES[place] - value)))
        self.words = Label(f"{self.percent}%")
        self.words.setMinimumWidth(px(40))
        row(
            Label(_("小"), "meta", "tertiary"),
            self.slider,
            Label(_("大"), "meta", "tertiary"),
            4,
            self.words,
            parent=self,
        )
        self.slider.valueChanged.connect(self._say)

    @property
    def percent(self) -> int:
        """The chosen size in percent."""
        return SIZES[self.slider.value()]

    def _say(self) -> None:
        self.words.setText(f"{self.percent}%")


class AppearancePage(Page):
    """Theme thumbnails and the rest of the looks."""

    page_id = "appearance"
    icon = "palette"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(_("外观与显示"))
        settings = workspace.settings
        self._settings = settings
        self.themes = ThemeChoice(settings.text("theme"))
        heights = [("compact", _("紧凑")), ("normal", _("标准")), ("comfortable", _("宽松"))]
        self.density = Segmented(heights, settings.text("row_height"), name="settings.row-height")
        self.font_size = FontSize(settings.number("font_size"))
        self.language = ComboBox(list(LANGUAGE_NAMES.items()), settings.text("language"), name="settings.language")
        self.language.setMinimumWidth(180)
        self.motion = Switch(name="settings.reduced-motion")
        self.motion.setChecked(settings.flag("reduced_motion"))
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self.body.addWidget(Label(pgettext("appearance", "主题"), "section"))
        self.body.addWidget(self.themes)
        self.body.addSpacing(14)
        self.section(
            pgettext("appearance", "显示"),
            [
                SettingRow(_("密度"), _("表格行高：紧凑 30，标准 36，宽松 42 像素"), self.density),
                SettingRow(_("字号"), _("在系统缩放之外再调整界面文字"), self.font_size),
                SettingRow(_("语言"), _("界面和文书一起切换，窗口会重新打开"), self.language),
                SettingRow(_("减少动画"), _("不再滑动和旋转"), self.motion),
            ],
        )
        self.body.addStretch(1)
        self.themes.chosen.connect(lambda name: settings.set("theme", name))
        self.density.chosen.connect(lambda value: settings.set("row_height", value))
        self.font_size.slider.valueChanged.connect(self._settle.start)
        self._settle.timeout.connect(self._apply_size)
        self.language.chosen.connect(self._choose_language)
        self.motion.toggled.connect(lambda on: settings.set("reduced_motion", on))

    def refresh(self) -> None:
        """Show a theme that was chosen elsewhere."""
        self.themes.set_value(self._settings.text("theme"))

    @Slot()
    def _apply_size(self) -> None:
        self._settings.set("font_size", self.font_size.percent)

    @Slot(str)
    def _choose_language(self, code: str) -> None:
        self._settings.set("last_screen", "settings")
        self._settings.set("language", code)
