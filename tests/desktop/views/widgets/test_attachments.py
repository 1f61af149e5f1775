from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QToolButton

from desktop.views.widgets import AttachmentTile


def test_that_a_tile_names_its_file_and_can_be_removed(qtbot):
    tile = AttachmentTile("二厂区机房现场.jpg", "1.8 MB，待上传", removable=True)
    qtbot.addWidget(tile)
    tile.show()
    assert tile.accessibleName() == "二厂区机房现场.jpg 1.8 MB，待上传"
    with qtbot.waitSignal(tile.removed):
        qtbot.mouseClick(tile.findChild(QToolButton, "remove"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(tile.opened):
        qtbot.mouseDClick(tile, Qt.MouseButton.LeftButton)


def test_that_a_thumbnail_replaces_the_sign(qtbot):
    picture = QPixmap(400, 100)
    picture.fill(Qt.GlobalColor.black)
    tile, plain = AttachmentTile("现场.jpg", thumbnail=picture), AttachmentTile("现场.jpg")
    for each in (tile, plain):
        qtbot.addWidget(each)
    assert tile.grab().toImage() != plain.grab().toImage()
