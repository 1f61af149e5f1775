"""What an operator can set: each with a default, from environment variables `JIKE_*` or the command line."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec
from platformdirs import user_data_path

from domain.wire import MAX_ATTACHMENT_BYTES, MAX_COMMANDS, MAX_EXCHANGE_BYTES

APPLICATION: Final = "jike-server"
PREFIX: Final = "JIKE_"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that differs between installations."""

    data_dir: Path
    """Folder of the embedded database and of the attachments."""
    database_url: str = ""
    """SQLAlchemy URL; empty means the SQLite file `server.db` in the data folder."""
    host: str = "127.0.0.1"
    port: int = 8460
    workers: int = 1
    token_minutes: int = 10
    """How long an access token is good for."""
    grace_seconds: int = 60
    """How long a refresh token still gives the same new pair once that was used, for renewals under way."""
    max_exchange_bytes: int = MAX_EXCHANGE_BYTES
    max_attachment_bytes: int = MAX_ATTACHMENT_BYTES
    max_commands: int = MAX_COMMANDS
    time_zone_hours: int = 8
    """Offset of business days from UTC, in hours; it decides the year in a visit's number."""

    @property
    def url(self) -> str:
        """The database to use."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'server.db').as_posix()}"

    @property
    def attachments_dir(self) -> Path:
        """Where the bytes of attachments are kept."""
        return self.data_dir / "attachments"


def default_data_dir() -> Path:
    """Give the folder of this person's server data when none was named."""
    return user_data_path(APPLICATION, appauthor=False)


def settings_from(environment: Mapping[str, str] | None = None, /, **given: str | int | Path | None) -> Settings:
    """Read settings from `JIKE_*`; what is given and not None wins.

    Raises ValueError naming the setting whose value is of the wrong form.
    """
    source = os.environ if environment is None else environment
    values: dict[str, object] = {"data_dir": default_data_dir()}
    for name in Settings.__struct_fields__:
        if text := source.get(PREFIX + name.upper(), ""):
            values[name] = text
    values |= {name: value for name, value in given.items() if value is not None}
    values["data_dir"] = str(values["data_dir"])
    try:
        return msgspec.convert(values, Settings, strict=False, dec_hook=_path)
    except msgspec.ValidationError as error:
        raise ValueError(f"settings: {error}") from None


def to_environment(settings: Settings) -> dict[str, str]:
    """Give the `JIKE_*` variables that make the same settings in a worker process."""
    return {PREFIX + name.upper(): str(getattr(settings, name)) for name in Settings.__struct_fields__}


def _path(kind: type, value: object) -> object:
    return Path(str(value)) if issubclass(kind, Path) else value
