"""Cards are rendered from the state alone: the root card of a chat's thread and an agent's private offer (P2)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.commands.catalog import ALL
from core.commands.registry import Registry
from core.conversation.bot_talk import BotTalk
from core.conversation.effects import OfferOutcome
from core.conversation.model import Conversation, EndedBy, Hold, Page, Status, Timer
from core.features.answering import Answer
from core.features.card_buttons import MAIN_BUTTONS, button_for, grouped
from core.features.cards import OfferScene, Scene, offer_card, root_card
from core.ids import AgentId, BotId
from core.routing.queues import OfferMode
from core.views import Button, Fact, Tone
from tests.build import (
    ADA,
    BOB,
    CHAT,
    NOW,
    a_conversation,
    a_directory,
    a_held,
    a_profile,
    a_queue,
    a_seat,
    an_offer,
    later,
)

REGISTRY = Registry(ALL)
LINK = "https://desk.example/thread"
MAIN = ["Note…", "Canned response…", "Invite…", "End chat"]
"""What stands open on the card of a running chat."""


def scene(state: Conversation) -> Scene:
    """Put a chat before the usual people."""
    people = a_directory(a_profile(ADA, "Ada Lovelace"), a_profile(BOB, "Bob Green"))
    return Scene(state, a_queue(), people, REGISTRY)


def labels(buttons: tuple[Button, ...]) -> list[str]:
    """Give the buttons' words."""
    return [button.label for button in buttons]


@pytest.mark.parametrize(
    ("state", "status", "tone"),
    [
        (a_conversation(Status.NEW), "Waiting", Tone.WARN),
        (a_conversation(), "Waiting", Tone.WARN),
        (a_conversation(Status.OFFERED), "Ringing Ada Lovelace", Tone.WARN),
        (
            a_conversation(Status.OFFERED, offer=an_offer(ADA, BOB, mode=OfferMode.BROADCAST)),
            "Offered to everybody here",
            Tone.WARN,
        ),
        (a_conversation(Status.ACTIVE), "With Ada Lovelace", Tone.GOOD),
        (a_conversation(Status.ACTIVE, hold=Hold(ADA, NOW)), "On hold, with Ada Lovelace", Tone.QUIET),
        (
            a_conversation(Status.ACTIVE, hold=Hold(ADA, NOW, wrote=True)),
            "The customer has written: back to Ada Lovelace as soon as there is room",
            Tone.WARN,
        ),
        (a_conversation(Status.WRAP_UP), "Wrap-up · ended by the agent", Tone.QUIET),
        (
            a_conversation(Status.HANDLED, ended_by=EndedBy.CUSTOMER),
            "Handled · ended by the customer",
            Tone.QUIET,
        ),
        (a_conversation(Status.HANDLED, ended_by=None), "Handled · ended by the agent", Tone.QUIET),
    ],
)
def test_status_says_where_the_chat_stands(state: Conversation, status: str, tone: Tone) -> None:
    card = root_card(scene(state))

    assert (card.status, card.tone) == (status, tone)
    assert card.summary == f"#1 Billing: {status}"


def test_card_says_who_and_which() -> None:
    card = root_card(scene(a_conversation()))

    assert (card.title, card.quote, card.footnote) == ("Grace", "Hello", "#1 · Billing · web")
    assert root_card(scene(a_conversation(customer_name=""))).title == "Customer"


@pytest.mark.parametrize(
    ("state", "facts"),
    [
        (a_conversation(Status.NEW), ()),
        (a_conversation(), (Fact("Waiting since", moment=NOW),)),
        (
            a_conversation(Status.OFFERED),
            (Fact("Waiting since", moment=NOW), Fact("Rings until", moment=later(30))),
        ),
        (
            a_conversation(Status.OFFERED, offer=an_offer(ADA, mode=OfferMode.BROADCAST)),
            (Fact("Waiting since", moment=NOW),),
        ),
        (a_conversation(Status.ACTIVE), (Fact("Since", moment=NOW),)),
        (
            a_conversation(
                Status.ACTIVE,
                participants=(a_seat(ADA), a_seat(AgentId("zoe"))),
                private=frozenset({ADA}),
                page=Page("https://shop.example/cart", "Cart"),
                customer_gone=True,
            ),
            (
                Fact("Since", moment=NOW),
                Fact("Here", "Ada Lovelace, zoe"),
                Fact("Private mode", "Ada Lovelace"),
                Fact("Page", "Cart", href="https://shop.example/cart"),
                Fact("Customer", "away"),
            ),
        ),
        (
            a_conversation(page=Page("https://shop.example/")),
            (Fact("Waiting since", moment=NOW), Fact("Page", "https://shop.example/", href="https://shop.example/")),
        ),
        (a_conversation(Status.HANDLED), (Fact("Ended", moment=NOW),)),
    ],
)
def test_facts_are_those_that_matter_now(state: Conversation, facts: tuple[Fact, ...]) -> None:
    assert root_card(scene(state)).facts == facts


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (a_conversation(), ["Accept", "More…"]),
        (a_conversation(Status.OFFERED), ["Accept", "Reject", "More…"]),
        (a_conversation(Status.ACTIVE, held=(a_held(),)), [*MAIN, "More…"]),
        (a_conversation(Status.WRAP_UP), ["Note…", "Complete", "More…"]),
        (a_conversation(Status.HANDLED), ["More…"]),
    ],
)
def test_buttons_are_what_can_be_done_now(state: Conversation, shown: list[str]) -> None:
    card = root_card(scene(state))

    assert labels(card.buttons) == shown
    assert card.more == ()


