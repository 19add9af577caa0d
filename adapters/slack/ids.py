"""Addresses of Slack things as references: made and taken apart here and nowhere else.

Rules:
1. The team is always the workspace that the bridge is installed in; a person's is the team that the person belongs to,
   so that somebody from another company matches no configured agent.
2. A timestamp is Slack's own text: as a number it would lose digits.
3. Whatever was made here can be taken apart again, and only that.
4. The thread of a chat that has a channel of its own is the whole channel; it has the timestamp `0.0`, which no message
   has.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from core.ids import ExternalRef, PersonRef

_ID = re.compile(r"[A-Z0-9]+")
_TS = re.compile(r"[0-9]{1,12}\.[0-9]{1,9}")
_RESPONSE = "response:"
_WHOLE = "0.0"


class Thread(NamedTuple):
    """Where a thread's root is, or a whole channel."""

    team: str
    channel: str
    ts: str

    @property
    def is_channel(self) -> bool:
        """Tell whether it is a whole channel."""
        return self.ts == _WHOLE

    @property
    def root(self) -> str:
        """Give the root's timestamp as messages carry it; nothing for a whole channel."""
        return "" if self.is_channel else self.ts

    def where(self) -> dict[str, str]:
        """Give the arguments by which something is posted there."""
        return {"channel": self.channel} if self.is_channel else {"channel": self.channel, "thread_ts": self.ts}


class MessageAt(NamedTuple):
    """Where a message is."""

    team: str
    channel: str
    ts: str


class Person(NamedTuple):
    """Who somebody is."""

    team: str
    user: str


class Place(NamedTuple):
    """Which channel it is."""

    team: str
    channel: str


class FileAt(NamedTuple):
    """Where a file is; `url` is empty when it must be asked for by id."""

    team: str
    file: str
    url: str


def make_thread(team: str, channel: str, ts: str) -> ExternalRef:
    """Name a thread by the timestamp of its root."""
    return ExternalRef(_join(team, channel, ts=ts))


def whole_channel(team: str, channel: str) -> ExternalRef:
    """Name a whole channel as the thread of the chat that has it."""
    return make_thread(team, channel, _WHOLE)


def parse_thread(ref: ExternalRef) -> Thread:
    """Take a thread's name apart. Raises `ValueError` for anything else."""
    return Thread(*_three(ref))


def make_message(team: str, channel: str, ts: str) -> ExternalRef:
    """Name a message."""
    return ExternalRef(_join(team, channel, ts=ts))


def parse_message(ref: ExternalRef) -> MessageAt:
    """Take a message's name apart. Raises `ValueError` for anything else."""
    return MessageAt(*_three(ref))


def make_person(team: str, user: str) -> PersonRef:
    """Name a person by the person's own team."""
    return PersonRef(_join(team, user))


def parse_person(ref: PersonRef) -> Person:
    """Take a person's name apart. Raises `ValueError` for anything else."""
    return Person(*_two(ref))


def make_place(team: str, channel: str) -> ExternalRef:
    """Name a channel."""
    return ExternalRef(_join(team, channel))


def parse_place(ref: ExternalRef) -> Place:
    """Take a channel's name apart. Raises `ValueError` for anything else."""
    return Place(*_two(ref))


def is_place(ref: ExternalRef) -> bool:
    """Tell a channel from what stands in it."""
    return ref.count("/") == 1


def make_file(team: str, file: str, url: str = "") -> ExternalRef:
    """Name a file, with the address of its bytes where Slack gave one."""
    return ExternalRef(f"{_join(team, file)}/{url}")


def is_file(ref: ExternalRef) -> bool:
    """Tell whether something names a file of Slack's."""
    try:
        parse_file(ref)
    except ValueError:
        return False
    return True


def parse_file(ref: ExternalRef) -> FileAt:
    """Take a file's name apart. Raises `ValueError` for anything else."""
    team, first, rest = ref.partition("/")
    file, second, url = rest.partition("/")
    if not (first and second):
        raise ValueError(f"not a file of Slack's: {ref!r}")
    _join(team, file)
    return FileAt(team, file, url)


def make_response(url: str) -> ExternalRef:
    """Name the address that takes a private answer for half an hour."""
    return ExternalRef(_RESPONSE + url)


def parse_response(ref: ExternalRef) -> str:
    """Give the address itself. Raises `ValueError` for anything else."""
    if not is_response(ref):
        raise ValueError(f"not an address for answers: {ref!r}")
    return ref.removeprefix(_RESPONSE)


def is_response(ref: ExternalRef) -> bool:
    """Tell whether a reference is an address for answers."""
    return ref.startswith(_RESPONSE)


def is_direct(channel: str) -> bool:
    """Tell whether a channel is a direct message, by the letter that Slack gives those."""
    return channel.startswith("D")


@lru_cache(maxsize=8_192)
def is_id(text: str) -> bool:
    """Tell whether a text has the form of Slack's ids; the same few come in all the time."""
    return _ID.fullmatch(text) is not None


def is_ts(text: str) -> bool:
    """Tell whether a text has the form of Slack's timestamps."""
    return _TS.fullmatch(text) is not None


def _join(*ids: str, ts: str | None = None) -> str:
    for one in ids:
        if not is_id(one):
            raise ValueError(f"not ids of Slack's: {(*ids, ts)!r}")
    if ts is not None and not is_ts(ts):
        raise ValueError(f"not ids of Slack's: {(*ids, ts)!r}")
    return "/".join(ids if ts is None else (*ids, ts))


def _two(ref: str) -> tuple[str, str]:
    first, _, second = ref.partition("/")
    _join(first, second)
    return first, second


def _three(ref: str) -> tuple[str, str, str]:
    team, _, rest = ref.partition("/")
    channel, _, ts = rest.partition("/")
    _join(team, channel, ts=ts)
    return team, channel, ts
