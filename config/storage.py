"""Where chats and files are kept."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr

from config.base import Part
from config.secret import Secret

_SCHEMES = ("sqlite:///", "postgresql://")


def check_database(url: SecretStr) -> SecretStr:
    """Accept the address of a database that the bridge can use.

    Raises:
        ValueError: it is of another kind.
    """
    if not url.get_secret_value().startswith(_SCHEMES):
        raise ValueError("must be sqlite:///path/to/file.db or postgresql://user:password@host/name")
    return url


class Storage(Part):
    """Where chats and files are kept."""

    url: Annotated[Secret, AfterValidator(check_database)] = Field(
        default=SecretStr("sqlite:///data/deskbridge.db"),
        description="The database: sqlite:///path/to/file.db, or postgresql://user:password@host/name. "
        "A secret, because it may hold a password.",
    )
    files: Path = Field(default=Path("data/files"), description="The folder in which attachments are kept.")
