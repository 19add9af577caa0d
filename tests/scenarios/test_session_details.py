"""What is known of a chat's beginning: browser, system, language, time zone (T21), kept beside the chat."""

from bridge.store import intake
from core.conversation.facts import Facts
from core.ids import ConversationId
from tests.scenarios.scenes import ready
from tests.scenarios.world import World, a_world

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


async def facts(world: World, conversation: str) -> Facts | None:
    return await world.read(lambda conn: intake.facts(conn, ConversationId(conversation)))


async def test_a_chat_keeps_what_the_browser_told_when_it_began() -> None:
    async with a_world() as world:
        customer = await world.customer()
        await customer.leaves()
        customer.told = {"locale": "de-AT", "facts": {"zone": "Europe/Vienna", "screen": "390x844", "touch": True}}
        customer.browser = FIREFOX
        await customer.opens()
        await customer.says("Grüß Gott")
        chat = str((await customer.is_sent("event"))["conversation"])

        assert await facts(world, chat) == Facts("Firefox 140", "Windows", "de-AT", "Europe/Vienna", "390 × 844", True)  # noqa: RUF001


async def test_what_a_browser_makes_up_is_not_kept() -> None:
    async with a_world() as world:
        customer = await world.customer()
        await customer.leaves()
        customer.told = {"locale": "<b>", "facts": {"zone": "<script>", "screen": "a lot", "touch": False}}
        customer.browser = "x" * 3000
        await customer.opens()
        await customer.says("hi")
        chat = str((await customer.is_sent("event"))["conversation"])

        assert await facts(world, chat) == Facts()


async def test_the_head_of_the_transcript_has_the_sessions_details() -> None:
    async with a_world() as world:
        (ada,) = await ready(world, "ada")
        customer = await world.customer()
        await customer.leaves()
        customer.told = {"locale": "de-AT", "facts": {"zone": "Europe/Vienna", "screen": "390x844", "touch": True}}
        customer.browser = FIREFOX
        await customer.opens()
        await customer.says("Grüß Gott")
        await ada.accepts(customer)
        await ada.writes("!end yes", customer)
        await customer.hears("The chat has ended.")
        await ada.command("read 1")
        head = (await ada.is_told("Started: ")).text.partition("Grüß Gott")[0]
        details = ("#1", "Service: Support", "Channel: web chat", "Started: ", "Ended: ", "Agents: Ada Lovelace")
        browser = ("Browser: Firefox 140", "System: Windows", "Language: German (AT)", "Time zone: Europe/Vienna")
        assert [line for line in (*details, *browser) if line not in head] == []
