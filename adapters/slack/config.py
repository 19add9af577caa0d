"""The `slack` section of the configuration.

Rules:
1. Every address of Slack's is a setting, so that a playground, a government cloud or a proxy can take its place.
2. What one mode needs is asked for when that mode is chosen, at start and not at the first event.
3. Slash commands without `/chat` are names of the whole workspace: only those that are listed, never Slack's own.
"""

import re
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, field_validator, model_validator

from config.addresses import BaseUrl
from config.base import DeskSection, Form
from config.secret import Secret

# No official list exists. These are Slack's built-in commands: in a manifest one is refused, or never reaches us.
SLACKS_OWN = frozenset({
    "active", "apps", "archive", "away", "call", "collapse", "dm", "dnd", "expand", "feed", "feedback", "invite",
    "invite_people", "join", "kick", "leave", "me", "msg", "mute", "open", "part", "pro", "prefs", "remind", "remove",
    "rename", "search", "shortcuts", "shrug", "star", "status", "topic", "unarchive", "who",
})  # fmt: skip
_COMMAND = re.compile(r"/[a-z0-9_-]{1,31}")  # https://github.com/slackapi/manifest-schema: at most 32 with the slash

Host = Annotated[str, Field(pattern=r"^[a-z0-9.-]+(:[0-9]+)?$")]


class SlackSection(DeskSection):
    """One Slack workspace in which agents work."""

    agent_id: ClassVar[Form | None] = Form(pattern=r"[TE][A-Z0-9]{2,}/[UW][A-Z0-9]{2,}", example="T024BE7LD/U024BE7LH")
    place_id: ClassVar[Form | None] = Form(pattern=r"[CG][A-Z0-9]{2,}", example="C024BE7LR")
    has_channels: ClassVar[bool] = True

    mode: Literal["http", "socket"] = Field(
        default="http",
        description="How Slack reaches the bridge: http (requests to public_url), or socket (the bridge connects to "
        "Slack; for installations behind a firewall).",
    )
    team: Annotated[str, Field(pattern=r"^[TE][A-Z0-9]{2,}$")] = Field(
        description="The workspace's id, as in T024BE7LD. What comes from other workspaces is ignored."
    )
    bot_token: Secret = Field(description="The app's bot token; begins with xoxb-.")
    app_token: Secret | None = Field(
        default=None, description="The app-level token; begins with xapp-. Needed for mode socket."
    )
    signing_secret: Secret | None = Field(
        default=None, description="What Slack signs its requests with. Needed for mode http."
    )
    client_id: Annotated[str, Field(min_length=1)] | None = Field(
        default=None,
        description="The app's client id. For installing the app through the bridge (OAuth), and for sign_in: openid.",
    )
    client_secret: Secret | None = Field(default=None, description="The app's client secret; goes with client_id.")
    api_url: BaseUrl = Field(default="https://slack.com/api", description="Where Slack's Web API answers.")
    authorize_url: BaseUrl = Field(
        default="https://slack.com/oauth/v2/authorize", description="Where a person allows the installation (OAuth)."
    )
    openid_url: BaseUrl = Field(
        default="https://slack.com",
        description="Where agents sign in with Slack (openid/connect/authorize), and where its keys are.",
    )
    files_hosts: tuple[Host, ...] = Field(
        default=("files.slack.com",), description="Hosts that the bot token may be shown to when a file is fetched."
    )
    post_limit: Literal["slack", "none"] = Field(
        default="slack",
        description="Whether the bridge itself stays below Slack's limits for posts, in a channel (posts_per_second) "
        "and in the workspace: slack, or none. None is for measurements against a stand-in: Slack answers what is too "
        "much with 429, and all posts then wait as long as it says. The limits of all other calls stay in force.",
    )
    command: str = Field(default="/chat", description="The slash command that all others stand behind.")
    bare_commands: tuple[str, ...] = Field(
        default=(),
        description="Commands that are slash commands of their own, as in /accept. They are names of the whole "
        "workspace: the app that was installed last has them.",
    )

    @field_validator("command")
    @classmethod
    def _command_is_a_slash_command(cls, value: str) -> str:
        if not _COMMAND.fullmatch(value):
            raise ValueError("must be a slash and up to 31 small letters, digits, _ or -, such as /chat")
        if value.removeprefix("/") in SLACKS_OWN:
            raise ValueError(f"Slack has a command {value} of its own; choose another name")
        return value

    @field_validator("bare_commands")
    @classmethod
    def _bare_commands_are_free(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for word in value:
            if word == "invite":
                raise ValueError(
                    "Slack keeps /invite for itself: it adds people to the channel and the app never hears of it. "
                    "Take it out; agents type !invite in the thread or /chat invite"
                )
            if word in SLACKS_OWN:
                raise ValueError(f"Slack has a command /{word} of its own; take {word!r} out")
            if not _COMMAND.fullmatch(f"/{word}"):
                raise ValueError(f"{word!r} can't be a slash command: write the word without a slash, as in accept")
        return value

    @model_validator(mode="after")
    def _mode_has_its_secrets(self) -> Self:
        if self.mode == "socket" and self.app_token is None:
            raise ValueError("mode socket needs app_token (it begins with xapp-)")
        if self.mode == "http" and self.signing_secret is None:
            raise ValueError("mode http needs signing_secret, or nobody could tell Slack's requests from others")
        if (self.client_id is None) != (self.client_secret is None):
            raise ValueError("client_id and client_secret go together: give both or neither")
        if self.sign_in == "openid" and self.client_id is None:
            raise ValueError("sign_in openid needs client_id and client_secret (Basic Information, App Credentials)")
        return self

    def api_base(self) -> str:
        """Give the Web API's address as Slack's own library wants it, with a slash at the end."""
        return self.api_url + "/"
