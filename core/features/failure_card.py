"""The card of a message that was not delivered: why, which one it is, and a button that sends it again.

Rules:
1. It quotes nothing: the message stands in the thread, marked, and what is masked or deleted there stands nowhere else.
2. There is a button as long as the message is not sent again and has not arrived after all.
"""

from dataclasses import dataclass
from datetime import datetime

from core.ids import ConversationId, MessageId
from core.sentences import say
from core.texts import render
from core.views import Button, Card, Fact, Tone

RESEND = "resend"


@dataclass(frozen=True, slots=True)
class Failure:
    """What became of a message that was not delivered at first."""

    conversation: ConversationId
    message: MessageId
    at: datetime
    """When it was written."""
    reason: str
    is_open: bool = True
    """Whether it still is not delivered, and not sent again."""
    arrived: bool = False


def failure_card(failure: Failure) -> Card:
    """Render the card."""
    told = render(say("thread_failed", reason=failure.reason), {})
    why = (Fact("Why", failure.reason[:1].upper() + failure.reason[1:]),) if failure.reason else ()
    facts = (*why, Fact("Written", moment=failure.at))
    if failure.is_open:
        button = Button("Resend", RESEND, failure.conversation, {"which": failure.message}, "primary")
        return Card(render(say("card_failure"), {}), told, Tone.BAD, facts=facts, buttons=(button,))
    status = render(say("card_arrived_after_all" if failure.arrived else "card_sent_again"), {})
    return Card(render(say("card_failure_was"), {}), status, Tone.QUIET, status=status, facts=facts)
