"""Copies of the encrypted database: made whole, checked, kept in small number, and put back on request."""

import re
import shutil
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2

from desktop.services.database import connect, troubles
from desktop.services.errors import NotOurs
from domain.rules.calendars import CHINA_TIME, china_date

KEPT: Final = 5
PREFIX: Final = "jike-"
SUFFIX: Final = ".backup"
_NAME: Final = re.compile(r"jike-\d{8}T\d{6}(-\d+)?\.backup")


def make(path: Path, key: bytes, folder: Path, at: datetime) -> Path:
    """Copy a database, check the copy, and only then count it; older copies beyond five are dropped.

    The copy is encrypted with the same key. Raises DiskFull, and NotOurs when the copy is not sound.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = _free_name(folder, at)
    beside = target.with_suffix(".new")
    beside.unlink(missing_ok=True)
    try:
        with troubles(target):
            source = connect(path, key)
            try:
                copy = dbapi2.connect(str(beside), isolation_level=None)
                try:
                    copy.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
                    source.backup(copy)
                finally:
                    copy.close()
            finally:
                source.close()
            verify(beside, key)
            beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    for old in all_of(folder)[KEPT:]:
        old.unlink(missing_ok=True)
    return target


def verify(path: Path, key: bytes) -> None:
    """Read a whole copy; raises NotOurs when anything in it is damaged."""
    try:
        connection = dbapi2.connect(str(path), isolation_level=None)
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            wrong = [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
            wrong += [row[0] for row in connection.execute("PRAGMA integrity_check(1)") if row[0] != "ok"]
        finally:
            connection.close()
    except dbapi2.DatabaseError as error:
        raise NotOurs(path=str(path), backup="") from error
    if wrong:
        raise NotOurs(path=str(path), backup="", detail=str(wrong[0])[:200])


def all_of(folder: Path) -> list[Path]:
    """Give the copies in a folder, newest first."""
    return sorted((path for path in folder.glob(f"{PREFIX}*{SUFFIX}") if _NAME.fullmatch(path.name)), reverse=True)


def is_due(folder: Path, at: datetime) -> bool:
    """Tell whether the business day of `at` (UTC) has no copy yet."""
    begin = datetime.combine(china_date(at), time.min, CHINA_TIME).astimezone(UTC)
    first, end = (f"{PREFIX}{moment:%Y%m%dT%H%M%S}" for moment in (begin, begin + timedelta(days=1)))
    return not any(first <= path.name < end for path in all_of(folder))


def newest(folder: Path) -> Path | None:
    """Give the newest copy, or None."""
    return next(iter(all_of(folder)), None)


def newest_sound(folder: Path, key: bytes) -> Path | None:
    """Give the newest copy that can be read from end to end, or None."""
    for copy in all_of(folder):
        try:
            verify(copy, key)
        except NotOurs:
            continue
        return copy
    return None


def put_back(backup: Path, path: Path, key: bytes, at: datetime) -> Path:
    """Put a checked copy in the database's place; the damaged file is kept beside it and its path returned."""
    verify(backup, key)
    kept = path.with_name(f"{path.name}.damaged-{at:%Y%m%dT%H%M%S}")
    beside = path.with_name(f"{path.name}.new")
    with troubles(path):
        shutil.copyfile(backup, beside)
        for ending in ("", "-wal", "-shm"):
            part = path.with_name(path.name + ending)
            if part.exists():
                part.replace(kept.with_name(kept.name + ending))
        beside.replace(path)
    return kept


def _free_name(folder: Path, at: datetime) -> Path:
    stem = f"{PREFIX}{at:%Y%m%dT%H%M%S}"
    path, number = folder / f"{stem}{SUFFIX}", 1
    while path.exists():
        path, number = folder / f"{stem}-{number}{SUFFIX}", number + 1
    return path
