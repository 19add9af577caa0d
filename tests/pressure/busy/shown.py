"""How old what people see is: root cards and Home pages, compared with what they should show.

Rules:
1. What should be shown is rendered by the bridge's own functions, and compared by its words with what stands in Slack.
2. The age of what is shown is the time since the first change that it doesn't show.
3. A change is of the kind that the bridge gives it: where a chat stands, its colour, or mere words.
"""

import re
from collections import deque
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import Connection, text

from adapters.slack import cards, home
from adapters.slack.desk import link_to
from adapters.slack.ids import parse_message
from bridge.handlers import views
from bridge.store import attributes, conversations, threads
from core.conversation.model import Conversation
from core.features.card_changes import CardChange, card_change
from core.features.cards import Scene, root_card
from core.features.homes import home as home_page
from core.ids import ConversationId, DeskName, ExternalRef, PersonRef
from playground.slack.model import Message
from tests.pressure.busy.house import user
from tests.pressure.busy.plan import AGENTS
from tests.pressure.busy.wire import Wire
from tests.scenarios.slack.kind import TEAM
from tests.scenarios.slack.reading import said, words
from tests.scenarios.world import World

DESK = DeskName("slack")
EVERY_CARD, EVERY_HOME = 1.0, 10.0
"""Seconds between two looks."""
_BY_THE_WAY = re.compile(r"\*(Unread|No answer since)\*\n[^\n]*\n?")
"""What a card shows as it was when it was drawn for another reason."""


@dataclass(frozen=True, slots=True)
class Look:
    """What should be shown from a moment on, and how it differs from what was to be shown before."""

    at: float
    words: str
    kind: CardChange


@dataclass(slots=True)
class Shown:
    """One card or page: what it should have shown since what it shows."""

    looks: deque[Look] = field(default_factory=deque)

    def should(self, look: Look) -> None:
        """Note what should be shown, if that is new."""
        if not self.looks or self.looks[-1].words != look.words:
            self.looks.append(look)

    def does(self, shown: str, drawn: float) -> None:
        """Forget what came before what is shown; what is not known by its words, is by the time when it was drawn."""
        known = next((one for one in reversed(self.looks) if one.words == shown), None)
        while len(self.looks) > 1 and (self.looks[0] is not known if known else self.looks[1].at <= drawn):
            self.looks.popleft()

    def age(self, now: float, kind: CardChange) -> float:
        """Give the time since the first change of a kind that is not shown."""
        return next((now - one.at for one in list(self.looks)[1:] if one.kind is kind), 0.0)


@dataclass(slots=True)
class Cards:
    """All root cards."""

    world: World
    oldest: dict[CardChange, float] = field(default_factory=lambda: dict.fromkeys(CardChange, 0.0))
    _shown: dict[ConversationId, Shown] = field(default_factory=dict)
    _chats: dict[ConversationId, Conversation] = field(default_factory=dict)
    _refs: dict[ConversationId, ExternalRef] = field(default_factory=dict)
    _due: float = 0.0

    async def look(self, *, counts: bool) -> None:
        """Compare all cards, if it is time; once the hour is over their ages don't count."""
        now = self.world.clock.seconds
        if now < self._due:
            return
        self._due = now + EVERY_CARD
        await self.world.read(lambda conn: self._read(conn, now))
        for chat, shown in self._shown.items():
            message = self._message(chat)
            drawn = float((message.edited or {}).get("ts", message.ts))
            shown.does(_BY_THE_WAY.sub("", said(message)), drawn)
            for kind in CardChange if counts else ():
                self.oldest[kind] = max(self.oldest[kind], shown.age(now, kind))

    def stale(self) -> list[str]:
        """Give the cards that don't show what they should."""
        return [one.looks[-1].words for one in self._shown.values() if len(one.looks) > 1]

    def _message(self, chat: ConversationId) -> Message:
        at = parse_message(self._refs[chat])
        return self.world.playground.slack.store.channels[at.channel].messages[at.ts]

    def _read(self, conn: Connection, now: float) -> None:
        """Render the cards of the chats that have changed."""
        for id, version in conn.execute(text("select id, version from conversation")):
            known = self._chats.get(id)
            if known is not None and known.version == version:
                continue
            chat, thread = conversations.get(conn, id), threads.of(conn, id, DESK)
            if chat is None or thread is None:
                continue
            office = self.world.running.bridge.office
            directory = office.directory()
            scene = Scene(chat, directory.queues[chat.queue], directory, office.registry, attributes.of(conn, id))
            shown = cards.message(root_card(scene), self.world.clock.bridge.now())
            kind = card_change(known, chat) if known is not None else CardChange.STATE
            plain = _BY_THE_WAY.sub("", f"{shown['text']}\n{words(shown['blocks'])}")
            self._chats[id], self._refs[id] = chat, thread.card
            self._shown.setdefault(id, Shown()).should(Look(now, plain, kind))


@dataclass(slots=True)
class Homes:
    """All Home pages."""

    world: World
    wire: Wire
    oldest: float = 0.0
    _shown: dict[str, Shown] = field(default_factory=dict)
    _due: float = 0.0

    async def look(self, *, counts: bool) -> None:
        """Compare all pages, if it is time; once the hour is over their ages don't count."""
        now = self.world.clock.seconds
        if now < self._due:
            return
        self._due = now + EVERY_HOME
        for who in (user(number) for number in range(AGENTS)):
            view = self.world.playground.slack.store.homes.get(who)
            if view is None:
                continue
            expected = await self.world.read(partial(self._should, who=who))
            shown = self._shown.setdefault(who, Shown())
            shown.should(Look(now, expected, CardChange.STATE))
            shown.does(words(view.body["blocks"]), self.wire.published[who])
            if counts:
                self.oldest = max(self.oldest, shown.age(now, CardChange.STATE))

    def _should(self, conn: Connection, who: str) -> str:
        office = self.world.running.bridge.office
        page = home_page(views.overview(conn, office, DESK, PersonRef(f"{TEAM}/{who}")))
        workspace = f"https://{self.world.playground.slack.store.team.domain}.slack.com/"
        shown = home.view(page, lambda ref: link_to(workspace, ref), self.world.clock.bridge.now())
        return words(shown["blocks"])

    def stale(self) -> list[str]:
        """Give whose pages don't show what they should."""
        return [who for who, one in self._shown.items() if len(one.looks) > 1]
