"""What the domain says when it says no.

Exception
└── Refused            a command or query is against a rule: a code and facts, never a sentence
"""

from collections.abc import Mapping
from typing import Final

import msgspec

Fact = str | int | float | bool | None
NO_FACTS: Final[Mapping[str, Fact]] = {}


class Problem(msgspec.Struct, frozen=True):
    """One thing wrong with one field of a command, as a code; the sentence is made where it is shown."""

    field: str
    code: str
    facts: dict[str, Fact] = {}


class Refused(Exception):  # noqa: N818 -- "Refused" is the word of the vocabulary
    """The domain says no: a code, facts, and where known the fields that are wrong."""

    def __init__(self, code: str, problems: tuple[Problem, ...] = (), /, **facts: Fact) -> None:
        super().__init__(code)
        self.code = code
        self.problems = problems
        self.facts: dict[str, Fact] = dict(facts)
