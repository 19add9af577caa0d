"""What people, channels and groups are called: a cache that never makes anybody wait.

Rules:
1. Asked for a name it answers from memory; what it doesn't know, or knows for too long, it asks Slack for in the
   background, one question at a time, and each question once.
2. An old name is better than none: it stays until the new one is there.
3. Forgotten is what has not been asked for longest, above a fixed number of names.
4. An agent is called what the configuration says, so that a mention of an agent names that agent to the core too.
5. A question that fails is asked again when somebody needs the name, not before `_AFTER_FAILURE` has passed.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from adapters.slack.payload import Json, mapping, part, text
from core.errors import BridgeError
from core.ports import Clock

log = structlog.get_logger(__name__)

_FRESH = timedelta(hours=6)
_AFTER_FAILURE = timedelta(minutes=5)
_MOST = 20_000

Key = tuple[str, str]


class NameSource(Protocol):
    """Asks Slack for names. Raises `DeliveryFailed`."""

    async def person_name(self, user: str) -> str | None:
        """Ask for a person's display name (users.info)."""
        ...

    async def channel_name(self, channel: str) -> str | None:
        """Ask for a channel's name (conversations.info)."""
        ...

    async def group_names(self) -> Mapping[str, str]:
        """Ask for the names of all user groups (usergroups.list)."""
        ...


class NameCache:
    """Names by id; see the module. Implements `writing.Names`."""

    def __init__(self, source: NameSource, clock: Clock, known: Callable[[str], str | None] = lambda _: None) -> None:
        """Take where names come from, and `known`: names of people that need no asking (the configured agents)."""
        self._source = source
        self._clock = clock
        self._known = known
        self._names: OrderedDict[Key, tuple[str | None, datetime]] = OrderedDict()
        self._wanted: OrderedDict[Key, None] = OrderedDict()
        self._task: asyncio.Task[None] | None = None

    def person(self, user: str) -> str | None:
        """Give a person's name, as far as known now."""
        return self._known(user) or self._get(("person", user))

    def channel(self, channel: str) -> str | None:
        """Give a channel's name, as far as known now."""
        return self._get(("channel", channel))

    def group(self, group: str) -> str | None:
        """Give a group's name, as far as known now."""
        return self._get(("group", group))

    def learn(self, event: Json) -> None:
        """Take a new name from an event that tells of one."""
        match text(event, "type"):
            case "user_change":
                user = part(event, "user")
                self._keep(("person", text(user, "id")), display_name(user))
            case "channel_rename" | "group_rename":
                channel = part(event, "channel")
                self._keep(("channel", text(channel, "id")), text(channel, "name"))
            case "subteam_created" | "subteam_updated":
                group = part(event, "subteam")
                self._keep(("group", text(group, "id")), text(group, "name") or text(group, "handle"))
            case _:
                pass

    async def settle(self) -> None:
        """Wait until nothing is being asked for."""
        if self._task is not None:
            await self._task

    async def stop(self) -> None:
        """Ask for nothing more."""
        self._wanted.clear()
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    def _get(self, key: Key) -> str | None:
        if not key[1]:
            return None
        name, until = self._names.get(key, (None, None))
        if until is None or until <= self._clock.now():
            self._want(key)
        else:
            self._names.move_to_end(key)
        return name

    def _want(self, key: Key) -> None:
        self._wanted[key] = None
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._ask_all(), name="slack-names")

    def _keep(self, key: Key, name: str | None, lasting: timedelta = _FRESH) -> None:
        if not key[1]:
            return
        self._names[key] = (name or self._names.get(key, (None, None))[0], self._clock.now() + lasting)
        self._names.move_to_end(key)
        while len(self._names) > _MOST:
            self._names.popitem(last=False)

    async def _ask_all(self) -> None:
        while self._wanted:
            key, _ = self._wanted.popitem(last=False)
            try:
                await self._ask(key)
            except BridgeError as error:
                log.warning("slack_name_unknown", kind=key[0], id=key[1], error=error.code)
                self._keep(key, None, _AFTER_FAILURE)

    async def _ask(self, key: Key) -> None:
        kind, identifier = key
        asked: Mapping[str, Callable[[str], Awaitable[str | None]]] = {
            "person": self._source.person_name,
            "channel": self._source.channel_name,
        }
        if kind in asked:
            self._keep(key, await asked[kind](identifier))
            return
        for group, name in (await self._source.group_names()).items():
            self._keep(("group", group), name)
            self._wanted.pop(("group", group), None)
        if self._names.get(key, (None, self._clock.now()))[1] <= self._clock.now():
            self._keep(key, None)


def display_name(user: Json) -> str:
    """Give the name that a person chose to be seen by.

    https://docs.slack.dev/reference/objects/user-object
    """
    profile = mapping(user.get("profile"))
    return text(profile, "display_name") or text(profile, "real_name") or text(user, "real_name") or text(user, "name")
