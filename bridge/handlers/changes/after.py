"""What is written down about a chat, into the tables beside it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bridge.delivery.jobs import SMTP, TranscriptMailJob
from bridge.handlers import veiling
from bridge.store import activity
from core.conversation.covering import answers_at_rest
from core.conversation.effects import Record
from core.conversation.model import Conversation
from core.features.activity_form import ActivitySaved
from core.features.transcript_asked import TranscriptAsked

if TYPE_CHECKING:
    from bridge.handlers.unit import Unit


def activity_saved(unit: "Unit", chat: Conversation | None, change: ActivitySaved) -> None:
    """Keep the activity form."""
    about = chat or unit.chat(change.conversation)
    filled = change.filled
    if about is not None:
        given = veiling.answers(unit, about, filled.answers)
        filled = replace(filled, answers=answers_at_rest(given, unit.queue(about)))
    activity.put(unit.conn, change.conversation, filled)


def transcript_asked(unit: "Unit", chat: Conversation | None, change: TranscriptAsked) -> None:
    """Mail the customer's transcript."""
    unit.send_about(change.conversation, SMTP, TranscriptMailJob(change.to))
    unit.journal(chat, Record("transcript_mailed"))


CARRIED: Mapping[type[Any], Callable[["Unit", Conversation | None, Any], None]] = MappingProxyType(
    {ActivitySaved: activity_saved, TranscriptAsked: transcript_asked}
)
