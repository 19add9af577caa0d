"""What one window says, frame by frame: checked, limited, handed to the inbox, acknowledged.

Rule: every way of saying no names the frame's id, so that the widget can show it at the right message.
"""

import secrets
from dataclasses import dataclass
from typing import assert_never

from adapters.web import inbound
from adapters.web.browser import facts_of
from adapters.web.capabilities import TEXT_MAX
from adapters.web.clicks import No, Standing, read_click
from adapters.web.inbound import Around, Speaker, page_of
from adapters.web.log_reader import LogReader
from adapters.web.presence import OPEN
from adapters.web.services import Services
from adapters.web.showing import Show
from adapters.web.wire import (
    LARGEST_FRAME,
    Choose,
    Click,
    End,
    Hello,
    Malformed,
    Offline,
    PageAnswer,
    PageFacts,
    PageMoved,
    Ping,
    Rate,
    Read,
    Restart,
    Say,
    Typing,
    read_frame,
)
from core.conversation.facts import Facts
from core.conversation.model import Page
from core.errors import Overloaded
from core.inbound import Inbound
from core.messages import Media
from core.policy.limits import Limited

_TRY_AGAIN_S = 5.0


@dataclass(frozen=True, slots=True)
class Whence:
    """Where a window comes from: its address, and how its browser names itself."""

    address: str = ""
    agent: str = ""


