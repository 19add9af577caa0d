"""How one chat of the busy hour goes, from its customer's first word to the agent's last click."""

from tests.pressure.busy.floor import Floor
from tests.pressure.busy.plan import FULL, QUEUES, REMINDER, RUSH, Plan, Round
from tests.pressure.busy.visitor import Visitor

LATEST = 900.0
"""Seconds after which somebody must have taken a chat."""


class Chat:
    """One customer and whoever has the chat."""

    def __init__(self, floor: Floor, plan: Plan) -> None:
        """Take what is to happen."""
        self._floor = floor
        self._pace = floor.pace
        self._plan = plan
        self._visitor = Visitor(floor.world, floor.http, plan.queue)
        self._owner = ""
        self._seen = 0
        self._words = 0
        self._accepts = 0
        self.is_done = False
        """Whether it has come to its end."""

    async def goes(self) -> None:
        """Live the chat."""
        await self._lives()
        self.is_done = True

    async def _lives(self) -> None:
        await self._pace.until(self._plan.at)
        if self._pace.is_over():
            return
        await self._visitor.opens()
        await self._writes()
        await self._is_taken()
        await self._greets()
        for number, one in enumerate(self._plan.rounds):
            await self._goes_round(number, one)
            if self._pace.is_over():
                break
        else:
            await self._ends()
        await self._pace.sleep(3)  # what was said last is read
        await self._visitor.goes()

    async def _writes(self) -> None:
        text = f"word {self._words} (chat {self._plan.number})"
        self._words += 1
        self._floor.said[text] = self._pace.clock
        await self._visitor.says(text)

    async def _answers(self) -> None:
        text = f"answer {self._words} (for {self._plan.number})"
        self._words += 1
        self._floor.answered[text] = (self._pace.clock, self._visitor)
        await self._types(text)

    async def _greets(self) -> None:
        """Let whoever has taken the chat read it and answer."""
        await self._pace.sleep(self._plan.reaction + 8)
        await self._answers()

    async def _types(self, text: str) -> str:
        return await self._floor.types(self._owner, self._plan.number, text)

    async def _is_taken(self) -> None:
        """Wait for offers and answer them, until somebody has accepted."""
        deadline = self._pace.now + LATEST
        self._accepts += 1
        while sum("is here now" in one for one in self._visitor.notices) < self._accepts:
            assert self._pace.now < deadline, f"nobody has taken chat {self._plan.number}"
            rings = self._floor.wire.rings[self._plan.number]
            if len(rings) > self._seen:
                await self._answers_offer(rings[-1].channel)
            else:
                await self._pace.sleep(1)

    async def _answers_offer(self, channel: str) -> None:
        offer = self._floor.wire.rings[self._plan.number][-1]
        self._seen = len(self._floor.wire.rings[self._plan.number])
        who = self._floor.world.playground.slack.store.channels[channel].im_user or ""
        if self._seen == 1 and not self._plan.answers_offer:
            return
        await self._pace.sleep(self._plan.reaction)
        await self._floor.clicks(who, offer, "Accept")
        self._owner = who
        await self._pace.sleep(1)

    async def _goes_round(self, number: int, one: Round) -> None:
        """Let the customer write and the agent answer, with what happens beside it."""
        await self._pace.sleep(one.before / 2)
        await self._agent_does(number)
        if number < self._plan.pages and (FULL or self._pace.now > RUSH):
            await self._visitor.moves(number)
        await self._pace.sleep(one.before / 2)
        asked = self._pace.now
        for word in range(one.words):
            await self._pace.sleep(6 * word)
            await self._writes()
        if number not in (self._plan.hold, self._plan.transfer):
            self._must_be_reminded(asked, one)
        await self._pace.sleep(one.think)
        await self._answers()
        if number == self._plan.emoji:
            await self._reacts()

    def _must_be_reminded(self, asked: float, one: Round) -> None:
        if one.think + 6 * (one.words - 1) > REMINDER + 1:
            self._floor.late.append((self._plan.number, self._pace.clock - self._pace.now + asked + REMINDER))

    async def _agent_does(self, number: int) -> None:
        """Let the agent do what this round brings, before the customer goes on."""
        plan = self._plan
        if number == plan.note:
            await self._types(f";; they have asked before (for {plan.number})")
        if number == plan.slip:
            await self._types("!hodl")
            await self._pace.sleep(5)
            await self._types("!discard 1")
        if number == plan.flag:
            await self._types("!flag what is our policy here?")
            await self._pace.sleep(40)
            await self._types("!unflag")
        if number == plan.transfer:
            await self._is_handed_over()
        if number == plan.hold:
            await self._types("!hold")

    async def _is_handed_over(self) -> None:
        """Hand the chat to the next queue, where it rings anew."""
        queue = QUEUES[(QUEUES.index(self._plan.queue) + 1) % len(QUEUES)]
        await self._types(f"!transfer {queue} they want something else")
        await self._is_taken()
        await self._greets()

    async def _reacts(self) -> None:
        root = self._floor.wire.roots[self._plan.number]
        simulate = self._floor.world.playground.slack.simulate
        await simulate.react(user=self._owner, channel=root.channel, ts=root.ts, name="tada")

    async def _ends(self) -> None:
        """End it, say what became of it, and finish."""
        await self._pace.sleep(5)
        if self._plan.customer_ends:
            await self._visitor.ends()
        else:
            await self._types("!end yes")
        await self._pace.sleep(8)
        await self._types("!disposition solved")
        await self._pace.sleep(6)
        await self._types("!complete")
        await self._pace.sleep(2)
