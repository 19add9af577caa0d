"""Where chats and files are kept."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr

from config.base import Part
from config.durations import DurationOrOff, show_duration
from config.secret import Secret

_SCHEMES = ("sqlite:///", "postgresql://")
_LONGEST = timedelta(seconds=60)


def check_database(url: SecretStr) -> SecretStr:
    """Accept the address of a database that the bridge can use.

    Raises:
        ValueError: it is of another kind.
    """
    if not url.get_secret_value().startswith(_SCHEMES):
        raise ValueError("must be sqlite:///path/to/file.db or postgresql://user:password@host/name")
    return url


def _within(length: timedelta | None) -> timedelta | None:
    if length is not None and length > _LONGEST:
        raise ValueError(f"must be at most {show_duration(_LONGEST)}: what waits keeps everybody else waiting")
    return length


class Storage(Part):
    """Where chats and files are kept."""

    url: Annotated[Secret, AfterValidator(check_database)] = Field(
        default=SecretStr("sqlite:///data/deskbridge.db"),
        description="The database: sqlite:///path/to/file.db, or postgresql://user:password@host/name. "
        "A secret, because it may hold a password.",
    )
    lock_timeout: Annotated[DurationOrOff, AfterValidator(_within)] = Field(
        default=timedelta(seconds=10),
        description="How long the bridge waits while another process has an SQLite file locked, as a backup may; at "
        "most 60s. Whoever comes after that is told to come again. 0s: it does not wait.",
    )
    files: Path = Field(default=Path("data/files"), description="The folder in which attachments are kept.")