def test_buttons_beyond_the_first_few_are_behind_more() -> None:
    card = root_card(scene(a_conversation(Status.ACTIVE, participants=(a_seat(ADA), a_seat(BOB)))))

    assert labels(card.buttons) == [*MAIN, "More…"]
    assert card.buttons[-1] == Button("More…", "actions", CHAT)
    assert card.more == ()


def test_main_buttons_for_which_there_is_no_room_are_behind_more() -> None:
    crowd = [replace(REGISTRY.find("note"), name=f"note{n}") for n in range(MAIN_BUTTONS + 1)]
    crowded = replace(scene(a_conversation(Status.ACTIVE)), registry=Registry([*crowd, REGISTRY.find("actions")]))

    assert [one.command for one in root_card(crowded).buttons] == ["note0", "note1", "note2", "note3", "actions"]


def test_without_the_command_that_shows_the_rest_the_card_has_no_more() -> None:
    few = replace(scene(a_conversation(Status.ACTIVE)), registry=Registry([REGISTRY.find("leave")]))

    assert root_card(replace(few, conversation=a_conversation(Status.QUEUED))).buttons == ()
    with_company = a_conversation(Status.ACTIVE, participants=(a_seat(ADA), a_seat(BOB)))
    assert root_card(replace(few, conversation=with_company)).buttons == ()


def test_button_asks_for_what_must_be_given_and_before_what_can_not_be_undone() -> None:
    end, invite, accept = (
        button_for(REGISTRY.find(word), scene(a_conversation(Status.ACTIVE))) for word in ("end", "invite", "take")
    )

    assert end == Button("End chat", "end", CHAT, style="danger", confirm=REGISTRY.find("end").confirm)
    assert invite == Button("Invite…", "invite", CHAT, asks=True)
    assert accept == Button("Accept", "accept", CHAT, style="primary")


@pytest.mark.parametrize(
    "state",
    [
        a_conversation(Status.ACTIVE, customer_gone=True),
        a_conversation(Status.ACTIVE, participants=(a_seat(ADA), a_seat(BOB))),
        a_conversation(Status.HANDLED),
    ],
)
def test_ending_asks_only_where_it_closes_a_chat_with_the_customer_there(state: Conversation) -> None:
    assert button_for(REGISTRY.find("end"), scene(state)).confirm is None


def test_buttons_are_grouped_by_section_in_the_catalogue_s_order() -> None:
    state = scene(a_conversation(Status.ACTIVE, participants=(a_seat(ADA), a_seat(BOB))))

    groups = grouped(REGISTRY.offered(state.conversation, a_profile(ADA), state.queue), state)

    assert [(group.title, labels(group.buttons)[0]) for group in groups] == [
        ("Talking", "Note…"),
        ("Working together", "Invite…"),
        ("Ending", "End chat"),
    ]
    everything = [label for group in groups for label in labels(group.buttons)]
    assert {"Private mode", "Canned response…", "Leave"} <= set(everything)
    assert len(everything) == len(set(everything))


