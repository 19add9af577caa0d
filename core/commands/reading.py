"""Who may read a chat in which they have no seat, and what is written down of it."""

from core.agents.rights import Right
from core.commands.audited import Audited
from core.commands.model import Context
from core.commands.taking import need
from core.conversation.effects import Audit, AuditAct
from core.conversation.model import Conversation
from core.errors import NotPermitted
from core.ids import AgentId, QueueId
from core.sentences import say


def may_read(context: Context) -> None:
    """See that the agent has a seat in the chat, has had it, is asked to come, serves its queue, or may take any chat.

    Raises:
        NotPermitted: none of that.
    """
    conversation, agent = need(context)
    profile = context.profile
    if profile is None or profile.may(Right.TAKE_ANY) or _lines(conversation) & set(profile.queues):
        return
    if conversation.participant(agent) is None and agent not in _asked(conversation):
        raise NotPermitted(say("chat_not_yours", number=conversation.number))


def noted_reading(context: Context, what: str) -> tuple[Audited, ...]:
    """Write down that somebody reads of a chat in which they have no seat; who has one reads it anyway."""
    conversation, agent = need(context)
    if conversation.participant(agent) is not None:
        return ()
    return (Audited(Audit(AuditAct.HISTORY_READ, agent, fields={"what": what})),)


def _lines(conversation: Conversation) -> set[QueueId]:
    return {conversation.queue, *conversation.overflow}


def _asked(conversation: Conversation) -> set[AgentId | None]:
    """Give who has had the chat, and who is asked to come."""
    invited = conversation.invitation.agent if conversation.invitation is not None else None
    return {conversation.owner, invited, *(conversation.offer.agents if conversation.offer is not None else ())}
