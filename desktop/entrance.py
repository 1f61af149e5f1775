"""What the first-run and unlock screens work with, before there is a workspace."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from desktop.background import Background, Job
from desktop.services import profiles
from desktop.services.account import FREE_TRIES, SHORTEST_PASSPHRASE, Account
from desktop.services.api import Transport
from desktop.services.errors import NotOurs
from desktop.services.profiles import FirstRun, Profile
from desktop.settings import Settings
from domain.wire import Meta

__all__ = ["FREE_TRIES", "SHORTEST_PASSPHRASE", "Entrance", "FirstRun", "Meta"]


class Entrance(QObject):
    """The door of one profile. Each way in is a job; when one succeeds, `opened` carries the open profile."""

    opened = Signal(object)

    def __init__(
        self,
        account: Account,
        settings: Settings,
        background: Background,
        clock: Callable[[], datetime],
        transport: Transport | None = None,
    ) -> None:
        super().__init__()
        self.settings = settings
        self._account = account
        self._background = background
        self._clock = clock
        self._transport = transport

    @property
    def is_first_run(self) -> bool:
        """Whether this machine has no profile yet."""
        return not self._account.exists

    @property
    def folder(self) -> str:
        """Where everything of this profile is kept."""
        return str(self._account.home)

    def now(self) -> datetime:
        """Give the present moment in UTC."""
        return self._clock()

    def owner(self) -> tuple[str, str]:
        """Give name and staff number of the profile's owner. Raises NotOurs for a damaged key file."""
        return self._account.owner()

    def damage(self) -> str:
        """Tell why the key file cannot be read, as a code, or ""."""
        try:
            self._account.owner()
        except NotOurs as trouble:
            return trouble.code
        return ""

    def waiting_seconds(self) -> int:
        """Give how long the next passphrase has to wait; 0 when it may come now."""
        return self._account.waiting_seconds()

    def door(self) -> dict[str, str]:
        """Give what is known before unlocking: `unit`, `waiting` (how many), `last_sync` (ISO, UTC)."""
        return dict(self.settings.get("door"))

    def note_door(self, **facts: str) -> None:
        """Keep what the unlock screen tells next time; counts and names of units only, nobody's data."""
        if not facts.items() <= self.door().items():
            self.settings.set("door", self.door() | facts)

    def look_in_key_ring(self) -> Job:
        """Tell whether the machine's key ring could unlock; asked off the window, because a key ring may take long."""
        return self._background.read(lambda _tick: self._account.recall() is not None)

    def look_for_key_ring(self) -> Job:
        """Tell whether this machine has a key ring at all."""
        return self._background.read(lambda _tick: self._account.has_key_ring)

    def look_at_server(self, url: str) -> Job:
        """Ask an address what answers there; the result is a `Meta`, or it fails with the reason."""
        return self._background.read(lambda _tick: profiles.look_at_server(url, self._transport))

    def set_up(self, form: FirstRun) -> Job:
        """Sign in at the server and make the profile.

        Fails with `wrong_password`, `wait`, `passphrase_too_short`, a reason for being offline, or `disk_full`.
        """

        def work(_tick: object) -> Profile:
            profile = profiles.set_up(self._account, form, self._clock, self._transport)
            self.settings.set("server_url", form.server_url)
            return profile

        return self._entering(self._background.write(work))

    def unlock(self, passphrase: str) -> Job:
        """Open the profile.

        Fails with `wrong_passphrase` (facts: wait, tries), `passphrase_wait`, `not_ours` (facts: path, backup),
        `database_too_new`, `wrong_key`, `disk_full`.
        """
        return self._entering(self._background.write(lambda _tick: self._unlocked(passphrase)))

    def unlock_by_key_ring(self) -> Job:
        """Open the profile without a passphrase where the machine's key ring has the key; else the result is None."""
        return self._entering(self._background.write(lambda _tick: self._unlocked(None)))

    def put_backup_back(self, passphrase: str) -> Job:
        """Put the newest copy in the place of a damaged database, which is kept; the result is where."""
        return self._background.write(
            lambda _tick: profiles.put_backup_back(self._account, passphrase, self._clock),
        )

    def _unlocked(self, passphrase: str | None) -> Profile | None:
        url = self.settings.text("server_url")
        return profiles.unlock(self._account, passphrase, url, self._clock, self._transport)

    def _entering(self, job: Job) -> Job:
        job.done.connect(self._enter)
        return job

    @Slot(object)
    def _enter(self, profile: Profile | None) -> None:
        if profile is not None:
            self.opened.emit(profile)
