"""What one person is asked or told in private."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from core.commands.parse import as_command
from core.commands.registry import Registry
from core.conversation.expert import ExpertMode, expert_at
from core.conversation.model import Conversation, Held, HoldReason, Status
from core.features.brake import spoken, titles
from core.features.templates import COMMAND as TEMPLATE
from core.ids import AgentId
from core.messages import Message, Span, Text, Unfetched, excerpt, plain_text
from core.policy.brake import Brake
from core.routing.queues import AttachmentRules
from core.sentences import Sentence, say
from core.texts import render
from core.views import Button, Prompt

OF_THE_WINDOW = frozenset({HoldReason.TEMPLATE_ONLY, HoldReason.OPEN_AGAIN, HoldReason.OPEN_ELSEWHERE})
"""Reasons that lie in how the customer can be reached."""

PASSING = OF_THE_WINDOW | {
    HoldReason.BOT_TALKS,
    HoldReason.NOT_ACCEPTED,
    HoldReason.NOT_ATTENDEE,
    HoldReason.ENDED,
}
"""Reasons that lie in the state of the chat, not in the text."""

QUOTE = 300
"""How much of a held text its author is shown again, in characters."""

BEFORE = 100
"""How much is shown of what stands before the first stretch that stands out."""

_OF_EXPERTS = frozenset({HoldReason.LATE, HoldReason.UNKNOWN_COMMAND})
"""Reasons that are said to experts in words of their own."""

_MISSING = "…"
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Rules:
    """By what a text may have been stopped; what is known of that is named to its author."""

    brake: Brake | None = None
    files: AttachmentRules | None = None
    """Those of the chat's channel."""
    registry: Registry | None = None


NO_RULES = Rules()


def held_prompt(chat: Conversation, held: Held, message: Message, key: str, rules: Rules = NO_RULES) -> Prompt:
    """Ask a held text's author what to do, as the chat stands now: send it when they can, or keep it internal."""
    words = render(_words(chat, held, message, rules), {})
    quote = excerpt(message.parts, QUOTE)
    spans: tuple[Span, ...] = ()
    if held.reason is HoldReason.BRAKE and held.spans:
        quote, spans = around(plain_text(message.parts), held.spans)
    pictures = tuple(_pictures(message)) if held.reason is HoldReason.PREVIEW else ()
    return Prompt(words, key, quote=quote, buttons=held_buttons(chat, held), spans=spans, pictures=pictures)


def held_buttons(chat: Conversation, held: Held) -> tuple[Button, ...]:
    """Give the choices that the author of a held text has, as the chat stands now."""
    values = {"which": str(held.message)}
    if held.expert is not None:
        return _experts_buttons(chat, held, values)
    keep = Button("Keep internal", "discard", chat.id, values)
    if not may_go(chat, held):
        return (keep,)
    if held.reason is HoldReason.BRAKE and held.spans:
        edit = Button("Edit…", "edit", chat.id, values, style="primary", asks=True)
        return edit, Button("Send anyway", "send", chat.id, values, style="danger"), keep
    if held.reason is HoldReason.PREVIEW:
        send = Button("Send", "send", chat.id, values, style="primary")
        return send, Button("Discard", "discard", chat.id, values)
    if _why(chat, held) == HoldReason.TEMPLATE_ONLY:
        return Button("Template…", TEMPLATE, chat.id, style="primary", asks=True), keep
    if chat.status is Status.BOT:
        take_over = Button("Take over", "takeover", chat.id, values, style="primary")
        return take_over, Button("Send once", "send", chat.id, values), keep
    return Button("Send to customer", "send", chat.id, values, style="primary"), keep


def _experts_buttons(chat: Conversation, held: Held, values: dict[str, str]) -> tuple[Button, ...]:
    """Give an expert's choices: for the customer only while their words reach the customer, for the agents, or none."""
    expert = expert_at(chat.experts, held.desk, held.author)
    discard = Button("Discard", "discard", chat.id, values)
    if expert is None or chat.status is not Status.ACTIVE:
        return (discard,)
    to_agents = Button("To the agents only", "toagents", chat.id, values)
    if expert.mode is not ExpertMode.CONFERENCE:
        return to_agents, discard
    style: Literal["danger", "primary"] = "danger" if held.reason is HoldReason.BRAKE and held.spans else "primary"
    return Button("Send to customer", "send", chat.id, values, style=style), to_agents, discard


