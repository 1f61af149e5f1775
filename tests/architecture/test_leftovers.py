import ast
import re

from tests.architecture.source import definitions, named, product_files, text_files, tree

# Written with character classes, so that this file does not find itself.
UNFINISHED = re.compile(r"\b(TO[D]O|FIX[M]E|XX[X]|HAC[K])\b")
PRIVATE_PLACE = re.compile(r"(?<![\w.~/])/(?:hom[e]|roo[t]|wor[k]|User[s])/\w+")
REGISTRY = re.compile(r"python[h]osted|py[p]i\.|(?<!no-emit-)index-ur[l]")
EMPTY_IS_MEANT = {"override", "overload", "abstractmethod"}


def lines_matching(pattern: re.Pattern) -> list[str]:
    return [
        f"{named(path)}:{number}: {line.strip()[:120]}"
        for path in text_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]


def decorators(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    return {ast.unparse(decorator).rpartition(".")[2] for decorator in function.decorator_list}


def is_empty(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return all(
        isinstance(statement, ast.Pass)
        or (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))
        for statement in function.body
    )


def functions_of_protocols(path) -> set[ast.AST]:
    return {
        statement
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and any("Protocol" in ast.unparse(base) for base in node.bases)
        for statement in node.body
    }


def test_that_nothing_is_left_for_later():
    assert lines_matching(UNFINISHED) == []


def test_that_no_function_is_a_stub():
    stubs = [
        f"{named(path, node)} {node.name}"
        for path in product_files()
        for node in definitions(path)
        if not isinstance(node, ast.ClassDef)
        and node not in functions_of_protocols(path)
        and not decorators(node) & EMPTY_IS_MEANT
        and is_empty(node)
    ]
    assert stubs == []


def test_that_nothing_says_it_is_not_implemented():
    said = [
        named(path, node)
        for path in product_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Raise) and node.exc is not None and "NotImplemented" in ast.unparse(node.exc)
    ]
    assert said == []


def test_that_no_file_names_a_folder_of_one_machine():
    assert lines_matching(PRIVATE_PLACE) == []


def test_that_no_file_names_a_package_registry():
    assert lines_matching(REGISTRY) == []
