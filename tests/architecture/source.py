"""The project's own files and their syntax trees, read once."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("domain", "desktop", "server")
LEFT_BY_TOOLS = {
    *(".git", ".venv", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache"),
    *("__pycache__", "build", "dist", "htmlcov", "LICENSE", ".idea", ".vscode"),
}
TEXT_SUFFIXES = {".py", ".md", ".toml", ".yml", ".yaml", ".ini", ".po", ".json", ".txt", ".spec", ".svg", ".csv", ""}


@cache
def files(*folders: str) -> list[Path]:
    """Give the Python files of the folders, sorted."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def product_files() -> list[Path]:
    """Give the Python files of what is shipped."""
    return files(*PACKAGES)


@cache
def tree(path: Path) -> ast.Module:
    """Give the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def named(path: Path, node: ast.AST | None = None) -> str:
    """Name a file, or a place in it, the way editors understand it."""
    place = path.relative_to(ROOT).as_posix()
    return place if node is None else f"{place}:{getattr(node, 'lineno', 1)}"


def definitions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Give every function and class of a file, nested ones too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node


@cache
def text_files() -> list[Path]:
    """Give every text file of the project, without what tools leave in it."""
    return sorted(
        path
        for entry in ROOT.iterdir()
        if entry.name not in LEFT_BY_TOOLS and not entry.name.startswith((".coverage", ".env"))
        for path in ([entry] if entry.is_file() else entry.rglob("*"))
        if path.suffix in TEXT_SUFFIXES and path.is_file() and not LEFT_BY_TOOLS & set(path.parts)
    )
