"""Each agent chooses what to be told of directly; what must be answered always reaches them (T27)."""

from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import a_world

LATE = {"queues": {"support": {"answer_reminder": "60s"}}}


async def test_an_agent_turns_the_reminder_off_and_on_by_form_and_by_word() -> None:
    async with a_world(LATE) as world:
        ada, customer = await talking(world)
        await ada.writes("hello")
        await ada.opens_home()
        await ada.clicks_at_home("Alerts…")
        await ada.fills_in(which=["A colleague writes to me alone (the thread shows it anyway)"])
        await ada.is_answered(sentence("alerts_some"))
        reminder = sentence("answer_late", number=1)
        await customer.says("are you there?")
        await world.passes(90)
        assert not any("is waiting for your answer" in one for one in ada.heard()), reminder
        await ada.command("alerts all")
        await ada.is_told(sentence("alerts_all"))
        await ada.writes("yes")
        await customer.hears("yes")
        await customer.says("are you still there?")
        await world.passes(61)
        await ada.is_told("is waiting for your answer")


async def test_a_whisper_comes_directly_only_to_who_wants_it_so() -> None:
    async with a_world() as world:
        ada, _ = await talking(world)
        lin = world.desk.agent("lin")
        await ada.writes("!private @lin please look")
        await lin.is_told("please look")
        await world.quiet()
        before = len([one for one in lin.heard() if "please look" in one])
        await lin.command("alerts late_answer")
        await lin.is_told(sentence("alerts_some"))
        await ada.writes("!private @lin and now")
        await lin.is_told("and now")
        await world.quiet()
        assert len([one for one in lin.heard() if "and now" in one]) == before - 1


async def test_nothing_chosen_means_nothing_but_what_must_be_answered() -> None:
    async with a_world(LATE) as world:
        ada, _ = await talking(world)
        await ada.command("alerts none")
        await ada.is_told(sentence("alerts_none"))
        await ada.command("alerts whatever")
        await ada.is_told("There is no “whatever”")
