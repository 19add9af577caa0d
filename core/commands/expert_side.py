"""What experts do themselves: come or not, go, decide about a held text, say for which chat a word was (C2).

Rule: an expert is known by the account that gives the command, in the chat at hand; the context says as what.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.commands.context import Context
from core.commands.outcome import Change, Outcome
from core.commands.wants import Want
from core.conversation.events import ExpertDecided, ExpertDeclined, ExpertJoined, ExpertLeft
from core.conversation.expert import ExpertMode
from core.conversation.held import find_held
from core.conversation.model import Conversation
from core.errors import NotPermitted, OfferGone, Refused
from core.ids import ConversationId, DeskName, MessageId, PersonRef
from core.messages import Message
from core.sentences import say


@dataclass(frozen=True, slots=True)
class WordPassed(Change):
    """An expert said for which chat a word was that they wrote to the bot; `word` names it where it waits."""

    desk: DeskName
    person: PersonRef
    word: str
    conversation: ConversationId


WAITS: Want[str] = Want("waiting word")
"""The word that is named, or else the last one, as long as it waits for its chat; empty when none does."""


def is_asked(context: Context) -> bool:
    """Tell whether whoever gives the command is asked to come to the chat as an expert, or is no agent."""
    return context.called is not None or context.profile is None


def is_expert_here(context: Context) -> bool:
    """Tell whether whoever gives the command takes part in the chat as an expert, or is no agent."""
    return context.expert is not None or context.profile is None


def join(context: Context) -> Outcome:
    """Come. Raises `OfferGone` when nobody asks any more."""
    chat = _chat(context)
    if context.called is None:
        raise OfferGone(say("expert_invitation_gone", number=chat.number))
    shown = _mode(context.filled.get("mode", ""))
    event = ExpertJoined(context.given_at or context.at, context.called.id, shown)
    return Outcome((event,), reply=say("expert_joined", number=chat.number))


def decline(context: Context) -> Outcome:
    """Stay away. Raises `OfferGone` when nobody asks any more."""
    chat = _chat(context)
    if context.called is None:
        raise OfferGone(say("expert_invitation_gone", number=chat.number))
    return Outcome((ExpertDeclined(context.at, context.called.id),), reply=say("declined"))


def leave(context: Context) -> Outcome:
    """Go. Raises `NotPermitted` for whoever is not there."""
    chat = _chat(context)
    if context.expert is None:
        raise NotPermitted(say("expert_not_here", number=chat.number))
    return Outcome((ExpertLeft(context.at, context.expert.id),), reply=say("expert_left", number=chat.number))


def decide(context: Context, message: Message, *, to_customer: bool) -> Outcome:
    """Pass a held text on."""
    chat = _chat(context)
    held = find_held(chat, message.id)
    event = ExpertDecided(context.at, message, held.desk, context.person, to_customer)
    said = say("held_sent") if to_customer else say("expert_agents_only", number=chat.number)
    return Outcome((event,), reply=said)


def is_experts(chat: Conversation, message: MessageId) -> bool:
    """Tell whether a held text is an expert's."""
    return any(one.message == message and one.expert is not None for one in chat.held)


def pass_on(context: Context, _: Mapping[str, object]) -> Outcome:
    """Say that a word was for this chat.

    Raises:
        Refused: the expert takes no part in it, or no word waits.
    """
    chat = _chat(context)
    if context.expert is None:
        raise Refused(say("expert_not_here", number=chat.number))
    word = context.wanted(WAITS)
    if not word:
        raise Refused(say("expert_word_gone"))
    change = WordPassed(context.expert.desk, context.person, word, chat.id)
    return Outcome(changes=(change,), reply=say("expert_passed", number=chat.number))


def _mode(word: str) -> ExpertMode | None:
    return next((one for one in ExpertMode if one.value == word), None)


def _chat(context: Context) -> Conversation:
    if context.conversation is None:
        raise TypeError("the command was run without its scope")
    return context.conversation
