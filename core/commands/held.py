"""A held text, written anew: what the brake found is taken out, and the customer gets the new text (T7)."""

from collections.abc import Mapping

from core.commands.model import Arg, ArgKind, CardPlace, Command, Context, Outcome, Section, Values
from core.commands.talking import chosen_held, has_held
from core.commands.writing import see_that_words_reach, told, wrote
from core.conversation.events import HeldDiscarded
from core.errors import ArgumentsInvalid, Refused
from core.features.brake import spoken, titles
from core.features.markup import written
from core.features.templates import TEMPLATES
from core.ids import MessageId
from core.messages import Text
from core.sentences import say
from core.views import FieldKind, Form, FormField


def _edit(context: Context, values: Values) -> Outcome:
    see_that_words_reach(context)
    old = chosen_held(context, values)
    files = tuple(part for part in old.parts if not isinstance(part, Text))
    event = wrote(context, str(values["text"]), *files, typed=False)
    brake = context.queue.brake if context.queue is not None else None
    found = titles(str(values["text"]), brake)
    if found:
        raise ArgumentsInvalid(say("held_braked", what=spoken(found)), "text")
    discarded = HeldDiscarded(context.at, old, context.person, edited=True)
    return Outcome((discarded, event), reply=told(context, event, say("held_edited")))


def _form(context: Context, values: Mapping[str, str]) -> Form:
    old = context.held.get(MessageId(values.get("which", "")))
    if old is None:
        raise Refused(say("held_gone"))
    text = "\n".join(written(part) for part in old.parts if isinstance(part, Text))
    field = FormField("text", "Text", kind=FieldKind.LONG, initial=text, counted=True)
    return Form("Edit", "Send", "edit", None, (field,), intro="The customer gets this text instead of the one held.")


EDIT = Command(
    name="edit",
    summary="Send another text in place of one of yours that is held.",
    run=_edit,
    section=Section.TALKING,
    args=(
        Arg("which", ArgKind.HELD, "its number in your list of held texts"),
        Arg("text", ArgKind.REST, "the new text"),
    ),
    label="Edit…",
    card=CardPlace.ELSEWHERE,
    available=has_held,
    form=_form,
    wants=frozenset({TEMPLATES}),
)
