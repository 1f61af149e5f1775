"""The machine's key ring. Loading it is slow, so who uses it imports this module off the window."""

import keyring
from keyring.errors import KeyringError

APPLICATION = "jike-workbench"
TROUBLES = (KeyringError, OSError, RuntimeError)
"""What a key ring that is missing, locked or broken may raise."""


def keeps_secrets() -> bool:
    """Whether this machine has a key ring at all."""
    try:
        return bool(keyring.get_keyring().priority > 0)
    except TROUBLES:
        return False


def put(name: str, secret: str) -> None:
    """Keep a secret; raises one of TROUBLES."""
    keyring.set_password(APPLICATION, name, secret)


def get(name: str) -> str | None:
    """Give a secret or None; raises one of TROUBLES."""
    found: str | None = keyring.get_password(APPLICATION, name)
    return found


def drop(name: str) -> None:
    """Forget a secret; raises one of TROUBLES, also where there was none."""
    keyring.delete_password(APPLICATION, name)
