"""No card's number that comes by SMS, Messenger, WhatsApp or Telegram is left anywhere, or ever went out (S1, S5, S7).

Rules:
1. A number of its own is planted in every place in which the channel carries words; what the vendor told the bridge
   shows that each has come.
2. The same chat is played twice. Where the queue leaves numbers as they are, the search finds each that the bridge
   reads; where it masks, none: in no table, file, line of the log or request, neither then nor at any time before.
3. What an agent masks by hand has stood at the desk: each copy's current state is clean. What arrived on a handset
   stays there: these channels take nothing back.
"""

import re
import unicodedata
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from urllib.parse import unquote_plus

import pytest

from playground.traffic import Exchange
from tests.scenarios.apps import App, Messenger, OnApp, Phone, WhatsApp
from tests.scenarios.copies import FIGURES_TOKEN, Copies, as_text, everything
from tests.scenarios.person import Person
from tests.scenarios.planting import (
    FULL_WIDTH,
    NEVER_READ,
    Seeds,
    a_file,
    by_messenger,
    by_sms,
    by_telegram,
    by_whatsapp,
    by_whatsapp_twilio,
)
from tests.scenarios.secure import Browser, with_forms
from tests.scenarios.settings import Settings, changed
from tests.scenarios.telegram_app import Telegram
from tests.scenarios.whatsapp_twilio_app import WhatsAppTwilio
from tests.scenarios.with_app import APPS, with_app

MARKER = "persimmon"
"""Nobody masks it: it must be found where words stand."""
BY_HAND = ("kumquat", "loganberry", "mulberry", "damson", "medlar", "quince")
"""What the agent masks: of a text that is quoted, a caption, an answer of the page's inbox or a card, the agent's own
words, a text that is changed, and a file's content."""
TRIES = 10
"""How often copies at the desk are looked at, a second apart, until all are changed."""
ESCAPED = re.compile(r"\\+u([0-9a-fA-F]{4})")
BETWEEN = re.compile(r"(?<=[0-9])[\W_]{1,3}(?=[0-9])")
on_each = pytest.mark.parametrize("kind", APPS, ids=lambda one: one.channel)


@on_each
async def test_no_number_planted_anywhere_is_left_or_has_ever_gone_out(
    kind: type[App], written: Callable[[], str]
) -> None:
    seeds = Seeds()
    async with an_app(kind, written, seeds, "leave") as (mia, ada, copies):
        came = told_by_vendors(mia)
        await plants(mia, ada, seeds)
        assert set(seeds.numbers) - set(finds({"vendor": came}, seeds.numbers)) == seeds.filled_in
        held = await copies.kept()
        assert set(seeds.numbers) - set(finds(held, seeds.numbers)) == NEVER_READ[kind.channel] | seeds.filled_in
        for place in ("table message", "desk: thread", "file bridge.db-wal"):
            assert MARKER in as_text(held[place])

    seeds = Seeds()
    async with an_app(kind, written, seeds, "mask") as (mia, ada, copies):
        await plants(mia, ada, seeds)
        first, second = seeds.halves
        held = await copies.kept()
        assert finds(held | copies.let_out(), seeds.numbers | {"second half": second}) == {}
        assert finds(held, {"first half": first}) == {}, "it was seen, until the second came"
        assert MARKER in as_text(held["desk: thread"])


@on_each
async def test_each_copy_of_what_was_masked_by_hand_is_clean(kind: type[App], written: Callable[[], str]) -> None:
    async with an_app(kind, written, Seeds(), "mask") as (mia, ada, copies):
        await mia.says(f"is it still hot? {MARKER}")
        await ada.accepts()
        asked, typed = await a_talk(mia, ada)
        assert [one for one in BY_HAND[:-1] if "table message" not in await copies.now(one)] == []
        for words in BY_HAND[:-1]:
            typed.append(await ada.writes(f"!mask {words}"))
            await ada.is_told("asked in every copy")
        await ada.chooses("mask", await mia.world.desk.shows("see the paper"))
        await ada.fills_in()
        await mia.world.desk.shows("📎")
        for ref in typed:  # nobody else can delete what an agent has typed
            await ada.deletes(ref)
        await said_again(mia, asked)
        await ada.writes("!end yes")
        await mia.gets("The chat has ended.")
        await mia.quiet()
        await ada.reloads()
        for _ in range(TRIES):
            if not await copies.now(*BY_HAND):
                break
            await mia.world.passes(1)  # a platform's budget may hold a change back
        assert {one: found for one in BY_HAND if (found := await copies.now(one))} == {}
        assert "desk: thread" in await copies.now(MARKER)


