import pytest

from desktop.views.first_run.strength import Strength, strength


@pytest.mark.parametrize(
    ("passphrase", "grade"),
    [
        ("", Strength.TOO_SHORT),
        ("Ab3!xyz", Strength.TOO_SHORT),
        ("11111111", Strength.WEAK),
        ("12345678", Strength.WEAK),
        ("abcdefgh", Strength.WEAK),
        ("k7f2m9qx", Strength.FAIR),
        ("correct horse battery", Strength.GOOD),
        ("走访第一年度计划", Strength.GOOD),
    ],
)
def test_that_a_passphrase_is_graded_by_how_hard_it_is_to_guess(passphrase, grade):
    assert strength(passphrase) is grade
