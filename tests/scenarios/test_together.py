"""Several agents in one chat: inviting, joining, leaving, ending in company."""

from tests.scenarios.person import Person
from tests.scenarios.scenes import ready, sentence, talking
from tests.scenarios.world import World, a_world


async def test_an_invited_agent_joins_and_both_are_heard() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        grace = world.desk.agent("grace")
        await ada.writes("!invite grace")
        await grace.is_told(sentence("invited", agent="ada", number=1))
        await grace.clicks("Join")
        await world.desk.shows(sentence("thread_joined", agent="grace"))
        await customer.hears("Grace is here now.")
        await grace.writes("hello from Grace")
        await ada.writes("and from Ada")
        await customer.hears("Grace: hello from Grace")
        await customer.hears("Ada: and from Ada")


async def test_an_invitation_by_button_asks_for_the_name_in_a_form() -> None:
    async with a_world() as world:
        ada, _ = await talking(world)
        await ready(world, "grace")
        await ada.clicks_on_card("Invite…")
        assert {"Grace Hopper · Ready", "Lin Chen · not ready"} <= set(await ada.modal.offers("agent"))
        await ada.fills_in(agent="Grace Hopper")
        await world.desk.agent("grace").is_told(sentence("invited", agent="ada", number=1))
        await world.desk.shows(sentence("thread_invited", by="ada", agent="grace"))


async def test_a_declined_invitation_is_told_to_the_inviter() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        grace = world.desk.agent("grace")
        await ada.writes("!invite grace")
        await grace.is_told(sentence("invited", agent="ada", number=1))
        await grace.clicks("Decline")
        await ada.is_told(sentence("invite_declined", agent="grace", number=1))
        await grace.writes("I am not here")
        await grace.is_told(sentence("hold_not_attendee"))
        await customer.never_heard("I am not here")


async def test_an_invitation_that_nobody_answers_runs_out() -> None:
    async with a_world() as world:
        ada, _ = await talking(world)
        grace = world.desk.agent("grace")
        await ada.writes("!invite grace")
        await grace.is_told(sentence("invited", agent="ada", number=1))
        await world.passes(121)
        await ada.is_told(sentence("invite_unanswered", agent="grace", number=1))
        await grace.clicks("Join")
        await grace.is_told(sentence("offer_gone", winner="ada"))
        await ada.writes("!invite lin")
        await world.desk.agent("lin").is_told(sentence("invited", agent="ada", number=1))


async def test_only_one_invitation_is_open_at_a_time() -> None:
    async with a_world() as world:
        ada, _ = await talking(world)
        await ada.writes("!invite grace")
        await world.desk.shows(sentence("thread_invited", by="ada", agent="grace"))
        await ada.writes("!invite lin")
        await ada.is_told(sentence("invite_one_at_a_time", agent="grace"))


async def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    async with a_world() as world:
        ada, _ = await talking(world)
        await ada.writes("!invite bob")
        await ada.is_told("bob")
        await ada.writes("!invite")
        await ada.is_told("Still needed: an agent, an expert, or a queue of which anybody will do. Type !invite")


async def test_whoever_leaves_is_heard_no_more() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        grace = await _join(world, "grace")
        await grace.writes("!leave")
        await world.desk.shows(sentence("thread_left", agent="grace"))
        await grace.writes("one more thing")
        await grace.is_told(sentence("hold_not_attendee"))
        await ada.writes("still with you")
        await customer.hears("still with you")
        await customer.never_heard("one more thing")


async def test_when_the_owner_leaves_the_other_becomes_the_owner() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        grace = await _join(world, "grace")
        await ada.writes("!leave")
        await world.desk.card_shows("With Grace Hopper")
        await grace.writes("I go on")
        await customer.hears("I go on")


async def test_the_last_one_cannot_leave() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        await ada.writes("!leave")
        await ada.is_told(sentence("leave_last"))
        await ada.writes("still here")
        await customer.hears("still here")


async def test_end_in_company_leaves_and_the_last_end_ends() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        grace = await _join(world, "grace")
        await ada.writes("!end yes")
        await world.desk.shows(sentence("thread_left", agent="ada"))
        assert "The chat has ended." not in customer.notices()
        await grace.writes("!end yes")
        await world.desk.shows(sentence("thread_ended", agent="grace"))
        await customer.hears("The chat has ended.")


async def _join(world: World, name: str) -> Person:
    guest = world.desk.agent(name)
    await world.desk.agent("ada").writes(f"!invite {name}")
    await guest.is_told(sentence("invited", agent="ada", number=1))
    await guest.clicks("Join")
    await world.desk.shows(sentence("thread_joined", agent=name))
    return guest
