"""Past chats, found by name, number, words or day; in a chat without words, those of its customer."""

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
from core.errors import ArgumentsInvalid
from core.features.past_chats import MOST, PAST_CHATS
from core.sentences import say


def _past(context: Context, values: Values) -> Outcome:
    if not str(values.get("words", "")).strip() and context.conversation is None:
        raise ArgumentsInvalid(say("past_what", usage="/chat past"), "words")
    found = context.wanted(PAST_CHATS)
    more = {"more": "yes"} if len(found) > MOST else {}
    return Outcome(view=View(ViewName.PAST, {"found": " ".join(found[:MOST]), **more}))


PAST = Command(
    name="past",
    aliases=("history",),
    summary="Find past chats by name, number, words or day; in a chat, its customer's earlier ones.",
    run=_past,
    section=Section.TAKING,
    scope=Scope.AGENT,
    args=(Arg("words", ArgKind.REST, "a name, a number, words, or a day as 2026-11-21", required=False, lines=False),),
    label="Past chats…",
    submit="Find",
    card=CardPlace.ELSEWHERE,
    surfaces=Surface.TEXT | Surface.BUTTON | Surface.SLASH,
    wants=frozenset({PAST_CHATS}),
)
