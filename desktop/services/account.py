"""The profile on this machine: its folder, and the key of its database, wrapped by the owner's passphrase.

The database key is 256 random bits. A small key file keeps it sealed by a key that Argon2id makes of the passphrase;
where the machine has a key ring, a copy there saves typing, and where it has none nothing is lost.
"""

import base64
import hashlib
import hmac
import logging
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec
from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from platformdirs import user_data_path

from desktop.services.database import KEY_BYTES, troubles
from desktop.services.errors import NotOurs, WrongPassphrase

APPLICATION: Final = "jike-workbench"
HOME_VARIABLE: Final = "JIKE_HOME"
SHORTEST_PASSPHRASE: Final = 8
FREE_TRIES: Final = 4
FIRST_WAIT: Final = 60
LONGEST_WAIT: Final = 3600
_TIME, _MEMORY_KIB, _LANES = 3, 64 * 1024, 4
_NONCE: Final = 12
_SALT: Final = 16
_CONTEXT: Final = b"jike key file 1"
logger = logging.getLogger(__name__)


class KeyFile(msgspec.Struct, kw_only=True):
    """What stands in the key file; bytes in base64. `tries` counts wrong passphrases since the last right one."""

    version: int = 1
    profile_id: str
    name: str = ""
    staff_no: str = ""
    salt: str
    sealed: str
    check: str
    time_cost: int = _TIME
    memory_kib: int = _MEMORY_KIB
    lanes: int = _LANES
    tries: int = 0
    wait_until: datetime | None = None
    wait_began: datetime | None = None


class NewKey(msgspec.Struct, frozen=True):
    """A key that was just made, and the key file that will keep it."""

    key: bytes
    file: KeyFile


class Account:
    """One profile's folder. `exists` tells whether it has been set up; `unlock` gives the database key."""

    def __init__(self, home: Path, clock: Callable[[], datetime]) -> None:
        self.home = home
        self._clock = clock

    @property
    def exists(self) -> bool:
        """Whether a profile has been set up here."""
        return self._key_path.exists()

    @property
    def database_path(self) -> Path:
        """Where the encrypted database is."""
        return self.home / "jike.db"

    @property
    def backups(self) -> Path:
        """Where copies of the database are."""
        return self.home / "backups"

    @property
    def files(self) -> Path:
        """Where attachments are."""
        return self.home / "files"

    @property
    def _key_path(self) -> Path:
        return self.home / "key.json"

    def owner(self) -> tuple[str, str]:
        """Give name and staff number of the owner, shown before unlocking."""
        kept = self._read()
        return kept.name, kept.staff_no

    def prepare(self, passphrase: str, *, profile_id: str, name: str = "", staff_no: str = "") -> NewKey:
        """Make a key and seal it; nothing is written yet. Raises WrongPassphrase `passphrase_too_short`."""
        key = os.urandom(KEY_BYTES)
        blank = KeyFile(profile_id=profile_id, name=name, staff_no=staff_no, salt="", sealed="", check="")
        return NewKey(key, _sealed(key, passphrase, blank))

    def create(self, new: NewKey) -> None:
        """Set the profile up by writing its key file, the last step. Raises FileExistsError, DiskFull."""
        if self.exists:
            raise FileExistsError(self._key_path)
        self._write(new.file)

    def unlock(self, passphrase: str) -> bytes:
        """Give the key. Raises WrongPassphrase with the seconds to wait, NotOurs for a damaged key file."""
        kept = self._read()
        self._refuse_while_waiting(kept)
        try:
            key = _opened(kept, passphrase)
        except InvalidTag:
            raise self._failed(kept) from None
        if kept.tries:
            kept.tries, kept.wait_until, kept.wait_began = 0, None, None
            self._write(kept)
        return key

    def change_passphrase(self, old: str, new: str) -> None:
        """Seal the same key with another passphrase; the database is not touched. Raises WrongPassphrase, DiskFull."""
        key = self.unlock(old)
        self._write(_sealed(key, new, self._read()))

    def waiting_seconds(self) -> int:
        """Give how long the next try has to wait; 0 when it may come now."""
        kept = self._read()
        now = self._clock()
        if kept.wait_until is None or kept.wait_began is None or now >= kept.wait_until:
            return 0
        # A clock set back must not lock the owner out for longer than the wait itself.
        whole = kept.wait_until - kept.wait_began
        left = min(kept.wait_until - now, whole)
        return max(1, round(left.total_seconds()))

    def remember(self, key: bytes) -> bool:
        """Keep a copy of the key in the machine's key ring; False where there is none."""
        from desktop.services import key_ring  # noqa: PLC0415 -- slow to load, and not needed to unlock by passphrase

        try:
            key_ring.put(self._read().profile_id, base64.b64encode(key).decode())
        except key_ring.TROUBLES as error:
            logger.info("no key ring on this machine: %s", type(error).__name__)
            return False
        return True

    @property
    def has_key_ring(self) -> bool:
        """Whether this machine has a key ring that keeps secrets; asking may take a moment."""
        from desktop.services import key_ring  # noqa: PLC0415 -- slow to load, and not needed to unlock by passphrase

        return key_ring.keeps_secrets()

    def recall(self) -> bytes | None:
        """Give the key from the machine's key ring, or None when it is not there or not the right one."""
        from desktop.services import key_ring  # noqa: PLC0415 -- slow to load, and not needed to unlock by passphrase

        kept = self._read()
        try:
            text = key_ring.get(kept.profile_id)
            key = base64.b64decode(text, validate=True) if text else b""
        except (*key_ring.TROUBLES, ValueError) as error:
            logger.info("no key ring on this machine: %s", type(error).__name__)
            return None
        return key if hmac.compare_digest(_check(key), kept.check) else None

    def forget(self) -> None:
        """Remove the copy from the machine's key ring, if there is one."""
        from desktop.services import key_ring  # noqa: PLC0415 -- slow to load, and not needed to unlock by passphrase

        try:
            key_ring.drop(self._read().profile_id)
        except key_ring.TROUBLES as error:
            logger.info("nothing to remove from a key ring: %s", type(error).__name__)

    def _refuse_while_waiting(self, kept: KeyFile) -> None:
        seconds = self.waiting_seconds()
        if seconds:
            raise WrongPassphrase("passphrase_wait", wait=seconds, tries=kept.tries)

    def _failed(self, kept: KeyFile) -> WrongPassphrase:
        kept.tries += 1
        seconds = 0
        if kept.tries > FREE_TRIES:
            seconds = min(FIRST_WAIT * 2 ** min(kept.tries - FREE_TRIES - 1, 10), LONGEST_WAIT)
            kept.wait_began = self._clock()
            kept.wait_until = kept.wait_began + timedelta(seconds=seconds)
        self._write(kept)
        return WrongPassphrase(wait=seconds, tries=kept.tries)

    def _read(self) -> KeyFile:
        try:
            return msgspec.json.decode(self._key_path.read_bytes(), type=KeyFile)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise NotOurs("key_file_damaged", path=str(self._key_path)) from error

    def _write(self, kept: KeyFile) -> None:
        with troubles(self._key_path):
            self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
            beside = self._key_path.with_suffix(".new")
            handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.json.format(msgspec.json.encode(kept)))
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self._key_path)


