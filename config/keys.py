"""Keys: with which what customers fill into secure forms is encrypted."""

import binascii
from base64 import b64decode
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr

from config.base import Part
from config.names import Name
from config.secret import Secret

KEY_BYTES = 32


def read_key(text: str) -> bytes:
    """Read a key of 32 bytes, written in base64 or as 64 hexadecimal digits.

    Raises:
        ValueError: it is none.
    """
    try:
        key = (
            bytes.fromhex(text)
            if len(text) == 2 * KEY_BYTES
            else b64decode(text + "=" * (-len(text) % 4), b"-_" if {"-", "_"} & set(text) else None, validate=True)
        )
    except (ValueError, binascii.Error):
        key = b""
    if len(key) != KEY_BYTES or len(set(key)) == 1:
        raise ValueError("must be 32 random bytes in base64 or as 64 hexadecimal digits: openssl rand -base64 32")
    return key


def check_key(value: SecretStr) -> SecretStr:
    """Accept a key.

    Raises:
        ValueError: it is none.
    """
    read_key(value.get_secret_value())
    return value


class Key(Part):
    """A key. The first of the list encrypts; all of them decrypt, so that a key can be changed."""

    id: Name = Field(description="Its name, by which what it has encrypted finds it again. Never used for another key.")
    secret: Annotated[Secret, AfterValidator(check_key)] = Field(
        description="32 random bytes, in base64 or as 64 hexadecimal digits: `openssl rand -base64 32`."
    )
