import pytest

from desktop.wording import set_language
from desktop.wording.money import overview_words


@pytest.mark.parametrize(
    ("fen", "chinese", "english"),
    [
        (None, "—", "—"),
        (862_400, "¥8,624.00", "¥8,624"),
        (128_460_000, "¥128.46 万", "¥1,284,600"),
        (-3_870_049, "−¥3.87 万", "−¥38,700"),
    ],
)
def test_that_headlines_count_in_the_units_of_their_language(fen, chinese, english):
    assert overview_words(fen) == chinese
    set_language("en")
    assert overview_words(fen) == english
    set_language("zh")
