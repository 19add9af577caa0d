"""A stopped text written anew, as a command (T7)."""

from dataclasses import replace

import pytest

from core.commands.forms import form_of
from core.commands.held import EDIT
from core.commands.model import Context
from core.conversation.events import DeskWrote, HeldDiscarded
from core.conversation.model import HoldReason, Status
from core.errors import ArgumentsInvalid, ConversationClosed
from core.ids import FileId, MessageId
from core.messages import Mark, MarkKind, Media, Text, Visibility
from core.sentences import say
from tests.build import ADA, NOW, a_context, a_conversation, a_held, a_queue, account, an_agents_message
from tests.build_policy import a_brake
from tests.core.commands.giving import give
from tests.core.stepping import refusal

FILE = Media(FileId("f1"), "a.pdf", "application/pdf", 3)
OLD = replace(
    an_agents_message(visibility=Visibility.HELD),
    parts=(Text("my secret", (Mark(MarkKind.BOLD, 3, 9),)), FILE),
)
M1 = MessageId("m1")


def around(status: Status = Status.ACTIVE) -> Context:
    """Give Ada's context with a stopped text of hers."""
    chat = a_conversation(status, held=(a_held("m1", reason=HoldReason.BRAKE),))
    return a_context(ADA, conversation=chat, queue=a_queue(brake=a_brake("secret")), held={M1: OLD})


def test_new_text_goes_out_with_the_old_ones_files_and_the_old_one_stays_internal() -> None:
    outcome = give("edit 1 my *word*", around())

    discarded, wrote = outcome.events
    assert discarded == HeldDiscarded(NOW, OLD, account(ADA), edited=True)
    assert isinstance(wrote, DeskWrote)
    assert wrote.message.parts == (Text("my word", (Mark(MarkKind.BOLD, 3, 7),)), FILE)
    assert wrote.message.id != OLD.id
    assert outcome.reply == say("held_edited")


def test_form_shows_the_old_text_with_its_formatting() -> None:
    [field] = form_of(EDIT, around(), {"which": "m1"}).fields
    assert field.initial == "my *secret*"
    assert refusal(lambda: form_of(EDIT, around(), {"which": "m2"})) == say("held_gone")


def test_what_is_still_forbidden_is_refused_at_its_field() -> None:
    with pytest.raises(ArgumentsInvalid) as refused:
        give("edit 1 still secret", around())
    assert (refused.value.sentence, refused.value.arg) == (say("held_braked", what="the word secret"), "text")


def test_chat_that_has_ended_takes_no_new_text() -> None:
    assert refusal(lambda: give("edit 1 fine", around(Status.WRAP_UP)), ConversationClosed) == say("chat_not_active")


def test_sending_what_is_stopped_again_says_so() -> None:
    chat = a_conversation(Status.ACTIVE, held=(a_held("m1", reason=HoldReason.UNKNOWN_COMMAND),))
    context = a_context(ADA, conversation=chat, queue=a_queue(brake=a_brake("secret")), held={M1: OLD})
    assert give("send 1", context).reply == say("held_again")
    assert give("send 1", around()).reply == say("held_sent")


def test_author_is_told_when_the_new_text_stays_here_or_is_stopped_for_another_reason() -> None:
    quiet = around()
    private = replace(quiet, conversation=replace(quiet.conversation, private=frozenset({ADA})))  # type: ignore[type-var]
    previewed = replace(quiet, queue=a_queue(preview=True))

    assert give("edit 1 my word", private).reply == say("note_kept")
    assert give("edit 1 my word", previewed).reply == say("held_again")
