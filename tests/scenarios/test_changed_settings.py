"""A configuration that has lost something between two starts: chats in hand that named it go on without it."""

from bridge.offered.desktop import StoredDesktop
from bridge.store import conversations
from core.ids import ConversationId
from tests.scenarios.bots import WITH_BOT
from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.settings import Settings, team
from tests.scenarios.starting_again import starts_again_with
from tests.scenarios.world import World, a_world

SOLVED = {"title": "Solved"}
OTHER = {"title": "Other"}


async def the_only_chat(world: World) -> ConversationId:
    """Give the id of the chat number one."""
    found = await world.read(lambda conn: conversations.by_number(conn, 1))
    assert found is not None
    return found


async def test_a_chat_whose_bot_is_gone_goes_to_an_agent_with_the_next_word() -> None:
    async with a_world(WITH_BOT) as world:
        (ada,) = await ready(world, "ada")
        customer = await world.customer()
        await customer.says("hi")
        await customer.hears("What is it about?")
        await starts_again_with(world, {"bots": None, "queues": {"support": {"bot": None}}})
        await customer.opens()
        await customer.says("are you there?")
        await ada.is_rung()
        await ada.accepts(customer)
        await customer.hears("is here now")


async def test_an_outcome_that_the_list_has_no_more_is_asked_for_again() -> None:
    support = {"disposition": {"list": "usual", "required": True}, "wrap_up": {"mode": "manual"}}
    listed: Settings = {"dispositions": {"usual": {"solved": SOLVED, "other": OTHER}}}
    async with a_world(listed | {"queues": {"support": support}}) as world:
        ada, customer = await talking(world)
        await ada.writes("!disposition solved")
        await ada.is_told(sentence("disposition_set", number=1, title="Solved"))
        await ada.writes("!end yes")
        await customer.hears("The chat has ended.")
        await starts_again_with(world, {"dispositions": {"usual": {"solved": None}}})
        await ada.writes("!complete")
        await ada.is_told(sentence("complete_needs_disposition", number=1))
        await ada.writes("!disposition other")
        await ada.is_told(sentence("disposition_set", number=1, title="Other"))
        await ada.writes("!complete")
        await ada.is_told(sentence("completed", number=1))


async def test_a_flag_whose_team_is_gone_can_be_taken_back() -> None:
    async with a_world({"teams": {"tea": team("sales", "lin")}}) as world:
        ada, customer = await talking(world)
        await ada.writes("!flag please look")
        await world.desk.card_shows("Asks for help")
        await starts_again_with(world, {"teams": None})
        await customer.opens()
        await ada.writes("!unflag")
        await world.desk.shows(sentence("thread_unflagged", agent="ada"))
        await ada.writes("on we go")
        await customer.hears("on we go")


async def test_a_chat_that_overflowed_to_a_queue_which_is_gone_waits_in_its_own() -> None:
    overflow = {"overflow": [{"after": "1m", "queue": "sales"}]}
    async with a_world({"queues": {"support": overflow}}) as world:
        customer = await world.customer()
        await customer.says("hi")
        await world.passes(61)
        agents = {name: {"queues": ["support"]} for name in ("ada", "grace", "lin")}
        channels = {"web": {"queues": None}}
        gone: Settings = {"queues": {"sales": None, "support": {"overflow": None}}, "channels": channels}
        await starts_again_with(world, gone | {"agents": agents})
        await customer.opens()
        (ada,) = await ready(world, "ada")
        await ada.accepts(customer)
        await customer.hears("is here now")


async def test_what_is_left_of_a_queue_that_is_gone_can_be_read_and_answers_who_writes_there() -> None:
    agents = {name: {"queues": ["support"]} for name in ("ada", "grace", "lin")}
    gone: Settings = {"queues": {"sales": None}, "channels": {"web": {"queues": None}}, "agents": agents}
    async with a_world() as world:
        (ada,) = await ready(world, "ada")
        customer = await world.customer("sales")
        await customer.says("which teapot?")
        await ada.clicks_on_card("Accept", customer)
        await world.desk.card_shows("With Ada Lovelace", customer)
        await ada.writes("!end yes", customer)
        await world.quiet()
        await customer.goes()
        world.customers.remove(customer)
        await starts_again_with(world, gone)
        lin = world.desk.agent("lin")
        await lin.command("read 1")
        await lin.is_told("which teapot?")
        await ada.writes("the green one", customer)
        await ada.is_told(sentence("hold_ended"))
        desktop = StoredDesktop(world.running.bridge.database, world.running.bridge.office, world.clock.bridge)
        chat, groups = await desktop.actions(
            world.desk.name, world.desk.person("lin"), await the_only_chat(world), None
        )
        assert "read" in {button.command for group in groups for button in group.buttons}, chat
