"""Secrets: written in the file, taken from `${NAME}`, or read from a file of their own by `{file: path}`.

Rules:
1. A secret is pydantic's SecretStr from the moment it is checked; printing it shows stars.
2. `{file: path}` is relative to the configuration file that names it; one line break at the end is dropped.
3. What stands in such a file is never in a message.
"""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr, WithJsonSchema

from config.labels import Label

LARGEST = 64 * 1024  # bytes; a private key has some thousands

Secret = Annotated[
    SecretStr,
    Field(min_length=1),
    Label("secret"),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {
                    "type": "object",
                    "properties": {"file": {"type": "string", "description": "File that holds the secret."}},
                    "required": ["file"],
                    "additionalProperties": False,
                },
            ],
            "writeOnly": True,
        }
    ),
]
"""A value that is never printed."""

SHORTEST = 16
"""Characters of a secret that signs what strangers hold: shorter ones can be found out by trying."""


def check_strength(value: SecretStr) -> SecretStr:
    """Accept a secret that can sign.

    Raises:
        ValueError: it is too short.
    """
    if len(value.get_secret_value()) < SHORTEST:
        raise ValueError(f"must have at least {SHORTEST} characters, or what it signs could be forged")
    return value


SigningSecret = Annotated[Secret, AfterValidator(check_strength)]
"""A secret that signs."""


def read_secret_file(path: Path) -> str:
    """Read a secret from its file. The reason of a refusal doesn't name the file: the name may be the secret.

    Raises:
        ValueError: the file can't be read, is empty, too large, or not text.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
        text = raw.decode("utf-8-sig").removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        raise ValueError("is not UTF-8 text") from None
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "not a file name").lower()
        raise ValueError(f"can't be read ({reason})") from None
    if len(raw) > LARGEST:
        raise ValueError("is larger than 64 kB")
    if not text.strip():
        raise ValueError("is empty")
    return text
