"""The first-line bot (T3 and before the agent): greets, asks, answers from articles, hands over."""

from pathlib import Path

import pytest

from tests.scenarios.bots import BOT, WITH_BOT
from tests.scenarios.scenes import ready, sentence
from tests.scenarios.settings import calendar
from tests.scenarios.world import a_world


@pytest.mark.workers
async def test_the_bot_finds_out_what_it_is_about_and_hands_over() -> None:
    async with a_world(WITH_BOT) as world:
        (ada,) = await ready(world, "ada")
        customer = await world.customer()
        await customer.says("hi")
        await customer.hears("What is it about?")
        await world.desk.card_shows(sentence("card_bot"))
        await customer.says("1")
        await customer.hears("Which number?")
        await customer.says("the last one")
        await customer.hears("Only digits, please.")
        await world.quiet()
        assert ada.rings() == 0
        await customer.says("4711")
        await customer.hears("I fetch somebody.")
        card = await ada.is_rung()
        assert card.facts["Order number"] == "4711"
        await ada.accepts(customer)
        await world.desk.card_shows("4711")
        await ada.writes("I look it up")
        await customer.hears("I look it up")


async def test_the_dialogue_stands_in_the_thread_with_a_gear() -> None:
    async with a_world(WITH_BOT) as world:
        (ada,) = await ready(world, "ada")
        customer = await world.customer()
        await customer.says("hi")
        await customer.hears("What is it about?")
        await customer.says("human, please")
        await ada.accepts(customer)
        for words in ("Hello, I am Tilly, a bot.", "What is it about?", "I fetch somebody."):
            post = await world.desk.shows(words)
            assert "⚙️ Tilly" in post.author
        assert customer.texts("bot")[0] == "Hello, I am Tilly, a bot."
        assert [one["name"] for one in customer.messages() if one["from"] == "bot"] == ["Tilly"] * 3


async def test_a_choice_can_be_clicked_and_leads_to_its_queue() -> None:
    async with a_world(WITH_BOT) as world:
        (ada,) = await ready(world, "ada")
        customer = await world.customer()
        await customer.says("hi")
        await customer.hears("What is it about?")
        menu = next(one for one in customer.messages() if "What is it about?" in one["text"])
        await customer.does("choose", message=menu["id"], choice=1)
        await world.desk.card_shows("Sales")
        await world.desk.shows("An offer")
        await ada.clicks_on_card("Accept")
        await world.desk.shows(sentence("thread_accepted", agent="ada"))


async def test_a_bot_that_is_not_understood_makes_way() -> None:
    async with a_world(WITH_BOT) as world:
        (ada,) = await ready(world, "ada")
        customer = await world.customer()
        await customer.says("hi")
        await customer.says("Something else 🙃")
        await customer.says("And something else again")
        await customer.hears("I fetch somebody.")
        await ada.accepts(customer)


async def test_the_bot_answers_from_the_articles(tmp_path: Path) -> None:
    (tmp_path / "opening-hours.md").write_text("# Opening hours\n\nWe open at **nine**.", encoding="utf-8")
    base = {"title": "Help", "folder": str(tmp_path), "url": "https://help.example"}
    changes = WITH_BOT | {"bots": {"tilly": BOT | {"knowledge": ["help"]}}, "knowledge": {"help": base}}
    async with a_world(changes) as world:
        customer = await world.customer()
        await customer.says("hi")
        await customer.says("What are your opening hours?")
        await customer.hears("We open at nine.")
        await customer.hears("https://help.example/opening-hours")


async def test_the_bot_answers_around_the_clock_and_a_hand_over_at_night_is_a_request() -> None:
    closed = {"messages": {"out_of_hours": "We open at four."}, "hours": "office", "bot": "tilly"}
    changes = WITH_BOT | {"hours": {"office": calendar("16:00-17:00")}, "queues": {"support": closed}}
    async with a_world(changes) as world:
        (ada,) = await ready(world, "ada")
        customer = await world.customer()
        assert customer.settings["hours"]["open"] is True
        await customer.says("hi")
        await customer.hears("What is it about?")
        await customer.says("human")
        await customer.hears("We open at four.")
        await world.quiet()
        assert ada.rings() == 0


async def test_a_chat_with_the_bot_is_ended_by_its_customer() -> None:
    async with a_world(WITH_BOT) as world:
        customer = await world.customer()
        await customer.says("hi")
        await customer.hears("What is it about?")
        await customer.ends()
        await customer.hears("The chat has ended.")
        await world.desk.card_shows(sentence("card_handled"))


async def test_a_restart_in_the_middle_loses_nothing_of_the_dialogue() -> None:
    async with a_world(WITH_BOT) as world:
        (ada,) = await ready(world, "ada")
        customer = await world.customer()
        await customer.says("hi")
        await customer.says("1")
        await customer.hears("Which number?")
        await world.crash()
        await world.start()
        await customer.says("4711")
        await customer.hears("I fetch somebody.")
        await ada.accepts(customer)
        assert len([one for one in customer.texts("bot") if one == "Which number?"]) == 1


async def test_a_chat_in_which_only_the_bot_waits_for_a_word_is_over_after_a_day() -> None:
    async with a_world(WITH_BOT) as world:
        customer = await world.customer()
        await customer.says("hi")
        await customer.hears("What is it about?")
        await customer.leaves()
        await world.clock.advance(24 * 3600 + 60)
        await world.desk.shows(sentence("thread_bot_forgotten"), customer)
        await customer.opens()
        await customer.says("Here I am again")
        await world.until(
            lambda: customer.texts("bot").count("Hello, I am Tilly, a bot.") == 2, "a new chat with the bot"
        )
