"""What one person is asked or told in private."""

from core.conversation.model import Conversation, Held, HoldReason, Status
from core.ids import AgentId
from core.messages import Message, excerpt
from core.sentences import say
from core.texts import render
from core.views import Button, Prompt

PASSING = frozenset({HoldReason.NOT_ACCEPTED, HoldReason.NOT_ATTENDEE, HoldReason.ENDED})
"""Reasons that lie in the state of the chat, not in the text."""

QUOTE = 300
"""How much of a held text its author is shown again, in characters."""


def held_prompt(chat: Conversation, held: Held, message: Message, key: str) -> Prompt:
    """Ask a held text's author what to do, as the chat stands now: send it when they can, or keep it internal."""
    values = {"which": str(held.message)}
    buttons: list[Button] = []
    if may_go(chat, held):
        buttons.append(Button("Send to customer", "send", chat.id, values, style="primary"))
    buttons.append(Button("Keep internal", "discard", chat.id, values))
    words = render(say(f"hold_{_why(chat, held)}"), {})
    return Prompt(words, key, quote=excerpt(message.parts, QUOTE), buttons=tuple(buttons))


def may_go(chat: Conversation, held: Held) -> bool:
    """Tell whether sending is worth offering: an agent's text in a chat that is not over."""
    return chat.is_open() and held.agent is not None


def _why(chat: Conversation, held: Held) -> str:
    """Give why the text is held now; what has passed since it was stopped is no reason any more."""
    if held.reason not in PASSING:
        return held.reason.value
    if not chat.is_open():
        return HoldReason.ENDED.value
    if chat.status is not Status.ACTIVE:
        return HoldReason.NOT_ACCEPTED.value
    return "no_longer" if chat.participant(held.agent) else HoldReason.NOT_ATTENDEE.value


def invitation_prompt(chat: Conversation, agent: AgentId, words: str, key: str) -> Prompt | None:
    """Ask an invited agent; None when the invitation is no longer theirs."""
    if chat.invitation is None or chat.invitation.agent != agent:
        return None
    buttons = (
        Button("Join", "accept", chat.id, style="primary"),
        Button("Decline", "reject", chat.id),
    )
    return Prompt(words, key, quote=chat.first_words, buttons=buttons)
