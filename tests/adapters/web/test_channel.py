"""The channel's port, its section of the configuration, and what the customer's log becomes on the wire."""

from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest
from pydantic import ValidationError

from adapters.web import ADAPTER
from adapters.web.client import WebChannel
from adapters.web.ids import make_contact, make_visitor, parse_contact
from adapters.web.outbound import event_frame
from core.capabilities import fit
from core.errors import DeliveryFailed, Transient
from core.features.menus import menu
from core.features.pages import page_text
from core.ids import BOT, CUSTOMER, AgentId, ChannelName, ConversationId, ExternalRef, MessageId, agent_participant
from core.messages import Mark, MarkKind, Message, Reaction, Span, Text, Visibility
from core.ports import CustomerChannel, FeedEvent, Outbound
from tests.adapters.web.ports import START, HandClock, MemoryFeed
from tests.adapters.web.world import ADA, DIRECTORY, section

CHAT = ConversationId("0123456789abcdef0123456789abcdef-1")
CONTACT = make_contact("0123456789abcdef0123456789abcdef")
MESSAGE = Message(MessageId("M1"), CHAT, agent_participant(ADA), "Ada Lovelace", START, (Text("hello"),))


def shown(message: Message) -> dict[str, object]:
    event = FeedEvent(1, START, "message", message=message)
    frame = event_frame(event, CHAT, DIRECTORY, lambda media: f"/{media.file}")
    found: dict[str, object] = frame.get("message", frame)
    return found


async def test_sending_twice_with_one_key_shows_once() -> None:
    feed = MemoryFeed(HandClock())
    channel = WebChannel(ChannelName("web"), feed)
    outbound = Outbound("key-1", CHAT, CONTACT, "message", MESSAGE)

    assert await channel.send(outbound) == await channel.send(outbound)
    assert len(feed.events[CHAT]) == 1


async def test_log_that_can_not_be_written_is_a_failure_worth_another_try() -> None:
    feed = MemoryFeed(HandClock())
    feed.failure = OSError("disk full")

    with pytest.raises(Transient) as failed:
        await WebChannel(ChannelName("web"), feed).send(Outbound("key-1", CHAT, CONTACT, "message", MESSAGE))
    assert isinstance(failed.value, DeliveryFailed)


def test_channel_is_what_the_core_asks_for() -> None:
    channel = WebChannel(ChannelName("web"), MemoryFeed(HandClock()))

    assert isinstance(channel, CustomerChannel)
    assert len(fit((Text("x " * 3000),), channel.capabilities(CONTACT)).parts) == 2


def test_contact_is_read_as_it_was_made() -> None:
    visitor = make_visitor()

    assert parse_contact(visitor.contact) == visitor
    with pytest.raises(ValueError, match="not a contact"):
        parse_contact(ExternalRef("tel:+123"))


def test_masked_words_never_reach_the_wire() -> None:
    message = replace(MESSAGE, parts=(Text("card"), Text("4111 1111")), masks=(Span(5, 9),))

    assert "4111" not in str(shown(message)["text"])[:9]
    assert shown(message)["text"] == "card\n•••• 1111"
    assert shown(message)["parts"] == [{"kind": "text", "text": "card"}, {"kind": "text", "text": "•••• 1111"}]


@pytest.mark.parametrize("visibility", [Visibility.AGENTS, Visibility.ONLY, Visibility.HELD])
def test_message_that_the_customer_may_not_see_keeps_only_its_number(visibility: Visibility) -> None:
    frame = shown(replace(MESSAGE, visibility=visibility))

    assert "hello" not in str(frame)
    assert (frame["kind"], frame["seq"]) == ("hidden", 1)


def test_link_keeps_its_address_when_it_becomes_plain_text() -> None:
    text = "see our terms or https://shop.example"
    marks = (
        Mark(MarkKind.LINK, 8, 13, "https://shop.example/terms"),
        Mark(MarkKind.LINK, 17, 37, "https://shop.example/"),
        Mark(MarkKind.BOLD, 0, 3),
    )

    expected = "see our terms (https://shop.example/terms) or https://shop.example"
    assert shown(replace(MESSAGE, parts=(Text(text, marks),)))["text"] == expected


def test_authors_appear_as_the_customer_knows_them() -> None:
    assert (shown(MESSAGE)["from"], shown(MESSAGE)["name"]) == ("agent", "Ada")
    assert shown(replace(MESSAGE, author=BOT, author_name="Helper"))["from"] == "bot"
    assert shown(replace(MESSAGE, author=CUSTOMER))["from"] == "customer"


def test_section_refuses_a_guessable_secret_without_showing_it() -> None:
    with pytest.raises(ValidationError) as refused:
        section(token_secret="short-one")

    assert "at least 16 characters" in str(refused.value)
    assert "short-one" not in str(refused.value)


def test_section_needs_a_site_and_knows_its_defaults() -> None:
    with pytest.raises(ValidationError):
        section(allowed_origins=[])

    assert section().away_after == timedelta(seconds=60)
    assert ADAPTER.section is type(section())


def test_a_menu_becomes_buttons_and_its_numbered_answers_are_left_out() -> None:
    text = menu("Which tea?", ("Green", "Black"))

    assert shown(replace(MESSAGE, parts=(text,)))["parts"] == [
        {"kind": "text", "text": "Which tea?", "choices": ["Green", "Black"]}
    ]


def test_a_masked_menu_has_no_buttons() -> None:
    text = menu("Which tea?", ("Green", "Black"))
    (part,) = cast("list[dict[str, object]]", shown(replace(MESSAGE, parts=(text,), masks=(Span(14, 19),)))["parts"])

    assert "choices" not in part
    assert "Green" not in str(part["text"])


def test_an_offered_page_says_what_became_of_it() -> None:
    text = page_text("https://shop.example/", "Shop", ask=True)
    (part,) = cast("list[dict[str, object]]", shown(replace(MESSAGE, parts=(text,)))["parts"])

    assert part["page"] == {"url": "https://shop.example/", "title": "Shop", "ask": True, "opened": None}


def test_emoji_on_a_message_are_counted_and_gone_with_it() -> None:
    ada, grace = agent_participant(ADA), agent_participant(AgentId("grace"))
    message = replace(MESSAGE, reactions=(Reaction("👍", ada), Reaction("🎉", ada), Reaction("👍", grace)))

    assert shown(message)["reactions"] == [{"emoji": "👍", "count": 2}, {"emoji": "🎉", "count": 1}]
    assert "reactions" not in shown(replace(message, deleted=True))
    assert "reactions" not in shown(MESSAGE)
