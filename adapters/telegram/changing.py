"""Bringing up to date what stands in a chat: words are written anew in their places, what is too much is taken away.

Rules:
1. A change that was perhaps made is made again, so a lost answer is `Transient` here; only what a change adds is sent
   as ever.
2. What can't be taken away any more has its words taken out; a file that can't is told to the agent.

https://core.telegram.org/bots/api#updating-messages
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from adapters.telegram.api import BotApi
from adapters.telegram.capabilities import FILE_MAX
from adapters.telegram.failures import Refused, Why
from adapters.telegram.outbound import Piece
from adapters.telegram.sent import Sent, SentNotes
from core.errors import Transient, Uncertain
from core.messages import Media, Message

TAKEN_BACK = "\N{WASTEBASKET}"
"""What stands in the place of words that were taken back too late to take the message away."""
_FINE = frozenset({Why.SAME, Why.NOT_THERE})


class Changing:
    """Changes messages of one bot."""

    def __init__(self, api: BotApi, notes: SentNotes, send: Callable[[int, Piece], Awaitable[Sent]]) -> None:
        self._api = api
        self._notes = notes
        self._send = send

    async def bring_up_to_date(self, chat: int, message: Message, parts: Sequence[Piece]) -> None:
        """Let a message read as it stands now; nothing is done where it never went out. Raises `DeliveryFailed`."""
        before = await self._notes.of_message(message.id)
        words = [one for one in parts if one.file is None]
        files = {one.file.file for one in parts if one.file is not None}
        stands = [one for one in before if one.file is None]
        if before and not message.deleted:  # addresses of files that are too large were sent as words behind the others
            large = sum(1 for one in message.parts if isinstance(one, Media) and one.size > FILE_MAX)
            stands = stands[: len(stands) - large] if large else stands
        for old, new in zip(stands, words, strict=False):
            await self._edit(chat, old, new.said())
        gone = [one for one in before if one.file is not None and one.file not in files] + stands[len(words) :]
        left = list(before)
        for one in gone:
            await self._take_away(chat, one)
            left.remove(one)
            await self._notes.changed(message, left)
        for new in words[len(stands) :] if before else ():
            left.append(await self._send(chat, new))
            await self._notes.changed(message, left)

    async def _edit(self, chat: int, old: Sent, said: Mapping[str, Any]) -> None:
        await self._change("editMessageText", chat, old, said)

    async def _take_away(self, chat: int, old: Sent) -> None:
        try:
            await self._change("deleteMessage", chat, old, {})
        except Refused as refusal:
            if refusal.why is not Why.TOO_OLD or old.file is not None:
                raise
            await self._edit(chat, old, {"text": TAKEN_BACK})

    async def _change(self, method: str, chat: int, old: Sent, said: Mapping[str, Any]) -> None:
        try:
            await self._api.call(method, {"chat_id": chat, "message_id": old.number, **said})
        except Refused as refusal:
            if refusal.why not in _FINE:
                raise
        except Uncertain as failure:
            raise Transient(failure.detail) from None
