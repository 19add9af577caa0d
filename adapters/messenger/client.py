"""Messenger as the core's port: each message by one call, the answer lost or not.

Rules:
1. There is no idempotency key at Meta. So each message carries the name of its sending and is noted once it was taken;
   Meta's echo names it again, which settles one whose answer was lost. Without that the agent is asked.
2. A day after the customer wrote nothing goes out, but what a person writes to who can be answered for seven days.
3. That the customer's words were seen is told when somebody answers them, and failing at that is no failure.
"""

import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from adapters.messenger.capabilities import CAPABILITIES, PICTURE_MAX, PICTURES
from adapters.messenger.config import Page
from adapters.messenger.ids import Line
from adapters.messenger.outbound import Piece, pieces
from adapters.meta.graph import Graph
from adapters.meta.heard import DAY, Heard, last_heard
from adapters.meta.media import MediaFetcher
from adapters.meta.payload import text
from adapters.meta.sendings import Sendings, label_of
from adapters.meta.uploads import Uploads
from adapters.sendings import receipt_of
from core.capabilities import Capabilities
from core.conversation.model import Status
from core.errors import DeliveryFailed, Permanent, Uncertain, Unreachable
from core.ids import ChannelName, ExternalRef, QueueId, agent_of
from core.messages import Media, Unfetched
from core.ports import (
    Clock,
    CustomerChannel,
    FetchesFiles,
    FileStore,
    FindsSent,
    HasSenders,
    KnowsWhyNot,
    NamesAddresses,
    Outbound,
    Receipt,
    SoughtSending,
)
from core.sentences import Sentence, say

WEEK = timedelta(days=7)
"""How long a person may answer: https://developers.facebook.com/docs/messenger-platform/send-messages/message-tags"""
ANSWERS: Mapping[str, str] = {"messaging_type": "RESPONSE"}
BY_A_PERSON: Mapping[str, str] = {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}


@dataclass(frozen=True, slots=True)
class Notes:
    """What is remembered of sendings and of customers."""

    sendings: Sendings
    heard: Heard


