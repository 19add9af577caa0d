"""Channels that belong to one chat each: made, furnished, filled with people, pointed to, archived.

https://docs.slack.dev/reference/methods/conversations.create

Rules:
1. The same key is the same channel. What was made is remembered; after a restart, or when an answer was lost, a channel
   of ours whose name is taken is looked into: the root card there carries the key, and an empty one is ours to go on.
2. A channel is private when the place that points to it is: a chat is never shown to more people than before.
3. The card counts. A topic that can't be set, a person who can't be invited, a pointer that can't be posted are logged;
   the chat is opened all the same. Missing permissions are not: without them nobody could come in.
4. An archived channel stays so: bots can't unarchive
   (https://docs.slack.dev/reference/methods/conversations.unarchive).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import structlog

from adapters.slack import cards
from adapters.slack import rich_text_out as rich
from adapters.slack.channel_names import names
from adapters.slack.client import SlackClient
from adapters.slack.escaping import cut, escape, one_line
from adapters.slack.failures import is_error
from adapters.slack.find import Finder
from adapters.slack.ids import parse_person, parse_place
from adapters.slack.payload import Json, objects, part, text
from adapters.slack.post import keyed, named
from adapters.slack.remembered import Remembered
from adapters.slack.sentences import CHAT_IS_IN, HAS_WRITTEN
from core.errors import Blocked, DeliveryFailed, Permanent, Transient
from core.ids import ExternalRef, PersonRef
from core.ports import Clock
from core.sentences import say
from core.views import Card

log = structlog.get_logger(__name__)

_QUIET = {"parse": "none", "link_names": False, "mrkdwn": False, "unfurl_links": False, "unfurl_media": False}
_LONGEST_TOPIC = 250  # https://docs.slack.dev/reference/methods/conversations.setTopic
_LONGEST_TITLE = 150
_MOST_INVITED = 100  # https://docs.slack.dev/reference/methods/conversations.invite, where older pages say 1000
_PAGE, _MOST_PAGES = 200, 25
_TAKEN = ("name_taken",)
_BAD_NAME = ("invalid_name", "invalid_name_specials", "invalid_name_punctuation", "invalid_name_maxlength")
_AWAY = ("already_archived", "is_archived", "channel_not_found")


@dataclass(frozen=True, slots=True)
class Made:
    """How far an opening has come. `fresh` while nothing but this very call can have posted in the channel."""

    channel: str
    card: str = ""
    fresh: bool = False
    pointed: bool = False


class Channels:
    """Makes and archives the channels of chats."""

    def __init__(self, client: SlackClient, finder: Finder, team: str, clock: Clock) -> None:
        self._client = client
        self._finder = finder
        self._team = team
        self._clock = clock
        self._made: Remembered[str, Made] = Remembered(5_000)
        self._private: Remembered[ExternalRef, bool] = Remembered(1_000)

    async def open(self, place: ExternalRef, name: str, people: Sequence[PersonRef], card: Card, key: str) -> Made:
        """Make what is not there yet of a chat's channel.

        Raises:
            DeliveryFailed: it stopped at some point; the same call again finishes it.
        """
        made = self._made.get(key) or await self._create(name, key, private=await self._is_private(place))
        self._made.put(key, replace(made, fresh=False))
        if not made.card:
            await self._set_topic(made.channel, card)
            await self.bring_in(made.channel, people)
            made = replace(made, card=await self._card(made, card, key))
            self._made.put(key, replace(made, fresh=False))
        if not made.pointed:
            await self._point(parse_place(place).channel, made, card, f"{key}:pointer")
            self._made.put(key, replace(made, fresh=False, pointed=True))
        return made

    async def bring_in(self, channel: str, people: Sequence[PersonRef]) -> None:
        """Invite people; who is in, or can't be invited, is passed over.

        Raises:
            DeliveryFailed: nobody could be invited; doing it again is harmless.
        """
        users = list(dict.fromkeys(parse_person(one).user for one in people))[:_MOST_INVITED]
        if not users:
            return
        try:
            await self._client.call("conversations.invite", channel=channel, users=",".join(users), force=True)
        except Permanent as failure:
            if isinstance(failure, Blocked):
                raise
            log.info("slack_not_invited", channel=channel, why=failure.detail)

    async def close(self, channel: str) -> None:
        """Archive a channel.

        Raises:
            DeliveryFailed: Slack refused; doing it again is harmless.
        """
        try:
            await self._client.call("conversations.archive", channel=channel)
        except DeliveryFailed as failure:
            if not is_error(failure, *_AWAY):
                raise

    async def _is_private(self, place: ExternalRef) -> bool:
        known = self._private.get(place)
        if known is None:
            answer = await self._client.call("conversations.info", channel=parse_place(place).channel)
            known = part(answer, "channel").get("is_private") is True
            self._private.put(place, known)
        return known

    async def _create(self, words: str, key: str, *, private: bool) -> Made:
        for name in names(words, key):
            try:
                answer = await self._client.call("conversations.create", name=name, is_private=private)
            except DeliveryFailed as failure:
                if is_error(failure, *_TAKEN):
                    found = await self._found(name, key)
                    if found is not None:
                        return found
                elif not is_error(failure, *_BAD_NAME):
                    raise
                continue
            channel = text(part(answer, "channel"), "id")
            if not channel:
                raise Transient("conversations.create: no channel in the answer")
            return Made(channel, fresh=True)
        raise Permanent("conversations.create: no name is free", reason=say("slack_error", code="name_taken"))

    async def _found(self, name: str, key: str) -> Made | None:
        """Look into a channel whose name is taken; None when it is not of this opening, or can't be seen."""
        try:
            channel = await self._own_channel(name)
            own = await self._finder.keyed(channel) if channel else ()
        except Permanent:
            return None
        mine = next((one for one in own if one.key == key), None)
        if not channel or (own and mine is None):
            return None
        return Made(channel, mine.ts if mine else "")

    async def _own_channel(self, name: str) -> str:
        """Find a running channel of ours by its name (https://docs.slack.dev/reference/methods/users.conversations)."""
        us, cursor = text(await self._client.identity(), "user_id"), ""
        for _ in range(_MOST_PAGES):
            paging = {"cursor": cursor} if cursor else {}
            answer = await self._client.call(
                "users.conversations",
                types="public_channel,private_channel",
                exclude_archived=True,
                limit=_PAGE,
                **paging,
            )
            for one in objects(answer, "channels"):
                if text(one, "name") == name and text(one, "creator") == us:
                    return text(one, "id")
            cursor = text(part(answer, "response_metadata"), "next_cursor")
            if not cursor:
                break
        return ""

    async def _set_topic(self, channel: str, card: Card) -> None:
        """Say whose chat it is by our own words alone: Slack makes links and mentions of what a topic holds."""
        topic = cut(one_line(card.footnote), _LONGEST_TOPIC)
        try:
            await self._client.call("conversations.setTopic", channel=channel, topic=topic)
        except Permanent as failure:
            log.info("slack_no_topic", channel=channel, why=failure.detail)

    async def _card(self, made: Made, card: Card, key: str) -> str:
        if not made.fresh:
            there = next((own.ts for own in await self._finder.keyed(made.channel) if own.key == key), "")
            if there:
                return there
        body: dict[str, Any] = {**cards.message(card, self._clock.now()), **keyed(key), **_QUIET}
        body["blocks"] = named(body["blocks"], key)
        answer = await self._client.call("chat.postMessage", channel=made.channel, **body)
        return text(answer, "ts")

    async def _point(self, place: str, made: Made, card: Card, key: str) -> None:
        """Tell the team in the queue's channel where the chat is; never a second time."""
        try:
            if made.fresh or not any(own.key == key for own in await self._finder.keyed(place)):
                await self._client.call("chat.postMessage", channel=place, **_pointer(made.channel, card, key))
        except Transient:
            raise
        except DeliveryFailed as failure:
            log.warning("slack_no_pointer", channel=made.channel, why=failure.detail)


def _pointer(channel: str, card: Card, key: str) -> Json:
    who = cut(one_line(card.title), _LONGEST_TITLE) or "-"
    said = f" {HAS_WRITTEN} {CHAT_IS_IN} "
    line = [rich.words(who, bold=True), rich.words(said), {"type": "channel", "channel_id": channel}]
    note = {"type": "context", "elements": [{"type": "plain_text", "text": cut(one_line(card.footnote), 300) or "-"}]}
    blocks = named([rich.block(line), note], key)
    return {"text": escape(f"{who} {HAS_WRITTEN}"), "blocks": blocks, **keyed(key), **_QUIET}