@asynccontextmanager
async def an_app(
    kind: type[App], written: Callable[[], str], seeds: Seeds, action: str
) -> AsyncIterator[tuple[App, Person, Copies]]:
    """Start a world in which Mia writes by this channel and Ada is ready."""
    given: Settings = {
        "queues": {one: {"masking": {"action": action}} for one in ("support", "sales")},
        "observing": {"metrics": {"token": FIGURES_TOKEN}},
    }
    words = seeds("city" if kind is Phone else "profile name")
    async with (
        with_app(kind, changed(with_forms(secure_forms=["card"]), given), words) as (mia, ada),
        everything(mia.world, {"output": written}, {}) as copies,
    ):
        yield mia, ada, copies


def told_by_vendors(mia: App) -> list[object]:
    """Note all that the vendors of channels tell the bridge from now on, unasked and asked."""
    told: list[object] = []

    def note(one: Exchange) -> None:
        if one.vendor in ("meta", "telegram", "twilio"):
            told.append(one.request if one.direction == "to_bridge" else one.response)

    mia.world.playground.traffic.listen(note)
    return told


def normal(content: object) -> str:
    """Give all that stands in a place with its digits in one piece, however they were written."""
    text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), as_text(content))
    return BETWEEN.sub("", unicodedata.normalize("NFKC", unquote_plus(text)))


def finds(held: Mapping[str, object], numbers: Mapping[str, str]) -> dict[str, set[str]]:
    """Give where each number stands, by where it was planted."""
    texts = {place: normal(content) for place, content in held.items()}
    found = {name: {place for place, text in texts.items() if number in text} for name, number in numbers.items()}
    return {name: places for name, places in found.items() if places}


async def plants(mia: App, ada: Person, seeds: Seeds) -> None:
    """Play a whole chat with numbers everywhere."""
    await mia.says(f"is it still hot? {seeds('first words')} {MARKER}")
    await ada.accepts()
    await mia.says(f"my card is {seeds('text')}, or {seeds.plain('other digits').translate(FULL_WIDTH)}")
    for half in seeds.halves:
        await mia.says(half)
    match mia:
        case Phone():
            await by_sms(mia, ada, seeds)
        case Messenger():
            await by_messenger(mia, ada, seeds)
        case WhatsApp():
            await by_whatsapp(mia, ada, seeds)
        case WhatsAppTwilio():
            await by_whatsapp_twilio(mia, ada, seeds)
        case Telegram():
            await by_telegram(mia, ada, seeds)
    await fills_in(mia, ada, seeds)
    await ada.writes("!end yes")
    await mia.gets("The chat has ended.")
    await mia.quiet()


async def fills_in(mia: App, ada: Person, seeds: Seeds) -> None:
    """Answer a secure form by its link."""
    await ada.writes("!form card")
    link = (await mia.gets("/f/")).split()[-1]
    async with Browser() as browser:
        assert (await browser.visits("POST", link))[0] == 200
        given = {"card.number": seeds.into_form("number"), "card.name": seeds.into_form("name")}
        status, body, _ = await browser.sends(f"{link}/form", **given, **{"card.expiry": "12/40"})
        assert status == 200, body
    await mia.world.desk.shows("received")
    await mia.quiet()


async def a_talk(mia: App, ada: Person) -> tuple[str, list[str]]:
    """Let both say what is to be masked, and quote it; give the vendor's id of a text of hers, and what Ada typed."""
    asked = await mia.says("the kumquat opens it")
    typed = await ada.writes("about the damson")
    await mia.gets("about the damson")
    await mia.says("see the paper", a_file("paper.pdf", "quince"))
    await mia.says("a mulberry", a_file("other.pdf"))
    if isinstance(mia, OnApp):
        await mia.says("that one", reply_to=asked)
        await mia.says("and that one", reply_to=mia.ours("about the damson"))
        await mia.reacts(asked, "👍")
    if isinstance(mia, Messenger | Telegram):
        changed = await mia.says("before: medlar")
        await mia.changes(changed, "after: medlar")
    else:
        await mia.says("a medlar")
    if isinstance(mia, Messenger):
        await mia.is_answered_in_the_inbox("from the inbox: loganberry")
    else:
        await mia.says("my loganberry")
    await mia.quiet()
    return asked, [typed]


async def said_again(mia: App, asked: str) -> None:
    """Quote what is masked, and change it to other words that hold it."""
    if isinstance(mia, OnApp):
        await mia.says("once more", reply_to=asked)
    if isinstance(mia, Messenger | Telegram):
        await mia.changes(asked, "the old kumquat opens it")
