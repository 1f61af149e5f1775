import pytest
from PySide6.QtGui import QTextDocument

from desktop.models.tips import plain_tip

MARKED = '<img src="//elsewhere/seal.png"> & <b>集团</b>\n第二行'


@pytest.mark.parametrize("words", ["山河重工集团", "第一行\n第二行", "R&D"])
def test_that_words_without_markup_stay_as_they_are(words: str):
    assert plain_tip(words) == words


def test_that_markup_in_a_name_is_shown_and_not_obeyed():
    document = QTextDocument()
    document.setHtml(plain_tip(MARKED))
    assert document.toPlainText() == MARKED
    assert "<img" not in document.toHtml()
