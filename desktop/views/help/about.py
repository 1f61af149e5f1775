"""What this program is, which version, and whose work it stands on."""

from importlib.metadata import PackageNotFoundError, version
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.views.theme import pixmap, px
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.dim import Dim
from desktop.views.widgets.labels import HairLine, Label, Plane
from desktop.views.widgets.layouts import column, row
from desktop.wording import _

LICENCE: Final = "Apache-2.0"
FONTS_AND_ICONS: Final = (
    ("Inter", "OFL-1.1"),
    ("Jike Hei SC, Jike Song SC (Noto)", "OFL-1.1"),
    ("Jike Emoji (Noto Emoji)", "OFL-1.1"),
    ("Lucide", "ISC, MIT"),
)
LIBRARIES: Final = (
    ("PySide6-Essentials", "Qt for Python", "LGPL-3.0"),
    ("SQLAlchemy", "SQLAlchemy", "MIT"),
    ("alembic", "Alembic", "MIT"),
    ("msgspec", "msgspec", "BSD-3-Clause"),
    ("httpx2", "HTTPX2", "BSD-3-Clause"),
    ("sqlcipher3", "SQLCipher, sqlcipher3", "BSD-3-Clause, Zlib"),
    ("cryptography", "cryptography", "Apache-2.0, BSD-3-Clause"),
    ("argon2-cffi", "argon2-cffi", "MIT"),
    ("keyring", "keyring", "MIT"),
    ("reportlab", "ReportLab", "BSD-3-Clause"),
    ("pypdfium2", "pypdfium2, PDFium", "BSD-3-Clause, Apache-2.0"),
    ("pillow", "Pillow", "MIT-CMU"),
    ("openpyxl", "openpyxl", "MIT"),
    ("defusedxml", "defusedxml", "PSF-2.0"),
    ("python-stdnum", "python-stdnum", "LGPL-2.1"),
    ("pypinyin", "pypinyin", "MIT"),
    ("chinesecalendar", "chinesecalendar", "MIT"),
    ("lunar_python", "lunar_python", "MIT"),
    ("icalendar", "icalendar", "BSD-2-Clause"),
    ("Babel", "Babel", "BSD-3-Clause"),
    ("platformdirs", "platformdirs", "MIT"),
    ("python-dateutil", "python-dateutil", "BSD-3-Clause"),
    ("tenacity", "tenacity", "Apache-2.0"),
    ("zstandard", "zstandard", "BSD-3-Clause"),
    ("uuid-utils", "uuid-utils", "BSD-3-Clause"),
    ("segno", "segno", "BSD-3-Clause"),
)
"""Distribution, name shown, licence."""


class AboutDialog(QDialog):
    """Version, licence and the licences of fonts, icons and libraries."""

    def __init__(self, parent: QWidget, version_words: str) -> None:
        super().__init__(parent)
        self.setObjectName("about")
        self.setWindowTitle(_("关于集客工作台"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(px(520))
        sign = Label("")
        sign.setPixmap(pixmap("app-jike", "accent", px(44), self.devicePixelRatioF()))
        words = column(
            Label(_("集客工作台"), "subtitle"),
            Label(
                _("版本 {version} · 许可 {licence}").format(version=version_words, licence=LICENCE), "meta", "tertiary"
            ),
            spacing=2,
        )
        close = Button(_("关闭"), size="form", name="about.close")
        close.clicked.connect(self.accept)
        purpose = _("集团客户经理的离线工作台：客户、走访、任务与服务计划书。本机数据库加密保存。")
        column(
            row(sign, words, None, spacing=14),
            Label(purpose, tone="secondary", wrap=True),
            self._licences(),
            row(None, close),
            spacing=14,
            margins=(24, 20, 24, 16),
            parent=self,
        )
        dim = Dim(parent.window())
        self.finished.connect(dim.lift)

    @staticmethod
    def _licences() -> QScrollArea:
        inside = Plane("sheet")
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        lines = [(_("字体与图标"), "", ""), *((name, "", licence) for name, licence in FONTS_AND_ICONS)]
        lines += [(_("程序库"), "", "")]
        lines += [(name, installed_version(package), licence) for package, name, licence in LIBRARIES]
        for place, (name, number, licence) in enumerate(lines):
            if not licence:
                grid.addWidget(Label(name, "meta-strong", "tertiary"), place, 0, 1, 3)
                continue
            for side, words in enumerate((name, number, licence)):
                grid.addWidget(Label(words, "meta", "primary" if side == 0 else "secondary"), place, side)
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 8, 12, 8)
        box.addWidget(HairLine())
        box.addLayout(grid)
        area = QScrollArea()
        area.setObjectName("about.licences")
        area.setProperty("plane", "sheet")
        area.setWidgetResizable(True)
        area.setFixedHeight(px(260))
        area.setWidget(inside)
        return area


def installed_version(package: str) -> str:
    """Give the version of a library, or "" where a packaged program carries no record of it."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
