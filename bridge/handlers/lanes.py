"""The names of lanes: what shares one is handled in order, one at a time."""

from core.ids import AgentId, ChannelName, ConversationId, DeskName, ExternalRef, PersonRef, QueueId

_CONVERSATION = "conversation:"
UNDECIDED = "undecided:"
"""What the lanes begin with of words that wait for their author to say for which chat they are."""

OF_RECEIPT = "receipt:"
"""What the lanes begin with of reports that came before the answer to what they are about.

Its id follows, or that of the chat where it is about all up to a time.
"""


def of_conversation(conversation: ConversationId) -> str:
    """Name a conversation's lane; all that concerns the conversation shares it."""
    return _CONVERSATION + conversation


def conversation_of(lane: str) -> ConversationId | None:
    """Give the conversation whose lane it is, or None for another kind of lane."""
    return ConversationId(lane.removeprefix(_CONVERSATION)) if lane.startswith(_CONVERSATION) else None


def of_contact(channel: ChannelName, contact: ExternalRef) -> str:
    """Name a contact's own lane: of what is no chat's, and of what waits before it is."""
    return f"contact:{channel}:{contact}"


def of_closed_window(channel: ChannelName, contact: ExternalRef) -> str:
    """Name the lane in which a contact's leaving waits for them to come back."""
    return f"closed:{channel}:{contact}"


def of_person(desk: DeskName, person: PersonRef) -> str:
    """Name a person's lane."""
    return f"person:{desk}:{person}"


def of_thread(desk: DeskName, thread: ExternalRef) -> str:
    """Name the lane of a thread that is no chat's as far as we know."""
    return f"thread:{desk}:{thread}"


def of_undecided(desk: DeskName, person: PersonRef, word: str) -> str:
    """Name the lane of one word that waits for its author to say for which chat it is."""
    return f"{UNDECIDED}{desk}:{person}:{word}"


def of_queue(queue: QueueId) -> str:
    """Name a queue's lane; routing looks at one queue at a time."""
    return f"queue:{queue}"


def of_agent(agent: AgentId) -> str:
    """Name an agent's lane; routing looks for a chat for one agent at a time."""
    return f"agent:{agent}"


def of_agent_later(agent: AgentId) -> str:
    """Name the lane of looks at an agent that are due later; nobody waits behind them."""
    return f"later:{agent}"


def of_agent_presence(agent: AgentId) -> str:
    """Name the lane of what is seen of an agent's presence."""
    return f"presence:{agent}"


def of_line(queue: QueueId) -> str:
    """Name the lane of what is shown of a queue's line."""
    return f"line:{queue}"


def out(conversation: ConversationId, destination: str, part: str = "") -> str:
    """Name the lane to one destination of a conversation; parts (a card, marks) don't wait for the talk."""
    return f"{conversation}>{destination}{part}"


def out_to_person(desk: DeskName, person: PersonRef) -> str:
    """Name the lane of private words to a person."""
    return f"{desk}>{person}"
