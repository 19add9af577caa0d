"""The web channel's section of the configuration file."""

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, WithJsonSchema, field_validator

from adapters.web.identity_settings import Identity
from config.addresses import Origin
from config.base import ChannelSection, Part
from config.durations import Duration, read_duration
from config.labels import Label
from config.names import Title
from config.secret import Secret

SHORTEST_SECRET = 16
_COLOUR = "#[0-9a-fA-F]{6}"


def check_colour(value: str) -> str:
    """Accept a colour of a web page in its long form.

    Raises:
        ValueError: it is written in another way.
    """
    if not re.fullmatch(_COLOUR, value):
        raise ValueError('must be a colour written with six digits, such as "#3b5bdb"')
    return value


def _was_quoted(value: object) -> object:
    if value is None:
        raise ValueError('must be a colour in quotes, such as "#3b5bdb": without them, # begins a comment')
    return value


Colour = Annotated[
    str,
    AfterValidator(check_colour),
    BeforeValidator(_was_quoted),
    Label("colour"),
    WithJsonSchema({"type": "string", "pattern": f"^{_COLOUR}$"}),
]


class Colours(Part):
    """The widget's colours. All others follow from the accent, so that text stays readable on it."""

    accent: Colour = Field(
        default="#3b5bdb", description="Colour of the launcher, the header and the customer's own messages: #rrggbb."
    )


class WebSection(ChannelSection):
    """The chat widget on your site."""

    allowed_origins: Annotated[tuple[Origin, ...], Field(min_length=1)] = Field(
        description="Sites that may show the widget, each as scheme, host and port: https://shop.example."
    )
    token_secret: Secret = Field(
        description="Signs the visitors' tokens and the addresses of files; at least 16 characters, random."
    )
    previous_secrets: tuple[Secret, ...] = Field(
        default=(), description="Earlier values of token_secret that are still accepted, while you change it."
    )
    token_lifetime: Duration = Field(
        default=read_duration("180d"), description="How long a visitor is recognised after the last visit."
    )
    file_lifetime: Duration = Field(
        default=read_duration("7d"), description="How long the address of a file works; a reload makes a new one."
    )
    away_after: Duration = Field(
        default=read_duration("60s"),
        description="How long a visitor may be disconnected before the agents are told that the customer has left.",
    )
    title: Title = Field(default="Chat with us", description="Stands at the head of the chat.")
    greeting: Annotated[str, Field(max_length=1000)] = Field(
        default="Hello! How can we help you today?", description="Stands above the first message. Empty: nothing."
    )
    colours: Colours = Field(default=Colours(), description="The widget's colours.")
    locale: Annotated[str, Field(pattern=r"^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$")] = Field(
        default="", description="Language of the widget, such as en or pt-BR. Empty: the browser's."
    )
    identity: Identity | None = Field(
        default=None, description="How your site says who a customer is, signed. Left out: nobody is verified."
    )
    picture_origins: tuple[Origin, ...] = Field(
        default=(), description="Sites from which agents' pictures may be loaded. None: any site with https."
    )

    @field_validator("token_secret", "previous_secrets")
    @classmethod
    def _long_enough(cls, value: SecretStr | tuple[SecretStr, ...]) -> SecretStr | tuple[SecretStr, ...]:
        secrets = value if isinstance(value, tuple) else (value,)
        if any(len(secret.get_secret_value()) < SHORTEST_SECRET for secret in secrets):
            raise ValueError(f"must have at least {SHORTEST_SECRET} characters, or tokens could be guessed")
        return value
