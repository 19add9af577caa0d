"""Writing first: a text message to a number that an agent types (H2)."""

from collections.abc import Mapping

from core.commands.beginning import Begun
from core.commands.model import (
    Arg,
    ArgKind,
    CardPlace,
    Command,
    Context,
    NextForm,
    Outcome,
    Scope,
    Section,
    Surface,
    Values,
)
from core.errors import ArgumentsInvalid, NotPermitted, Refused
from core.features.writing_first import USAGE, WRITING_FIRST, Addressee, Origin, Outlook, against, chosen, given
from core.ids import ConversationId, agent_participant
from core.messages import Message, Text
from core.sentences import say
from core.views import FieldKind, Form, FormField

NOT_YET = ConversationId("")
"""Of a message whose chat is made when it is carried out."""


def _sms(context: Context, values: Values) -> Outcome:
    known = _outlook(context)
    asked = given(str(values.get("words", "")), context.filled)
    if not asked.number and not asked.text:
        return Outcome(form=NextForm("sms"))
    if context.files:
        raise Refused(say("first_no_files"))
    if not asked.number:
        raise ArgumentsInvalid(say("first_number_missing", usage=USAGE.format(origin="").replace("  ", " ")), "to")
    origin = chosen(known.origins, asked.origin)
    if known.to is None:
        raise ArgumentsInvalid(say("first_number_wrong", why=known.wrong), "to")
    refusal = against(known.to)
    if refusal is not None:
        raise ArgumentsInvalid(refusal, "to")
    if not asked.text:
        raise ArgumentsInvalid(say("first_text_missing"), "text")
    reply = say("first_sent", to=known.to.shown)
    return Outcome(reply=reply, begun=_begun(context, origin, known.to, asked.text))


def _begun(context: Context, origin: Origin, to: Addressee, text: str) -> Begun:
    profile = context.profile
    if profile is None:
        raise TypeError("the command was run without its scope")
    message = Message(
        id=context.new_message,
        conversation=NOT_YET,
        author=agent_participant(profile.id),
        author_name=profile.name,
        at=context.at,
        parts=(Text(text),),
    )
    return Begun(to.contact, to.shown, origin.queue, profile.id, message, origin.is_own)


def _outlook(context: Context) -> Outlook:
    """Give from what this agent may write. Raises `NotPermitted` where there is nothing."""
    known = context.wanted(WRITING_FIRST)
    if not known.origins:
        raise NotPermitted(say("first_no_sender"))
    return known


def _form(context: Context, values: Mapping[str, str]) -> Form:
    known = _outlook(context)
    options = tuple((one.value, one.title) for one in known.origins)
    chosen_already = values.get("from", "") or options[0][0]
    origin = FormField("from", "From", kind=FieldKind.CHOICE, options=options, initial=chosen_already)
    to = FormField("to", "To", "A number with its country, as in +41 79 123 45 67.", initial=values.get("to", ""))
    text = FormField("text", "Text", kind=FieldKind.LONG, counted=True)
    return Form("New text message", "Send", "sms", None, (origin, to, text))


SMS = Command(
    name="sms",
    summary="Write first: a text message to a number; the chat with it is yours.",
    run=_sms,
    section=Section.TALKING,
    scope=Scope.AGENT,
    args=(
        Arg(
            "words",
            ArgKind.REST,
            "a number without spaces and the text; before them a queue, where you have several",
            required=False,
            lines=False,
        ),
    ),
    label="New SMS…",
    card=CardPlace.ELSEWHERE,
    surfaces=Surface.TEXT | Surface.BUTTON | Surface.SLASH,
    wants=frozenset({WRITING_FIRST}),
    form=_form,
)
