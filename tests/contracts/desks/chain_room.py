"""A chat platform shaped like Teams, in memory: channels with reply chains, and personal chats. Nothing of Slack's.

Rules:
1. A conversation is a channel, a reply chain (`<channel>;messageid=<root>`) or a personal chat (`a:<person>`); a chain
   is found by the id of its root alone.
2. Texts are markup: what isn't escaped comes alive, and `<at>` pings whoever it names.
3. A post is never recognised as a repetition, nothing can be looked up, and what the bot posted is not echoed to it.
4. Nobody can be shown anything alone inside a channel; there are no reactions, no names of others, no home page.

It refuses as an HTTP service does: `Refused` with a status, `NoAnswer` when none came.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal

from core.views import Button

BOT = "bot"
LARGEST = 80_000
"""Bytes of an activity's text in UTF-16: Teams takes 100 KB with everything around it."""


class Refused(Exception):
    """The platform said no."""

    def __init__(self, status: int, code: str, retry_after: float | None = None) -> None:
        super().__init__(f"{status} {code}")
        self.status, self.code, self.retry_after = status, code, retry_after


class NoAnswer(Exception):
    """No answer came. `sent` says whether the request had left."""

    def __init__(self, *, sent: bool) -> None:
        super().__init__("no answer")
        self.sent = sent


@dataclass(slots=True)
class Activity:
    """One message."""

    id: str
    conversation: str
    by: str
    text: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """What a person did: wrote, or clicked a button."""

    what: Literal["wrote", "clicked", "archived", "unarchived"]
    id: str
    person: str
    conversation: str
    text: str = ""
    button: Button | None = None
    quotes: str = ""


Webhook = Callable[[Event], Awaitable[None]]
Fault = Literal["throttled", "broken", "lost"]


async def nobody(event: Event) -> None:
    """Nobody has said where events go."""


@dataclass(slots=True)
class Room:
    """One workplace on that platform."""

    channels: frozenset[str]
    activities: list[Activity] = field(default_factory=list)
    spoilt: set[str] = field(default_factory=set)
    """`archived` or `removed` channels, or `revoked` for the bot's account."""
    faults: list[Fault | None] = field(default_factory=list)
    """What happens to the next calls, in order; None is a call that goes well."""
    retry_after: float = 7.0
    waiting: dict[str, Fault] = field(default_factory=dict)
    """What happens to the next post in a channel or in one of its chains, whatever else is called before."""
    is_reachable: bool = True
    webhook: Webhook = nobody
    calls: int = 0
    _last: int = 1_700_000_000_000

    async def open_chain(self, channel: str, text: str, buttons: tuple[Button, ...]) -> str:
        """Post at the head of a channel; the id is that of the new chain's root."""
        return await self.post(channel, text, buttons)

    async def personal(self, person: str) -> str:
        """Open a person's chat with the bot, or give the one that there is."""
        self._receive(f"a:{person}")
        self._answer()
        return f"a:{person}"

    async def post(self, conversation: str, text: str, buttons: tuple[Button, ...] = ()) -> str:
        """Post in a channel, a chain or a personal chat."""
        waits = self.waiting.pop(conversation.partition(";")[0], None)
        if waits is not None:
            self.faults = [waits]
        self._receive(conversation)
        self._check(text)
        made = self._add(conversation, BOT, text, buttons)
        self._answer()
        return made.id

    async def update(self, conversation: str, activity: str, text: str, buttons: tuple[Button, ...] = ()) -> None:
        """Show a message of the bot's anew."""
        self._receive(conversation)
        self._check(text)
        own = self._own(activity)
        own.text, own.buttons = text, buttons
        self._answer()

    async def delete(self, conversation: str, activity: str) -> None:
        """Take a message of the bot's away."""
        self._receive(conversation)
        self.activities.remove(self._own(activity))
        self._answer()

    def spoil_next(self, channel: str, fault: Fault) -> None:
        """Let the next post in a channel or its chains go wrong."""
        self.waiting[channel] = fault

    async def writes(self, person: str, conversation: str, text: str, quotes: str = "") -> str:
        """Let a person write, in answer to another message where one is named."""
        made = self._add(conversation, person, text, ())
        await self.webhook(Event("wrote", made.id, person, conversation, text=text, quotes=quotes))
        return made.id

    async def clicks(self, person: str, activity: Activity, label: str) -> None:
        """Let a person click a button of a message that the person sees."""
        assert activity in self.visible(person), f"{person} does not see {activity}"
        button = next(one for one in activity.buttons if one.label == label)
        await self.webhook(Event("clicked", self._next(), person, activity.conversation, button=button))

    async def turns(self, channel: str, what: Literal["archived", "unarchived"]) -> None:
        """Let an owner archive a channel or bring it back."""
        (self.spoilt.add if what == "archived" else self.spoilt.discard)(f"archived {channel}")
        await self.webhook(Event(what, self._next(), "owner", channel))

    def visible(self, person: str) -> list[Activity]:
        """Give what a person sees: all channels, and the own chat with the bot."""
        return [
            one for one in self.activities if not one.conversation.startswith("a:") or one.conversation[2:] == person
        ]

    def within(self, conversation: str) -> list[Activity]:
        """Give what stands in a conversation, oldest first."""
        return [one for one in self.activities if one.conversation == conversation]

    def _receive(self, conversation: str) -> None:
        self.calls += 1
        if not self.is_reachable:
            raise NoAnswer(sent=False)
        if self.faults and self.faults[0] in ("throttled", "broken"):
            fault = self.faults.pop(0)
            raise Refused(429, "TooMany", self.retry_after) if fault == "throttled" else Refused(500, "ServiceError")
        if "revoked" in self.spoilt:
            raise Refused(401, "Unauthorized")
        channel, _, root = conversation.partition(";messageid=")
        if conversation.startswith("a:"):
            return
        if channel not in self.channels:
            raise Refused(404, "ConversationNotFound")
        if f"archived {channel}" in self.spoilt:
            raise Refused(403, "TeamArchived")
        if f"removed {channel}" in self.spoilt:
            raise Refused(403, "BotNotInConversationRoster")
        if root and not any(one.id == root for one in self.activities):
            raise Refused(404, "ActivityNotFoundInConversation")

    def _answer(self) -> None:
        if self.faults and self.faults.pop(0) == "lost":
            raise NoAnswer(sent=True)

    def _check(self, text: str) -> None:
        if len(text.encode("utf-16-le")) > LARGEST:
            raise Refused(413, "MessageSizeTooBig")

    def _own(self, activity: str) -> Activity:
        found = next((one for one in self.activities if one.id == activity), None)
        if found is None:
            raise Refused(404, "ActivityNotFoundInConversation")
        if found.by != BOT:
            raise Refused(403, "BotsEditTheirOwnOnly")
        return found

    def _add(self, conversation: str, by: str, text: str, buttons: tuple[Button, ...]) -> Activity:
        made = Activity(self._next(), conversation, by, text, buttons)
        self.activities.append(made)
        return made

    def _next(self) -> str:
        self._last += 1
        return str(self._last)