class MessengerChannel:
    """Sends messages, and fetches what came with those of customers."""

    title = "Messenger"

    def __init__(
        self,
        name: ChannelName,
        pages: Mapping[str, Page],
        graph: Graph,
        notes: Notes,
        media: MediaFetcher,
        files: FileStore,
        clock: Clock,
    ) -> None:
        """Take the tools."""
        self.name = name
        self._pages = pages
        self._graph = graph
        self._notes = notes
        self._media = media
        self._uploads = Uploads(graph, files, "filedata", "attachment_id")
        self._clock = clock

    def capabilities(self, to: ExternalRef) -> Capabilities:
        """Say what a customer can be sent."""
        return CAPABILITIES

    def shown(self, contact: ExternalRef) -> str:
        """Give the customer's id with the page."""
        return Line.of(contact).person

    def sender_of(self, contact: ExternalRef) -> str:
        """Give the page of ours, as the configuration names it."""
        return Line.of(contact).ours

    def address(self, number: str, queue: QueueId) -> ExternalRef | None:
        """Give None: nobody is reached on Messenger who didn't write first."""
        return None

    async def send(self, outbound: Outbound) -> Receipt:
        """Send one thing. Raises `DeliveryFailed`."""
        count = len(pieces(outbound))
        if not count:
            return Receipt()
        line = Line.of(outbound.contact)
        sent = await self._notes.sendings.noted(outbound.key)
        if len(sent) < count:
            page, how = self._page(line), await self._how(line, outbound)
            parts = pieces(outbound, with_replies=how is ANSWERS)

            async def send_one(place: int) -> str:
                label = label_of(outbound, place, count).written()
                return await self._send_one(line, page, {**how}, parts[place], label)

            await self._notes.sendings.complete(outbound, sent, count, send_one)
            if outbound.kind == "message" or outbound.status is Status.ACTIVE:
                await self._act(line, page, "mark_seen")
        return receipt_of(sent)

    async def _how(self, line: Line, outbound: Outbound) -> Mapping[str, str]:
        """Say as what it may be sent now. Raises `Unreachable`."""
        last = await self._notes.heard.last(line.contact)
        since = self._clock.now() - last if last is not None else None
        if since is None or since < DAY:
            return ANSWERS
        is_persons = outbound.message is not None and agent_of(outbound.message.author) is not None
        over = _is_over(since, by_a_person=self._page(line).human_agent and is_persons)
        if over is not None:
            raise Unreachable("outside the window", reason=over)
        return BY_A_PERSON

    def why_not(self, to: ExternalRef, notes: Callable[[str], str | None], at: datetime) -> Sentence | None:
        """Say that the page is gone, or that the time for an agent's answer is over, where it is."""
        page, last = self._pages.get(Line.of(to).ours), last_heard(to, notes)
        if page is None:
            return say("messenger_page_gone")
        return _is_over(at - last, by_a_person=page.human_agent) if last is not None else None

    async def _send_one(self, line: Line, page: Page, how: dict[str, Any], piece: Piece, label: str) -> str:
        message: dict[str, Any] = {"metadata": label}
        if piece.file is not None:
            await self._act(line, page, "typing_on")
            message["attachment"] = await self._attachment(page, piece.file)
        else:
            message["text"] = piece.text
        if piece.replies:
            message["quick_replies"] = [
                {"content_type": "text", "title": title, "payload": payload} for title, payload in piece.replies
            ]
        body = {"recipient": {"id": line.person}, **how, "message": message}
        answer = await self._graph.post(page.access_token.get_secret_value(), f"{page.id}/messages", body)
        mid = text(answer, "message_id")
        if not mid:
            raise Uncertain("meta: an answer without an id")
        return mid

    async def _attachment(self, page: Page, file: Media) -> dict[str, Any]:
        """Hand a file over and give what names it. Raises `DeliveryFailed`."""
        kind = _kind(file)
        said = {"message": json.dumps({"attachment": {"type": kind, "payload": {"is_reusable": True}}})}
        token = page.access_token.get_secret_value()
        id = await self._uploads.hand_over(file, token, f"{page.id}/message_attachments", said)
        return {"type": kind, "payload": {"attachment_id": id}}

    async def _act(self, line: Line, page: Page, action: str) -> None:
        """Show the customer something that is no message; nobody minds when that fails."""
        body = {"recipient": {"id": line.person}, "sender_action": action}
        with suppress(DeliveryFailed):
            await self._graph.post(page.access_token.get_secret_value(), f"{page.id}/messages", body)

    async def find(self, sought: SoughtSending) -> Receipt | None:
        """Look for what Meta's echoes have told. Raises `DeliveryFailed`."""
        return await self._notes.sendings.find(sought, len(pieces(sought.outbound)))

    def fetch(self, file: Unfetched) -> AsyncIterator[bytes]:
        """Give the bytes of a file that came in. Raises `DeliveryFailed`."""
        return self._media.fetch(str(file.source))

    def _page(self, line: Line) -> Page:
        """Give the page at the other end of a line. Raises `Permanent`."""
        if line.ours not in self._pages:
            raise Permanent("no such page", reason=say("messenger_page_gone"))
        return self._pages[line.ours]


def _is_over(since: timedelta, *, by_a_person: bool) -> Sentence | None:
    """Say that it is too long ago that the customer wrote, where it is."""
    if since < DAY:
        return None
    if not by_a_person:
        return say("messenger_window")
    return say("messenger_window_agents") if since >= WEEK else None


def _kind(file: Media) -> str:
    if file.mime in PICTURES:
        return "image" if file.size <= PICTURE_MAX else "file"
    family = file.mime.partition("/")[0]
    return family if family in ("audio", "video") else "file"


_: type[CustomerChannel] = MessengerChannel
_finds: type[FindsSent] = MessengerChannel
_fetches: type[FetchesFiles] = MessengerChannel
_names: type[NamesAddresses] = MessengerChannel
_senders: type[HasSenders] = MessengerChannel
_knows: type[KnowsWhyNot] = MessengerChannel
