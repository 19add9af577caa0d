"""Past chats, found by name, number, words or day; in a chat without words, those of its customer."""

from collections.abc import Mapping

from core.commands.audited import Audited
from core.commands.model import (
    Arg,
    ArgKind,
    CardPlace,
    Command,
    Context,
    Outcome,
    Scope,
    Section,
    Surface,
    Values,
    View,
    ViewName,
)
from core.conversation.effects import SYSTEM, Audit, AuditAct
from core.errors import ArgumentsInvalid
from core.features.past_chats import MOST, PAST_CHATS
from core.sentences import say
from core.views import Form, FormField


def _past(context: Context, values: Values) -> Outcome:
    if not str(values.get("words", "")).strip() and context.conversation is None:
        raise ArgumentsInvalid(say("past_what", usage="/chat past"), "words")
    found = context.wanted(PAST_CHATS)
    more = {"more": "yes"} if len(found) > MOST else {}
    by = context.profile.id if context.profile is not None else SYSTEM
    looked = Audited(Audit(AuditAct.HISTORY_READ, by, fields={"what": "list", "found": str(len(found[:MOST]))}))
    return Outcome(view=View(ViewName.PAST, {"found": " ".join(found[:MOST]), **more}), changes=(looked,))


def _form(context: Context, values: Mapping[str, str]) -> Form:
    """Make the form; without words it finds a chat's customer's earlier ones, so outside of a chat they are needed."""
    field = FormField(
        "words",
        "What do you look for?",
        "A name, a number, words that were written, or a day such as 2026-11-21 or yesterday.",
        required=context.conversation is None,
        initial=values.get("words", ""),
    )
    return Form("Past chats", "Find", "past", None, (field,))


PAST = Command(
    name="past",
    aliases=("history",),
    summary="Find past chats by name, number, words or day; in a chat, its customer's earlier ones.",
    run=_past,
    section=Section.TAKING,
    scope=Scope.AGENT,
    args=(Arg("words", ArgKind.REST, "a name, a number, words, or a day as 2026-11-21", required=False, lines=False),),
    label="Past chats…",
    card=CardPlace.ELSEWHERE,
    surfaces=Surface.TEXT | Surface.BUTTON | Surface.SLASH,
    form=_form,
    wants=frozenset({PAST_CHATS}),
)
