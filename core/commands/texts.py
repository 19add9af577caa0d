"""Canned responses made at the desk: list, make, change and delete them (T8)."""

from collections.abc import Mapping
from dataclasses import replace

from core.agents.model import Profile
from core.commands.canned import text_of
from core.commands.model import (
    Arg,
    ArgKind,
    CardPlace,
    Command,
    Context,
    NextForm,
    Options,
    Outcome,
    Scope,
    Section,
    Surface,
    Values,
    View,
    ViewName,
)
from core.errors import ArgumentsInvalid, NotPermitted
from core.features.canned import (
    CANNED,
    LONGEST_SHORTCUT,
    LONGEST_TEXT,
    LONGEST_TITLE,
    Canned,
    CannedDeleted,
    CannedSaved,
    CannedScope,
    matching,
    may_change,
    may_write,
    teams_at,
)
from core.sentences import say
from core.views import FieldKind, Form, FormField

OUTSIDE = Surface.TEXT | Surface.BUTTON | Surface.SLASH
_DEEPEST = 4


def _profile(context: Context) -> Profile:
    if context.profile is None:
        raise TypeError("the command was run without its scope")
    return context.profile


def _scopes(context: Context) -> Options:
    """Give for whom this agent may write texts."""
    profile = _profile(context)
    teams = tuple(
        (f"team:{team.id}", f"My team: {team.title}")
        for team in teams_at(profile, context.directory)
        if may_write(CannedScope.TEAM, team.id, profile, context.directory)
    )
    everybody = (("all", "Everybody"),) if may_write(CannedScope.ALL, "", profile, context.directory) else ()
    return (("own", "Me"), *teams, *everybody)


def _changeable(context: Context, typed: str) -> Options:
    """Give the texts that this agent may change, of those that words mean."""
    profile = _profile(context)
    mine = (one for one in context.wanted(CANNED).texts if may_change(one, profile, context.directory))
    return tuple((one.id, one.label()) for one in matching(tuple(mine), typed))


def _mine(context: Context, values: Values) -> Canned:
    """Give the chosen text. Raises `NotPermitted` when it is not this agent's to change."""
    one = text_of(context, str(values["which"]))
    if not may_change(one, _profile(context), context.directory):
        raise NotPermitted(say("canned_not_yours"))
    return one


def _checked(context: Context, made: Canned) -> Canned:
    """See that a text can be kept.

    Raises:
        ArgumentsInvalid: something is too long, or the shortcut is taken.
    """
    lengths = (
        ("title", len(made.title), LONGEST_TITLE),
        ("text", len(made.text), LONGEST_TEXT),
        ("shortcut", len(made.shortcut), LONGEST_SHORTCUT),
    )
    for name, length, most in lengths:
        if length > most:
            raise ArgumentsInvalid(say("canned_too_long", name=name, most=most), name)
    if len(made.folder) > _DEEPEST:
        raise ArgumentsInvalid(say("canned_deep", most=_DEEPEST), "folder")
    if len(made.shortcut.split()) > 1:
        raise ArgumentsInvalid(say("canned_shortcut"), "shortcut")
    others = (one for one in context.wanted(CANNED).texts if one.id != made.id)
    if any(_is_called(one, made.shortcut) for one in others):
        raise ArgumentsInvalid(say("canned_taken"), "shortcut")
    return made


def _is_called(one: Canned, shortcut: str) -> bool:
    return bool(shortcut) and one.shortcut.casefold() == shortcut.casefold()


def _new(context: Context, values: Values) -> Outcome:
    given = {**context.filled, "title": str(values["title"]), "text": str(values["text"])}
    made = _made(context, given, Canned(context.mint[2], "", "", owner=_profile(context).id))
    return Outcome(changes=(CannedSaved(_checked(context, made), _profile(context).id),), reply=say("canned_saved"))


def _edit(context: Context, values: Values) -> Outcome:
    one = _mine(context, values)
    given, typed = context.filled, str(values.get("text", "")).strip()
    if "text" not in given and typed:
        made = _checked(context, replace(one, text=typed))
        return Outcome(changes=(CannedSaved(made, _profile(context).id),), reply=say("canned_saved"))
    if "text" not in given:
        return Outcome(form=NextForm("edittext", {"which": one.id}))
    for name in ("title", "text"):
        if not given.get(name, "").strip():
            raise ArgumentsInvalid(say("canned_empty", name=name), name)
    made = _made(context, given, one)
    return Outcome(changes=(CannedSaved(_checked(context, made), _profile(context).id),), reply=say("canned_saved"))


