"""Canned responses as commands: chosen, edited, sent; made, changed, deleted (T8)."""

from typing import Any

import pytest

from core.agents.model import RoleAtWork
from core.commands.canned import CANNED_RESPONSE, SAY
from core.commands.forms import form_of
from core.commands.model import Context, NextForm, View, ViewName
from core.commands.texts import EDIT_TEXT, NEW_TEXT
from core.conversation.events import DeskWrote
from core.conversation.model import Status
from core.errors import ArgumentsInvalid, ConversationClosed, NotPermitted, Refused
from core.features.canned import CANNED, Canned, CannedDeleted, CannedSaved, CannedScope, Offered
from core.messages import Mark, MarkKind, Text
from core.sentences import say
from core.views import FieldKind
from tests.build import ADA, BOB, NOW, SLACK, a_context, a_conversation, a_directory, a_profile
from tests.core.commands.giving import give
from tests.core.stepping import refusal

THANKS = Canned("c1", "Thanks", "*Thank you*, %F.", owner=ADA, folder=("Polite",), shortcut="ty")
PARCEL = Canned("c2", "Parcel", "Parcel %{parcel}.", CannedScope.ALL)
FIXED = Canned("config:x", "Fixed", "Fixed.", CannedScope.ALL, fixed=True)


def around(*texts: Canned, **changes: Any) -> Context:
    """Give Ada's context with these texts."""
    return a_context(ADA, given={CANNED: Offered(texts or (THANKS, PARCEL, FIXED))}, **changes)


def test_a_text_is_chosen_for_editing_by_its_shortcut_its_title_or_its_words() -> None:
    assert give("canned ty", around()).form == NextForm("say", {"which": "c1"})
    assert give("canned parcel", around()).form == NextForm("say", {"which": "c2"})
    assert give("canned thank you", around()).form == NextForm("say", {"which": "c1"})


def test_with_now_a_text_is_written_as_it_is() -> None:
    [event] = give("canned ty now", around()).events

    assert isinstance(event, DeskWrote)
    assert event.message.parts == (Text("Thank you, Grace.", (Mark(MarkKind.BOLD, 0, 9),)),)
    assert (event.agent, event.desk, event.at, event.message.id) == (ADA, SLACK, NOW, "new-2")


def test_what_is_not_known_is_never_sent_as_it_is() -> None:
    assert refusal(lambda: give("canned parcel now", around()), ArgumentsInvalid) == say(
        "canned_open", names="%{parcel}"
    )
    assert refusal(lambda: give("say Parcel %{parcel}.", around(filled={"which": "c2"})), ArgumentsInvalid) == say(
        "canned_open", names="%{parcel}"
    )
    assert give("say Parcel A7.", around(filled={"which": "c2"})).events


def test_a_form_shows_the_text_filled_in() -> None:
    form = form_of(SAY, around(), {"which": "c1"})

    assert [field.initial for field in form.fields] == ["*Thank you*, Grace."]
    assert form.values == {"which": "c1"}
    assert "Not known here" not in form.intro
    assert "%{parcel}" in form_of(SAY, around(), {"which": "c2"}).intro
    assert form_of(SAY, around(), {}).fields[0].initial == ""


def test_a_text_is_found_in_a_form_that_keeps_what_was_chosen() -> None:
    [empty] = form_of(CANNED_RESPONSE, around(), {}).fields
    [chosen] = form_of(CANNED_RESPONSE, around(), {"which": "c2"}).fields

    assert (empty.kind, empty.options, empty.initial) == (FieldKind.SEARCH, (), "")
    assert (chosen.options, chosen.initial) == (((PARCEL.id, PARCEL.label()),), "c2")


def test_where_nothing_can_go_out_no_text_is_looked_for() -> None:
    queued = around(conversation=a_conversation(Status.QUEUED))

    assert refusal(lambda: form_of(CANNED_RESPONSE, queued, {}), ConversationClosed) == say("chat_not_active")


def test_a_text_that_no_form_can_hold_says_how_to_send_it() -> None:
    long = Canned("c3", "Long", "x" * 3_001, owner=ADA)

    assert refusal(lambda: form_of(SAY, around(long), {"which": "c3"})) == say("canned_long", usage="!canned Long now")
    assert give("canned long now", around(long)).events


def test_what_is_gone_or_cannot_go_is_refused() -> None:
    assert refusal(lambda: form_of(SAY, around(), {"which": "gone"})) == say("canned_gone")
    queued = around(conversation=a_conversation(Status.QUEUED))
    assert refusal(lambda: give("canned ty", queued), ConversationClosed) == say("chat_not_active")
    seatless = around(conversation=a_conversation(Status.ACTIVE, participants=()))
    assert refusal(lambda: give("say hello", seatless), NotPermitted) == say("not_attendee")


