"""WhatsApp's templates against Meta as the playground plays it: what is seen at the desk is what the customer sees."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import pytest

from adapters.whatsapp.sentences import TEMPLATES
from playground.server import Playground
from tests.scenarios.apps import WhatsApp
from tests.scenarios.person import Person
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
UNKNOWN = {"name": "nothing", "text": "Nothing."}


class WithTemplates(WhatsApp):
    """Her WhatsApp, and ours with templates."""

    @staticmethod
    def section(playground: Playground) -> dict[str, Any]:
        """Give the app, a number of ours, and its templates."""
        return WhatsApp.section(playground) | {"templates": [ORDER, GERMAN, PAUSED, UNLIKE, UNKNOWN]}


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


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("old_offer", "whatsapp_template_paused"),
        ("spring_news | Northwind", "whatsapp_template_places"),
        ("nothing", "whatsapp_template_unknown"),
    ],
)
async def test_what_meta_refuses_is_told_in_words_in_the_thread(typed: str, why: str) -> None:
    async with a_day_later() as (mia, ada):
        await ada.writes(f"!template {typed}")
        await mia.world.desk.shows(TEMPLATES[why][1:])
