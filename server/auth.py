"""Who is asking: passwords once, then short-lived access tokens, renewed by rotating refresh tokens."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from domain.entities import Person
from domain.permissions import Actor
from domain.wire import Renew, SignIn, Tokens
from server.actors import Actors
from server.database import Database
from server.errors import DeniedError
from server.seals import Seals, fingerprint
from server.settings import Settings
from server.tables import ACTIVE, BLOCKED, Device, Password, SignInFailure

HASHER: Final = PasswordHasher()
# A verification takes 64 MiB; many at once must not take the machine's memory.
VERIFICATIONS: Final = threading.BoundedSemaphore(2)
FREE_FAILURES: Final = 3
LONGEST_WAIT: Final = 300
KEPT_FAILURES: Final = timedelta(days=1)
"""Invented staff numbers must not fill the table; after a day the count begins anew."""
LONGEST_PASSWORD: Final = 256
"""A longer one is wrong without being hashed, so none is set either."""
ID_LENGTH: Final = 36
BEARER: Final = "bearer "


class Access(msgspec.Struct, frozen=True, array_like=True):
    """What an access token says."""

    person_id: str
    device_id: str
    refresh_hash: str = ""
    """The refresh token handed out with it: whoever shows one has received the other."""


class Caller(msgspec.Struct, frozen=True):
    """Who sent a request, from which device."""

    actor: Actor
    device_id: str


class Gate:
    """Signs people in, renews their tokens and recognises them at every call."""

    def __init__(
        self, database: Database, seals: Seals, actors: Actors, settings: Settings, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._seals = seals
        self._actors = actors
        self._now = now
        self._life = timedelta(minutes=settings.token_minutes)
        self._grace = timedelta(seconds=settings.grace_seconds)
        self._dummy = hash_password("nobody has this password")

    def opened(self, authorization: str) -> Access:
        """Read an access token by its seal and age alone, without the database.

        Raises DeniedError 401 `signed_out` or `token_expired`.
        """
        if authorization[: len(BEARER)].lower() != BEARER:
            raise DeniedError(401, "signed_out")
        try:
            return self._seals.open(Access, authorization[len(BEARER) :].strip(), now=self._now(), life=self._life)
        except DeniedError:
            raise DeniedError(401, "token_expired") from None

    def caller(self, authorization: str) -> Caller:
        """Recognise the sender by its access token; device and person are looked up every time.

        Raises DeniedError 401 `signed_out`, `token_expired` or `device_blocked`.
        """
        access = self.opened(authorization)
        with Session(self._database.reader) as session:
            found = session.execute(
                select(
                    Device.person_id, Device.status, Device.refresh_hash, Device.previous_hash, Device.renewed_at
                ).where(Device.id == access.device_id)
            ).one_or_none()
            if found is None or found.person_id != access.person_id or found.status != ACTIVE:
                raise DeniedError(401, "device_blocked")
            actor = self._actors.of(session, access.person_id)
        if actor is None:
            raise DeniedError(401, "signed_out")
        if found.previous_hash and found.renewed_at is None and access.refresh_hash == found.refresh_hash:
            self._retire_previous(access)
        return Caller(actor=actor, device_id=access.device_id)

    def sign_in(self, request: SignIn, agent: str = "") -> Tokens:
        """Check a password and enrol the device; `agent` names the program that asks.

        Raises DeniedError 401 `wrong_password` for everything that does not fit, whether the number exists or not;
        429 `wait` with `seconds` after several failures; 403 `device_taken` when the device is somebody else's.
        """
        _check_device_id(request.device_id)
        # What is counted is what is looked up, else one number could be written in many ways and tried without end.
        staff_no = _clean(request.staff_no)
        key = fingerprint(staff_no.casefold())
        self._refuse_while_waiting(key)
        with Session(self._database.reader) as session:
            person = _person(session, staff_no)
            kept = session.get(Password, person.id) if person else None
            stored = kept.hash if kept else self._dummy
        right = verify_password(stored, request.password) and kept is not None
        self._refuse_while_waiting(key)  # others may have failed meanwhile: guesses sent all at once gain nothing
        with Session(self._database.reader) as session:
            actor = self._actors.of(session, person.id) if right and person else None
        if actor is None:
            raise self._failed(key)
        return self._enrol(actor, request, key, _clean(agent)[:100])

    def renew(self, request: Renew) -> Tokens:
        """Give the next pair of tokens, the same again to the one before until that pair is first used.

        From then on the one before is good for the grace only, for renewals under way; later it blocks the device.
        Raises DeniedError 401 `signed_out` or `device_blocked`.
        """
        presented, now = fingerprint(request.refresh), self._now()
        blocked = False
        with Session(self._database.writer) as session, session.begin():
            query = select(Device).where(Device.id == _clean(request.device_id)).with_for_update()
            device = session.scalars(query).one_or_none()
            if device is None:
                raise DeniedError(401, "signed_out")
            if device.status != ACTIVE:
                raise DeniedError(401, "device_blocked")
            following = self._seals.derive("refresh", device.id, request.refresh)
            if presented == device.refresh_hash:
                device.previous_hash, device.refresh_hash = presented, fingerprint(following)
                device.renewed_at, device.seen_at = None, now
            elif presented == device.previous_hash:
                blocked = device.renewed_at is not None and now > device.renewed_at + self._grace
            elif (
                fingerprint(following) == device.previous_hash
            ):  # two back: what came of it was used at the latest then
                blocked = now > (device.renewed_at or device.seen_at) + self._grace
            else:
                raise DeniedError(401, "signed_out")
            if blocked:
                device.status = BLOCKED
            actor = self._actors.of(session, device.person_id)
        if blocked:
            raise DeniedError(401, "device_blocked")
        if actor is None:
            raise DeniedError(401, "signed_out")
        return self._tokens(actor, request.device_id, following)

    def _retire_previous(self, access: Access) -> None:
        with Session(self._database.writer) as session, session.begin():
            session.execute(
                update(Device)
                .where(Device.id == access.device_id, Device.refresh_hash == access.refresh_hash)
                .where(Device.renewed_at.is_(None))
                .values(renewed_at=self._now())
            )

    def _refuse_while_waiting(self, key: str) -> None:
        now = self._now()
        with Session(self._database.reader) as session:
            failure = session.get(SignInFailure, key)
            if failure is not None and failure.wait_until > now:
                raise DeniedError(429, "wait", seconds=int((failure.wait_until - now).total_seconds()) + 1)

    def _failed(self, key: str) -> DeniedError:
        now = self._now()
        with Session(self._database.writer) as session, session.begin():
            # Before the own row is locked: two that wait for each other would be undone.
            session.execute(delete(SignInFailure).where(SignInFailure.wait_until < now - KEPT_FAILURES))
            failure = session.get(SignInFailure, key, with_for_update=True)
            if failure is None:
                failure = SignInFailure(key=key, failures=0, wait_until=now)
                session.add(failure)
            failure.failures += 1
            excess = failure.failures - FREE_FAILURES
            seconds = min(2 ** min(excess, 20), LONGEST_WAIT) if excess >= 0 else 0
            failure.wait_until = now + timedelta(seconds=seconds)
        return DeniedError(401, "wrong_password")

    def _enrol(self, actor: Actor, request: SignIn, key: str, agent: str) -> Tokens:
        now = self._now()
        with Session(self._database.writer) as session, session.begin():
            if failure := session.get(SignInFailure, key):
                session.delete(failure)
            device = session.get(Device, request.device_id, with_for_update=True)
            if device is None:
                device = Device(id=request.device_id, person_id=actor.id, last_n=0, status=ACTIVE, created_at=now)
                session.add(device)
            if device.person_id != actor.id:
                raise DeniedError(403, "device_taken")
            if device.status != ACTIVE:
                raise DeniedError(403, "device_blocked")
            refresh = self._seals.derive("first", device.id, self._seals.new_key())
            device.name, device.agent = _clean(request.device_name)[:100], agent
            device.refresh_hash, device.previous_hash = fingerprint(refresh), ""
            device.renewed_at, device.seen_at = None, now
        return self._tokens(actor, request.device_id, refresh)

    def _tokens(self, actor: Actor, device_id: str, refresh: str) -> Tokens:
        now = self._now()
        said = Access(person_id=actor.id, device_id=device_id, refresh_hash=fingerprint(refresh))
        access = self._seals.seal(said, now)
        return Tokens(access=access, refresh=refresh, expires_at=now + self._life, actor=actor)


def hash_password(password: str) -> str:
    """Give the Argon2id hash of a password."""
    return HASHER.hash(password)


def verify_password(stored: str, password: str) -> bool:
    """Tell whether a password fits a hash; takes the same time either way."""
    if len(password) > LONGEST_PASSWORD:
        password = ""
    with VERIFICATIONS:
        try:
            return HASHER.verify(stored, password)
        except (VerificationError, InvalidHashError, UnicodeEncodeError):
            return False


def _person(session: Session, staff_no: str) -> Person | None:
    return session.scalars(select(Person).where(Person.staff_no == staff_no)).one_or_none()


def _clean(text: str) -> str:
    return text.replace("\0", "")


def _check_device_id(device_id: str) -> None:
    if not 1 <= len(device_id) <= ID_LENGTH or not device_id.isascii() or not device_id.isprintable():
        raise DeniedError(400, "malformed", field="device_id")