def test_say_sends_what_looks_like_a_command_from_where_it_was_typed() -> None:
    [event] = give("say !important: read this", around()).events

    assert isinstance(event, DeskWrote)
    assert (event.message.id, event.message.parts) == ("new", (Text("!important: read this"),))


def test_a_text_is_made_for_oneself_unless_told_otherwise() -> None:
    saved = Canned("new-2", "hi", "Hello there!", owner=ADA)
    assert give("newtext hi Hello there!", around()).changes == (CannedSaved(saved, ADA),)


def test_a_form_makes_a_text_with_folder_shortcut_and_scope() -> None:
    lin = a_profile(ADA, role=RoleAtWork.SUPERVISOR)
    given = {"title": " Hi ", "text": "Hello", "folder": " A / B ", "shortcut": "!hi", "scope": "all"}
    context = around(directory=a_directory(lin, a_profile(BOB)), filled=given)

    [change] = give("newtext", context, **given).changes

    assert change == CannedSaved(Canned("new-2", "Hi", "Hello", CannedScope.ALL, folder=("A", "B"), shortcut="hi"), ADA)


@pytest.mark.parametrize(
    ("given", "sentence", "arg"),
    [
        ({"title": "x" * 61}, say("canned_too_long", name="title", most=60), "title"),
        ({"text": "x" * 3_001}, say("canned_too_long", name="text", most=3_000), "text"),
        ({"shortcut": "x" * 31}, say("canned_too_long", name="shortcut", most=30), "shortcut"),
        ({"shortcut": "two words"}, say("canned_shortcut"), "shortcut"),
        ({"shortcut": "TY"}, say("canned_taken"), "shortcut"),
        ({"folder": "a/b/c/d/e"}, say("canned_deep", most=4), "folder"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(given: dict[str, str], sentence: object, arg: str) -> None:
    whole = {"title": "Hi", "text": "Hello"} | given
    with pytest.raises(ArgumentsInvalid) as refused:
        give("newtext", around(filled=whole), **whole)

    assert (refused.value.sentence, refused.value.arg) == (sentence, arg)


def test_everybodys_texts_are_not_offered_to_whom_the_right_is_missing() -> None:
    with pytest.raises(NotPermitted):
        give("newtext", around(filled={"scope": "all"}), title="Hi", text="Hello")
    assert "scope" not in [field.name for field in form_of(NEW_TEXT, around(), {}).fields]


def test_a_text_is_changed_by_typing_or_in_its_form() -> None:
    assert give("edittext ty", around()).form == NextForm("edittext", {"which": "c1"})
    assert [field.name for field in form_of(EDIT_TEXT, around(), {}).fields] == ["which"]
    fields = form_of(EDIT_TEXT, around(), {"which": "c1"}).fields
    assert [field.initial for field in fields] == ["Thanks", "*Thank you*, %F.", "Polite", "ty"]
    [change] = give("edittext ty | Thanks a lot | or so!", around()).changes
    assert isinstance(change, CannedSaved)
    assert (change.canned.title, change.canned.text, change.canned.shortcut) == (
        "Thanks",
        "Thanks a lot | or so!",
        "ty",
    )


def filled(**values: str) -> CannedSaved:
    """Submit the form that shows all of a text."""
    [change] = give("edittext", around(filled={"which": "c1"} | values), which="c1").changes
    assert isinstance(change, CannedSaved)
    return change


def test_the_form_of_a_text_changes_all_of_it() -> None:
    assert filled(title="T", text=" Thx ", folder="", shortcut="") == CannedSaved(
        Canned("c1", "T", "Thx", owner=ADA), ADA
    )
    assert filled(title="T", text="Thx", folder="A/B", shortcut="t", scope="own").canned.folder == ("A", "B")
    with pytest.raises(ArgumentsInvalid) as refused:
        filled(title=" ", text="Thx")
    assert (refused.value.sentence, refused.value.arg) == (say("canned_empty", name="title"), "title")
    assert refusal(lambda: filled(title="T", text="Thx", scope="all"), NotPermitted) == say("canned_not_yours")


def test_a_text_is_deleted_by_its_owner_alone() -> None:
    assert give("deletetext ty", around()).changes == (CannedDeleted("c1", ADA),)
    for id in ("c2", "config:x"):
        with pytest.raises(Refused):
            give("deletetext", around(), which=id)
    assert refusal(lambda: form_of(EDIT_TEXT, around(), {"which": "c2"}), NotPermitted) == say("canned_not_yours")


def test_texts_are_listed() -> None:
    assert give("texts", around()).view == View(ViewName.TEXTS)


def test_texts_of_somebody_who_is_no_agent_are_our_bug() -> None:
    with pytest.raises(TypeError):
        form_of(NEW_TEXT, around(profile=None), {})
