"""What can become of a command (the words of the sync screen come from these)."""

from enum import StrEnum


class Outcome(StrEnum):
    """The server's last word on a command."""

    APPLIED = "applied"
    CONFLICT = "conflict"
    REFUSED = "refused"


class Keep(StrEnum):
    """Which value of a conflict stays."""

    MINE = "mine"
    THEIRS = "theirs"
