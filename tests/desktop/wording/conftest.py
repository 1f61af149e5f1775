import pytest

from desktop import wording


@pytest.fixture(params=wording.LANGUAGES)
def language(request):
    before = wording.language()
    wording.set_language(request.param)
    yield request.param
    wording.set_language(before)


@pytest.fixture
def english():
    before = wording.language()
    wording.set_language("en")
    yield
    wording.set_language(before)
