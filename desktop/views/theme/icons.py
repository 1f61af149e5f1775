"""Draws Lucide outlines in a token's colour and keeps the pictures."""

import re
from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.views.theme.tokens import RESOURCES

STROKE: Final = "1.85"


@cache
def outline(name: str) -> str:
    """Read one icon file. FileNotFoundError for an unknown name."""
    return (RESOURCES / "icons" / f"{name}.svg").read_text("utf-8")


def colored(name: str, color: QColor, stroke: str = STROKE) -> str:
    """Give the SVG text of an icon in one colour and stroke width (in 24ths of its size)."""
    text = outline(name).replace("currentColor", color.name())
    return re.sub(r'stroke-width="2"', f'stroke-width="{stroke}"', text)


def draw(name: str, color: QColor, size: int, dpr: float, stroke: str = STROKE) -> QPixmap:
    """Paint an icon of `size` logical pixels into a new picture for a device-pixel ratio."""
    picture = QPixmap(round(size * dpr), round(size * dpr))
    picture.setDevicePixelRatio(dpr)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer = QSvgRenderer(QByteArray(colored(name, color, stroke).encode()))
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


def widened(picture: QPixmap, gap: int) -> QPixmap:
    """Give a picture with `gap` clear logical pixels at its right."""
    if not gap:
        return picture
    dpr = picture.devicePixelRatio()
    wide = QPixmap(picture.width() + round(gap * dpr), picture.height())
    wide.setDevicePixelRatio(dpr)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return wide
