"""After a chat has ended, nothing of what was masked or filled in is left anywhere (S1-S8).

Rules:
1. The same search finds a plain marker in every place before it may find nothing of the secrets.
2. What the bridge finds by itself and what a secure form was given has never gone out, to nobody. What an agent masks
   by hand had gone out before; each copy of it is clean afterwards.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
import structlog

from bridge.forms.opening import Opened
from core.ids import AgentId
from tests.mail_server import MailServer
from tests.observing.collector import collecting
from tests.scenarios.aside import Aside
from tests.scenarios.copies import FIGURES_TOKEN, Copies, everything, holding
from tests.scenarios.customer import Customer
from tests.scenarios.experts import SAM
from tests.scenarios.masks import ROLES
from tests.scenarios.person import Person
from tests.scenarios.running import SHARED
from tests.scenarios.scenes import ready, sentence
from tests.scenarios.secure import fills_in, opener, until_asked, visits, with_forms
from tests.scenarios.settings import Settings, changed
from tests.scenarios.test_survey import ASKED
from tests.scenarios.webhook import Bot, listening
from tests.scenarios.world import World, a_world

MARKER = "persimmon"
"""Nobody masks it: it must be found in every place."""

BY_ITSELF = (
    "4111 1111 1111 1111",
    "4242-4242-4242-4242".translate({ord("0") + one: 0xFF10 + one for one in range(10)}),
    "DE89370400440532013000",
    "6011000990139424",
)
"""What the customer writes and the bridge masks by itself: in words, in other digits, in a file's name."""
HALVES = ("5555 5555", "5555 4444")
"""A number in two messages: its first half has been seen, until the second came."""
FILLED_IN = ("3782 822463 10005", "Planted Person", "Planted Street", "planted paper")
"""What the customer fills in in secure forms, one of which nobody opens."""
WORDS = ("the kumquat opens it", "loganberry", "mulberry")
FILES = ("dried apricots", "sliced medlars")
AFTERWARDS = "cloudberry"
BY_HAND = (*WORDS, *FILES, "a quince for you", AFTERWARDS)
"""What the agent masks: words of the customer's, of the expert's and in a held text; a customer's file, a message and
its file of the agent's own; words of the survey. Of a file its content is masked: its name stays."""
SHOWN = ("desk was told", "windows", "bot", "mail", "log", "output", "desk: thread", "desk: ada", "window")
"""Places in which the marker stands at some time; more are seen one by one."""
ADA = AgentId("ada")
TRIES = 10
"""How often copies at the desk are looked at, a second apart, until all are changed."""


def shop(bot: Bot, mail: MailServer, traces: str) -> Settings:
    """Give a shop that does everything in which words could stay."""
    forms = with_forms(secure_forms=["card", "address", "paper"])
    forms["secure_forms"]["paper"] = {"title": "Paper", "inputs": {"paper": {"label": "Paper", "kind": "file"}}}
    given: Settings = {
        "experts": {"sam": SAM},
        "queues": {"support": {"preview_files": True, "bot": "beep", "messages": {"waiting": None}, "survey": ASKED}},
        "mail": {
            "smtp_host": "127.0.0.1",
            "smtp_port": mail.port,
            "security": "none",
            "sender": "support@shop.example",
        },
        "transcripts": {"link_secret": "a secret for scenarios only"},
        "observing": {"traces": {"endpoint": traces, "sample": 1.0}, "metrics": {"token": FIGURES_TOKEN}},
        "keys": [{"id": "k1", "secret": "0123456789abcdef" * 4}],
    }
    return changed(changed(changed(bot.settings(), given), ROLES), forms)


@pytest.mark.workers
async def test_after_the_end_nothing_of_what_was_masked_or_filled_in_is_left_in_any_place(
    written: Callable[[], str],
) -> None:
    bot = Bot(answers=lambda asked: {"hand_over": True} if "human" in asked["message"]["text"] else {"messages": []})
    async with MailServer() as mail, listening(bot), collecting() as traces:
        async with a_world(shop(bot, mail, traces.url)) as world:
            bot.clock = world.clock
            others = {"bot": lambda: bot.asked, "mail": lambda: [one.as_string() for one in mail.taken]}
            async with everything(world, {"output": written}, others) as copies:
                await all_is_said_and_masked(world)
                await world.passes(2)  # somebody may have been reading in the log when it was to be cut
                await the_search_finds_what_stands_in_each_place(copies)
                assert await copies.ever(*BY_ITSELF, *FILLED_IN) == set()
                for _ in range(TRIES):
                    if not await copies.now(*BY_HAND, *HALVES):
                        break
                    await world.passes(1)  # a platform's budget may hold a change back
                assert await copies.now(*BY_HAND, *HALVES) == set()
        # The last traces go out when the bridge ends.
        assert holding({"traces": traces.raw}, "customer_message")
        assert not holding({"traces": traces.raw, "output": written()}, *BY_ITSELF, *FILLED_IN, *BY_HAND, *HALVES)


async def the_search_finds_what_stands_in_each_place(copies: Copies) -> None:
    """See that the search finds what nobody hides: else it would prove nothing."""
    print(MARKER)  # noqa: T201 - output is searched, too
    structlog.get_logger().debug(MARKER)
    found = await copies.ever(MARKER)
    assert set(SHOWN) <= found
    assert any(one.startswith("table ") for one in found), found
    assert "figures" in await copies.now("deskbridge")
    if SHARED:
        assert "redis heard" in await copies.ever("hints")
    else:
        assert "file bridge.db" in found