def may_go(chat: Conversation, held: Held) -> bool:
    """Tell whether sending is worth offering: an agent's text in a chat that is not over."""
    return chat.is_open() and held.agent is not None


def around(text: str, spans: tuple[Span, ...]) -> tuple[str, tuple[Span, ...]]:
    """Cut a text to what stands around the stretches that stand out; give it with their places in it."""
    start = max(0, spans[0].start - BEFORE) if len(text) > QUOTE else 0
    end = min(len(text), start + QUOTE)
    head, tail = (_MISSING if start else ""), (_MISSING if end < len(text) else "")
    shift = len(head) - start
    moved = (Span(one.start + shift, min(one.end, end) + shift) for one in spans if one.start < end)
    return head + text[start:end] + tail, tuple(moved)


def _words(chat: Conversation, held: Held, message: Message, rules: Rules) -> Sentence:
    why = _why(chat, held)
    if held.expert is not None and held.reason in _OF_EXPERTS:
        return say(f"hold_expert_{held.reason.value}")
    if why == HoldReason.FILES and rules.files is not None:
        return _of_files(message, rules.files)
    if why == HoldReason.UNKNOWN_COMMAND and rules.registry is not None:
        return _of_command(message, rules.registry)
    if why == HoldReason.BRAKE:
        if not held.spans:
            return say("hold_brake_passed")
        found = titles(plain_text(message.parts), rules.brake)
        return say("hold_braked_by", what=spoken(found)) if found else say("hold_brake")
    if why == HoldReason.PREVIEW:
        return say("hold_preview_files", files=", ".join(_files(message)))
    return say(f"hold_{why}")


def _of_files(message: Message, rules: AttachmentRules) -> Sentence:
    """Say which files can't be passed on, and why; rules that were changed since may explain none of it."""
    there = [part for part in message.parts if not isinstance(part, Text)]
    large = [f"{part.name} ({_size(part.size)})" for part in there if part.size > rules.max_size]
    if large:
        return say("hold_files_large", files=", ".join(large), most=_size(rules.max_size))
    if len(there) > rules.max_files:
        return say("hold_files_many", count=len(there), most=rules.max_files)
    return say("hold_files")


def _of_command(message: Message, registry: Registry) -> Sentence:
    """Say that it looks like a command, and like which."""
    typed = as_command(plain_text(message.parts), registry.prefix)
    near = registry.near(typed.word) if typed is not None else None
    return say("hold_unknown_near", near=near) if near is not None else say("hold_unknown_command")


def _files(message: Message) -> list[str]:
    """Name a message's files as their author should see them before they go out; what has no size has not said it."""
    there = (part for part in message.parts if not isinstance(part, Text))
    return [f"{part.name} ({part.mime}{f', {_size(part.size)}' if part.size else ''})" for part in there]


def _pictures(message: Message) -> Iterator[Unfetched]:
    """Give the files that are pictures by what the desk says of them: they are shown to their author alone."""
    for part in message.parts:
        if isinstance(part, Unfetched) and part.mime.startswith("image/"):
            yield part


def _size(size: int) -> str:
    return f"{size / _MB:.1f} MB" if size >= _MB / 10 else f"{max(1, round(size / 1_000))} kB"


def _why(chat: Conversation, held: Held) -> str:
    """Give why the text is held now; what has passed since it was stopped is no reason any more."""
    if held.reason not in PASSING:
        return held.reason.value
    if not chat.is_open():
        return HoldReason.ENDED.value
    if chat.status is Status.BOT and held.agent is not None:
        return HoldReason.BOT_TALKS.value
    if chat.status is not Status.ACTIVE:
        return HoldReason.NOT_ACCEPTED.value
    if chat.participant(held.agent) is None:
        return HoldReason.NOT_ATTENDEE.value
    return held.reason.value if held.reason in OF_THE_WINDOW else "no_longer"


def invitation_prompt(chat: Conversation, agent: AgentId, words: str, key: str) -> Prompt | None:
    """Ask an invited agent; None when the invitation is no longer theirs."""
    if chat.invitation is None or chat.invitation.agent != agent:
        return None
    buttons = (
        Button("Join", "accept", chat.id, style="primary"),
        Button("Decline", "reject", chat.id),
    )
    return Prompt(words, key, quote=chat.first_words, buttons=buttons)
