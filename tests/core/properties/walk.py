"""The ground on which the rules walk: a world that is drawn, and ways to pick a chat and somebody for it."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from core.agents.model import RoleAtWork
from core.conversation.model import Conversation, Status
from core.directory import Directory
from core.ids import AgentId, QueueId
from tests.core.properties.commands import give
from tests.core.properties.offices import offices
from tests.core.properties.world import World

ANY = st.integers(min_value=0, max_value=99)
MOST_CHATS = 4


class Walk(RuleBasedStateMachine):
    """A world, before anything has happened."""

    def __init__(self) -> None:
        """Begin with an office in which nobody works."""
        super().__init__()
        self.world = World(Directory())

    @initialize(office=offices, ready=st.integers(0, 63), waiting=st.lists(ANY, max_size=3))
    def day_begins(self, office: Directory, ready: int, waiting: list[int]) -> None:
        """Draw an office; some of its agents are Ready from the start, and some customers write at once."""
        self.world = World(office)
        for place, agent in enumerate(office.profiles):
            if ready >> place & 1:
                give(self.world, agent, None, "ready")
        for line in waiting:
            self.opens(self.line(line))

    def opens(self, queue: QueueId) -> None:
        """Let a customer write the first words."""
        raise NotImplementedError

    def agent(self, pick: int) -> AgentId:
        """Choose one of all agents."""
        everybody = list(self.world.agents)
        return everybody[pick % len(everybody)]

    def line(self, pick: int) -> QueueId:
        """Choose one of all queues."""
        lines = list(self.world.directory.queues)
        return lines[pick % len(lines)]

    def chat(self, pick: int) -> Conversation:
        """Choose one of the chats."""
        chats = list(self.world.chats.values())
        return chats[pick % len(chats)]

    def with_status(self, *wanted: Status) -> list[Conversation]:
        """Give the chats that stand there."""
        return [chat for chat in self.world.chats.values() if chat.status in wanted]

    def running(self, pick: int) -> Conversation:
        """Choose a chat that an agent has; a rule that asks for one needs `RUNS`."""
        chats = self.with_status(Status.ACTIVE)
        return chats[pick % len(chats)]

    def supervisor(self, pick: int) -> AgentId:
        """Choose an agent who may follow others' chats, where there is one."""
        profiles = self.world.directory.profiles.values()
        found = [one.id for one in profiles if one.role is RoleAtWork.SUPERVISOR]
        return found[pick % len(found)] if found else self.agent(pick)

    def somebody(self, chat: Conversation, who: int) -> AgentId:
        """Choose an agent, rather one who has to do with the chat than one who hasn't."""
        near = [seat.agent for seat in chat.participants]
        near += chat.offer.agents if chat.offer else ()
        near += (chat.invitation.agent,) * 2 if chat.invitation and chat.invitation.call is None else ()
        near += [held.agent for held in chat.held if held.agent]
        everyone = [*near, *near, *self.world.agents]
        return everyone[who % len(everyone)]

    def tries(self, agent: AgentId, chat: Conversation | None, word: str, words: str = "") -> bool:
        """Let an agent give a command; tell whether it was carried out. When not, nothing has changed."""
        return self.world.attempt(lambda: give(self.world, agent, chat, word, words)) is None


def has_chats(walk: Walk) -> bool:
    """Tell whether there is anything to choose from."""
    return bool(walk.world.chats)


def has_running(walk: Walk) -> bool:
    """Tell whether an agent has a chat."""
    return bool(walk.with_status(Status.ACTIVE))
