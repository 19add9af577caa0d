"""The home page and the lists: one's state and switch, chats in hand, what waits, held texts, help."""

from dataclasses import replace
from typing import Any

import pytest

from core.agents.model import Agent, NotReadyReason, RoleAtWork, Stage
from core.agents.rights import Right
from core.commands.catalog import ALL
from core.commands.registry import Registry
from core.commands.you import READY
from core.conversation.model import Hold, Status
from core.features.homes import Overview, as_text, held_texts, help_text, home, my_chats, waiting
from core.ids import DispositionId, ExternalRef, MessageId, QueueId
from core.policy.dispositions import Disposition, Dispositions
from core.views import Button, HomeChat, HomeSection, Tone
from tests.build import (
    ADA,
    BILLING,
    BOB,
    CHAT,
    NOW,
    a_conversation,
    a_directory,
    a_held,
    a_profile,
    a_queue,
    account,
    an_agent,
    an_agents_message,
    in_hand,
    later,
)

LINK = ExternalRef("https://desk.example/thread")
REGISTRY = Registry(ALL)


def an_overview(**changes: Any) -> Overview:
    """Make what Ada's lists are rendered from."""
    given: dict[str, Any] = {
        "profile": a_profile(),
        "agent": an_agent(),
        "chats": (),
        "waiting": (),
        "directory": a_directory(),
        "held": {},
        "held_chats": (),
        "person": account(ADA),
        "links": {CHAT: LINK},
    }
    return Overview(**(given | changes))


@pytest.mark.parametrize(
    ("agent", "says", "tone", "switch"),
    [
        (an_agent(), "You are Ready", Tone.GOOD, "notready"),
        (an_agent(ready=False), "You are Not Ready", Tone.BAD, "ready"),
        (an_agent(ready=False, note="lunch"), "lunch", Tone.BAD, "ready"),
        (an_agent(chats={CHAT: in_hand()}), "You are Busy", Tone.WARN, "notready"),
        (
            an_agent(chats={CHAT: in_hand()}, then_not_ready=NotReadyReason.REJECTED),
            "You are Busy · Not Ready after this",
            Tone.WARN,
            "ready",
        ),
        (an_agent(chats={CHAT: in_hand()}, ready=False), "You are Busy · no new chats", Tone.WARN, "ready"),
        (an_agent(chats={CHAT: in_hand(Stage.WRAP_UP)}), "You are in After-Call Work", Tone.QUIET, "notready"),
    ],
)
def test_home_says_ones_state_and_has_one_switch(agent: Agent, says: str, tone: Tone, switch: str) -> None:
    page = home(an_overview(agent=agent))

    assert says in page.state
    assert page.tone is tone
    assert [button.command for button in page.buttons] == [switch, "texts", "past", "alerts", "directory", "help"]
    assert page.greeting == "Hello, Ada"


def test_whoever_may_serve_several_queues_chooses_and_sees_which() -> None:
    profile = a_profile(queues=(BILLING, QueueId("sales"), QueueId("gone")))
    some = an_overview(profile=profile, agent=an_agent(serving=frozenset({BILLING, QueueId("gone")})))
    everything = an_overview(profile=profile, agent=an_agent())

    assert home(some).state.endswith("· you serve Billing")
    assert "you serve" not in home(everything).state
    assert home(everything).buttons[1] == Button("Queues…", "queues", asks=True)


def test_chat_on_hold_says_so_and_can_be_resumed() -> None:
    [line] = my_chats(an_overview(chats=(a_conversation(Status.ACTIVE, hold=Hold(ADA, NOW)),))).lines

    assert line.detail == "Billing · on hold"
    assert line.buttons == (Button("Resume", "resume", CHAT),)


def test_a_list_in_an_answer_says_how_long_each_has_waited() -> None:
    section = waiting(an_overview(waiting=(a_conversation(),)))

    assert as_text(section, later(177)) == "Waiting:\n• #1 Grace · Q 2:57 · Billing · Hello"
    assert as_text(section) == "Waiting:\n• #1 Grace · Billing · Hello"


@pytest.mark.parametrize("missing", ["profile", "agent"])
def test_stranger_is_told_what_to_do(missing: str) -> None:
    page = home(an_overview(**{missing: None}))

    assert page.sections == ()
    assert "Ask your admin" in page.state


def test_held_texts_come_first_when_there_are_any() -> None:
    holding = an_overview(
        held_chats=(a_conversation(held=(a_held(),)),), held={MessageId("m1"): an_agents_message(text="Hi Grace")}
    )

    assert [section.title for section in home(an_overview()).sections] == ["Your chats", "Waiting"]
    assert [section.title for section in home(holding).sections] == ["Your held texts", "Your chats", "Waiting"]


def test_offer_that_rings_stands_first_and_is_answered_there() -> None:
    page = home(an_overview(ringing=(a_conversation(Status.OFFERED),)))

    assert [section.title for section in page.sections] == ["Offered to you", "Your chats", "Waiting"]
    [line] = page.sections[0].lines
    assert (line.title, line.detail, line.tone) == ("#1 Grace", "Billing · Hello", Tone.WARN)
    assert [button.command for button in line.buttons] == ["accept", "reject"]


