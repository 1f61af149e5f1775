import pytest

from tests.sync.world import Templates, World


@pytest.fixture(scope="session")
def templates(tmp_path_factory):
    return Templates(tmp_path_factory.mktemp("templates"))


@pytest.fixture
def world(templates, tmp_path):
    opened = World(templates, tmp_path)
    yield opened
    opened.close()