def test_open_offer_shows_who_waits_how_long_and_until_when() -> None:
    state = a_conversation(Status.OFFERED, page=Page("https://shop.example/cart"))

    card = offer_card(OfferScene(scene(state), later(177)), link=LINK)

    assert card.title == "A chat for you"
    assert card.summary == "A chat for you: Grace, Billing, Q 2:57"
    assert card.facts == (
        Fact("Customer", "Grace"),
        Fact("Queue", "Billing"),
        Fact("Waited", "Q 2:57"),
        Fact("Answer until", moment=later(30)),
        Fact("Page", "https://shop.example/cart", href="https://shop.example/cart"),
    )
    assert (card.quote, card.tone, card.link) == ("Hello", Tone.WARN, LINK)
    assert card.buttons == (Button("Accept", "accept", CHAT, style="primary"), Button("Reject", "reject", CHAT))


@pytest.mark.parametrize(
    ("outcome", "title"),
    [
        (OfferOutcome.ACCEPTED, "You accepted this chat"),
        (OfferOutcome.TAKEN, "Bob Green accepted this chat"),
        (OfferOutcome.REJECTED, "You rejected this chat: no new ones until you are Ready"),
        (OfferOutcome.EXPIRED, "You didn't answer in time: no new chats until you are Ready"),
        (OfferOutcome.CUSTOMER_LEFT, "The customer has ended the chat"),
    ],
)
def test_closed_offer_says_what_became_of_it_and_can_not_be_clicked(outcome: OfferOutcome, title: str) -> None:
    card = offer_card(OfferScene(scene(a_conversation(Status.ACTIVE, customer_name="")), later(5), outcome), BOB, LINK)

    assert (card.title, card.buttons) == (title, ())
    assert card.facts[0] == Fact("Customer", "Customer")
    assert [fact.label for fact in card.facts] == ["Customer", "Queue", "Waited"]
    won = outcome is OfferOutcome.ACCEPTED
    assert (card.tone, card.link) == ((Tone.GOOD, LINK) if won else (Tone.QUIET, ""))


@pytest.mark.parametrize(("seconds", "waited"), [(-5, "0:00"), (9, "0:09"), (61, "1:01"), (3600, "60:00")])
def test_waiting_time_is_minutes_and_seconds(seconds: int, waited: str) -> None:
    card = offer_card(OfferScene(scene(a_conversation(Status.OFFERED)), NOW + timedelta(seconds=seconds)))

    assert card.facts[2] == Fact("Waited", f"Q {waited}")


def test_chat_that_was_never_queued_has_not_waited() -> None:
    unqueued = replace(a_conversation(Status.OFFERED), queued_at=None)

    assert offer_card(OfferScene(scene(unqueued), later(60))).facts[2] == Fact("Waited", "Q 0:00")


def test_the_same_state_gives_the_same_card() -> None:
    state = a_conversation(Status.ACTIVE, private=frozenset({BOB, ADA}))

    assert root_card(scene(state)) == root_card(scene(replace(state, private=frozenset({ADA, BOB}))))


def test_a_chat_with_the_bot_shows_what_the_customer_has_told_it() -> None:
    known = (Answer("number", "Order number", ("4711",)), Answer("text", "Story", ("a " * 200,)))
    talking = a_conversation(Status.BOT, bot=BotTalk(BotId("tilly"), NOW))
    card = root_card(replace(scene(talking), attributes=known))

    assert (card.status, card.tone) == ("With the bot", Tone.PLAIN)
    assert Fact("Order number", "4711") in card.facts
    assert all(len(fact.value) <= 200 for fact in card.facts)
    assert labels(card.buttons)[0] == "Take over"


def test_a_request_shows_from_when_on_it_is_offered() -> None:
    waiting = root_card(scene(a_conversation(request=True, timers={Timer.OPENS: later(60)})))
    offered = root_card(scene(a_conversation(request=True)))

    assert (waiting.status, waiting.tone) == ("Request left outside the hours", Tone.QUIET)
    assert Fact("Offered from", moment=later(60)) in waiting.facts
    assert Fact("Request", "left outside the hours") in offered.facts


def test_an_offer_of_a_request_says_so() -> None:
    offer = offer_card(OfferScene(scene(a_conversation(Status.OFFERED, request=True)), NOW))

    assert Fact("Request", "left outside the hours") in offer.facts


@pytest.mark.parametrize(("silence", "tone"), [(0, Tone.GOOD), (1, Tone.WARN), (2, Tone.BAD)])
def test_wait_for_an_answer_shows_by_colour_and_since_when(silence: int, tone: Tone) -> None:
    card = root_card(scene(a_conversation(Status.ACTIVE, silence=silence, agent_last_at=later(5))))

    waits = (Fact("No answer since", moment=later(5)),)
    assert (card.tone, card.facts[1:]) == (tone, waits if silence else ())
    assert ("waits" in card.status) is bool(silence)
