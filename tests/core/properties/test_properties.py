"""Chats, agents, routing, commands and time in any order: what must hold after each step, whatever happened.

The rules stand in `customers`, `taking`, `talking`, `company`, `experts`, `forms`, `passing` and `stories`, the
invariants in `invariants`; what every single step is checked for in `checks`. How much is tried: see `amount`.
"""

from datetime import timedelta

from core.conversation.model import Status
from tests.core.properties.amount import tried
from tests.core.properties.clock import pass_time
from tests.core.properties.company import Company
from tests.core.properties.customers import Customers
from tests.core.properties.experts import Experts
from tests.core.properties.forms import Forms
from tests.core.properties.hands import in_hand
from tests.core.properties.invariants import OfAgents, OfChats, OfMessages
from tests.core.properties.passing import Passing
from tests.core.properties.routing import settle
from tests.core.properties.stories import Stories
from tests.core.properties.taking import Taking
from tests.core.properties.talking import Talking


class Desk(Stories, Customers, Taking, Talking, Company, Experts, Forms, Passing, OfChats, OfAgents, OfMessages):
    """Several customers, several agents, and all that they can do."""

    def teardown(self) -> None:
        """Let everything come to rest: then nothing is reserved that no chat knows of, and nothing is due."""
        settle(self.world)
        pass_time(self.world, timedelta(days=1))
        settle(self.world)
        for agent, said in in_hand(self.world).items():
            assert {chat: one.stage for chat, one in self.world.agents[agent].chats.items()} == said
        assert all(not chat.timers for chat in self.world.chats.values() if chat.status is Status.HANDLED)


Desk.TestCase.settings = tried(examples=150, steps=70)
TestDesk = Desk.TestCase
