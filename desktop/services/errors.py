"""Known trouble of the desktop: a code and facts, never a sentence; wording makes the sentence.

Trouble
├── DiskFull           nothing more fits on the disk; facts: path, needed (bytes)
├── WrongKey           the key does not open this database
├── NotOurs            a damaged or foreign file stands where the database should be; facts: path, backup
├── TooNew             the database was written by a newer program; facts: path
├── WrongPassphrase    facts: wait (seconds until the next try counts), tries
├── BadAttachment      a file that is not taken; facts: name, and what it is about
├── Offline            the server cannot be reached, or what answers is no server of ours
├── SignedOut          the server wants the password again
├── TooOld             the server no longer speaks this program's protocol
└── ServerRefused      the server refused a request as a whole; its own code and facts
"""

from domain.errors import Fact


class Trouble(Exception):  # noqa: N818 -- the word of the vocabulary; a bug is something else
    """Something went wrong that was to be expected some day."""

    code = "trouble"

    def __init__(self, code: str = "", /, **facts: Fact) -> None:
        super().__init__(code or self.code)
        self.code = code or self.code
        self.facts: dict[str, Fact] = dict(facts)


class DiskFull(Trouble):
    """Nothing more fits on the disk."""

    code = "disk_full"


class WrongKey(Trouble):
    """The key does not open this database."""

    code = "wrong_key"


class NotOurs(Trouble):
    """A damaged or foreign file stands where the database should be; it is left as it is."""

    code = "not_ours"


class TooNew(Trouble):
    """The database was written by a newer program."""

    code = "database_too_new"


class WrongPassphrase(Trouble):
    """The passphrase does not open this account."""

    code = "wrong_passphrase"


class BadAttachment(Trouble):
    """A file that is not taken as an attachment."""

    code = "bad_attachment"


class Offline(Trouble):
    """The server cannot be reached, or what answers is no server of ours."""

    code = "offline"


class SignedOut(Trouble):
    """The server wants the password again."""

    code = "signed_out"


class TooOld(Trouble):
    """The server no longer speaks this program's protocol."""

    code = "too_old"


class ServerRefused(Trouble):
    """The server refused a request as a whole."""

    code = "server_refused"
