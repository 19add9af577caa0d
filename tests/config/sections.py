"""The sections that these tests load with: two small ones of our own, and the adapters' real ones."""

from importlib import import_module
from importlib.util import find_spec
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

import adapters
from config.addresses import BaseUrl, Origin
from config.base import ChannelSection, DeskSection, Form, Part, Section
from config.secret import Secret
from config.shape import Sections

KEPT = {"invite": "Slack keeps /invite for itself: use !invite or /chat invite"}


def not_kept(word: str) -> str:
    """Refuse a word that the platform keeps, as a desk's own model does."""
    if word in KEPT:
        raise ValueError(KEPT[word])
    return word


class Rule(Part):
    """Something nested, in a list."""

    when: Literal["open", "closed"] = Field(description="When it applies.")
    limit: int | None = Field(default=None, description="How often.")


class WebSection(ChannelSection):
    """A channel shaped like the web's."""

    allowed_origins: tuple[Origin, ...] = Field(default=(), description="Sites that may use it.")
    token_secret: Secret = Field(description="Signs tokens.")
    old_secrets: tuple[Secret, ...] = Field(default=(), description="Signed tokens once.")
    rules: tuple[Rule, ...] = Field(default=(), description="Rules.")


class SlackSection(DeskSection):
    """A desk shaped like Slack's."""

    agent_id = Form(r"T[A-Z0-9]+/U[A-Z0-9]+", "T0DEMO/U0ADA")
    place_id = Form(r"[CG][A-Z0-9]+", "C0BILLING")

    mode: Literal["http", "socket"] = Field(default="http", description="Who calls whom.")
    bot_token: Secret = Field(description="The bot's token.")
    app_token: Secret | None = Field(default=None, description="The socket's token.")
    api_url: BaseUrl = Field(default="https://slack.com/api", description="The vendor's address.")
    bare_commands: tuple[Annotated[str, AfterValidator(not_kept)], ...] = Field(default=(), description="Words.")

    @model_validator(mode="after")
    def _token_fits(self) -> "SlackSection":
        """Refuse a wrong token in the worst way: by quoting it."""
        token = self.bot_token.get_secret_value()
        if token.startswith("wrong"):
            raise ValueError(f"the token {token} is for another bot")
        return self


SMALL: Sections = {"web": WebSection, "slack": SlackSection}


class AnyChannel(ChannelSection, extra="allow"):
    """Stands in for a channel whose adapter isn't there yet."""


class AnyDesk(DeskSection, extra="allow"):
    """Stands in for a desk whose adapter isn't there yet."""


def complete() -> Sections:
    """Give a model for every section of the example."""
    return {"web": AnyChannel, "slack": AnyDesk, **real()}


def real() -> Sections:
    """Collect the models of all adapters that have one."""
    found: dict[str, type[Section]] = {}
    for kind, module in adapters.ADAPTERS.items():
        name = f"{module}.config"
        if find_spec(module) and find_spec(name):
            models = [
                one
                for one in vars(import_module(name)).values()
                if isinstance(one, type) and issubclass(one, Section) and one.__module__ == name
            ]
            assert len(models) == 1, f"{name} must define one section, has {models}"
            found[kind] = models[0]
    return found
