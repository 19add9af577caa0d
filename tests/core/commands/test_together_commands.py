"""Commands of working together: what they ask the chat for, and what is refused before it is asked."""

from dataclasses import replace

import pytest

from core.agents.model import RoleAtWork
from core.commands.colleagues import COLLEAGUES
from core.commands.model import Context, View, ViewName
from core.commands.overseeing import SetNotReady
from core.commands.supervising import MASKED
from core.conversation.events import (
    BargedIn,
    Ended,
    Flagged,
    FlagTakenBack,
    InvitationTakenBack,
    Invited,
    Listened,
    MaskSet,
    NoteWritten,
    TransferredToAgent,
    TransferredToQueue,
)
from core.conversation.model import Conversation, Flag, Listening, Participant, Role, Status
from core.errors import ArgumentsInvalid, Refused
from core.ids import AgentId, DeskName, ExternalRef, OfferId, QueueId, TeamId, agent_participant
from core.messages import Text, Unfetched
from core.policy.hours import Hours
from core.sentences import say
from tests.build import (
    ADA,
    BOB,
    CLEO,
    INVITATION,
    NOW,
    a_context,
    a_conversation,
    a_directory,
    a_profile,
    a_queue,
    a_seat,
    an_agent,
    an_invitation,
    in_hand,
    later,
)
from tests.build_policy import a_team
from tests.core.commands.giving import REGISTRY, give, within
from tests.core.stepping import refusal

SALES = QueueId("sales")
SERVED = (QueueId("billing"), SALES)
ELSEWHERE = QueueId("elsewhere")


def around(agent: AgentId = ADA, chat: Conversation | None = None, **states: object) -> Context:
    """Give Ada's context in her chat, with everybody's state: all are free unless told otherwise."""
    people = tuple(a_profile(one, queues=SERVED) for one in (ADA, BOB, CLEO))
    queues = (a_queue(), a_queue(id=SALES, title="Sales"), a_queue(id=ELSEWHERE, desk=DeskName("teams")))
    directory = replace(a_directory(*people, queues=queues), teams={TeamId("tea"): a_team("tea", CLEO)})
    agents = {one: an_agent(one) for one in (ADA, BOB, CLEO)} | {AgentId(key): value for key, value in states.items()}
    chat = chat or a_conversation(Status.ACTIVE)
    return a_context(agent, directory=directory, conversation=chat, given={COLLEAGUES: agents})


# --- transfer


def test_transfer_to_a_queue_keeps_the_note_behind_it() -> None:
    outcome = give("transfer sales wants tea", around())

    moved, note = outcome.events
    assert moved == TransferredToQueue(NOW, ADA, SALES, "Sales", note.message.id)  # type: ignore[union-attr]
    assert isinstance(note, NoteWritten)
    assert outcome.reply == say("transferred", number=1, to="Sales")


def test_transfer_to_a_queue_that_is_closed_says_so() -> None:
    context = around()
    shut = a_queue(id=SALES, title="Sales", hours=Hours("UTC"))
    directory = replace(context.directory, queues={**context.directory.queues, SALES: shut})

    outcome = give("transfer sales", replace(context, directory=directory))

    assert outcome.reply == say("transferred_closed", number=1, to="Sales")
    assert outcome.events == (TransferredToQueue(NOW, ADA, SALES, "Sales", closed=True),)


def test_transfer_to_an_agent_rings_as_long_as_the_queue_lets_it() -> None:
    outcome = give("transfer bob", around())

    assert outcome.events == (TransferredToAgent(NOW, ADA, BOB, OfferId("new-2"), later(30)),)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("transfer ada", say("transfer_yourself", number=1)),
        ("transfer bob", say("transfer_not_free", agent=BOB)),
        ("transfer elsewhere", say("transfer_other_desk", queue="Billing")),
    ],
)
def test_transfer_that_could_not_be_taken_is_refused(typed: str, sentence: object) -> None:
    context = around(bob=an_agent(BOB, ready=False))

    assert refusal(lambda: give(typed, context), ArgumentsInvalid) == sentence


