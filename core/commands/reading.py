"""Who may read a chat in which they have no seat."""

from core.agents.rights import Right
from core.commands.model import Context
from core.commands.taking import need
from core.errors import NotPermitted
from core.sentences import say


def may_read(context: Context) -> None:
    """See that the agent has a seat in the chat, has had it, serves its queue, or may take any chat.

    Raises:
        NotPermitted: none of that.
    """
    conversation, agent = need(context)
    profile = context.profile
    if profile is None or profile.may(Right.TAKE_ANY) or conversation.queue in profile.queues:
        return
    if conversation.participant(agent) is None and conversation.owner != agent:
        raise NotPermitted(say("chat_not_yours", number=conversation.number))
