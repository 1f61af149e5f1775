import ast
import re

from tests.architecture.source import files, named, tree

HEX = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b")

# A shadow or veil is black in every theme, only its strength differs.
SHADOWS = {"transparent", "black"}


def outside_the_theme():
    drawing = files("desktop/views", "desktop/models")
    return [path for path in drawing if "theme" not in path.parts and path.name != "theme.py"]


def test_that_colours_are_named_only_in_the_theme():
    found = [
        f"{named(path, node)} {node.value}"
        for path in outside_the_theme()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and HEX.search(node.value)
    ]
    assert found == []


def test_that_no_colour_is_mixed_from_numbers():
    found = [
        named(path, node)
        for path in outside_the_theme()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] in {"QColor", "fromRgb", "fromHsv"}
        and node.args
        and all(isinstance(argument, ast.Constant) for argument in node.args)
    ]
    assert found == []


def test_that_views_use_no_colour_words_of_qt():
    found = [
        named(path, node)
        for path in outside_the_theme()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and ast.unparse(node).startswith("Qt.GlobalColor.")
        and node.attr not in SHADOWS
    ]
    assert found == []
