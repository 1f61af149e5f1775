import ast

import pytest

from tests.architecture.source import ROOT, definitions, files, named, product_files

LARGEST_MODULE = 400
LARGEST_CLASS = 250
LARGEST_FUNCTION = 60


def lines(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def of_our_own():
    scripts = [ROOT / "dev.py", *files("installers")]
    return [path for path in [*product_files(), *scripts] if "migrations" not in path.parts]


def test_that_no_module_is_longer_than_400_lines():
    long = {named(path): count for path in of_our_own() if (count := line_count(path)) > LARGEST_MODULE}
    assert long == {}


def line_count(path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize(
    ("kind", "largest"),
    [(ast.ClassDef, LARGEST_CLASS), ((ast.FunctionDef, ast.AsyncFunctionDef), LARGEST_FUNCTION)],
    ids=["class", "function"],
)
def test_that_no_definition_outgrows_its_limit(kind, largest):
    long = {
        f"{named(path, node)} {node.name}": lines(node)
        for path in of_our_own()
        for node in definitions(path)
        if isinstance(node, kind) and lines(node) > largest
    }
    assert long == {}
