"""WhatsApp's templates against Meta as the playground plays it: what is seen at the desk is what the customer sees."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import pytest

from adapters.whatsapp.sentences import TEMPLATES
from playground.server import Playground
from tests.scenarios.apps import WhatsApp
from tests.scenarios.person import Person
from tests.scenarios.scenes import sentence
from tests.scenarios.with_app import with_app

ORDER = {
    "name": "order_update",
    "text": "Hello {{1}}, there is news about your order {{2}}.",
    "header": "Your order",
    "footer": "Northwind",
}
GERMAN = {
    "name": "hello_again",
    "language": "de",
    "text": "Hallo {{1}}, wir haben eine Antwort auf Ihre Frage. Geht es hier weiter?",
    "buttons": ["Ja, bitte"],
}
PAUSED = {"name": "old_offer", "text": "Last year's prices, once more."}
UNLIKE = {"name": "spring_news", "text": "Spring has come to {{1}}."}
PARCEL = {
    "name": "parcel",
    "header": "Order {{1}}",
    "text": "Hi {{1}}, your parcel is on its way.",
    "buttons": ["Thank you", "Follow it"],
    "links": {"Follow it": "https://shop.example/track/{{1}}"},
    "labels": ["Order", "First name", "Tracking number"],
}
AT_META: list[dict[str, Any]] = [
    {"type": "HEADER", "format": "TEXT", "text": "Order {{1}}"},
    {"type": "BODY", "text": "Hi {{1}}, your parcel is on its way."},
    {
        "type": "BUTTONS",
        "buttons": [
            {"type": "QUICK_REPLY", "text": "Thank you"},
            {"type": "URL", "text": "Follow it", "url": "https://shop.example/track/{{1}}"},
        ],
    },
]
PAPER: list[dict[str, Any]] = [{"type": "HEADER", "format": "DOCUMENT"}, {"type": "BODY", "text": "Here is your bill."}]
UNKNOWN = {"name": "nothing", "text": "Nothing."}


PAPERLESS = {"name": "paperless", "text": "Here is your bill."}


class WithTemplates(WhatsApp):
    """Her WhatsApp, and ours with templates."""

    @staticmethod
    def section(playground: Playground) -> dict[str, Any]:
        """Give the app, a number of ours, and its templates."""
        paper = {"name": "paper", "text": "Here is your bill.", "document": f"{playground.url}/static/icon.svg"}
        given = [PARCEL, ORDER, GERMAN, PAUSED, UNLIKE, UNKNOWN, paper, PAPERLESS]
        return WhatsApp.section(playground) | {"templates": given}

    @staticmethod
    async def known(playground: Playground, words: str) -> None:
        """Let Meta have approved what is not among its own."""
        await WhatsApp.known(playground, words)
        for name, components in (("parcel", AT_META), ("paper", PAPER), ("paperless", PAPER)):
            one = {"name": name, "language": "en_US", "status": "APPROVED", "category": "UTILITY"}
            kept = {"id": name, "parameter_format": "POSITIONAL", "components": components}
            playground.meta.settings.templates.append(one | kept)


@asynccontextmanager
async def a_day_later(changes: Mapping[str, Any] | None = None) -> AsyncIterator[tuple[WithTemplates, Person]]:
    """Let Mia write, Ada accept, and a day pass."""
    async with with_app(WithTemplates, changes or {}) as (mia, ada):
        assert isinstance(mia, WithTemplates)
        await mia.says("is it back?")
        await ada.accepts()
        await mia.quiet()
        mia.world.clock.jump(25 * 3600)
        yield mia, ada


async def test_meta_takes_what_was_filled_in_and_the_customer_sees_what_the_thread_has() -> None:
    async with a_day_later() as (mia, ada):
        await ada.writes("!template order_update | Mia | 4711")
        await mia.gets("Hello Mia, there is news about your order 4711.")
        bubble = mia.app.bubbles(mia.person)[-1]
        seen = f"{bubble.header}\n{bubble.text}\n{bubble.footer}"
        await mia.world.desk.shows(seen)
        await ada.writes("!template hello_again:de | Mia")
        await mia.gets("Hallo Mia, wir haben eine Antwort auf Ihre Frage. Geht es hier weiter?")
        await mia.taps("Hallo Mia", "Ja, bitte")
        await mia.world.desk.shows("Ja, bitte")
        await ada.writes("good, then here it is")
        await mia.gets("good, then here it is")


async def test_a_heading_and_a_buttons_address_are_filled_in_and_seen_before_they_go() -> None:
    async with a_day_later() as (mia, ada):
        await ada.writes("!template")
        await ada.clicks("parcel (en_US)…")
        await ada.modal.shows("Order {Order}", "[Follow it] https://shop.example/track/{Tracking number}")
        filled = {"value1": "4711", "value2": "Mia", "value3": "A7 B8"}
        await ada.modal.refuses(filled, value3=sentence("template_address", place="Tracking number"))
        await ada.fills_in(**(filled | {"value3": "A7-B8"}))
        await ada.modal.shows("Order 4711", "[Follow it] https://shop.example/track/A7-B8")
        await ada.fills_in(**(filled | {"value3": "A7-B8"}))
        await mia.gets("Hi Mia, your parcel is on its way.")
        bubble = mia.app.bubbles(mia.person)[-1]

        assert bubble.header == "Order 4711"
        assert [(one.title, one.value) for one in bubble.choices if one.kind == "url"] == [
            ("Follow it", "https://shop.example/track/A7-B8")
        ]
        await mia.world.desk.shows("[Follow it] https://shop.example/track/A7-B8")


async def test_a_document_above_a_template_arrives_with_it() -> None:
    async with a_day_later() as (mia, ada):
        await ada.writes("!template paper")
        await mia.gets("Here is your bill.")

        assert [one.mimetype for one in mia.app.bubbles(mia.person)[-1].files] == ["image/svg+xml"]
        await mia.world.desk.shows("/static/icon.svg")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("old_offer", "whatsapp_template_paused"),
        ("spring_news | Northwind", "whatsapp_template_places"),
        ("nothing", "whatsapp_template_unknown"),
        ("paperless", "whatsapp_template_places"),
    ],
)
async def test_what_meta_refuses_is_told_in_words_in_the_thread(typed: str, why: str) -> None:
    async with a_day_later() as (mia, ada):
        await ada.writes(f"!template {typed}")
        await mia.world.desk.shows(TEMPLATES[why][1:])
