"""What each command leads to: the event, the answer, or the refusal in words."""

from dataclasses import replace

import pytest

from core.agents.machine import SaidNotReady, SaidReady
from core.agents.model import RoleAtWork, Stage
from core.commands.catalog import ALL
from core.commands.model import Command, Outcome, Scope, View, ViewName
from core.commands.together import WentOn
from core.conversation.events import (
    AgentLeft,
    Ended,
    InvitationAccepted,
    InvitationDeclined,
    Invited,
    OfferAccepted,
    OfferRejected,
    WrapUpCompleted,
)
from core.conversation.model import HoldReason, Status
from core.errors import ArgumentsInvalid, ConversationClosed, NotPermitted, Refused
from core.ids import QueueId
from core.sentences import say
from tests.build import (
    ADA,
    BOB,
    CHAT,
    CLEO,
    INVITATION,
    NOW,
    a_context,
    a_conversation,
    a_directory,
    a_held,
    a_profile,
    a_seat,
    account,
    an_agent,
    an_invitation,
    in_hand,
    later,
)
from tests.core.commands.giving import REGISTRY, give, within
from tests.core.stepping import refusal

# --- taking chats


def test_accept_takes_an_open_offer() -> None:
    outcome = give("accept", within(a_conversation(Status.OFFERED)))

    assert outcome == Outcome((OfferAccepted(NOW, ADA),), reply=say("accepted", number=1))


def test_accept_of_a_chat_that_is_not_offered_at_the_moment_picks_it() -> None:
    assert give("take", within(a_conversation())).events == (OfferAccepted(NOW, ADA, picked=True),)


def test_accept_by_an_invited_agent_joins_also_where_they_do_not_serve_the_queue() -> None:
    guest = a_profile(CLEO, queues=())
    invited = a_conversation(Status.ACTIVE, invitation=an_invitation(CLEO))
    context = a_context(CLEO, conversation=invited, directory=a_directory(guest))

    assert give("accept", context) == Outcome((InvitationAccepted(NOW, CLEO),), reply=say("joined", number=1))


@pytest.mark.parametrize("typed", ["accept", "pick"])
def test_chat_of_a_queue_that_one_does_not_serve_can_not_be_taken(typed: str) -> None:
    stranger = a_directory(a_profile(queues=(QueueId("sales"),)))
    context = a_context(directory=stranger, conversation=a_conversation())

    assert refusal(lambda: give(typed, context), NotPermitted) == say("not_your_queue", queue="Billing")
    unnamed = replace(context, queue=None)
    assert refusal(lambda: give(typed, unnamed), NotPermitted) == say("not_your_queue", queue="billing")


@pytest.mark.parametrize("typed", ["accept", "pick"])
def test_supervisor_may_take_a_chat_of_every_queue(typed: str) -> None:
    boss = a_directory(a_profile(queues=(), role=RoleAtWork.SUPERVISOR))

    outcome = give(typed, a_context(directory=boss, conversation=a_conversation()))

    assert outcome.events == (OfferAccepted(NOW, ADA, picked=True),)


def test_reject_says_no_to_the_offer_or_to_the_invitation() -> None:
    offered = a_conversation(Status.OFFERED)
    invited = a_conversation(Status.ACTIVE, invitation=an_invitation(BOB))

    assert give("reject", within(offered)) == Outcome((OfferRejected(NOW, ADA),), reply=say("rejected"))
    assert give("decline", within(invited, BOB)) == Outcome((InvitationDeclined(NOW, BOB),), reply=say("declined"))


def test_pick_takes_a_waiting_chat_from_whomever_it_rings() -> None:
    outcome = give("pick", within(a_conversation(Status.OFFERED), BOB))

    assert outcome == Outcome((OfferAccepted(NOW, BOB, picked=True),), reply=say("accepted", number=1))


def test_pick_without_a_chat_shows_what_waits_and_list_shows_ones_own() -> None:
    assert give("pick", a_context(conversation=None)) == Outcome(view=View(ViewName.WAITING))
    assert give("list") == Outcome(view=View(ViewName.MY_CHATS))


# --- working together and ending


