"""The survey after a chat: asked in the widget, told in the thread, counted in the reports (A6)."""

import json
from typing import Any

from bridge.store import survey
from bridge.store.survey import Said
from core.ids import ConversationId
from tests.scenarios.customer import Customer
from tests.scenarios.person import Person
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import World, a_world

ASKED: dict[str, Any] = {
    "question": "How did we do? 🙂",
    "scale": 5,
    "comment": "What could we do better?",
    "open_for": "24h",
}
SURVEY = {"queues": {"support": {"survey": ASKED}}}


async def over(world: World) -> tuple[Person, Customer, str]:
    """Let a chat come to its end; give its id, too."""
    ada, customer = await talking(world)
    await customer.ends()
    await customer.hears("The chat has ended.")
    frame = await customer.is_sent("survey")
    return ada, customer, str(frame["conversation"])


async def said(world: World, chat: str) -> Said | None:
    return await world.read(lambda conn: survey.get(conn, ConversationId(chat)))


async def test_a_customer_rates_an_ended_chat_and_the_thread_is_told() -> None:
    async with a_world(SURVEY) as world:
        _ada, customer, chat = await over(world)
        frame = await customer.is_sent("survey", score=None, said=False)
        assert (frame["question"], frame["scale"], frame["comment"]) == (ASKED["question"], 5, ASKED["comment"])
        await customer.does("rate", conversation=chat, score=4, comment="")
        await world.desk.shows(sentence("thread_rated", score=4, scale=5))
        await customer.does("rate", conversation=chat, score=4, comment="Faster, please 🐢")
        await world.desk.shows("Faster, please")

        assert await said(world, chat) == Said(4, "Faster, please 🐢")
        assert sum("rated this chat" in line for line in await world.desk.lines()) == 1


async def test_what_was_said_is_shown_when_the_customer_comes_back_and_is_in_no_log() -> None:
    async with a_world(SURVEY) as world:
        _ada, customer, chat = await over(world)
        await customer.does("rate", conversation=chat, score=2, comment="The words of the survey")
        await customer.leaves()
        customer.forgets()
        await customer.opens()

        assert (await customer.is_sent("survey"))["score"] == 2
        assert "The words of the survey" not in customer.seen()
        journal = await world.read(lambda conn: conn.exec_driver_sql("select what, fields from journal").fetchall())
        assert [json.loads(row[1])["score"] for row in journal if row[0] == "rated"] == ["2"]
        assert "The words" not in str(journal)


async def test_the_newest_score_counts() -> None:
    async with a_world(SURVEY) as world:
        _ada, customer, chat = await over(world)
        await customer.does("rate", conversation=chat, score=1, comment="")
        await customer.does("rate", conversation=chat, score=5, comment="")
        await world.desk.shows(sentence("thread_rated", score=5, scale=5))

        assert await said(world, chat) == Said(5)


async def test_what_can_not_be_rated_is_not_rated() -> None:
    brief = {"queues": {"support": {"survey": ASKED | {"open_for": "2m"}}}}
    async with a_world(brief) as world:
        _ada, customer, chat = await over(world)
        other = await world.customer()
        await other.sends(json.dumps({"t": "rate", "id": "rate-foreign", "conversation": chat, "score": 1}))
        await other.is_sent("refused", id="rate-foreign", code="gone")
        await customer.does("rate", conversation=chat, score=6, comment="")
        await world.passes(121)
        await customer.does("rate", conversation=chat, score=1, comment="")
        await world.quiet()

        assert await said(world, chat) is None
        await customer.leaves()
        customer.forgets()
        await customer.opens()
        assert "survey" not in customer.kinds()


async def test_a_chat_that_nobody_accepted_and_a_queue_without_a_survey_ask_nothing() -> None:
    async with a_world(SURVEY) as world:
        customer = await world.customer()
        await customer.says("hello?")
        await customer.ends()
        await customer.hears("The chat has ended.")
        other = await world.customer("sales")
        await other.says("hello?")
        await other.ends()
        await world.quiet()

        assert "survey" not in [*customer.kinds(), *other.kinds()]
