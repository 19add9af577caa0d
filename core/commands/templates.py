"""Templates: choose one, fill it in, see it as the customer will see it, send it (H4).

Rules:
1. What is filled in a form is shown once as the customer will see it; it goes out when it is sent as it was shown.
2. Typed with all its values it goes out at once. It stands in the thread with the customer's words in either case.
3. A card's number, or what the brake finds, is refused before anything goes: a template can't be held and looked at.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from core.commands.forms import LISTED
from core.commands.model import (
    Arg,
    ArgKind,
    CardPlace,
    Command,
    Context,
    NextForm,
    Options,
    Outcome,
    Question,
    Section,
    Values,
)
from core.commands.taking import need
from core.commands.talking import is_active
from core.commands.writing import see_that_it_can_go
from core.conversation.events import CustomerAsked
from core.errors import ArgumentsInvalid, Refused
from core.features.brake import spoken, titles
from core.features.sensitive.finding import card_numbers
from core.features.templates import COMMAND as NAME
from core.features.templates import TEMPLATES, Approved, Template, in_order, matching
from core.ids import MessageId, agent_participant
from core.messages import Message, Text
from core.sentences import say
from core.views import Button, Fact, FieldKind, Form, FormField

_WHICH, _SHOWN = "which", "shown"
_BETWEEN = "|"
_MOST_BUTTONS = 5
_SHORT = 200
"""Characters of a template's words in a list."""


def find_templates(context: Context, typed: str) -> Options:
    """Give the templates that words mean."""
    chat, _ = need(context)
    found = matching(context.wanted(TEMPLATES).templates, typed, chat.language)
    return tuple((one.id, one.label) for one in in_order(found, chat.language))


def approved(context: Context) -> Approved:
    """Give what may be sent. Raises `Refused` where the channel has none."""
    offered = context.wanted(TEMPLATES)
    if not offered.templates:
        raise Refused(say("template_none"))
    return offered


def _template(context: Context, values: Values) -> Outcome:
    see_that_it_can_go(context)
    offered = approved(context)
    if not values.get(_WHICH):
        return Outcome(prompt=_listed(context, offered))
    one = _found(offered, str(values[_WHICH]))
    is_typed = _WHICH not in context.filled
    if is_typed and one.places and not values.get("values"):
        return Outcome(form=NextForm(NAME, {_WHICH: one.id}))
    given = _split(str(values.get("values", ""))) if is_typed else _filled_in(one, context.filled)
    if given is None:
        return Outcome(form=NextForm(NAME, {_WHICH: one.id}))
    text = one.filled(given)
    _see_that_it_may(context, one, text)
    if not is_typed and context.filled.get(_SHOWN) != _stamp(text):
        fields = {name: value.strip() for (name, _), value in zip(one.fields(), given, strict=True)}
        return Outcome(form=NextForm(NAME, {_WHICH: one.id, **fields, _SHOWN: _stamp(text)}))
    return _sent(context, text)


def _sent(context: Context, text: Text) -> Outcome:
    chat, agent = need(context)
    name = context.profile.name if context.profile else ""
    id = MessageId(context.mint[2])  # what was typed stands in the thread already, and is not what the customer sees
    message = Message(id, chat.id, agent_participant(agent), name, context.at, (text,))
    return Outcome((CustomerAsked(context.at, message, agent),), reply=say("template_sent", number=chat.number))


def _found(offered: Approved, id: str) -> Template:
    one = offered.find(id)
    if one is None:
        raise Refused(say("template_gone"))
    return one


def _split(words: str) -> tuple[str, ...]:
    return tuple(words.split(_BETWEEN)) if words.strip() else ()


def _filled_in(one: Template, filled: Mapping[str, str]) -> tuple[str, ...] | None:
    """Give what stands in the template's fields; None where it was only chosen."""
    fields = one.fields()
    if any(name not in filled for name, _ in fields):
        return None
    return tuple(filled[name] for name, _ in fields)


