"""Asking the customer by buttons: a menu to choose from, a page to open."""

from collections.abc import Mapping

from core.commands.model import Arg, ArgKind, Command, Context, Outcome, Section, Values
from core.commands.taking import need
from core.commands.talking import is_active
from core.conversation.events import CustomerAsked
from core.errors import ArgumentsInvalid, Refused
from core.features.brake import spoken, titles
from core.features.menus import LONGEST, MOST, menu, read_menu
from core.features.pages import find_page, page_text
from core.ids import AgentId, agent_participant
from core.messages import Message, Text
from core.policy.pushing import Consent, Pushing
from core.routing.queues import Queue
from core.sentences import say
from core.views import FieldKind, Form, FormField


def has_pages(queue: Queue) -> bool:
    """Tell whether agents of a queue may offer pages."""
    return queue.pushing is not None


def _menu(context: Context, values: Values) -> Outcome:
    conversation, agent = need(context)
    question, options = read_menu(str(values["question"]), str(values.get("choices", "")))
    text = menu(question, options)
    found = titles(text.text, context.queue.brake) if context.queue is not None else ()
    if found:  # the machine stops it as well; here the form stays open, with what was written in it
        raise ArgumentsInvalid(say("ask_braked", what=spoken(found)), "question")
    event = CustomerAsked(context.at, _message(context, agent, text), agent)
    return Outcome((event,), reply=say("menu_sent", number=conversation.number))


def _push(context: Context, values: Values) -> Outcome:
    conversation, agent = need(context)
    pushing = _pushing(context)
    wanted = str(values.get("url") or values.get("page") or "")
    if not wanted:
        raise ArgumentsInvalid(say("page_missing", usage=PUSH.usage()), "page")
    url, title = find_page(pushing, wanted)
    ask = pushing.consent is Consent.EACH_TIME or not conversation.push_allowed
    event = CustomerAsked(context.at, _message(context, agent, page_text(url, title, ask=ask)), agent)
    return Outcome((event,), reply=say("page_sent", number=conversation.number))


def _pushing(context: Context) -> Pushing:
    if context.queue is None or context.queue.pushing is None:
        raise Refused(say("page_off"))
    return context.queue.pushing


def _message(context: Context, agent: AgentId, text: Text) -> Message:
    conversation, _ = need(context)
    name = context.profile.name if context.profile else ""
    return Message(context.new_message, conversation.id, agent_participant(agent), name, context.at, (text,))


def _menu_form(context: Context, _: Mapping[str, str]) -> Form:
    conversation, _agent = need(context)
    about = f"#{conversation.number} {conversation.customer_name}".strip()
    question = FormField("question", "Question", "What the customer is asked.")
    hint = f"Each on a line of its own: 2 to {MOST} answers of at most {LONGEST} characters."
    choices = FormField("choices", "Answers", hint, kind=FieldKind.LONG)
    return Form("Menu", "Send", MENU.name, conversation.id, (question, choices), intro=about)


def _push_form(context: Context, _: Mapping[str, str]) -> Form:
    conversation, _agent = need(context)
    pushing = _pushing(context)
    about = f"#{conversation.number} {conversation.customer_name}".strip()
    listed = tuple((page.id, " / ".join((*page.folder, page.title))) for page in pushing.pages)
    fields: list[FormField] = []
    if listed:
        fields.append(FormField("page", "Page", "From the list.", not pushing.origins, FieldKind.CHOICE, listed))
    if pushing.origins:
        sites = ", ".join(pushing.origins)
        fields.append(FormField("url", "Address", f"Any page of {sites}."[:150], required=not listed))
    return Form("Push page", "Offer", PUSH.name, conversation.id, tuple(fields), intro=about)


MENU = Command(
    name="menu",
    summary="Ask the customer a question with answers to click: !menu Which tea? | Green | Black.",
    run=_menu,
    section=Section.TALKING,
    args=(
        Arg("question", ArgKind.REST, "the question, and behind each | an answer"),
        Arg("choices", ArgKind.REST, "the answers, where they aren't behind the question", required=False),
    ),
    label="Menu…",
    available=is_active,
    form=_menu_form,
)

PUSH = Command(
    name="push",
    summary="Offer the customer a page to open: one of the list, or any of the allowed sites.",
    run=_push,
    section=Section.TALKING,
    args=(
        Arg("page", ArgKind.REST, "its name in the list, or its address", required=False),
        Arg("url", ArgKind.REST, "its address, where it isn't on the list", required=False),
    ),
    label="Push page…",
    available=is_active,
    fits=has_pages,
    form=_push_form,
)
