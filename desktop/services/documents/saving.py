"""Saving papers as files: names every system takes, written beside and then put in place.

Trouble
├── DiskFull           nothing more fits on the disk; facts: path, needed (bytes)
└── CannotSave         the target cannot be written; its code says why; facts: path, cause
"""

import errno
import os
import re
import unicodedata
from pathlib import Path
from typing import Final

from desktop.services.errors import DiskFull, Trouble

LONGEST_NAME: Final = 180
"""Bytes of a file name in UTF-8, well below the 255 of common file systems and Windows' 260-character paths."""
_FORBIDDEN: Final = re.compile(r'[\\/:*?"<>|]')
_RESERVED: Final = re.compile(r"(?i)(CON|PRN|AUX|NUL|COM\d|LPT\d)(\.|$)")
_CAUSES: Final = {
    errno.EACCES: "save_not_permitted",
    errno.EPERM: "save_not_permitted",
    errno.EROFS: "save_read_only",
    errno.ENOENT: "save_no_folder",
    errno.ENOTDIR: "save_no_folder",
    errno.EISDIR: "save_is_folder",
    errno.ENAMETOOLONG: "save_name_too_long",
    errno.EBUSY: "save_in_use",
    errno.ETXTBSY: "save_in_use",
}


class CannotSave(Trouble):
    """A paper's target cannot be written; nothing stands there half."""

    code = "cannot_save"


def file_name(*parts: str, suffix: str = ".pdf") -> str:
    """A file name of the parts that Windows, macOS and Linux take; long ones are cut, never the suffix."""
    words = " ".join(part for part in parts if part.strip())
    shown = "".join(
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFC", words)
        if unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn"} or character.isspace()
    )
    name = re.sub(r" +", " ", _FORBIDDEN.sub("_", shown)).strip(" .")
    if _RESERVED.match(name):
        name = f"_{name}"
    room = LONGEST_NAME - len(suffix.encode())
    name = name.encode()[:room].decode(errors="ignore").rstrip(" .")
    return (name or "_") + suffix


def free_path(folder: Path, name: str) -> Path:
    """The path of a name in a folder, with a number when it is taken."""
    path = folder / name
    number = 2
    while path.exists():
        path = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
        number += 1
    return path


def save(pdf: bytes, path: Path) -> None:
    """Write a paper beside its target and rename it into place; raises DiskFull or CannotSave."""
    beside = path.with_name(f".{os.getpid()}-{len(pdf)}.part")
    try:
        with beside.open("wb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        _forget(beside)
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise DiskFull(path=str(path.parent), needed=len(pdf)) from error
        cause = "save_is_folder" if os.path.isdir(path) else _CAUSES.get(error.errno or 0, "save_failed")  # noqa: PTH112 -- Path.is_dir raises for a name too long
        raise CannotSave(cause, path=str(path), cause=error.strerror or "") from error


def _forget(beside: Path) -> None:
    """Take the unfinished file away if the folder lets us."""
    try:
        beside.unlink(missing_ok=True)
    except OSError:
        return
