import ast
import re
from collections import Counter

from tests.architecture.source import definitions, named, product_files, text_files

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


def is_described_hook(path, function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Tell whether a method says what a subclass may do there, or what a protocol asks for."""
    scopes = [scope for scope in definitions(path) if isinstance(scope, ast.ClassDef) and function in scope.body]
    in_protocol = any("Protocol" in ast.unparse(base) for scope in scopes for base in scope.bases)
    return in_protocol or (bool(scopes) and ast.get_docstring(function) is not None)


def overridden_methods() -> set[str]:
    """Give the names of methods that more than one class of the product defines."""
    names = Counter(
        node.name
        for path in product_files()
        for scope in definitions(path)
        if isinstance(scope, ast.ClassDef)
        for node in scope.body
        if isinstance(node, ast.FunctionDef)
    )
    return {name for name, count in names.items() if count > 1}


def test_that_nothing_is_left_for_later():
    assert lines_matching(UNFINISHED) == []


def test_that_no_function_is_a_stub():
    stubs = [
        f"{named(path, node)} {node.name}"
        for path in product_files()
        for node in definitions(path)
        if not isinstance(node, ast.ClassDef)
        and not is_described_hook(path, node)
        and not decorators(node) & EMPTY_IS_MEANT
        and is_empty(node)
    ]
    assert stubs == []


def test_that_only_a_method_others_override_is_not_implemented():
    overridden = overridden_methods()
    said = [
        f"{named(path, function)} {function.name}"
        for path in product_files()
        if "migrations" not in path.parts
        for function in definitions(path)
        if isinstance(function, ast.FunctionDef) and function.name not in overridden
        for node in ast.walk(function)
        if isinstance(node, ast.Raise) and node.exc is not None and "NotImplemented" in ast.unparse(node.exc)
    ]
    assert said == []


def test_that_no_file_names_a_folder_of_one_machine():
    assert lines_matching(PRIVATE_PLACE) == []


def test_that_no_file_names_a_package_registry():
    assert lines_matching(REGISTRY) == []
