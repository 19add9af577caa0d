"""What a person's home page and lists are rendered from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.agents.experts import ExpertProfile
from core.agents.model import Agent, Profile
from core.conversation.model import Conversation
from core.directory import Directory
from core.features.floor import Floor
from core.ids import ConversationId, DeskName, ExternalRef, MessageId, PersonRef
from core.messages import Message
from core.sentences import say
from core.texts import render

NO_DESK = DeskName("")


@dataclass(frozen=True, slots=True)
class Overview:
    """What a person's lists are rendered from. `links` are addresses of the chats' threads."""

    profile: Profile | None
    agent: Agent | None
    chats: Sequence[Conversation]
    waiting: Sequence[Conversation]
    directory: Directory
    held: Mapping[MessageId, Message]
    held_chats: Sequence[Conversation]
    person: PersonRef
    links: Mapping[ConversationId, ExternalRef]
    ringing: Sequence[Conversation] = ()
    invited: Sequence[Conversation] = ()
    helping: Sequence[Conversation] = ()
    """In which this person is an expert, or is asked to be."""
    asides: Mapping[ConversationId, ExternalRef] = field(default_factory=dict)
    """The addresses of the talks about these."""
    expert: ExpertProfile | None = None
    """As whom they can be asked."""
    desk: DeskName = NO_DESK
    floor: Floor | None = None
    """For those who see all queues and agents."""
    writes_first: bool = False
    """Whether there is anything from which this agent could write first."""

    def queue_title(self, chat: Conversation) -> str:
        """Name a chat's queue; by its id where it is no longer configured."""
        queue = self.directory.queues.get(chat.queue)
        return queue.title if queue else chat.queue


def home_words(key: str, **args: object) -> str:
    """Give words of the home page."""
    return render(say(key, **args), {})
