"""The things of a workspace: people, channels, messages, files, views.

Rules: mutable records without behaviour beyond "how does Slack write this as JSON"; ids and timestamps are strings.
They deliberately do not know each other: the store links them.
"""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(slots=True)
class User:
    """A member or a bot user (https://docs.slack.dev/reference/objects/user-object)."""

    id: str
    name: str
    real_name: str
    email: str = ""
    image: str = ""
    is_bot: bool = False
    bot_id: str | None = None
    deleted: bool = False
    presence: str = "active"
    dnd: bool = False
    team_id: str = "T0DEMO"
    is_admin: bool = False
    is_guest: bool = False

    def picture(self, base_url: str) -> str:
        """Where this person's picture is."""
        return self.image or f"{base_url}/slack/avatar/{self.id}.svg"

    def to_json(self, *, with_email: bool, base_url: str) -> Json:
        """Write the user object; the address only for those who may read it (scope users:read.email)."""
        profile: Json = {"real_name": self.real_name, "display_name": self.name, "real_name_normalized": self.real_name}
        profile |= {f"image_{size}": self.picture(base_url) for size in (24, 32, 48, 72, 192, 512)}
        if with_email and self.email:
            profile["email"] = self.email
        if self.is_bot:
            profile["bot_id"] = self.bot_id
        return {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.name,
            "real_name": self.real_name,
            "deleted": self.deleted,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "is_admin": self.is_admin,
            "is_owner": False,
            "is_restricted": self.is_guest,
            "is_ultra_restricted": False,
            "tz": "Europe/London",
            "tz_label": "Greenwich Mean Time",
            "tz_offset": 0,
            "updated": 0,
            "profile": profile,
        }


@dataclass(slots=True)
class Message:
    """A message, as Slack keeps it."""

    channel: str
    ts: str
    text: str = ""
    user: str | None = None
    bot_id: str | None = None
    app_id: str | None = None
    subtype: str | None = None
    thread_ts: str | None = None
    parent_user: str | None = None
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    username: str | None = None
    icons: Json | None = None
    files: list[str] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    edited: Json | None = None
    metadata: Json | None = None
    client_msg_id: str | None = None
    broadcast: bool = False
    only_for: str | None = None  # an ephemeral message: the one user who sees it
    replies: list[str] = field(default_factory=list)
    extra: Json = field(default_factory=dict)

    @property
    def is_reply(self) -> bool:
        """Whether this is a reply in somebody else's thread."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def in_channel_view(self) -> bool:
        """Whether the channel itself shows it, not only its thread."""
        return not self.is_reply or self.broadcast


@dataclass(slots=True)
class Channel:
    """A channel, private channel or direct message (https://docs.slack.dev/reference/objects/conversation-object)."""

    id: str
    name: str
    created: int
    creator: str
    is_private: bool = False
    is_im: bool = False
    im_user: str | None = None
    is_archived: bool = False
    is_ext_shared: bool = False
    members: list[str] = field(default_factory=list)
    topic: str = ""
    topic_by: str = ""
    purpose: str = ""
    previous_names: list[str] = field(default_factory=list)
    messages: dict[str, Message] = field(default_factory=dict)
    ephemerals: list[Message] = field(default_factory=list)
    read: dict[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The channel_type of events, and the first half of scopes: channel, group or im."""
        return "im" if self.is_im else "group" if self.is_private else "channel"


@dataclass(slots=True)
class File:
    """An uploaded file (https://docs.slack.dev/reference/objects/file-object)."""

    id: str
    name: str
    length: int
    user: str
    created: int
    title: str = ""
    mimetype: str = "application/octet-stream"
    content: bytes = b""
    uploaded: bool = False
    completed: bool = False
    deleted: bool = False
    shares: dict[str, list[Json]] = field(default_factory=dict)  # channel id -> [{"ts", "thread_ts"?}]


@dataclass(slots=True)
class View:
    """A modal or Home view that somebody has open (https://docs.slack.dev/reference/views)."""

    id: str
    user: str
    body: Json
    hash: str
    root_view_id: str
    previous_view_id: str | None = None
    values: Json = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The view's type: modal or home."""
        return str(self.body["type"])


@dataclass(slots=True)
class Grant:
    """A token and what it may do (https://docs.slack.dev/authentication/tokens)."""

    token: str
    kind: str  # bot, app or user
    scopes: frozenset[str]
    user: str
    bot_id: str | None = None
    revoked: bool = False
