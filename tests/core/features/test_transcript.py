"""Transcripts: what each audience reads of a chat, and that nothing private is in the customer's."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.conversation.effects import Record
from core.conversation.model import Page, Status
from core.features.transcript import Audience, Happened, Kind, Material, Told, transcript
from core.features.transcript_pages import STYLE_HASH, as_page, as_text
from core.ids import BOT, FileId, MessageId, agent_participant
from core.messages import Media, Message, Span, Text, Visibility
from tests.build import ADA, BOB, NOW, a_conversation, a_message, an_agents_message, later

PRIVATE = (Visibility.AGENTS, Visibility.ONLY, Visibility.HELD)


def material(*messages: Message, **changes: object) -> Material:
    given: dict[str, object] = {
        "chat": a_conversation(Status.WRAP_UP, page=Page("https://shop.example/pay")),
        "queue": "Support",
        "names": {"ada": "Ada Lovelace", "bob": "Bob Noyce"},
        "nicknames": {"ada": "Ada"},
        "messages": messages,
    } | changes
    return Material(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize("visibility", PRIVATE)
def test_nothing_private_is_in_the_customers_transcript(visibility: Visibility) -> None:
    secret = an_agents_message("m2", "the secret", visibility=visibility)

    found = transcript(material(a_message(), secret), Audience.CUSTOMER)

    assert [line.text for line in found.lines] == ["Hello"]
    assert "secret" not in as_text(found) + as_page(found)


def test_a_message_for_chosen_people_is_private_whatever_its_visibility_says() -> None:
    odd = replace(an_agents_message("m2", "the secret"), recipients=frozenset({agent_participant(BOB)}))

    assert transcript(material(odd), Audience.CUSTOMER).lines == ()


def test_the_organisations_marks_what_is_private_and_leaves_out_what_is_held() -> None:
    note = an_agents_message("m2", "a note", visibility=Visibility.AGENTS)
    whisper = replace(
        an_agents_message("m3", "a whisper", visibility=Visibility.ONLY),
        recipients=frozenset({agent_participant(BOB)}),
    )
    held = an_agents_message("m4", "held", visibility=Visibility.HELD)

    found = transcript(material(a_message(), note, whisper, held), Audience.ORGANISATION)

    assert [(line.kind, line.who, line.text) for line in found.lines] == [
        (Kind.CUSTOMER, "Grace", "Hello"),
        (Kind.NOTE, "Ada Lovelace", "a note"),
        (Kind.NOTE, "Ada Lovelace → Bob Noyce", "a whisper"),
    ]
    assert "[private] Ada Lovelace: a note" in as_text(found)
    assert "· private" in as_page(found)


def test_what_is_masked_is_masked_for_both_and_what_was_deleted_is_gone_from_the_customers() -> None:
    masked = replace(a_message("m1", "my card 4111 1111"), masks=(Span(8, 17),))
    deleted = replace(a_message("m2", "oops"), deleted=True)

    customers, ours = (transcript(material(masked, deleted), audience) for audience in Audience)

    assert [line.text for line in customers.lines] == ["my card *********"]
    assert [line.text for line in ours.lines] == ["my card *********", "(deleted)"]
    assert "4111" not in as_page(customers) + as_page(ours)


def test_customers_read_nicknames_and_colleagues_read_names() -> None:
    said = an_agents_message("m1", "Hi")

    customers, ours = (transcript(material(said), audience) for audience in Audience)

    assert (customers.lines[0].who, ours.lines[0].who) == ("Ada", "Ada Lovelace")


def test_customers_never_read_the_name_of_an_agent_who_is_none_any_more() -> None:
    said = replace(an_agents_message("m1", "Hi"), author_name="Ada Lovelace")

    customers, ours = (transcript(material(said, names={}, nicknames={}), audience) for audience in Audience)

    assert (customers.lines[0].who, ours.lines[0].who) == ("Agent", "Ada Lovelace")


def test_the_customers_turns_are_those_that_their_window_told() -> None:
    told = (
        Told(NOW, "waiting"),
        Told(later(1), "active", None, "Ada"),
        Told(later(2), "active", "Bo is here.", "Bo"),
        Told(later(3), "active", None, "Ada"),
        Told(later(4), "active", "Still there?"),
        Told(later(5), "ended"),
    )
    journal = (Happened(NOW, Record("joined", BOB)), Happened(NOW, Record("note", ADA)))

    found = transcript(material(told=told, journal=journal), Audience.CUSTOMER)

    words = ["Ada has joined", "Bo is here.", "Ada has left", "Still there?", "The chat has ended"]
    assert [line.text for line in found.lines] == words


def test_whoever_comes_back_has_joined_and_of_a_leaving_without_words_nothing_is_told() -> None:
    told = (
        Told(later(1), "active", None, "Ada"),
        Told(later(2), "active", None, "Bo"),
        Told(later(3), "active", "", "Ada"),
        Told(later(4), "active", None, "Bo"),
        Told(later(5), "waiting"),
        Told(later(6), "active", None, "Ada"),
    )

    found = transcript(material(told=told), Audience.CUSTOMER)

    assert [line.text for line in found.lines] == ["Ada has joined", "Bo has joined", "Bo has joined", "Ada has joined"]


def test_the_organisations_turns_come_from_the_journal_and_name_who_was_there() -> None:
    journal = (
        Happened(NOW, Record("queued")),
        Happened(later(1), Record("accepted", ADA)),
        Happened(later(2), Record("agent_wrote", ADA, message=MessageId("m1"))),
        Happened(later(3), Record("joined", BOB)),
        Happened(later(4), Record("joined")),
    )
    told = (Told(NOW, "active", "a turn of the window's"),)

    found = transcript(
        material(told=told, journal=journal, details=(("Disposition", "Solved"),)), Audience.ORGANISATION
    )

    assert [line.text for line in found.lines][:3] == [
        "The chat waits for an agent",
        "Ada Lovelace has accepted the chat",
        "Bob Noyce has joined",
    ]
    details = dict(found.details)
    assert (details["Agents"], details["Page"], details["Disposition"]) == (
        "Ada Lovelace, Bob Noyce, ?",
        "https://shop.example/pay",
        "Solved",
    )


def test_times_are_in_the_queues_zone_and_days_are_told_apart() -> None:
    chat = replace(a_conversation(Status.ACTIVE), customer_name="")
    late = a_message("m2", "Late", at=NOW + timedelta(hours=20), author_name="", edited=True)
    bot = replace(a_message("m3", "Beep", at=later(60)), author=BOT, author_name="Robot")

    found = transcript(material(a_message(), late, bot, chat=chat, zone="Asia/Tokyo"), Audience.CUSTOMER)

    text = as_text(found)
    assert ["--- 2026-03-02 (Asia/Tokyo) ---" in text, "--- 2026-03-03 (Asia/Tokyo) ---" in text] == [True, True]
    assert "18:00  Grace: Hello" in text
    assert "14:00  Customer: Late (edited)" in text
    assert (found.lines[1].kind, "Ended" in dict(found.details)) == (Kind.BOT, False)


def test_pages_escape_what_people_wrote_and_name_files() -> None:
    file = Media(FileId("f1"), "<bill>.pdf", "application/pdf", 12)
    message = replace(a_message("m1", "<img src=x>"), parts=(Text("<img src=x>\nsecond"), file), edited=True)
    told = (Told(later(9), "active", "<b>hi</b>"),)

    found = transcript(material(message, told=told), Audience.CUSTOMER)

    page, text = as_page(found), as_text(found)
    assert ["<img" in page, "<b>hi" in page, "&lt;img src=x&gt;" in page, "📎 &lt;bill&gt;.pdf" in page] == [
        *(False, False),
        *(True, True),
    ]
    assert "[file: <bill>.pdf]" in text
    assert STYLE_HASH.startswith("sha256-")


def test_a_chat_without_a_word_says_so() -> None:
    found = transcript(material(), Audience.CUSTOMER)

    assert "Nothing was said." in as_text(found)
    assert "Nothing was said." in as_page(found)


def test_no_page_is_named_where_none_is_known() -> None:
    found = transcript(material(chat=a_conversation(Status.WRAP_UP)), Audience.ORGANISATION)

    assert "Page" not in dict(found.details)
