"""Does requirements.lock still answer pyproject.toml? Told without a network, from the two files alone.

`python -m tests.helpers.lock` prints every disagreement and ends with 1 when there is one. That the lock is complete
is proved by every installation: pip refuses a requirement without a hash when hashes are required.
"""

import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?P<marker>\s*;[^\\]+)?")
CAUSE = re.compile(r"^\s+#\s+(?:via\s+)?(?P<cause>\S.*)$")


def asked_for(project: dict) -> list[Requirement]:
    """Give every requirement pyproject.toml names itself."""
    return [Requirement(line) for line in [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]]


def pinned(lock: str) -> dict[str, list[str]]:
    """Give the pinned versions of each package."""
    versions: dict[str, list[str]] = {}
    for line in lock.splitlines():
        if found := PIN.match(line):
            versions.setdefault(canonicalize_name(found["name"]), []).append(found["version"])
    return versions


def pinned_for_us(lock: str) -> set[str]:
    """Give the packages the lock holds because pyproject.toml asks for them."""
    ours, current = set(), ""
    for line in lock.splitlines():
        if found := PIN.match(line):
            current = canonicalize_name(found["name"])
        elif (found := CAUSE.match(line)) and "pyproject.toml" in found["cause"]:
            ours.add(current)
    return ours


def without_hash(lock: str) -> list[str]:
    """Give the pins that carry no hash."""
    blocks = re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE)
    return [found["name"] for block in blocks if (found := PIN.match(block)) and "--hash=sha256:" not in block]


def disagreements(project: dict, lock: str) -> list[str]:
    """Say, in sentences, where the lock does not answer pyproject.toml."""
    asked, versions = asked_for(project), pinned(lock)
    said = [
        f"{requirement} is not answered by {', '.join(versions.get(canonicalize_name(requirement.name), ['nothing']))}"
        for requirement in asked
        if not any(requirement.specifier.contains(v) for v in versions.get(canonicalize_name(requirement.name), []))
    ]
    no_longer = pinned_for_us(lock) - {canonicalize_name(requirement.name) for requirement in asked}
    said += [f"{name} is locked, but pyproject.toml no longer asks for it" for name in sorted(no_longer)]
    said += [f"{name} is locked without a hash" for name in without_hash(lock)]
    if "://" in lock:
        said.append("the lock names a host; generate it with --no-emit-index-url")
    return said


def main() -> int:
    """Print the disagreements of this project's own files."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    said = disagreements(project, (ROOT / "requirements.lock").read_text(encoding="utf-8"))
    for sentence in said:
        print(sentence, file=sys.stderr)  # noqa: T201 - this is a command
    if said:
        print("run: python3 dev.py lock", file=sys.stderr)  # noqa: T201 - this is a command
    return 1 if said else 0


if __name__ == "__main__":
    raise SystemExit(main())