def default_home() -> Path:
    """Give the folder of the profile of whoever runs this; `JIKE_HOME` names another one."""
    named = os.environ.get(HOME_VARIABLE, "")
    return Path(named) if named else user_data_path(APPLICATION, appauthor=False) / "default"


def _derived(passphrase: str, salt: bytes, kept: KeyFile) -> bytes:
    return hash_secret_raw(
        passphrase.encode("utf-8", "surrogatepass"),
        salt,
        time_cost=kept.time_cost,
        memory_cost=kept.memory_kib,
        parallelism=kept.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def _sealed(key: bytes, passphrase: str, kept: KeyFile) -> KeyFile:
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise WrongPassphrase("passphrase_too_short", shortest=SHORTEST_PASSPHRASE)
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    sealed = nonce + AESGCM(_derived(passphrase, salt, kept)).encrypt(nonce, key, _CONTEXT)
    return msgspec.structs.replace(
        kept,
        salt=base64.b64encode(salt).decode(),
        sealed=base64.b64encode(sealed).decode(),
        check=_check(key),
        tries=0,
        wait_until=None,
        wait_began=None,
    )


def _opened(kept: KeyFile, passphrase: str) -> bytes:
    """Unseal the key; raises InvalidTag for a wrong passphrase, NotOurs for a damaged key file."""
    try:
        salt, sealed = base64.b64decode(kept.salt, validate=True), base64.b64decode(kept.sealed, validate=True)
    except ValueError as error:
        raise NotOurs("key_file_damaged") from error
    try:
        return AESGCM(_derived(passphrase, salt, kept)).decrypt(sealed[:_NONCE], sealed[_NONCE:], _CONTEXT)
    except (ValueError, OverflowError, HashingError) as error:
        raise NotOurs("key_file_damaged") from error


def _check(key: bytes) -> str:
    """Give what recognises the key without telling it."""
    return hmac.new(key, _CONTEXT, hashlib.sha256).hexdigest()
