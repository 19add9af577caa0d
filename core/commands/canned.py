"""Canned responses: choose one, edit it, send it (T8)."""

from collections.abc import Mapping

from core.commands.model import Arg, ArgKind, CardPlace, Command, Context, NextForm, Options, Outcome, Section, Values
from core.commands.secure_forms import said_with_form
from core.commands.talking import is_active
from core.commands.writing import see_that_words_reach
from core.errors import ArgumentsInvalid, Refused
from core.features.canned import CANNED, LONGEST_TEXT, Canned, matching
from core.features.templates import TEMPLATES
from core.features.variables import Filled, filled, known_of, left_open
from core.sentences import say
from core.views import FieldKind, Form, FormField

NOW = "now"
_HOW: Options = (("edit", "Edit it first"), (NOW, "Send it as it is"))


def find_texts(context: Context, typed: str) -> Options:
    """Give the texts that words mean, for a field that is searched."""
    return tuple((one.id, one.label()) for one in matching(context.wanted(CANNED).texts, typed))


def text_of(context: Context, id: str) -> Canned:
    """Give a text. Raises `Refused` when it is gone."""
    found = context.wanted(CANNED).find(id)
    if found is None:
        raise Refused(say("canned_gone"))
    return found


def _filled(context: Context, one: Canned) -> Filled:
    attributes = context.wanted(CANNED).attributes or {}
    return filled(one.text, known_of(context.profile, context.conversation, context.queue, attributes))


def _canned(context: Context, values: Values) -> Outcome:
    see_that_words_reach(context)
    one = text_of(context, str(values["which"]))
    if values.get("how") != NOW:
        return Outcome(form=NextForm("say", {"which": one.id}))
    made = _filled(context, one)
    if made.missing:
        raise ArgumentsInvalid(say("canned_open", names=", ".join(made.missing)), "how")
    return said_with_form(context, made.text)


def _say(context: Context, values: Values) -> Outcome:
    see_that_words_reach(context)
    text, which = str(values["text"]), context.filled.get("which", "")
    original = context.wanted(CANNED).find(which) if which else None
    still_open = left_open(text, original.text) if original is not None else ()
    if still_open:
        raise ArgumentsInvalid(say("canned_open", names=", ".join(still_open)), "text")
    return said_with_form(context, text, typed=original is None)


def _canned_form(context: Context, values: Mapping[str, str]) -> Form:
    """Make the form that finds a text; the next one shows it as it goes out."""
    see_that_words_reach(context)
    chosen = tuple(one for one in find_texts(context, "") if one[0] == values.get("which"))
    field = FormField(
        "which",
        "Response",
        "Type its shortcut, or words of its title, folder or text.",
        kind=FieldKind.SEARCH,
        options=chosen,
        initial=values.get("which", ""),
    )
    return Form("Canned response", "Next", "canned", None, (field,), intro="You see the text before it goes out.")


def _say_form(context: Context, values: Mapping[str, str]) -> Form:
    see_that_words_reach(context)
    which = values.get("which", "")
    if not which:
        return Form("Write", "Send", "say", None, (_box(""),), intro=_ABOUT)
    one = text_of(context, which)
    made = _filled(context, one)
    if len(made.text) > LONGEST_TEXT:
        raise Refused(say("canned_long", usage=f"!canned {one.shortcut or one.title} {NOW}"))
    unknown = f" Not known here: {', '.join(made.missing)}." if made.missing else ""
    return Form("Canned response", "Send", "say", None, (_box(made.text),), intro=f"{one.label()}.{unknown} {_ABOUT}")


_ABOUT = "*bold*, _italic_ and [words](https://…) are shown to the customer as such."


def _box(initial: str) -> FormField:
    return FormField("text", "Text", kind=FieldKind.LONG, initial=initial, counted=True)


CANNED_RESPONSE = Command(
    name="canned",
    summary="Choose a canned response, edit it, and send it; with “now” behind it, send it as it is.",
    run=_canned,
    section=Section.TALKING,
    args=(
        Arg("which", ArgKind.CHOICE, "its shortcut, or words of its title, folder or text", search=find_texts),
        Arg("how", ArgKind.CHOICE, "now, to send it as it is", required=False, options=lambda _: _HOW),
    ),
    label="Canned response…",
    card=CardPlace.MAIN,
    available=is_active,
    form=_canned_form,
    wants=frozenset({CANNED, TEMPLATES}),
)

SAY = Command(
    name="say",
    summary="Write to the customer from a form, or a text that looks like a command.",
    run=_say,
    section=Section.TALKING,
    args=(Arg("text", ArgKind.REST, "what the customer is to read"),),
    label="Write…",
    available=is_active,
    form=_say_form,
    wants=frozenset({CANNED, TEMPLATES}),
)