def test_whether_an_agent_is_free_matters_only_in_a_running_chat() -> None:
    ended = around(chat=a_conversation(Status.WRAP_UP), bob=an_agent(BOB, ready=False))
    company = around(
        chat=a_conversation(Status.ACTIVE, participants=(a_seat(ADA), a_seat(BOB))), bob=an_agent(BOB, ready=False)
    )

    assert give("transfer bob", ended).events
    assert give("transfer bob", company).events


# --- invitations


def test_inviter_may_leave_when_the_other_joins_and_say_why() -> None:
    invited, note = give("invite bob and leave knows tea", around()).events

    assert invited == Invited(NOW, INVITATION, BOB, ADA, later(120), leaves=True)
    assert isinstance(note, NoteWritten)


def test_of_a_queue_somebody_free_is_drawn_by_lot() -> None:
    drawn = {
        give("invite sales", replace(around(), mint=("m", INVITATION, "k", f"k{lot}"))).events[0].agent  # type: ignore[union-attr]
        for lot in range(30)
    }

    assert drawn == {BOB, CLEO}


def test_whoever_can_not_come_is_not_drawn() -> None:
    busy = an_agent(BOB, capacity=1, chats={"c9": in_hand()})
    elsewhere = an_agent(CLEO, serving=frozenset({QueueId("billing")}))

    refused = refusal(lambda: give("invite sales", around(bob=busy, cleo=elsewhere)), ArgumentsInvalid)

    assert refused == say("invite_nobody_free", queue="Sales")


def test_invitation_is_taken_back() -> None:
    chat = a_conversation(Status.ACTIVE, invitation=an_invitation())

    assert give("uninvite", within(chat)).events == (InvitationTakenBack(NOW, ADA),)
    assert "uninvite" in {one.name for one in REGISTRY.offered(chat, a_profile())}
    assert "uninvite" not in {one.name for one in REGISTRY.offered(a_conversation(Status.ACTIVE), a_profile())}


# --- flags and supervisors


def test_flag_with_words_keeps_them_as_a_note() -> None:
    flag, note = give("flag please look", around()).events

    assert flag == Flagged(NOW, ADA, note.message.id)  # type: ignore[union-attr]
    assert give("flag", around()).events == (Flagged(NOW, ADA),)
    assert give("unflag", around()).events == (FlagTakenBack(NOW, ADA),)


def test_flag_without_a_team_says_whom_to_ask() -> None:
    assert refusal(lambda: give("flag", within(a_conversation(Status.ACTIVE)))) == say("flag_no_team")


def test_flag_and_unflag_stand_on_the_card_when_they_make_sense() -> None:
    up = a_conversation(Status.ACTIVE, flag=Flag(ADA, NOW))
    offered = {one.name for one in REGISTRY.offered(up, a_profile())}

    assert "unflag" in offered
    assert "flag" not in offered
    form = REGISTRY.find("flag").form
    assert form is not None
    assert [field.name for field in form(around(), {}).fields] == ["reason"]


def test_coach_with_words_begins_and_tells_the_owner_alone() -> None:
    began, told = give("coach offer tea", around(CLEO)).events

    assert began == Listened(NOW, CLEO, Listening.COACH)
    assert isinstance(told, NoteWritten)
    assert told.message.recipients == {agent_participant(ADA)}


def test_coach_without_words_and_monitor_only_begin() -> None:
    assert give("coach", around(CLEO)).events == (Listened(NOW, CLEO, Listening.COACH),)
    assert give("monitor", around(CLEO)).events == (Listened(NOW, CLEO, Listening.MONITOR),)
    assert give("barge", around(CLEO)).events == (BargedIn(NOW, CLEO),)


def test_whoever_takes_part_has_nothing_to_coach() -> None:
    assert refusal(lambda: give("coach hi", around()), Refused) == say("coach_seated", number=1)


