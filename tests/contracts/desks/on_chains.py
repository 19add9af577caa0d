"""The reply-chain desk at work in a room."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import ClassVar

from core.ids import ExternalRef, FileId, PersonRef
from core.messages import Media
from core.ports import AgentDesk
from core.sentences import Sentence
from core.texts import render
from tests.contracts.desks import chain_markup as markup
from tests.contracts.desks.chain_room import BOT, Activity, Fault, Room
from tests.contracts.desks.reply_chain_desk import ReplyChainDesk
from tests.contracts.desks.shown import Shown
from tests.contracts.desks.stage import RETRY_AFTER, Spoilt, Stage, Trouble

SUPPORT = "19:support@thread"
FAULTS: dict[Trouble, Fault] = {
    Trouble.THROTTLED: "throttled",
    Trouble.BROKEN: "broken",
    Trouble.RESET: "lost",
    Trouble.SILENT: "lost",
}


class ChainReading:
    """What people see in a room."""

    def __init__(self, room: Room) -> None:
        self.room = room

    def shown(self, one: Activity) -> Shown:
        by_bot = one.by == BOT
        return Shown(
            ref=ExternalRef(f"{one.conversation}#{one.id}"),
            author=markup.author(one.text) if by_bot else one.by,
            text=markup.words(one.text) if by_bot else one.text,
            small=markup.small(one.text) if by_bot else "",
            buttons=tuple(button.label for button in one.buttons),
            pings=markup.alive(one.text) if by_bot else (),
        )

    def within(self, conversation: str) -> list[Shown]:
        return [self.shown(one) for one in self.room.within(conversation)]

    def sees(self, person: str) -> str:
        return "\n".join(self.shown(one).whole for one in self.room.visible(person))


class ReplyChainStage:
    """The desk, its room, and the people in it."""

    desk_class: ClassVar[type[AgentDesk]] = ReplyChainDesk
    threads_outlive_roots: ClassVar[bool] = False
    place = ExternalRef(SUPPORT)
    nowhere = ExternalRef("19:nowhere@thread")
    ada = PersonRef("29:ada")
    grace = PersonRef("29:grace")

    def __init__(self) -> None:
        self.room = Room(frozenset({SUPPORT}), retry_after=RETRY_AFTER)
        self._reading = ChainReading(self.room)
        self.desk: AgentDesk = ReplyChainDesk("chains", self.room)

    def roots(self) -> list[Shown]:
        return self._reading.within(self.place)

    def thread(self, thread: ExternalRef) -> list[Shown]:
        return self._reading.within(thread)

    def personal(self, person: PersonRef) -> list[Shown]:
        return self._reading.within(f"a:{person}")

    def sees(self, person: PersonRef) -> str:
        return self._reading.sees(person)

    def home(self, person: PersonRef) -> str:
        raise NotImplementedError(f"{person} has no home page on this desk")

    async def writes(self, person: PersonRef, thread: ExternalRef, text: str) -> ExternalRef:
        return ExternalRef(f"{thread}#{await self.room.writes(person, thread, text)}")

    def look(self, ref: ExternalRef) -> Shown:
        conversation, _, _ = ref.partition("#")
        return next(one for one in self._reading.within(conversation) if one.ref == ref)

    def fail(self, trouble: Trouble, after: int = 0) -> None:
        self.room.faults = [*([None] * after), FAULTS[trouble]]

    def hurry(self) -> None:
        """Answers come at once here, or never."""

    def unreachable(self) -> AgentDesk:
        return ReplyChainDesk("chains", Room(self.room.channels, is_reachable=False))

    def restarted(self) -> AgentDesk:
        return ReplyChainDesk("chains", self.room)

    async def spoil(self, how: Spoilt) -> None:
        self.room.spoilt.add(how if how is Spoilt.REVOKED else f"{how} {self.place}")

    async def mend(self, how: Spoilt) -> None:
        self.room.spoilt.clear()

    async def delete(self, ref: ExternalRef) -> None:
        _, _, activity = ref.partition("#")
        self.room.activities = [one for one in self.room.activities if one.id != activity]

    def file(self, name: str, data: bytes) -> Media:
        return Media(FileId(name), name, "image/png", len(data))

    async def waits(self) -> None:
        pass

    def words(self, sentence: Sentence) -> str:
        return render(sentence, {})


_: type[Stage] = ReplyChainStage


@asynccontextmanager
async def reply_chain_stage() -> AsyncIterator[Stage]:
    """Give a room and a desk in it."""
    yield ReplyChainStage()
