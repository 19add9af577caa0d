"""All that is known of a chat, a line each (T21)."""

from dataclasses import replace

from core.conversation.facts import Facts
from core.conversation.model import Page, Role, Status
from core.features.details import details
from tests.build import ADA, BOB, a_conversation, a_directory, a_seat


def test_details_have_a_line_for_all_that_is_known() -> None:
    seats = (a_seat(ADA), replace(a_seat(BOB), role=Role.SUPERVISOR, masked=True))
    page = Page("https://shop.example/cart", "Cart")
    chat = a_conversation(Status.ACTIVE, participants=seats, page=page, language="de")
    facts = Facts("Firefox 130", "Linux", "en", "Europe/Vienna", "390x844", touch=True)

    assert details(chat, a_directory(), facts, {"Order": "A7"}).splitlines() == [
        "Chat #1 in full:",
        "Id: c1",
        "Service: Billing",
        "Channel: web",
        "Customer: Grace",
        "Opened: 2026-03-02 09:00 UTC",
        "Accepted: 2026-03-02 09:00 UTC",
        "First words: Hello",
        "Page: Cart https://shop.example/cart",
        "Language: German",
        "Browser: Firefox 130",
        "System: Linux",
        "Time zone: Europe/Vienna",
        "Screen: 390x844, touch",
        "Attendees: Ada, Bob (supervisor, masked)",
        "Order: A7",
    ]


def test_what_is_not_known_has_no_line() -> None:
    gone = a_conversation(customer_name="", first_words="", queue="gone")

    assert details(gone, a_directory(), Facts()).splitlines()[1:] == [
        "Id: c1",
        "Service: gone",
        "Channel: web",
        "Opened: 2026-03-02 09:00 UTC",
    ]
