"""A bot of somebody else's, by signed webhook: asked for each message, answering at once or later."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import orjson
from aiohttp import ClientSession

from bridge.bots.signing import HEADER, sign
from tests.scenarios.person import Person
from tests.scenarios.scenes import ready, sentence
from tests.scenarios.starting_again import starts_again_with
from tests.scenarios.webhook import SECRET, Bot, Json, listening
from tests.scenarios.world import World, a_world


@asynccontextmanager
async def a_world_with(bot: Bot) -> AsyncIterator[tuple[World, Person]]:
    """Start the bot and a world in which Ada is ready."""
    async with listening(bot), a_world(bot.settings()) as world:
        bot.clock = world.clock
        (ada,) = await ready(world, "ada")
        yield world, ada


async def later(world: World, body: Json, secret: str = SECRET) -> int:
    """Let the bot answer by a request of its own; give the status."""
    said = orjson.dumps(body)
    headers = {HEADER: sign(secret, said, world.clock.bridge.now())}
    url = f"{world.url}/bots/beep/answers"
    async with ClientSession() as session, session.post(url, data=said, headers=headers) as answer:
        return answer.status


async def test_each_message_is_given_to_the_bot_and_its_answer_to_the_customer() -> None:
    bot = Bot()
    async with a_world_with(bot) as (world, _):
        customer = await world.customer(locale="de")
        await customer.says("Guten Tag")
        await customer.hears("Beep.")
        assert bot.asked[0]["message"]["text"] == "Guten Tag"
        assert (bot.asked[0]["language"], bot.asked[0]["queue"], bot.asked[0]["bot"]) == ("de", "support", "beep")
        await world.desk.shows("Beep.")
        bot.answers = lambda _: {
            "messages": [{"text": "Which?", "choices": ["Tea", "Cups"]}],
            "attributes": {"mood": "good"},
        }
        await customer.says("And now?")
        await customer.hears("2. Cups")
        await customer.says("Cups")
        await world.until(lambda: len(bot.asked) == 3, "the third message")
        assert bot.asked[2]["attributes"] == {"mood": "good"}


async def test_the_bot_hands_over_with_what_it_has_learnt() -> None:
    bot = Bot()
    bot.answers = lambda _: {
        "messages": [{"text": "One moment."}],
        "attributes": {"order": {"label": "Order number", "value": "4711"}},
        "hand_over": {"queue": "sales", "priority": 3},
    }
    async with a_world_with(bot) as (world, ada):
        customer = await world.customer()
        await customer.says("hi")
        await customer.hears("One moment.")
        await world.desk.card_shows("4711")
        await world.desk.card_shows("Sales")
        await ada.clicks_on_card("Accept")
        await world.desk.shows(sentence("thread_accepted", agent="ada"))
        await customer.says("thanks")
        await world.quiet()
        assert len(bot.asked) == 1


async def test_an_answer_may_come_later_and_counts_once() -> None:
    bot = Bot()
    bot.answers = lambda _: 202
    async with a_world_with(bot) as (world, ada):
        customer = await world.customer()
        await customer.says("hi")
        await world.until(lambda: bool(bot.asked), "the bot's being asked")
        said = {"id": "answer-0001", "conversation": bot.asked[0]["conversation"], "messages": [{"text": "Late beep."}]}
        assert await later(world, said) == 202
        assert await later(world, said) == 202
        await customer.hears("Late beep.")
        await world.quiet()
        assert customer.texts("bot") == ["Late beep."]
        over = {"id": "answer-0002", "conversation": said["conversation"], "hand_over": True}
        assert await later(world, over) == 202
        await ada.accepts(customer)
        assert await later(world, said | {"id": "answer-0003"}) == 202
        await world.quiet()
        assert customer.texts("bot") == ["Late beep."]


async def test_an_answer_that_is_not_signed_or_not_readable_is_refused() -> None:
    bot = Bot()
    bot.answers = lambda _: 202
    async with a_world_with(bot) as (world, _):
        customer = await world.customer()
        await customer.says("hi")
        await world.until(lambda: bool(bot.asked), "the bot's being asked")
        said = {"id": "answer-0001", "conversation": bot.asked[0]["conversation"], "messages": [{"text": "Evil beep."}]}
        assert await later(world, said, "another secret") == 401
        assert await later(world, {"id": "answer-0001"}) == 400
        assert await later(world, said | {"messages": [{"text": ""}]}) == 400
        await customer.never_heard("Evil beep.")


async def test_a_bot_that_fails_is_tried_again_and_then_an_agent_is_asked_for() -> None:
    bot = Bot()
    bot.answers = lambda _: 503
    async with a_world_with(bot) as (world, ada):
        customer = await world.customer()
        await customer.says("hi")
        await world.desk.shows(sentence("thread_bot_failed"))
        assert len(bot.asked) == 3
        assert len(set(bot.deliveries)) == 1
        await ada.accepts(customer)
        await ada.writes("Hello from a person")
        await customer.hears("Hello from a person")


async def test_a_chat_whose_bot_was_taken_out_before_it_answered_goes_to_an_agent() -> None:
    bot = Bot(answers=lambda _: 503)
    async with a_world_with(bot) as (world, ada):
        customer = await world.customer()
        await customer.says("hi")
        await world.until(lambda: bot.asked, "the bot's turn")
        await starts_again_with(world, {"bots": None, "queues": {"support": {"bot": None}}}, at_once=True)
        await ada.is_rung()
        await customer.opens()
        await ada.accepts(customer)
        await customer.hears("is here now")


async def test_a_response_with_a_wrong_signature_never_reaches_the_customer() -> None:
    bot = Bot(secret="another secret")
    async with a_world_with(bot) as (world, ada):
        customer = await world.customer()
        await customer.says("hi")
        await world.desk.shows(sentence("thread_bot_failed"))
        await ada.accepts(customer)
        await customer.never_heard("Beep.")


async def test_what_the_bot_answers_after_an_agent_took_over_is_passed_over() -> None:
    bot = Bot()
    bot.answers = lambda _: 202
    async with a_world_with(bot) as (world, ada):
        customer = await world.customer()
        await customer.says("hi")
        await world.desk.card_shows(sentence("card_bot"))
        await ada.clicks_on_card("Take over")
        await customer.hears("Ada is here now")
        said = {"id": "answer-0001", "conversation": bot.asked[0]["conversation"], "messages": [{"text": "Late beep."}]}
        assert await later(world, said) == 202
        await customer.never_heard("Late beep.")
