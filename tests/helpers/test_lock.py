import pytest

from tests.helpers.lock import disagreements, main

LOCK = """\
alembic==1.20.1 \\
    --hash=sha256:83490def
    # via jike-workbench (pyproject.toml)
mako==1.4.0 \\
    --hash=sha256:9970712c
    # via alembic
"""


def project(*dependencies: str) -> dict:
    return {"project": {"dependencies": list(dependencies)}, "dependency-groups": {"dev": []}}


def test_that_the_committed_lock_answers_pyproject():
    assert main() == 0


def test_that_a_lock_answering_every_requirement_is_accepted():
    assert disagreements(project("alembic>=1.20"), LOCK) == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["alembic>=1.20", "msgspec"], "msgspec is not answered by nothing"),
        (["alembic>=2"], "alembic>=2 is not answered by 1.20.1"),
        ([], "alembic is locked, but pyproject.toml no longer asks for it"),
    ],
)
def test_that_a_changed_requirement_is_noticed(asked, said):
    assert said in disagreements(project(*asked), LOCK)


def test_that_a_pin_without_hash_is_noticed():
    assert disagreements(project("alembic"), LOCK.replace("    --hash=sha256:9970712c\n", "")) == [
        "mako is locked without a hash"
    ]
