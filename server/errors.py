"""What the server says when it says no to a whole request.

Exception
└── DeniedError        a request is not answered: an HTTP status, a code and facts; nothing of it took effect
"""

from domain.errors import Fact


class DeniedError(Exception):
    """The request is refused as a whole: HTTP status, code and facts for `RefusedReply`."""

    def __init__(self, status: int, code: str, /, **facts: Fact) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.facts: dict[str, Fact] = dict(facts)
