"""What was sent, and where it stands: Telegram has no field that makes the same key the same sending, so it is noted.

Rules:
1. Each message of a sending is noted once it was taken: what is sent again goes on where it stopped.
2. What a message of ours consists of is noted under its id too, so that it can be changed and taken back.
3. Each note goes with its chat.
"""

import json
from dataclasses import dataclass

from adapters.sendings import REPEATED
from core.ids import ConversationId, FileId, MessageId
from core.messages import Message
from core.ports import Clock, Memory, Outbound


@dataclass(frozen=True, slots=True)
class Sent:
    """One message at Telegram: its number, and its file where it is one."""

    number: int
    file: FileId | None = None


class SentNotes:
    """Remembers, for all processes, what each sending consists of."""

    def __init__(self, memory: Memory, clock: Clock) -> None:
        self._memory = memory
        self._clock = clock

    async def of_sending(self, key: str) -> list[Sent]:
        """Give a sending's messages, as far as they are known to have been taken, in order."""
        return await self._read(f"sent:{key}")

    async def of_message(self, message: MessageId) -> list[Sent]:
        """Give what a message of ours consists of; nothing where it never went out, or too long ago."""
        return await self._read(f"message:{message}")

    async def note(self, outbound: Outbound, message: MessageId | None, sent: list[Sent]) -> None:
        """Note what has been taken so far."""
        await self._keep(f"sent:{outbound.key}", sent, outbound.conversation)
        if message is not None:
            await self._keep(f"message:{message}", sent, outbound.conversation)

    async def changed(self, message: Message, sent: list[Sent]) -> None:
        """Note what a message consists of now."""
        await self._keep(f"message:{message.id}", sent, message.conversation)

    async def _keep(self, key: str, sent: list[Sent], chat: ConversationId) -> None:
        kept = json.dumps([[one.number, one.file] for one in sent])
        await self._memory.keep(key, kept, until=self._clock.now() + REPEATED, chat=chat)

    async def _read(self, key: str) -> list[Sent]:
        kept = await self._memory.recall(key)
        return [Sent(number, file and FileId(file)) for number, file in json.loads(kept)] if kept is not None else []
