"""Secure forms: ask the customer to fill one in, take it back (S7)."""

from collections.abc import Mapping

from core.commands.model import Arg, ArgKind, Command, Context, Options, Outcome, Section, Values
from core.commands.taking import need
from core.commands.talking import is_active
from core.commands.writing import goes_out, wrote
from core.conversation.events import FormAsked, FormTakenBack
from core.conversation.form import FormStage
from core.conversation.model import Conversation
from core.errors import ArgumentsInvalid, Refused
from core.features.secure_asking import asked_now, asking_text, find_form, names, without_markers
from core.ids import FormId, MessageId, agent_participant
from core.messages import Message
from core.policy.secure_forms import SecureForm
from core.routing.queues import Queue
from core.sentences import say
from core.views import FieldKind, Form, FormField


def has_forms(queue: Queue) -> bool:
    """Tell whether agents of a queue may ask for secure forms."""
    return bool(queue.secure_forms)


def is_asked(conversation: Conversation) -> bool:
    """Tell whether a form is asked for, or waits to be opened."""
    return is_active(conversation) and bool(conversation.forms)


def asking(context: Context, form: SecureForm, url: str = "") -> FormAsked:
    """Make the event that the agent asks for a form.

    Raises:
        ArgumentsInvalid: a payment link is missing, or leads elsewhere.
    """
    conversation, agent = need(context)
    id, message = FormId(context.mint[1]), MessageId(context.mint[0])
    asked = asked_now(form, id, message, agent, context.at, url)
    name = context.profile.name if context.profile else ""
    words = asking_text(form, id, conversation.language)
    return FormAsked(
        context.at,
        asked,
        Message(message, conversation.id, agent_participant(agent), name, context.at, (words,)),
    )


def said_with_form(context: Context, text: str, *, typed: bool = False) -> Outcome:
    """Make what follows from a text of a canned response or an article: it goes out, and asks for its form.

    Raises:
        ArgumentsInvalid: it asks for several forms, or its payment link is wrong.
        Refused: the queue has no such form.
    """
    words, markers = without_markers(text)
    if not markers:
        return Outcome((wrote(context, text, typed=typed),))
    if len(markers) > 1:
        raise ArgumentsInvalid(say("form_several", forms=", ".join(name for name, _ in markers)), "text")
    name, url = markers[0]
    asked = asking(context, find_form(context.queue, name), url)
    if not words:
        return Outcome((asked,))
    event = wrote(context, words)  # without its marker it is not what was typed
    if not goes_out(context, event):
        return Outcome((event,), reply=say("form_held", usage=f"!form {name}"))
    return Outcome((event, asked))


def _form(context: Context, values: Values) -> Outcome:
    conversation, _ = need(context)
    queue = context.queue
    if queue is None or not queue.secure_forms:
        raise Refused(say("form_list_empty"))
    which = str(values.get("which") or "")
    if not which:
        return Outcome(
            reply=say("form_list", forms=names(queue.secure_forms), usage=f"!form {queue.secure_forms[0].name}")
        )
    form = find_form(queue, which)
    event = asking(context, form, str(values.get("url") or "").strip())
    return Outcome((event,), reply=say("form_sent", number=conversation.number, form=form.title))


def _options(context: Context) -> Options:
    return tuple((one.name, one.title) for one in context.queue.secure_forms) if context.queue is not None else ()


def _asking_form(context: Context, values: Mapping[str, str]) -> Form:
    conversation, _ = need(context)
    queue = context.queue
    if queue is None or not queue.secure_forms:
        raise Refused(say("form_list_empty"))
    about = f"#{conversation.number} {conversation.customer_name}".strip()
    which = FormField("which", "Form", "What the customer is to fill in.", True, FieldKind.CHOICE, _options(context))
    fields = [which]
    if any(one.link and not one.url for one in queue.secure_forms):
        fields.append(FormField("url", "Payment link", "For forms that lead to a payment page.", required=False))
    return Form("Secure form", "Ask", FORM.name, conversation.id, tuple(fields), intro=about, values=values)


def _take_back(context: Context, _: Values) -> Outcome:
    conversation, agent = need(context)
    asked = next((one for one in conversation.forms if one.stage is FormStage.REQUESTED), None)
    asked = asked or next(iter(conversation.forms), None)
    if asked is None:
        raise Refused(say("form_none"))
    taken = FormTakenBack(context.at, agent, asked.id)
    return Outcome((taken,), reply=say("form_cancelled_yours", form=asked.title))


FORM = Command(
    name="form",
    aliases=("forms",),
    summary="Ask the customer to fill in a secure form, which no thread shows; without a name, list the forms.",
    run=_form,
    section=Section.TALKING,
    args=(
        Arg("which", ArgKind.WORD, "the form's name", required=False, label="Form"),
        Arg("url", ArgKind.REST, "the payment link, for a form that leads to one", required=False, lines=False),
    ),
    label="Secure form…",
    available=is_active,
    fits=has_forms,
    form=_asking_form,
)

CANCEL_FORM = Command(
    name="cancelform",
    summary="Take a secure form back that is asked for; delete its data when it was not opened yet.",
    run=_take_back,
    section=Section.TALKING,
    label="Cancel form",
    available=is_asked,
    fits=has_forms,
)