def _see_that_it_may(context: Context, one: Template, text: Text) -> None:
    """Refuse what the brake finds, and cards' numbers where these are masked in agents' words.

    Raises:
        ArgumentsInvalid: there is something of it, in one of the values or in all of them together.
    """
    queue = context.queue
    if queue is None:
        return
    field = next((name for name, _ in one.fields()), _WHICH)
    found = titles(text.text, queue.brake)
    if found:
        raise ArgumentsInvalid(say("template_braked", what=spoken(found)), field)
    masking = queue.masking
    if masking.masks and masking.rules.agents and card_numbers(text.text, masking.rules):
        raise ArgumentsInvalid(say("template_card"), field)


def _stamp(text: Text) -> str:
    """Tell by few letters whether a text is the one that was shown."""
    return sha256(text.text.encode()).hexdigest()[:16]


def _listed(context: Context, offered: Approved) -> Question:
    """List what there is, with a button for each of the first ones."""
    chat, _ = need(context)
    there = in_order(offered.templates, chat.language)
    lines = "\n".join(f"• {one.label}: {_short(one)}" for one in there)
    first = there if len(there) <= _MOST_BUTTONS else there[: _MOST_BUTTONS - 1]
    buttons = [Button(f"{one.label}…", NAME, chat.id, {_WHICH: one.id}, asks=True) for one in first]
    if len(first) < len(there):
        buttons.append(Button("All…", NAME, chat.id, asks=True))
    return Question(say("templates_only" if offered.only else "templates_listed", templates=lines), tuple(buttons))


def _short(one: Template) -> str:
    words = " ".join(one.pattern().split())
    return words if len(words) <= _SHORT else f"{words[: _SHORT - 1].rstrip()}…"


def _form(context: Context, values: Mapping[str, str]) -> Form:
    """Make the form that chooses a template; the next one fills it in, and the same shows it before it goes."""
    see_that_it_can_go(context)
    offered = approved(context)
    if not values.get(_WHICH):
        return _choosing(context, offered.templates)
    one = _found(offered, values[_WHICH])
    given = _filled_in(one, values)
    fields = tuple(
        FormField(name, label, kind=FieldKind.TEXT, initial=values.get(name, "")) for name, label in one.fields()
    )
    if given is None:
        return Form(
            "Template",
            "Preview",
            NAME,
            None,
            fields,
            intro=f"{one.label}. You see it as a whole next.\n\n{one.pattern()}",
        )
    text = one.filled(given)
    return Form(
        "Template",
        "Send",
        NAME,
        None,
        fields,
        intro=f"{_AS_SEEN}\n\n{text.text}",
        values={_SHOWN: _stamp(text)},
    )


_AS_SEEN = "The customer will see:"


def _choosing(context: Context, templates: Sequence[Template]) -> Form:
    options = find_templates(context, "")
    kind = FieldKind.CHOICE if len(options) <= LISTED else FieldKind.SEARCH
    field = FormField(_WHICH, "Template", kind=kind, options=options if kind is FieldKind.CHOICE else ())
    chat, _ = need(context)
    rows = tuple(Fact(one.label, one.pattern()) for one in in_order(templates, chat.language))
    about = "It reaches the customer at any time. You see it as a whole before it goes out."
    return Form("Template", "Next", NAME, None, (field,), intro=about, rows=rows)


TEMPLATE = Command(
    name=NAME,
    aliases=("templates",),
    summary="List the approved templates, which reach a customer when nothing else does; send one: "
    "!template hello_again | Mia.",
    run=_template,
    section=Section.TALKING,
    args=(
        Arg(_WHICH, ArgKind.CHOICE, "its name", required=False, search=find_templates),
        Arg(
            "values", ArgKind.REST, "behind a |, a value for each of its places, with a | between them", required=False
        ),
    ),
    label="Template…",
    card=CardPlace.ELSEWHERE,
    available=is_active,
    useful=lambda given: bool(given[TEMPLATES].templates),
    form=_form,
    wants=frozenset({TEMPLATES}),
)
