"""Folders and files that only their owner may read."""

import os
from pathlib import Path
from typing import Final

OWNER_ONLY: Final = 0o600
_FOLDER: Final = 0o700
_OTHERS: Final = 0o077


def make_private(folder: Path) -> None:
    """Make a folder that only its owner enters; one that exists is closed to others when it is ours.

    Windows keeps a user's folders from other users by itself.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=_FOLDER)
    if os.name != "posix":
        return
    found = folder.stat()
    if found.st_uid == os.getuid() and found.st_mode & _OTHERS:
        folder.chmod(_FOLDER)


def private_opener(path: str, flags: int) -> int:
    """Open a file for its owner alone: an `opener` for `open`."""
    return os.open(path, flags, OWNER_ONLY)
