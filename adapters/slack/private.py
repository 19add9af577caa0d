"""Showing something to one person only: in a thread, in a direct message, or as the answer to a click.

Rules:
1. In a thread it is an ephemeral message: a reload wipes it and it has no address, so nothing may depend on it
   (https://docs.slack.dev/reference/methods/chat.postEphemeral). What must last is told without a thread.
   In a thread of a direct message, where nobody else is, it is a message like any other, and lasts.
2. Whoever isn't in the channel, or clicked too long ago, gets a direct message instead.
3. A picture that Slack refuses keeps no question back: it is asked without. A file that was posted a moment ago may not
   be known as a picture yet (https://github.com/slackapi/bolt-python/issues/1251).
4. A person's direct message is opened once, and a crowd of people one after the other: an opening beyond what Slack
   takes in a minute waits.
5. The answer to a click never replaces what was clicked (it could be the root card); `update` on the same address does.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from adapters.slack import prompt as rendering
from adapters.slack.client import SlackClient
from adapters.slack.failures import is_error
from adapters.slack.ids import (
    is_direct,
    is_response,
    make_message,
    parse_message,
    parse_person,
    parse_response,
    parse_thread,
)
from adapters.slack.minute import Minute
from adapters.slack.payload import part, text
from adapters.slack.post import keyed, named
from adapters.slack.remembered import Remembered
from core.errors import DeliveryFailed, Permanent, Transient
from core.ids import ExternalRef, PersonRef
from core.ports import Clock, Receipt
from core.sentences import say
from core.views import Prompt

Json = dict[str, Any]

_NOT_THERE = (
    "user_not_in_channel",
    "not_in_channel",
    "channel_not_found",
    "is_archived",
    "thread_not_found",
    "invalid_thread_ts",
    "cannot_reply_to_message",
)
_GONE = ("message_not_found", "channel_not_found")
_NOT_FOR_ANSWERS = ("parse", "link_names")


class Private:
    """Tells people things that others don't see."""

    def __init__(self, client: SlackClient, team: str, clock: Clock) -> None:
        self._client = client
        self._team = team
        self._clock = clock
        self._direct: Remembered[PersonRef, str] = Remembered(5_000)
        self._openings = Minute()

    async def tell(self, person: PersonRef, where: ExternalRef | None, prompt: Prompt) -> Receipt:
        """Show a prompt; the receipt has an address only where it can be shown anew.

        Raises:
            DeliveryFailed: it was not shown, or perhaps not.
        """
        try:
            return await self._tell(person, where, prompt)
        except Permanent as failure:
            if not (prompt.pictures and is_error(failure, "invalid_blocks")):
                raise
            return await self._tell(person, where, replace(prompt, pictures=()))

    async def _tell(self, person: PersonRef, where: ExternalRef | None, prompt: Prompt) -> Receipt:
        body = rendering.message(prompt, self._clock.now())
        if where is None:
            return await self._directly(person, prompt, body)
        try:
            if is_response(where):
                await self._client.respond(parse_response(where), _answer(body, replaces=False))
                return Receipt(where)
            thread = parse_thread(where)
            if is_direct(thread.channel):
                return await self._posted(thread.where(), prompt, body)
            user = parse_person(person).user
            await self._client.call("chat.postEphemeral", **thread.where(), user=user, **body)
        except Permanent as failure:
            if is_response(where) or is_error(failure, *_NOT_THERE):
                return await self._directly(person, prompt, body)
            raise
        return Receipt()

    async def update(self, ref: ExternalRef, prompt: Prompt) -> None:
        """Show a prompt anew; one that was deleted, or whose address has run out, stays as it is.

        Raises:
            DeliveryFailed: Slack refused; doing it again is harmless.
        """
        body = rendering.message(prompt, self._clock.now())
        try:
            if is_response(ref):
                await self._client.respond(parse_response(ref), _answer(body, replaces=True))
                return
            at = parse_message(ref)
            await self._client.call("chat.update", channel=at.channel, ts=at.ts, **body)
        except DeliveryFailed as failure:
            if not (is_error(failure, *_GONE) or (is_response(ref) and isinstance(failure, Permanent))):
                raise

    async def _directly(self, person: PersonRef, prompt: Prompt, body: Json) -> Receipt:
        channel = await self.channel(person)
        try:
            return await self._posted({"channel": channel}, prompt, body)
        except Permanent:
            self._direct.drop(person)
            raise

    async def _posted(self, where: Mapping[str, str], prompt: Prompt, body: Json) -> Receipt:
        """Post where nobody else is: a direct message, or a thread of them."""
        made = {**body, **keyed(prompt.key), "blocks": named(body["blocks"], prompt.key)}
        quiet = {"unfurl_links": False, "unfurl_media": False}
        answer = await self._client.call("chat.postMessage", **where, **quiet, **made)
        return Receipt(make_message(self._team, where["channel"], text(answer, "ts")))

    async def channel(self, person: PersonRef) -> str:
        """Give the person's direct message channel; opening it again gives the same one."""
        known = self._direct.get(person)
        if known is not None:
            return known
        pause = self._openings.take(self._clock.now())
        if pause > 0:
            raise Transient("conversations.open: enough for this minute", retry_after=pause)
        answer = await self._client.call("conversations.open", users=parse_person(person).user)
        channel = text(part(answer, "channel"), "id")
        if not channel:
            raise Permanent("conversations.open: no channel", reason=say("slack_person"))
        self._direct.put(person, channel)
        return channel


def _answer(body: Json, *, replaces: bool) -> Json:
    kept = {key: value for key, value in body.items() if key not in _NOT_FOR_ANSWERS}
    return {"response_type": "ephemeral", "replace_original": replaces, **kept}
