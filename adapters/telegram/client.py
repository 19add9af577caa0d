"""Telegram as the core's port: each message by one call, the answer lost or not.

Rules:
1. There is no idempotency key at Telegram, and a bot can't look up what it sent. So each message is noted once it was
   taken; one whose answer was lost is told as uncertain, and never sent again by itself.
2. A change that was perhaps made is made again: that shows the same.
"""

from collections.abc import AsyncIterator
from contextlib import suppress
from io import BytesIO

from aiohttp import FormData

from adapters.fields import text
from adapters.telegram.api import BotApi, id_of
from adapters.telegram.capabilities import CAPABILITIES, FETCHED_MAX, PICTURE_MAX, PICTURES
from adapters.telegram.changing import Changing
from adapters.telegram.failures import Refused, Why
from adapters.telegram.ids import parse_contact, ref_of
from adapters.telegram.outbound import Piece, pieces
from adapters.telegram.sent import Sent, SentNotes
from core.capabilities import Capabilities
from core.errors import DeliveryFailed, Permanent, Transient, Uncertain
from core.ids import ChannelName, ExternalRef, QueueId
from core.messages import Media, Unfetched
from core.ports import CustomerChannel, FetchesFiles, FileStore, NamesAddresses, Outbound, Receipt
from core.sentences import say


class TelegramChannel:
    """Sends messages, changes them, and fetches what came with those of customers."""

    title = "Telegram"

    def __init__(self, name: ChannelName, api: BotApi, notes: SentNotes, files: FileStore) -> None:
        """Take the tools."""
        self.name = name
        self._api = api
        self._notes = notes
        self._files = files
        self._changing = Changing(api, notes, self._send_one)

    def capabilities(self, to: ExternalRef) -> Capabilities:
        """Say what a customer can be sent."""
        return CAPABILITIES

    def shown(self, contact: ExternalRef) -> str:
        """Give the customer's id at Telegram."""
        return str(parse_contact(contact))

    def address(self, number: str, queue: QueueId) -> ExternalRef | None:
        """Give None: a bot can't write to a number, nor to whoever didn't write first."""
        return None

    async def send(self, outbound: Outbound) -> Receipt:
        """Send one thing, or bring it up to date. Raises `DeliveryFailed`."""
        parts, chat = pieces(outbound), parse_contact(outbound.contact)
        if outbound.kind == "changed":
            if outbound.message is not None:
                await self._changing.bring_up_to_date(chat, outbound.message, parts)
            return Receipt()
        sent = await self._notes.of_sending(outbound.key) if parts else []
        message = outbound.message.id if outbound.message is not None else None
        for part in parts[len(sent) :]:
            sent.append(await self._send_one(chat, part))
            await self._notes.note(outbound, message, sent)
        refs = [ref_of(chat, one.number) for one in sent]
        return Receipt(refs[0], tuple(refs[1:])) if refs else Receipt()

    async def _send_one(self, chat: int, piece: Piece) -> Sent:
        """Send one message. A picture that a telephone can't show is refused as one, and goes as a document."""
        if piece.file is None:
            return Sent(id_of(await self._api.call("sendMessage", {"chat_id": chat, **piece.said()})))
        try:
            data = await self._files.read(piece.file.file)
        except KeyError:
            raise Permanent("file: gone", reason=say("fail_file_fetch")) from None
        is_picture = piece.file.mime in PICTURES and piece.file.size <= PICTURE_MAX
        await self._act(chat, "upload_photo" if is_picture else "upload_document")
        if is_picture:
            try:
                return await self._upload(chat, "photo", piece.file, data)
            except Refused as refusal:
                if refusal.why is not Why.PICTURE:
                    raise
        return await self._upload(chat, "document", piece.file, data)

    async def _upload(self, chat: int, kind: str, file: Media, data: bytes) -> Sent:
        form = FormData({"chat_id": str(chat)})
        form.add_field(kind, BytesIO(data), filename=file.name, content_type=file.mime)
        return Sent(id_of(await self._api.upload(f"send{kind.capitalize()}", form)), file.file)

    async def _act(self, chat: int, action: str) -> None:
        """Show the customer something that is no message; nobody minds when that fails."""
        with suppress(DeliveryFailed):
            await self._api.call("sendChatAction", {"chat_id": chat, "action": action})

    async def fetch(self, file: Unfetched) -> AsyncIterator[bytes]:
        """Give the bytes of a file that came in. Raises `DeliveryFailed`."""
        if file.size > FETCHED_MAX:
            raise Permanent("file: too large for a bot", reason=say("telegram_file_large"))
        try:
            found = await self._api.call("getFile", {"file_id": str(file.source)})
        except Uncertain as failure:
            raise Transient(failure.detail) from None  # to ask where a file is can be done again
        path = text(found, "file_path") if isinstance(found, dict) else ""
        if not path:
            raise Permanent("file: no path", reason=say("fail_file_fetch"))
        async for piece in self._api.download(path):
            yield piece


_: type[CustomerChannel] = TelegramChannel
_fetches: type[FetchesFiles] = TelegramChannel
_names: type[NamesAddresses] = TelegramChannel
