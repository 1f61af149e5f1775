"""What becomes of the rows of an imported file."""

from enum import StrEnum


class RowFate(StrEnum):
    """What an import does, or did, with one row of the file."""

    CREATE = "create"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    ERROR = "error"


class TwinChoice(StrEnum):
    """What a person decides about a row that looks like a customer already on file."""

    SKIP = "skip"
    UPDATE = "update"
    CREATE = "create"


class TwinReason(StrEnum):
    """Why a row is taken for a customer already known."""

    SAME_NUMBER = "same_number"
    SAME_CODE = "same_code"
    SAME_NAME = "same_name"
    ALIKE = "alike"
    IN_FILE = "in_file"


class TargetKind(StrEnum):
    """What a mapped column holds, as far as the person who maps it must know."""

    PLAIN = "plain"
    MONEY = "money"