class Visit:
    """One window of a visitor."""

    __slots__ = ("_facts", "_page", "_read_seq", "_services", "_show", "_told", "_whence", "reader", "speaker")

    def __init__(self, services: Services, speaker: Speaker, reader: LogReader, show: Show, whence: Whence) -> None:
        """Begin."""
        self.speaker = speaker
        self._services = services
        self.reader = reader
        self._show = show
        self._whence = whence
        self._facts: Facts | None = None
        self._page: Page | None = None
        self._told: Page | None = None
        self._read_seq = 0

    async def greet(self, hello: Hello) -> None:
        """Answer a hello, the first or one that asks for a replay."""
        self._facts = facts_of(hello.facts, self._whence.agent, self.speaker.language)
        await self.reader.begin(hello.conversation, hello.last_seq)
        await self._moved(hello.page)

    async def heard(self, data: str) -> None:
        """Act on one frame."""
        try:
            frame = read_frame(data)
        except Malformed as error:
            await self._refuse(error.about, "malformed", error.message)
            return
        match frame:
            case None:
                return
            case Hello():
                await self.greet(frame)
            case Say():
                await self._say(frame, len(data))
            case Choose() | PageAnswer() | Rate() | Offline():
                await self._click(frame)
            case End():
                await self._end(frame)
            case Restart():
                await self._show({"t": "ack", "id": frame.id})
            case Typing():
                self._typing(on=frame.on)
            case Read():
                await self._has_read(frame.seq)
            case PageMoved():
                await self._moved(frame)
            case Ping():
                await self._show({"t": "pong"})
            case _:
                assert_never(frame)

    async def _say(self, say: Say, frame_size: int) -> None:
        text = say.text.replace("\r\n", "\n").replace("\0", "").strip()
        if len(text) > TEXT_MAX or frame_size > LARGEST_FRAME:
            why = f"The message has {len(text)} characters; {TEXT_MAX} can be sent. Send it in pieces, or as a file."
            await self._refuse(say.id, "too_long", why)
            return
        if not text and not say.files:
            await self._refuse(say.id, "empty", "There is nothing to send: write something or add a file.")
            return
        most = self._services.attachment_rules(self.speaker.queue).max_files
        if len(say.files) > most:
            why = f"The message has {len(say.files)} files; {most} can be sent with one message."
            await self._refuse(say.id, "too_many", why)
            return
        try:
            files = await self._files(say.files)
        except Overloaded as error:
            await self._refuse_for_now(say.id, error)
            return
        if files is None:
            why = "A file of this message isn't kept any more. Delete the message and send the file again."
            await self._refuse(say.id, "file_gone", why)
            return
        if await self._is_too_soon(say.id, begins=True):
            return
        now = self._services.clock.now()
        await self._store(say.id, inbound.wrote(self.speaker, say.id, text, files, self._around(), now))

    async def _click(self, click: Click) -> None:
        standing = Standing(self.reader.conversation, self.reader.state.status)
        form = self._services.offline_form(self.speaker.queue)
        what = read_click(click, self.speaker, standing, form, self._around(), self._services.clock.now())
        if isinstance(what, No):
            extra = {"fields": dict(what.fields)} if what.fields else {}
            await self._show({"t": "refused", "id": click.id, "code": what.code, "message": what.message} | extra)
        elif not await self._is_too_soon(click.id, begins=isinstance(click, Offline)):
            await self._store(click.id, what)

    async def _end(self, end: End) -> None:
        if self.too_soon(Limited.MESSAGES):  # a window asks for its end once
            await self._refuse(end.id, "slow_down", "That was a lot at once. Please try again in a moment.")
        else:
            await self._store(end.id, inbound.ended(self.speaker, end.id, self._services.clock.now()))

    def too_soon(self, what: Limited) -> float:
        """Give the seconds for which the visitor, or the address, should wait with something; 0.0 for none."""
        visitor, address = self.speaker.visitor.id, self._whence.address
        return self._services.limits.wait_for(what, visitor=visitor, address=address)

    async def _is_too_soon(self, frame_id: str, *, begins: bool = False) -> bool:
        """Let the window keep what it said, and say it again by itself, where it is a lot at once."""
        wait = self.too_soon(Limited.MESSAGES)
        if not wait and begins and self.reader.state.status not in OPEN:
            wait = self.too_soon(Limited.CHATS)
        if wait:
            why = "That was a lot at once. It is sent in a moment."
            await self._refuse(frame_id, "slow_down", why, retry_after=wait)
        return bool(wait)

    def _around(self) -> Around:
        """Give what goes with words; what the browser is, only with those that may open a chat."""
        return Around(self._page, None if self.reader.state.status in OPEN else self._facts)

    async def _files(self, upload_ids: list[str]) -> tuple[Media, ...] | None:
        """Find the uploads; None when one is gone or is somebody else's."""
        found: list[Media] = []
        for upload_id in upload_ids:
            file = self._services.tickets.uploaded(upload_id, self.speaker.visitor)
            if file is None:
                return None
            try:
                media, _ = await self._services.files.open(file)
            except KeyError:
                return None
            found.append(media)
        return tuple(found)

    async def _store(self, frame_id: str, what: Inbound) -> None:
        """Hand over, and acknowledge once it is stored for good; a duplicate is acknowledged again."""
        try:
            is_new = await self._services.inbox.accept(what)
        except Overloaded as error:
            await self._refuse_for_now(frame_id, error)
        except ConnectionError:
            raise
        except Exception:
            await self._refuse(
                frame_id, "try_again", "It could not be stored. It is sent again soon.", retry_after=_TRY_AGAIN_S
            )
            raise
        else:
            if not is_new and await self._is_told_of_a_ban(frame_id):
                return
            # Its own line leaves together with the word that it is stored.
            await self.reader.show_news({"t": "ack", "id": frame_id})

    async def _is_told_of_a_ban(self, frame_id: str) -> bool:
        """Tell somebody who is banned that it did not arrive, where they are told; else it looks like any other."""
        gate = self._services.gate
        if gate.words is None or not await gate.keeps_out(self.speaker.visitor):
            return False
        await self._refuse(frame_id, "banned", gate.words)
        return True

    async def _refuse_for_now(self, frame_id: str, busy: Overloaded) -> None:
        """Let the window keep what it said, and say it again by itself."""
        why = "We are very busy. It is sent in a moment."
        await self._refuse(frame_id, "slow_down", why, retry_after=busy.retry_after)

    async def _refuse(self, frame_id: str | None, code: str, message: str, *, retry_after: float | None = None) -> None:
        extra = {} if retry_after is None else {"retry_after": round(max(0.1, retry_after), 1)}
        await self._show({"t": "refused", "id": frame_id, "code": code, "message": message} | extra)

    def _typing(self, *, on: bool) -> None:
        if self.reader.conversation is not None and self.reader.state.status in OPEN:
            self._services.fleeting.typing(self.reader.conversation, "customer", on)

    async def _has_read(self, seq: int) -> None:
        conversation = self.reader.conversation
        if conversation is None or not self._read_seq < seq <= self.reader.seq:
            return
        self._read_seq = seq
        await self._hint(inbound.read(self.speaker, conversation, seq, self._services.clock.now()))

    async def _moved(self, facts: PageFacts | None) -> None:
        """Tell of a new page while a chat is open; in between, the next message carries it."""
        self._page = page_of(facts) or self._page
        if self._page is None or self._page == self._told or self.reader.state.status not in OPEN:
            return
        if self._services.limits.wait_for(Limited.MOVES, visitor=self.speaker.visitor.id):
            return
        self._told = self._page
        key = secrets.token_hex(8)
        await self._hint(inbound.moved(self.speaker, self._page, key, self._services.clock.now()))

    async def _hint(self, what: Inbound) -> None:
        """Hand over something that a busy bridge may do without."""
        try:
            await self._services.inbox.accept(what)
        except Overloaded:
            return
