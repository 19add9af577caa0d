"""How mail goes out, and what goes by it: transcripts."""

from enum import StrEnum, auto
from typing import Annotated, Self

from pydantic import AfterValidator, Field, SecretStr, WithJsonSchema, field_validator, model_validator

from config.base import Part
from config.durations import Duration, read_duration
from config.labels import Label
from config.names import Title
from config.secret import Secret
from core.features.mail_address import is_address

SHORTEST_SECRET = 16


def check_address(value: str) -> str:
    """Accept an email address.

    Raises:
        ValueError: it is none.
    """
    if not is_address(value):
        raise ValueError("must be an email address such as support@shop.example")
    return value


Address = Annotated[
    str,
    AfterValidator(check_address),
    Label("email address"),
    WithJsonSchema({"type": "string", "format": "email"}),
]


class Security(StrEnum):
    """How the way to the mail server is kept private."""

    TLS = auto()
    STARTTLS = auto()
    NONE = auto()


class Mail(Part):
    """The server that takes mail from the bridge (SMTP). Left out: none is sent."""

    smtp_host: Annotated[str, Field(min_length=1, max_length=253)] = Field(description="The server's name.")
    smtp_port: Annotated[int, Field(ge=1, le=65535)] = Field(default=587, description="The server's port.")
    security: Security = Field(
        default=Security.STARTTLS,
        description="Encrypted from the first byte (tls, often port 465), from a command on (starttls), or not (none).",
    )
    user: str = Field(default="", description="The name to log in with. Empty: no login.")
    password: Secret | None = Field(default=None, description="The password to log in with.")
    sender: Address = Field(description="The address from which mail comes.")
    sender_name: Title = Field(default="Support", description="The name from which mail comes.")

    @model_validator(mode="after")
    def _login_is_whole(self) -> Self:
        if bool(self.user) != (self.password is not None):
            raise ValueError("needs both user and password, or neither")
        return self


class Transcripts(Part):
    """Who is given transcripts of chats, and how."""

    link_secret: Secret | None = Field(
        default=None, description="Signs links to transcripts; at least 16 characters, random. Left out: no links."
    )
    link_lifetime: Duration = Field(default=read_duration("30d"), description="How long such a link can be opened.")
    link_at_end: bool = Field(
        default=True, description="The widget offers the customer the link when the chat has ended. Needs link_secret."
    )
    archive: tuple[Address, ...] = Field(
        default=(),
        description="Where each chat's transcript is mailed when it is handled, private notes included. Needs `mail`.",
    )

    @field_validator("link_secret")
    @classmethod
    def _long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value()) < SHORTEST_SECRET:
            raise ValueError(f"must have at least {SHORTEST_SECRET} characters, or links could be guessed")
        return value