async def all_is_said_and_masked(world: World) -> None:
    """Let everybody write what must not stay, have it masked, and end the chat."""
    ada, customer = await a_chat(world)
    sam = await an_expert(world, ada)
    await masked_by_itself(world, customer)
    await filled_in(world, ada, customer)
    page = await shown_and_sent(world, ada, customer)
    await masked_by_hand(world, ada, sam)
    await ada.writes("!end yes")
    await customer.hears("The chat has ended.")
    await rated(world, ada, customer)
    await nobody_finds_it(world, ada, page)


async def a_chat(world: World) -> tuple[Person, Customer]:
    """Let a customer tell a bot first, and then an agent."""
    (ada,) = await ready(world, "ada")
    customer = await world.customer()
    await customer.says(f"hello bot, {WORDS[0]}, {MARKER}")
    await customer.says("a human, please")
    await ada.accepts(customer)
    return ada, customer


async def an_expert(world: World, ada: Person) -> Aside:
    """Invite an expert, who reads what has been said, and writes."""
    await ada.writes("!invite sam")
    sam = Aside(world, world.desk.agent("sam"))
    await sam.joins()
    await sam.reads(WORDS[0])
    return sam


async def masked_by_itself(world: World, customer: Customer) -> None:
    """Let the customer write numbers in every way."""
    await customer.says(f"my card is {BY_ITSELF[0]}, or {BY_ITSELF[1]}, and my account {BY_ITSELF[2]}")
    await customer.says("see", await customer.uploads(f"card {BY_ITSELF[3]}.txt", b"nothing in it"))
    await customer.says(HALVES[0])
    await world.desk.shows(HALVES[0])
    await customer.says(HALVES[1])
    await customer.no_longer_sees(HALVES[0])


async def filled_in(world: World, ada: Person, customer: Customer) -> None:
    """Let the customer fill in three forms, the last of which nobody opens."""
    card = {"card__number": FILLED_IN[0], "card__expiry": "12/40", "card__name": FILLED_IN[1]}
    paper = {"paper": ("paper.txt", FILLED_IN[3].encode())}
    given: dict[str, dict[str, Any]] = {"card": card, "paper": paper, "address": {"street": FILLED_IN[2]}}
    for name, fields in given.items():
        await ada.writes(f"!form {name}")
        form = await until_asked(world, customer)
        assert (await fills_in(customer, form, **fields))[0] == 200
        await until_asked(world, customer, "received")
        if name != "address":
            assert isinstance(await opener(world).open(form, ADA), Opened)


async def shown_and_sent(world: World, ada: Person, customer: Customer) -> str:
    """Make all the copies that there are; give the address of the transcript."""
    await customer.says("look", await customer.uploads("apricots.txt", FILES[0].encode()))
    await world.quiet()
    await world.desk.shows("look")
    await ada.opens_home()
    await ada.says("list")
    await ada.says("details 1")
    await ada.writes("!transcript grace@customer.example")
    await ada.is_told(sentence("transcript_mailed", number=1, address="grace@customer.example"))
    await ada.writes("!transcript")
    told = await ada.is_told("/transcript/")
    found = re.search(r"http://[^\s>|]+/transcript/[\w.-]+", told.text)
    assert found is not None
    return found[0]


async def masked_by_hand(world: World, ada: Person, sam: Aside) -> None:
    """Mask what the customer, the agent and the expert have written, and a text that was held."""
    theirs = await ada.writes(BY_HAND[-1], files={"medlars.txt": FILES[1].encode()})
    await ada.clicks("Send")
    hers = await sam.writes(f"ask for the {WORDS[1]}")
    await world.desk.shows(WORDS[1])
    held = await ada.writes(f"!nosuchword {WORDS[2]}")
    await ada.is_told("nosuchword")
    typed = [theirs, held]
    for words in WORDS:
        typed.append(await ada.writes(f"!mask {words}"))
        await ada.is_told("Masked in every copy")
    for line in (await world.desk.shows("look"), world.desk.platform.line(theirs)):
        await ada.chooses("mask", line)
        await ada.fills_in()
    await world.desk.shows("📎 apricots.txt")
    for ref in typed:  # nobody else can delete what an agent has typed
        await ada.deletes(ref)
    await world.desk.agent("sam").deletes(hers)
    for one in ("ada", "sam"):
        await world.desk.agent(one).reloads()


async def rated(world: World, ada: Person, customer: Customer) -> None:
    """Let the customer say something of the chat in the survey, and mask it."""
    chat = str((await customer.is_sent("survey"))["conversation"])
    await customer.does("rate", conversation=chat, score=2, comment=f"the {AFTERWARDS} is for nobody, {MARKER}")
    await world.desk.shows(AFTERWARDS)
    command = await ada.writes(f"!mask {AFTERWARDS}")
    await world.desk.shows("for good")
    await ada.deletes(command)
    await ada.reloads()


async def nobody_finds_it(world: World, ada: Person, page: str) -> None:
    """Look for it in past chats, and read the chat once more."""
    await ada.says("past kumquat")
    await ada.is_told(sentence("past_none"))
    await ada.says("read 1")
    await ada.is_told(MARKER)
    _, transcript, _ = await visits("GET", page)
    assert MARKER in transcript
    assert [one for one in (*BY_HAND, *BY_ITSELF, *HALVES) if one in transcript] == []