def _made(context: Context, given: Mapping[str, str], one: Canned) -> Canned:
    """Give a text as a form says that it should be. Raises `NotPermitted` for whom the agent may not write."""
    scope, owner = one.scope, one.owner
    if given.get("scope"):
        if given["scope"] not in dict(_scopes(context)):
            raise NotPermitted(say("canned_not_yours"))
        kind, _, team = given["scope"].partition(":")
        scope, owner = CannedScope(kind), team or (_profile(context).id if kind == CannedScope.OWN else "")
    return replace(
        one,
        title=given["title"].strip(),
        text=given["text"].strip(),
        scope=scope,
        owner=owner,
        folder=tuple(part.strip() for part in given.get("folder", "").split("/") if part.strip()),
        shortcut=given.get("shortcut", "").strip().lstrip("!/"),
    )


def _delete(context: Context, values: Values) -> Outcome:
    one = _mine(context, values)
    return Outcome(changes=(CannedDeleted(one.id, _profile(context).id),), reply=say("canned_deleted"))


def _texts(_: Context, __: Values) -> Outcome:
    return Outcome(view=View(ViewName.TEXTS))


def _new_form(context: Context, _: Mapping[str, str]) -> Form:
    return Form("New text", "Save", "newtext", None, _fields(context, Canned("", "", "")), intro=_ABOUT)


def _edit_form(context: Context, values: Mapping[str, str]) -> Form:
    if not values.get("which"):
        which = FormField("which", "Text", help="Words of its title, folder or text.", kind=FieldKind.SEARCH)
        return Form("Change a text", "Next", "edittext", None, (which,))
    return Form("Change a text", "Save", "edittext", None, _fields(context, _mine(context, values)), intro=_ABOUT)


_ABOUT = (
    "%F and %L are the customer's first and last name, %AF and %AL yours; %{order|your order} is what the chat knows "
    "as “order”, or the words behind the stroke. *bold*, _italic_ and [words](https://…) are shown as such."
)


def _fields(context: Context, one: Canned) -> tuple[FormField, ...]:
    scopes = _scopes(context)
    chosen = f"team:{one.owner}" if one.scope is CannedScope.TEAM else one.scope.value
    whose = FormField("scope", "For", kind=FieldKind.CHOICE, options=scopes, initial=chosen)
    return (
        FormField("title", "Title", initial=one.title),
        FormField("text", "Text", kind=FieldKind.LONG, initial=one.text),
        FormField("folder", "Folder", "Such as Billing / Refunds.", required=False, initial=" / ".join(one.folder)),
        FormField("shortcut", "Shortcut", "One word that finds it at once.", required=False, initial=one.shortcut),
        *((whose,) if len(scopes) > 1 else ()),
    )


TEXTS = Command(
    name="texts",
    summary="List the canned responses that you can use; make, change and delete them.",
    run=_texts,
    section=Section.YOU,
    scope=Scope.AGENT,
    label="Canned responses",
    card=CardPlace.ELSEWHERE,
    surfaces=OUTSIDE,
)

NEW_TEXT = Command(
    name="newtext",
    summary="Make a canned response.",
    run=_new,
    section=Section.YOU,
    scope=Scope.AGENT,
    args=(Arg("title", ArgKind.WORD, "what it is called"), Arg("text", ArgKind.REST, "the text")),
    label="New…",
    card=CardPlace.ELSEWHERE,
    surfaces=OUTSIDE,
    form=_new_form,
    wants=frozenset({CANNED}),
)

EDIT_TEXT = Command(
    name="edittext",
    summary="Change a canned response of yours; with the right, your team's or everybody's.",
    run=_edit,
    section=Section.YOU,
    scope=Scope.AGENT,
    args=(
        Arg("which", ArgKind.CHOICE, "its shortcut or its title", search=_changeable),
        Arg("text", ArgKind.REST, "behind a |, the new text; nothing for a form with all of it", required=False),
    ),
    label="Change…",
    card=CardPlace.ELSEWHERE,
    surfaces=OUTSIDE,
    form=_edit_form,
    wants=frozenset({CANNED}),
)

DELETE_TEXT = Command(
    name="deletetext",
    summary="Delete a canned response of yours; with the right, your team's or everybody's.",
    run=_delete,
    section=Section.YOU,
    scope=Scope.AGENT,
    args=(Arg("which", ArgKind.CHOICE, "its shortcut or its title", search=_changeable, label="Text"),),
    label="Delete…",
    card=CardPlace.ELSEWHERE,
    surfaces=OUTSIDE,
    danger=True,
    wants=frozenset({CANNED}),
)
