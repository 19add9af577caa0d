"""What one person is asked or told in private."""

from core.conversation.model import Conversation, Held, HoldReason
from core.ids import AgentId
from core.messages import Message, excerpt
from core.sentences import Sentence, say
from core.texts import render
from core.views import Button, Prompt

QUOTE = 300
"""How much of a held text its author is shown again, in characters."""


def held_prompt(chat: Conversation, held: Held, message: Message, key: str) -> Prompt:
    """Ask a held text's author what to do: send it when they can, or keep it internal."""
    values = {"which": str(held.message)}
    buttons: list[Button] = []
    if held.reason is not HoldReason.ENDED and held.agent is not None:
        buttons.append(Button("Send to customer", "send", chat.id, values, style="primary"))
    buttons.append(Button("Keep internal", "discard", chat.id, values))
    words = render(say(f"hold_{held.reason.value}"), {})
    return Prompt(words, key, quote=excerpt(message.parts, QUOTE), buttons=tuple(buttons))


def invitation_prompt(chat: Conversation, agent: AgentId, words: str, key: str) -> Prompt | None:
    """Ask an invited agent; None when the invitation is no longer theirs."""
    if chat.invitation is None or chat.invitation.agent != agent:
        return None
    buttons = (
        Button("Join", "accept", chat.id, style="primary"),
        Button("Decline", "reject", chat.id),
    )
    return Prompt(words, key, quote=chat.first_words, buttons=buttons)


def sentence_prompt(sentence: Sentence, names: dict[str, str], key: str) -> Prompt:
    """Tell somebody one sentence."""
    return Prompt(render(sentence, names), key)