def test_chat_with_something_unread_shows_since_when_and_stands_out() -> None:
    chat = a_conversation(Status.ACTIVE, unread=2, customer_last_at=later(5), agent_last_at=later(3))

    [line] = my_chats(an_overview(chats=(chat,))).lines

    assert line == HomeChat("#1 Grace", "Billing", later(5), unread=2, link=LINK, tone=Tone.WARN)


@pytest.mark.parametrize(("said", "since"), [(later(3), later(3)), (None, NOW)])
def test_chat_that_is_answered_shows_the_time_since_the_last_word(said: object, since: object) -> None:
    chat = a_conversation(Status.ACTIVE, customer_last_at=later(1), agent_last_at=said, customer_name="")

    [line] = my_chats(an_overview(chats=(chat,), links={})).lines

    assert (line.title, line.since, line.link, line.tone) == ("#1 Customer", since, None, Tone.PLAIN)


def test_chat_in_wrap_up_is_finished_in_its_form_and_completed_where_nothing_is_missing() -> None:
    listing = Dispositions((Disposition(DispositionId("solved"), "Solved"),), required=True)
    directory = a_directory(queues=(a_queue(dispositions=listing),))
    lacking = a_conversation(Status.WRAP_UP)
    complete = replace(lacking, disposition=DispositionId("solved"))

    [line] = my_chats(an_overview(chats=(lacking,), directory=directory)).lines
    assert line.buttons == (Button("Finish…", "finish", CHAT, asks=True),)
    [line] = my_chats(an_overview(chats=(complete,), directory=directory)).lines
    assert [one.command for one in line.buttons] == ["finish", "complete"]


def test_chat_in_wrap_up_can_be_completed_from_the_list() -> None:
    [line] = my_chats(an_overview(chats=(a_conversation(Status.WRAP_UP),))).lines

    assert line.detail == "Billing · Wrap-up"
    assert line.buttons == (Button("Complete", "complete", CHAT),)


def test_what_waits_can_be_taken() -> None:
    chats = (a_conversation(), a_conversation(id="c2", number=2, first_words="", customer_name="", queue=QueueId("x")))

    first, second = waiting(an_overview(waiting=chats)).lines

    assert (first.title, first.detail, first.since) == ("#1 Grace", "Billing · Hello", NOW)
    assert first.buttons == (Button("Take", "pick", CHAT),)
    assert (second.title, second.detail) == ("#2 Customer", "x")  # a queue that was taken out of the configuration


def test_held_texts_are_numbered_as_send_and_discard_number_them() -> None:
    chat = a_conversation(held=(a_held("m9", BOB), a_held("m1"), a_held("m2", None, author=account(ADA))))
    texts = {MessageId(one): an_agents_message(one, text=f"text {one}") for one in ("m1", "m2", "m9")}

    first, second = held_texts(an_overview(held_chats=(chat,), held=texts)).lines

    assert (first.title, first.detail, first.since) == ("Chat #1, text 1", "text m1", NOW)
    assert first.buttons == (
        Button("Send to customer", "send", CHAT, {"which": "m1"}, style="primary"),
        Button("Keep internal", "discard", CHAT, {"which": "m1"}),
    )
    assert (second.title, [button.command for button in second.buttons]) == ("Chat #1, text 2", ["discard"])


def test_lists_as_text_say_when_they_are_empty() -> None:
    line = HomeChat("#1 Grace", "Billing", NOW, unread=2)

    assert as_text(HomeSection("Your chats", (), "No chats in hand.")) == "No chats in hand."
    assert as_text(HomeSection("Your chats", (line, replace(line, unread=0)), "")) == (
        "Your chats:\n• #1 Grace · Billing · 2 unread\n• #1 Grace · Billing"
    )


def test_help_lists_what_one_may_type_by_section() -> None:
    text = help_text(Registry(ALL, "+"), a_profile())

    assert text.startswith("Taking chats:\n• +accept: Take the chat")
    assert "\nYou:\n• +ready: Take chats from now on." in text
    assert text.count("• ") == sum(Registry(ALL).may_give(command, a_profile()) for command in ALL)


def test_help_hides_what_one_may_not_give() -> None:
    strict = replace(READY, name="strict", aliases=(), needs=Right.TAKE_ANY)
    registry = Registry((*ALL, strict))

    assert [line.split(":")[0] for line in help_text(REGISTRY, None).splitlines() if "•" in line] == [
        "• !list",
        "• !discard [which]",
        "• !help",
    ]
    assert "!strict" not in help_text(registry, a_profile())
    assert "!strict" in help_text(registry, a_profile(role=RoleAtWork.SUPERVISOR))


@pytest.mark.parametrize(("silence", "tone"), [(0, Tone.PLAIN), (1, Tone.WARN), (2, Tone.BAD)])
def test_wait_in_hand_shows_by_the_cards_colour(silence: int, tone: Tone) -> None:
    (line,) = my_chats(an_overview(chats=(a_conversation(Status.ACTIVE, silence=silence),))).lines

    assert line.tone is tone
