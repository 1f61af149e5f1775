import ast
import re
from pathlib import Path

from tests.architecture.source import PACKAGES, ROOT, definitions, files, named, tree

SLEEPS = {"qtbot.wait", "time.sleep", "QTest.qWait", "QTest.qSleep", "QThread.sleep", "QThread.msleep"}
EMPTY_WORDS = re.compile(r"_(works|correctly|properly)(_|$)|_ok$")


def test_that_no_test_sleeps():
    sleeping = [
        named(path, node)
        for path in files("tests")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in SLEEPS
    ]
    assert sleeping == []


def test_that_test_names_are_sentences():
    unclear = [
        f"{named(path, node)} {node.name}"
        for path in files("tests")
        for node in definitions(path)
        if node.name.startswith("test_") and (EMPTY_WORDS.search(node.name) or node.name.count("_") < 3)
    ]
    assert unclear == []


def source_of(test: Path) -> bool:
    folder = ROOT / test.relative_to(ROOT / "tests").parent
    name = test.stem.removeprefix("test_")
    if folder.name == name or not folder.is_dir():
        return folder.is_dir()
    nouns = {path.stem.strip("_") for path in folder.iterdir() if path.suffix == ".py" or path.is_dir()} - {"init"}
    return any(name == noun or name.startswith(f"{noun}_") for noun in nouns)


def test_that_the_test_tree_mirrors_the_source_tree():
    # A test of several modules together says so in a docstring at its top.
    homeless = [
        named(path)
        for package in PACKAGES
        for path in files(f"tests/{package}")
        if path.name.startswith("test_") and not source_of(path) and ast.get_docstring(tree(path)) is None
    ]
    assert homeless == []