def test_invite_opens_an_invitation_for_two_minutes() -> None:
    outcome = give("invite bob")

    assert outcome == Outcome(
        (Invited(NOW, INVITATION, BOB, ADA, later(120)),), reply=say("invite_sent", agent=BOB, number=1)
    )


def test_nobody_invites_themselves() -> None:
    assert refusal(lambda: give("invite ada"), ArgumentsInvalid) == say("invite_yourself")


@pytest.mark.parametrize(
    ("typed", "key"),
    [("invite", "argument_missing"), ("note", "argument_missing"), ("end now", "argument_left_over")],
)
def test_wrong_words_are_refused_before_anything_happens(typed: str, key: str) -> None:
    assert refusal(lambda: give(typed), ArgumentsInvalid).key == key


def test_leave_and_complete() -> None:
    assert give("leave") == Outcome((AgentLeft(NOW, ADA),), reply=say("left", number=1))
    assert give("complete") == Outcome((WrapUpCompleted(NOW, ADA),), reply=say("completed", number=1))


def test_end_says_whether_the_chat_ended_or_was_left() -> None:
    shared = a_conversation(Status.ACTIVE, participants=(a_seat(ADA), a_seat(BOB)))

    assert give("close") == Outcome((Ended(NOW, ADA),), reply=say("ended", number=1))
    assert give("end", within(shared)).reply == say("left", number=1)


# --- you


def test_ready_and_not_ready() -> None:
    assert give("ready") == Outcome(agent_event=SaidReady(NOW), reply=say("ready"))
    assert give("notready lunch with 2") == Outcome(
        agent_event=SaidNotReady(NOW, "lunch with 2"), reply=say("notready")
    )
    assert give("away", a_context(agent=ADA)).agent_event == SaidNotReady(NOW)


@pytest.mark.parametrize(
    ("stage", "key"), [(Stage.RINGING, "notready_later"), (Stage.ACTIVE, "notready_later"), (Stage.WRAP_UP, "notready")]
)
def test_not_ready_says_when_it_takes_effect(stage: Stage, key: str) -> None:
    busy = replace(a_context(), agent=an_agent(chats={CHAT: in_hand(stage)}))

    assert give("notready", busy).reply == say(key)


def test_help_is_for_everybody() -> None:
    assert give("help", a_context(None, conversation=None)) == Outcome(view=View(ViewName.HELP))


def test_stay_says_that_the_chat_goes_on_and_that_its_person_said_no() -> None:
    assert give("stay") == Outcome(reply=say("goes_on", number=1), changes=(WentOn(account(ADA)),))


@pytest.mark.parametrize("status", [Status.QUEUED, Status.WRAP_UP, Status.HANDLED])
def test_stay_does_not_say_that_a_chat_goes_on_which_does_not(status: Status) -> None:
    chat = within(a_conversation(status))

    assert refusal(lambda: give("stay", chat), ConversationClosed) == say("chat_not_active")


def test_actions_are_a_view() -> None:
    assert give("more") == Outcome(view=View(ViewName.ACTIONS))


# --- all of them


ABOUT_A_CHAT = [command for command in ALL if command.scope is Scope.CONVERSATION]


@pytest.mark.parametrize("command", ABOUT_A_CHAT, ids=lambda command: command.name)
def test_command_about_a_chat_that_is_run_without_one_is_our_bug(command: Command) -> None:
    values = {"text": "x", "agent": a_profile(BOB)}

    with pytest.raises(TypeError, match="scope"):
        command.run(a_context(conversation=None), values)


def test_invite_is_given_a_profile_by_the_parser_and_nothing_else() -> None:
    with pytest.raises(TypeError, match="profile"):
        REGISTRY.find("invite").run(a_context(), {"agent": "bob"})


def test_author_of_a_note_without_a_profile_is_our_bug_too() -> None:
    with pytest.raises(TypeError, match="scope"):
        REGISTRY.find("note").run(a_context(None), {"text": "x"})


def test_held_text_that_is_gone_by_now_is_refused() -> None:
    state = a_conversation(Status.ACTIVE, held=(a_held("m2", reason=HoldReason.ENDED),))
    context = a_context(conversation=state)

    assert refusal(lambda: REGISTRY.find("send").run(context, {"which": "m1"}), Refused) == say("held_gone")
