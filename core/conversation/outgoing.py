"""What an agent's text passes on its way to the customer, once the leak guard lets it go (T6, T7, T14).

It is cleaned up first, then the brake looks at it, then its author looks at its files. Whatever stops it is a reason to
hold it; its author may overrule the brake, and sends the files by looking at them.
"""

from dataclasses import dataclass, replace

from core.conversation.model import HoldReason
from core.features.brake import braked
from core.features.cleaning import cleaned
from core.messages import Message, Span, Text, plain_text
from core.routing.queues import Queue

NOTHING_PASSED: frozenset[HoldReason] = frozenset()


@dataclass(frozen=True, slots=True)
class Checked:
    """The message as it would go out, and what stops it, if anything does."""

    message: Message
    reason: HoldReason | None = None
    spans: tuple[Span, ...] = ()


def checked(message: Message, queue: Queue, passed: frozenset[HoldReason] = NOTHING_PASSED) -> Checked:
    """Clean a message up and look for what stops it; `passed` is what its author has decided on already."""
    if queue.clean_up is None and queue.brake is None and not queue.preview:
        return Checked(message)
    parts = cleaned(message.parts, queue.clean_up)
    clean = message if parts == message.parts else replace(message, parts=parts)
    if HoldReason.BRAKE not in passed:
        spans = braked(plain_text(parts), queue.brake)
        if spans:
            return Checked(clean, HoldReason.BRAKE, spans)
    if queue.preview and HoldReason.PREVIEW not in passed and any(not isinstance(part, Text) for part in parts):
        return Checked(clean, HoldReason.PREVIEW)
    return Checked(clean)


def passed_by(reason: HoldReason) -> frozenset[HoldReason]:
    """Tell what somebody who sends a held text all the same has decided on, by the reason for which it was held."""
    if reason is HoldReason.PREVIEW:
        return frozenset({HoldReason.BRAKE, HoldReason.PREVIEW})
    return frozenset({reason}) & {HoldReason.BRAKE}