def test_nobody_is_coached_in_a_chat_that_waits() -> None:
    assert give("coach hi", around(CLEO, a_conversation())).events == (Listened(NOW, CLEO, Listening.COACH),)


@pytest.mark.parametrize(("typed", "on"), [("masked", True), ("masked on", True), ("masked off", False)])
def test_masked_turns_on_or_off(typed: str, on: bool) -> None:  # noqa: FBT001 - drawn by name
    assert give(typed, around()).events == (MaskSet(NOW, ADA, on),)


def test_masked_without_a_word_turns_to_the_other() -> None:
    hidden = Participant(CLEO, Role.SUPERVISOR, NOW, masked=True)
    chat = a_conversation(Status.ACTIVE, participants=(a_seat(ADA), hidden))

    assert give("masked", around(CLEO, chat)).events == (MaskSet(NOW, CLEO, on=False),)


def test_listener_who_ends_is_told_that_they_left() -> None:
    monitor = Participant(CLEO, Role.SUPERVISOR, NOW, masked=True, listening=Listening.MONITOR)
    chat = a_conversation(Status.ACTIVE, participants=(a_seat(ADA), monitor))

    outcome = give("end", around(CLEO, chat))

    assert (outcome.events, outcome.reply) == ((Ended(NOW, CLEO),), say("left", number=1))
    assert REGISTRY.find("end").question(chat) is not None


def test_whisper_is_for_one_alone_with_what_was_posted_with_it() -> None:
    file = Unfetched(ExternalRef("f1"), "complaint.pdf", "application/pdf", 10)
    context = replace(around(), files=(file,))

    (told,) = give("whisper bob what would you do?", context).events

    assert isinstance(told, NoteWritten)
    assert told.message.recipients == {agent_participant(BOB)}
    assert told.message.parts == (Text("what would you do?"), file)


# --- who is there


def test_directory_turns_words_into_names_and_keeps_none() -> None:
    assert give("directory", around()).view == View(ViewName.DIRECTORY)
    assert give("directory BO", around()).view == View(
        ViewName.DIRECTORY, {"agents": "bob", "queues": "", "experts": ""}
    )
    refused = refusal(lambda: give("directory zz", around()), ArgumentsInvalid)
    assert refused == say("directory_nobody", words="zz")


def test_views_of_people_are_asked_for() -> None:
    assert give("attendees", around()).view == View(ViewName.ATTENDEES)
    assert give("overview", around(CLEO)).view == View(ViewName.OVERVIEW)
    assert give("overview bob", around(CLEO)).view == View(ViewName.OVERVIEW, {"agent": "bob"})


def test_report_is_of_the_last_day_unless_told_otherwise() -> None:
    view = give("report", around(CLEO)).view
    week = give("report 7", around(CLEO)).view

    assert view == View(ViewName.REPORT, {"since": later(-86_400).isoformat(), "until": NOW.isoformat()})
    assert week is not None
    assert week.args["since"] == later(-7 * 86_400).isoformat()


def test_agent_is_set_not_ready_once() -> None:
    assert give("setnotready bob", around(CLEO)).changes == (SetNotReady(BOB, CLEO),)
    refused = refusal(lambda: give("setnotready bob", around(CLEO, bob=an_agent(BOB, ready=False))))
    assert refused == say("set_not_ready_already", agent=BOB)


def test_only_those_with_the_right_supervise() -> None:
    names = {"monitor", "coach", "barge", "overview", "setnotready"}
    lead = a_profile(role=RoleAtWork.SUPERVISOR)

    assert not [name for name in names if REGISTRY.may_give(REGISTRY.find(name), a_profile())]
    assert all(REGISTRY.may_give(REGISTRY.find(name), lead) for name in names)


def test_hiding_is_offered_where_somebody_else_is_there() -> None:
    alone = a_conversation(Status.ACTIVE)
    visitor = Participant(CLEO, Role.SUPERVISOR, NOW, listening=Listening.COACH)

    assert not MASKED.available(alone)
    assert MASKED.available(replace(alone, participants=(*alone.participants, visitor)))
