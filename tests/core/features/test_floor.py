"""The floor, the attendees and the cards beside a thread, as they are shown."""

from dataclasses import replace

from core.agents.model import Agent, Presence
from core.commands.catalog import ALL
from core.commands.registry import Registry
from core.conversation.model import Conversation, Flag, Listening, Participant, Role, Status, Transfer
from core.features.attendees import attendees
from core.features.beside_cards import Beside, flag_card, waits_card
from core.features.floor import (
    Floor,
    Line,
    agents_now,
    as_lines,
    chats_of,
    may_see_floor,
    queues_now,
    state_of,
)
from core.features.scene import Scene
from core.ids import AgentId, ConversationId, QueueId
from core.policy.hours import Hours
from core.views import Tone
from tests.build import (
    ADA,
    BILLING,
    BOB,
    CLEO,
    NOW,
    a_conversation,
    a_directory,
    a_profile,
    a_queue,
    a_seat,
    an_agent,
    an_invitation,
    in_hand,
)

MONITOR = Participant(CLEO, Role.SUPERVISOR, NOW, masked=True, listening=Listening.MONITOR)
REGISTRY = Registry(ALL)


def a_floor(lines: dict[QueueId, Line] | None = None, *agents: Agent) -> Floor:
    """Make a floor of Ada, Bob and Cleo."""
    return Floor(a_directory(), {one.id: one for one in agents}, lines or {})


def beside(chat: Conversation, words: str = "", link: str = "") -> Beside:
    """Give what a card beside the thread is rendered from, by Ada."""
    return Beside(Scene(chat, a_queue(), a_directory(), REGISTRY), ADA, words, link)


def test_queue_shows_what_waits_and_is_bad_when_nobody_is_ready() -> None:
    line = {BILLING: Line(2, ConversationId("c1"), NOW)}

    (alone,) = queues_now(a_floor(line)).lines
    (manned,) = queues_now(a_floor(line, an_agent(ADA))).lines
    (empty,) = queues_now(a_floor()).lines

    assert alone.detail == "2 waiting · 0 of 3 ready, 0 busy"
    assert (alone.tone, manned.tone, empty.tone) == (Tone.BAD, Tone.WARN, Tone.GOOD)
    assert [button.command for button in alone.buttons] == ["pick"]
    assert empty.buttons == ()


def test_queue_outside_its_hours_says_so_and_is_no_cause_for_alarm() -> None:
    shut = a_directory(queues=(a_queue(hours=Hours("UTC")),))
    waits = {BILLING: Line(2, ConversationId("c1"), NOW)}

    (line,) = queues_now(Floor(shut, {}, waits, NOW)).lines

    assert line.detail == "closed now · 2 waiting · 0 of 3 ready, 0 busy"
    assert line.tone is Tone.QUIET
    assert [button.command for button in line.buttons] == ["pick"]


def test_agents_stand_busiest_first_with_what_can_be_done() -> None:
    busy = an_agent(BOB, chats={ConversationId("c1"): in_hand()})

    lines = agents_now(a_floor(None, an_agent(ADA), busy)).lines

    assert [line.title for line in lines] == ["Bob", "Ada", "Cleo"]
    commands = [[button.command for button in line.buttons] for line in lines]
    assert commands == [["overview", "setnotready"], ["setnotready"], []]


def test_state_says_why_and_how_much() -> None:
    assert state_of(an_agent(ADA, ready=False, note="lunch")) == "Not Ready (lunch)"
    assert state_of(an_agent(ADA, chats={ConversationId("c1"): in_hand()})) == "Busy · 1 of 3 in hand"
    assert an_agent(ADA).presence is Presence.READY


def test_lines_that_do_not_fit_are_counted() -> None:
    section = agents_now(a_floor())

    assert as_lines(section, 1).endswith("… and 2 more: give a part of a name")
    assert as_lines(replace(section, lines=()), 1) == "Agents:\nNo agents are configured."


def test_chats_of_an_agent_say_how_they_are_in_them() -> None:
    chats = (
        a_conversation(Status.ACTIVE),
        a_conversation(Status.ACTIVE, owner=BOB, participants=(a_seat(BOB), a_seat(ADA))),
        a_conversation(Status.ACTIVE, owner=BOB, participants=(a_seat(BOB),), invitation=an_invitation(ADA, BOB)),
        a_conversation(Status.WRAP_UP),
    )

    lines = chats_of(a_profile(), chats, {ConversationId("c1"): "https://x"})

    assert [line.split(" · ")[1] for line in lines] == ["owner", "takes part", "offered or invited", "Wrap-up"]
    assert all(line.endswith("https://x") for line in lines)


def test_only_who_may_supervise_sees_the_floor() -> None:
    assert not may_see_floor(a_profile())
    assert not may_see_floor(None)


def test_attendees_are_masked_or_not() -> None:
    chat = a_conversation(
        Status.ACTIVE,
        participants=(a_seat(ADA), replace(a_seat(BOB), masked=True), MONITOR),
        customer_gone=True,
        invitation=an_invitation(AgentId("dora")),
    )

    assert attendees(chat, a_directory()).split("\n") == [
        "In chat #1:",
        "• Grace · customer · away",
        "• Ada · agent · owner · Unmasked",
        "• Bob · agent · Masked",
        "• Cleo · supervisor · monitors · Masked",
        "• dora · invited by Ada, has not answered yet",
    ]
    assert attendees(a_conversation(), a_directory()).endswith("• no agent yet")


def test_flag_shows_who_asks_who_helps_and_the_ways_in() -> None:
    up = a_conversation(Status.ACTIVE, flag=Flag(ADA, NOW))
    helped = replace(up, participants=(a_seat(ADA), MONITOR))

    card = flag_card(beside(up, "please look", "https://x"))

    assert (card.title, card.tone, card.quote, card.link) == ("Ada asks for help", Tone.BAD, "please look", "https://x")
    assert [button.command for button in card.buttons] == ["monitor", "coach", "barge"]
    assert flag_card(beside(helped)).tone is Tone.WARN
    assert {fact.label for fact in flag_card(beside(helped)).facts} >= {"Monitoring"}


def test_flag_that_is_down_says_why_and_offers_nothing() -> None:
    down, over = flag_card(beside(a_conversation(Status.ACTIVE))), flag_card(beside(a_conversation(Status.HANDLED)))

    assert (down.title, down.status, down.buttons) == ("Ada asked for help", "Needs no help any more", ())
    assert over.status == "The chat has ended"


def test_chat_that_was_given_to_a_queue_can_be_taken_from_its_place_while_it_waits() -> None:
    waiting = a_conversation(transfer=Transfer(ADA, NOW, BILLING))

    assert [button.command for button in waits_card(beside(waiting)).buttons] == ["accept"]
    assert waits_card(beside(a_conversation(Status.ACTIVE))).status == "Taken by Ada"
    assert waits_card(beside(a_conversation(Status.HANDLED))).status == "The chat has ended"
