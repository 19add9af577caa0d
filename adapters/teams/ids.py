"""Addresses of Teams' things as references: made and taken apart here and nowhere else.

Rules:
1. A place is a channel as the configuration writes it. A thread is a reply chain of a channel
   (`<channel>;messageid=<root>`) or a personal chat. A message is `<conversation>#<activity>`.
2. A person is `<tenant>/<Entra object id>`, so that somebody from another company matches no configured agent. Who has
   no object id (a guest of a meeting, an app) is named by the id that Teams gives our bot for them.
3. Whatever was made here can be taken apart again, and only that.
4. No shape of a vendor's id is hard-coded: a test tenant may be no GUID, an older team ends in `@thread.skype`.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations
"""

import re
from typing import NamedTuple

from core.ids import ExternalRef, PersonRef

_CHAIN = ";messageid="
_CHANNEL = re.compile(r"19:[^\s;#/]+@thread\.(?:tacv2|skype)")
_CONVERSATION = re.compile(r"[^\s#/]+")
_ACTIVITY = re.compile(r"[^\s#/]+")
_FILE, _SHAREPOINT = "", "sharepoint:"
_PART = re.compile(r"[^\s#/]+")

PLACE_FORM = r"19:[^\s;#/]+@thread\.(tacv2|skype)"
PERSON_FORM = r"[^\s#/]+/[^\s#/]+"


class Thread(NamedTuple):
    """Where a conversation is: a reply chain of a channel, or a personal chat (then without a root)."""

    channel: str
    """Without the chain; the whole conversation's id for a personal chat."""
    root: str | None = None

    @property
    def is_personal(self) -> bool:
        """Tell whether it is a talk with one person, not a channel's."""
        return not is_channel(self.channel)

    @property
    def conversation(self) -> str:
        """Give the conversation's id as the connector takes it."""
        return self.channel if self.root is None else f"{self.channel}{_CHAIN}{self.root}"


class MessageAt(NamedTuple):
    """Where a message is."""

    conversation: str
    activity: str


class Person(NamedTuple):
    """Who somebody is."""

    tenant: str
    user: str


class FileAt(NamedTuple):
    """Where a file is; in SharePoint it can be had by Graph only."""

    url: str
    in_sharepoint: bool


def is_channel(conversation: str) -> bool:
    """Tell whether a conversation is a channel's, as a whole or one chain of it."""
    return _CHANNEL.fullmatch(channel_of(conversation)) is not None


def channel_of(conversation: str) -> str:
    """Give a conversation without the chain in it: the channel whose budget it uses."""
    return conversation.partition(";")[0]


def make_place(channel: str) -> ExternalRef:
    """Name a channel. Raises `ValueError` for anything else."""
    if not _CHANNEL.fullmatch(channel):
        raise ValueError(f"not a channel of Teams': {channel!r}")
    return ExternalRef(channel)


def parse_place(ref: ExternalRef) -> str:
    """Give a channel's id. Raises `ValueError` for anything else."""
    return make_place(ref)


def make_thread(channel: str, root: str) -> ExternalRef:
    """Name a reply chain by the id of its first message."""
    make_place(channel)
    if not _ACTIVITY.fullmatch(root) or ";" in root:
        raise ValueError(f"not a chain of Teams': {(channel, root)!r}")
    return ExternalRef(f"{channel}{_CHAIN}{root}")


def make_personal(conversation: str) -> ExternalRef:
    """Name a personal chat as a thread. Raises `ValueError` for anything else."""
    if not _CONVERSATION.fullmatch(conversation) or is_channel(conversation):
        raise ValueError(f"not a personal chat of Teams': {conversation!r}")
    return ExternalRef(conversation)


def parse_thread(ref: ExternalRef) -> Thread:
    """Take a thread's name apart; also of a conversation as it stands in an activity.

    Raises:
        ValueError: it is neither a conversation nor one chain of it.
    """
    if not _CONVERSATION.fullmatch(ref):
        raise ValueError(f"not a conversation of Teams': {ref!r}")
    channel, chained, rest = ref.partition(";")
    if not chained:
        return Thread(channel)
    root = rest.removeprefix(_CHAIN[1:])
    if not channel or root == rest or not root or ";" in root:
        raise ValueError(f"not a conversation of Teams': {ref!r}")
    return Thread(channel, root)


def make_message(conversation: str, activity: str) -> ExternalRef:
    """Name a message by the conversation and the activity that it is."""
    parse_thread(ExternalRef(conversation))
    if not _ACTIVITY.fullmatch(activity):
        raise ValueError(f"not a message of Teams': {(conversation, activity)!r}")
    return ExternalRef(f"{conversation}#{activity}")


def parse_message(ref: ExternalRef) -> MessageAt:
    """Take a message's name apart. Raises `ValueError` for anything else."""
    conversation, _, activity = ref.partition("#")
    make_message(conversation, activity)
    return MessageAt(conversation, activity)


def make_person(tenant: str, user: str) -> PersonRef:
    """Name a person by their own tenant."""
    if not (_PART.fullmatch(tenant) and _PART.fullmatch(user)):
        raise ValueError(f"not a person of Teams': {(tenant, user)!r}")
    return PersonRef(f"{tenant}/{user}")


def parse_person(ref: PersonRef) -> Person:
    """Take a person's name apart. Raises `ValueError` for anything else."""
    tenant, _, user = ref.partition("/")
    make_person(tenant, user)
    return Person(tenant, user)


def make_file(url: str, *, in_sharepoint: bool = False) -> ExternalRef:
    """Name a file by the address that Teams gave. Raises `ValueError` for what is no web address."""
    if not url.startswith(("https://", "http://")) or not url.isprintable() or " " in url:
        raise ValueError("not an address of a file")
    return ExternalRef((_SHAREPOINT if in_sharepoint else _FILE) + url)


def parse_file(ref: ExternalRef) -> FileAt:
    """Take a file's name apart. Raises `ValueError` for anything else."""
    for kind in (_SHAREPOINT, _FILE):
        if ref.startswith(kind):
            make_file(ref.removeprefix(kind))
            return FileAt(ref.removeprefix(kind), kind == _SHAREPOINT)
    raise ValueError("not a file of Teams'")
