"""From an account to an open profile: set up with the server once, unlocked every day without it."""

import platform
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec
from uuid_utils import uuid7

from desktop.services import backup, state
from desktop.services.account import Account
from desktop.services.api import Api, Transport
from desktop.services.attachments import AttachmentStore
from desktop.services.database import Database
from desktop.services.errors import NotOurs, ServerRefused
from desktop.services.migrating import open_database
from desktop.services.sync import copying, sending
from desktop.services.sync.rounds import ACTOR, DEVICE, actor_of
from domain.permissions import Actor
from domain.wire import Meta, SignIn, Tokens

TOKENS: Final = "tokens"
BLOCKED: Final = frozenset({"device_blocked", "device_taken"})
Clock = Callable[[], datetime]


class FirstRun(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody types once: where the server is, who they are, and the passphrase of this machine."""

    server_url: str
    staff_no: str
    password: str
    passphrase: str
    remember: bool = False


class Profile(msgspec.Struct):
    """An open profile: its database, its line to the server, and whose it is."""

    account: Account
    database: Database
    api: Api
    store: AttachmentStore
    clock: Clock
    actor: Actor

    def close(self) -> None:
        """Close the line and the database; plain copies lent to other programs are taken back."""
        self.store.take_back_lent()
        self.api.close()
        self.database.close()


def look_at_server(url: str, transport: Transport | None = None) -> Meta:
    """Ask an address what answers there; raises Offline with the reason, TooOld."""
    api = Api(url, transport=transport)
    try:
        return api.meta()
    finally:
        api.close()


def set_up(account: Account, form: FirstRun, clock: Clock, transport: Transport | None = None) -> Profile:
    """Sign in and make the profile. The key file comes last, so that a half-made profile counts as none.

    Raises Offline, ServerRefused (`wrong_password`, `wait`), TooOld, WrongPassphrase, DiskFull.
    """
    device_id = str(uuid7())
    new = account.prepare(form.passphrase, profile_id=device_id)
    api = Api(form.server_url, transport=transport)
    try:
        tokens = api.sign_in(SignIn(form.staff_no.strip(), form.password, device_id, platform.node()[:100]))
    finally:
        api.close()
    _put_aside(account.database_path, clock())
    database = open_database(account.database_path, new.key, account.backups, clock)
    with database.write() as session:
        state.put(session, DEVICE, device_id)
        state.put(session, ACTOR, tokens.actor)
        state.put(session, TOKENS, tokens)
    database.tune()
    owner = msgspec.structs.replace(new.file, name=tokens.actor.name, staff_no=tokens.actor.staff_no)
    account.create(msgspec.structs.replace(new, file=owner))
    if form.remember:
        account.remember(new.key)
    return _profile(account, database, form.server_url, clock, transport)


def unlock(
    account: Account,
    passphrase: str | None,
    server_url: str,
    clock: Clock,
    transport: Transport | None = None,
) -> Profile | None:
    """Open the profile with its passphrase, or without one by the machine's key ring; None when that has no key.

    Raises WrongPassphrase with the seconds to wait, NotOurs with the copy to offer, TooNew, WrongKey, DiskFull.
    """
    key = account.recall() if passphrase is None else account.unlock(passphrase)
    if key is None:
        return None
    if not account.database_path.exists() or not account.database_path.stat().st_size:
        copy = backup.newest_sound(account.backups, key)
        raise NotOurs(path=str(account.database_path), backup=str(copy or ""))
    database = open_database(account.database_path, key, account.backups, clock)
    return _profile(account, database, server_url, clock, transport)


def put_backup_back(account: Account, passphrase: str, clock: Clock) -> Path:
    """Put the newest sound copy in the place of a damaged database, which is kept; gives where it is kept.

    Raises WrongPassphrase, NotOurs when there is no sound copy, DiskFull.
    """
    key = account.unlock(passphrase)
    copy = backup.newest_sound(account.backups, key)
    if copy is None:
        raise NotOurs("no_backup", path=str(account.database_path))
    return backup.put_back(copy, account.database_path, key, clock())


def sign_in(profile: Profile, password: str) -> Actor:
    """Sign in again with the password; a device the server has blocked gets a new name and a new copy.

    Raises ServerRefused (`wrong_password`, `wait`), Offline, TooOld.
    """
    with profile.database.read() as session:
        device_id = state.get(session, DEVICE, str, "")
    try:
        tokens = profile.api.sign_in(SignIn(profile.actor.staff_no, password, device_id, platform.node()[:100]))
    except ServerRefused as refused:
        if refused.code not in BLOCKED:
            raise
        device_id = str(uuid7())
        tokens = profile.api.sign_in(SignIn(profile.actor.staff_no, password, device_id, platform.node()[:100]))
        with profile.database.write() as session:
            state.put(session, DEVICE, device_id)
            sending.renumber(session, 1)
            copying.restart(session)
    with profile.database.write() as session:
        state.put(session, ACTOR, tokens.actor)
    profile.actor = tokens.actor
    return tokens.actor


def _profile(
    account: Account, database: Database, server_url: str, clock: Clock, transport: Transport | None
) -> Profile:
    with database.read() as session:
        actor = actor_of(session)
        tokens = msgspec.convert(state.get(session, TOKENS, dict, {}), Tokens)

    def keep(fresh: Tokens) -> None:
        with database.write() as session:
            state.put(session, TOKENS, fresh)

    api = Api(server_url, tokens=tokens, keep=keep, transport=transport)
    return Profile(account, database, api, AttachmentStore(account.files, database, clock), clock, actor)


def _put_aside(path: Path, at: datetime) -> None:
    """Move a database without a key file away; nobody can read it, but nothing is ever destroyed here."""
    for ending in ("", "-wal", "-shm"):
        part = path.with_name(path.name + ending)
        if part.exists():
            part.replace(part.with_name(f"{path.name}.left-{at:%Y%m%dT%H%M%S}{ending}"))
