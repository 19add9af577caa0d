"""Transcripts: the customer's version, by mail or by link; the chat read again on the desk."""

from collections.abc import Mapping

from core.commands.after import was_taken
from core.commands.audited import Audited
from core.commands.model import (
    Arg,
    ArgKind,
    CardPlace,
    Command,
    Context,
    Outcome,
    Question,
    Section,
    Values,
    View,
    ViewName,
)
from core.commands.reading import may_read
from core.commands.taking import need
from core.commands.writing import told
from core.conversation.effects import Audit, AuditAct
from core.conversation.events import DeskWrote
from core.conversation.model import Conversation, Status
from core.errors import ArgumentsInvalid, ConversationClosed, NotPermitted, Refused
from core.features.mail_address import is_address
from core.features.transcript_asked import TRANSCRIPTS, Means, TranscriptAsked
from core.ids import AgentId, agent_participant
from core.messages import Mark, MarkKind, Message, Text
from core.sentences import say
from core.texts import render
from core.views import Button, Form, FormField

CUSTOMER_WORD = "customer"
"""What is typed to send the customer the link."""


def has_ended(conversation: Conversation) -> bool:
    """Tell whether the chat is over."""
    return not conversation.is_open()


def _transcript(context: Context, values: Values) -> Outcome:
    may_read(context)
    means = context.wanted(TRANSCRIPTS)
    if not means.mails and not means.link:
        raise Refused(say("transcript_off"))
    to = str(values.get("to", "")).strip()
    if not to:
        return _link(context, means)
    return _to_customer(context, means) if to.casefold() == CUSTOMER_WORD else _mail(context, means, to)


def _link(context: Context, means: Means) -> Outcome:
    """Show the link, with a button that sends it to the customer while the chat runs."""
    conversation, agent = need(context)
    if not means.link:
        raise ArgumentsInvalid(say("transcript_no_link", usage=f"!transcript {EXAMPLE}"), "to")
    words = say("transcript_link", number=conversation.number, link=means.link, until=_until(means))
    given = _given(AuditAct.TRANSCRIPT_LINKED, agent, "agent")
    if conversation.status is not Status.ACTIVE:
        return Outcome(reply=words, changes=(given,))
    button = Button("Send to customer", "transcript", conversation.id, {"to": CUSTOMER_WORD})
    return Outcome(prompt=Question(words, (button,)), changes=(given,))


EXAMPLE = "name@example.com"


def _given(act: AuditAct, agent: AgentId, to: str) -> Audited:
    return Audited(Audit(act, agent, fields={"to": to}))


def _until(means: Means) -> str:
    return f"{means.until:%Y-%m-%d}" if means.until is not None else ""


def _to_customer(context: Context, means: Means) -> Outcome:
    """Say the link to the customer as the agent's own words, which the leak guard judges like any other."""
    conversation, agent = need(context)
    if not means.link:
        raise Refused(say("transcript_no_link", usage=f"!transcript {EXAMPLE}"))
    if conversation.status is not Status.ACTIVE or context.queue is None or context.profile is None:
        raise ConversationClosed(say("transcript_not_running"))
    seat = conversation.participant(agent)
    if seat is None or seat.listening is not None or seat.masked:
        raise NotPermitted(say("not_attendee"))
    if agent in conversation.private:
        raise Refused(say("transcript_private_mode"))
    words = render(say("transcript_words", until=_until(means), link=means.link), {})
    start = words.index(means.link)
    mark = Mark(MarkKind.LINK, start, start + len(means.link), means.link)
    message = Message(
        id=context.new_message,
        conversation=conversation.id,
        author=agent_participant(agent),
        author_name=context.profile.name,
        at=context.at,
        parts=(Text(words, (mark,)),),
    )
    event = DeskWrote(context.at, message, context.queue.desk, context.person, agent, came_at=context.at)
    given = _given(AuditAct.TRANSCRIPT_LINKED, agent, CUSTOMER_WORD)
    reply = told(context, event, say("transcript_link_sent", number=conversation.number))
    return Outcome((event,), reply=reply, changes=(given,))


def _mail(context: Context, means: Means, to: str) -> Outcome:
    conversation, agent = need(context)
    address = to.strip()
    if not is_address(address):
        raise ArgumentsInvalid(say("transcript_to_wrong"), "to")
    if not means.mails:
        raise ArgumentsInvalid(say("transcript_no_mail", usage="!transcript"), "to")
    reply = say("transcript_mailed", number=conversation.number, address=address)
    changes = (TranscriptAsked(conversation.id, address), _given(AuditAct.EXPORTED, agent, "mail"))
    return Outcome(reply=reply, changes=changes)


def _form(context: Context, values: Mapping[str, str]) -> Form:
    conversation, _ = need(context)
    may_read(context)
    means = context.wanted(TRANSCRIPTS)
    if not means.mails and not means.link:
        raise Refused(say("transcript_off"))
    label, help_ = render(say("transcript_to"), {}), render(say("transcript_to_help"), {})
    to = FormField("to", label, help_, required=not means.link, initial=values.get("to", ""))
    about = f"#{conversation.number} {conversation.customer_name}".strip()
    return Form("Transcript", "Send", "", None, (to,), intro=about)


def _read(context: Context, _: Values) -> Outcome:
    may_read(context)
    agent = need(context)[1]
    return Outcome(view=View(ViewName.TRANSCRIPT), changes=(Audited(Audit(AuditAct.TRANSCRIPT_READ, agent)),))


TRANSCRIPT = Command(
    name="transcript",
    summary="Mail the customer's transcript to an address, get a link to it, or send the customer the link.",
    run=_transcript,
    section=Section.ENDING,
    args=(Arg("to", ArgKind.REST, "an email address, or customer; nothing for a link", required=False, lines=False),),
    label="Transcript…",
    available=was_taken,
    wants=frozenset({TRANSCRIPTS}),
    form=_form,
)

READ = Command(
    name="read",
    summary="Read a chat again, its private notes included.",
    run=_read,
    section=Section.ENDING,
    card=CardPlace.MORE,
    available=has_ended,
)
