"""WhatsApp's templates, with the whole bridge: chosen, filled in, seen and sent at the desk when nothing else goes."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.scenarios.by_whatsapp import AGAIN, NEWS, Mia, a_person
from tests.scenarios.scenes import sentence
from tests.scenarios.world import World

FILLED = "Hi Mia, we have an answer. May we go on here?\n[Yes, please]"
DAY = 25 * 3600
BODY = [{"type": "body", "parameters": [{"type": "text", "text": "Mia"}]}]
SENT = {"name": "hello_again", "language": {"code": "en_US"}, "components": BODY}


def templates(mia: Mia) -> list[Mapping[str, Any]]:
    """Give the templates that WhatsApp took."""
    return [body["template"] for _, body in mia.meta.taken if "template" in body]


async def gets_template(world: World, mia: Mia) -> Mapping[str, Any]:
    """Wait until one has gone out."""
    return await world.until(lambda: templates(mia)[-1] if templates(mia) else None, "a template on WhatsApp")


async def test_after_a_day_the_agent_chooses_a_template_fills_it_in_and_sees_it_before_it_goes() -> None:
    async with a_person() as (world, mia, ada):
        await world.quiet()
        world.clock.jump(DAY)
        await ada.writes("!template")
        await ada.is_told("hello_again (en_US): Hi {First name}, we have an answer. May we go on here? [Yes, please]")
        await ada.clicks("hello_again (en_US)…")
        await ada.modal.shows("Hi {First name}, we have an answer.")
        await ada.modal.refuses({"value1": "Mia    Chen"}, value1=sentence("template_lines", place="First name"))
        await ada.fills_in(value1="Noa")
        await ada.modal.shows("The customer will see:", "Hi Noa, we have an answer.")
        await ada.fills_in(value1="Mia")
        await ada.modal.shows("Hi Mia, we have an answer.")
        await ada.fills_in(value1="Mia")
        await ada.modal.is_closed()

        assert await gets_template(world, mia) == SENT
        await world.desk.shows(FILLED)
        await mia.writes("yes")
        await ada.writes("good")
        await mia.gets("good")
        await world.quiet()
        assert len(templates(mia)) == 1


async def test_actions_offer_templates_where_the_channel_has_some() -> None:
    async with a_person() as (_, mia, ada):
        await ada.writes("!actions")
        await ada.clicks("Template…", beside="chat #1")
        await ada.fills_in(which="hello_again (en_US)")
        await ada.fills_in(value1="Mia")
        await ada.modal.shows("Hi Mia, we have an answer.")
        assert templates(mia) == []
    async with a_person(templates=[]) as (_, _, ada):
        await ada.writes("!actions")
        listed = await ada.is_told(sentence("actions", number=1))
        assert "Template…" not in listed.whole


async def test_of_many_templates_one_is_chosen_in_a_form_that_shows_them_all() -> None:
    more = [{"name": f"offer_{number}", "text": f"Offer {number}."} for number in range(4)]
    async with a_person(templates=[AGAIN, NEWS, *more]) as (world, mia, ada):
        await ada.writes("!template")
        await ada.is_told("offer_3 (en_US): Offer 3.")
        await ada.clicks("All…")
        assert (await ada.modal.offers("which"))[:2] == ["hello_again (en_US)", "spring_news (en_US)"]
        await ada.modal.shows("Spring has come to our shop.", "Offer 3.")
        await ada.fills_in(which="spring_news (en_US)")
        await ada.modal.shows("The customer will see:", "Spring has come to our shop.")
        await ada.fills_in()

        assert (await gets_template(world, mia))["name"] == "spring_news"
        await world.desk.shows("Spring has come to our shop.")


async def test_after_a_day_an_answer_is_held_a_template_offered_and_the_answer_goes_when_the_customer_writes() -> None:
    async with a_person() as (world, mia, ada):
        await world.quiet()
        world.clock.jump(DAY)
        await ada.writes("It will be back on Friday.")
        await ada.is_told(sentence("hold_template_only"))
        await ada.writes("!send")
        await ada.is_told(sentence("template_only"))
        await ada.writes("!say It will be back on Friday.")
        await ada.clicks("Template…")
        await ada.fills_in(which="spring_news (en_US)")
        await ada.modal.shows("The customer will see:")
        await ada.fills_in()
        await gets_template(world, mia)
        assert "It will be back on Friday." not in mia.meta.texts()
        await mia.writes("good to know")
        await ada.is_told(sentence("hold_open_again"))
        await ada.clicks("Send to customer", beside=sentence("hold_open_again"))
        await mia.gets("It will be back on Friday.")
        await world.quiet()
        assert mia.meta.texts().count("It will be back on Friday.") == 1


async def test_before_a_day_has_passed_and_where_there_are_no_templates_nothing_is_held() -> None:
    async with a_person() as (world, mia, ada):
        await world.quiet()
        world.clock.jump(23 * 3600)
        await ada.writes("as hot as ever")
        await mia.gets("as hot as ever")
    async with a_person(templates=[]) as (world, mia, ada):
        await world.quiet()
        world.clock.jump(DAY)
        await ada.writes("are you there?")
        await world.desk.shows("WhatsApp takes no answer")


async def test_a_note_stays_a_note_when_only_a_template_reaches_the_customer() -> None:
    async with a_person() as (world, _, ada):
        await world.quiet()
        world.clock.jump(DAY)
        await ada.writes("note: she calls back on Friday")
        await world.quiet()

        assert sentence("hold_template_only") not in "\n".join(ada.heard())


async def test_typed_with_its_value_it_goes_at_once_and_the_transcript_has_what_the_customer_saw() -> None:
    async with a_person() as (world, mia, ada):
        await ada.writes("!template hello_again | Mia")
        assert await gets_template(world, mia) == SENT
        await world.desk.shows(FILLED)
        await ada.writes("!read")
        await ada.is_told("Hi Mia, we have an answer.")


async def test_what_masking_takes_for_a_card_is_refused_in_the_form_and_typed() -> None:
    masking = {"masking": {"agents": True}}
    async with a_person(masking) as (world, mia, ada):
        await ada.writes("!template hello_again | 4111 1111 1111 1111")
        await ada.is_told(sentence("template_card"))
        await world.quiet()
        assert templates(mia) == []


@pytest.mark.parametrize(
    ("status", "why"),
    [
        ("PENDING", "no approved template of this name in this language"),
        ("PAUSED", "WhatsApp has paused this template"),
    ],
)
async def test_what_meta_has_against_a_template_is_told_in_words_and_it_can_be_sent_again(
    status: str, why: str
) -> None:
    async with a_person() as (world, mia, ada):
        await world.quiet()
        mia.templates["hello_again"]["status"] = status
        await ada.writes("!template hello_again | Mia")
        told = await world.desk.shows(why)
        assert "Resend" in told.whole
        mia.templates["hello_again"]["status"] = "APPROVED"
        await ada.writes("!resend")
        assert await gets_template(world, mia) == SENT


async def test_a_template_whose_answer_was_lost_is_settled_by_the_report_and_goes_once() -> None:
    async with a_person() as (world, mia, ada):
        await world.quiet()
        mia.meta.fails("reset_after_accept")
        await ada.writes("!template spring_news")
        await gets_template(world, mia)
        await mia.settled()
        await ada.writes("and more")
        await mia.gets("and more")
        await world.quiet()

        assert len(templates(mia)) == 1
        assert not any("erhaps not delivered" in str(line) for line in await world.desk.lines())


async def test_a_channel_without_templates_says_so() -> None:
    async with a_person(templates=[]) as (_, __, ada):
        await ada.writes("!template")
        await ada.is_told(sentence("template_none"))


async def test_a_template_that_is_none_or_could_be_several_is_refused_and_nothing_goes() -> None:
    other = {"name": "hello_there", "text": "Hello there."}
    async with a_person(templates=[AGAIN, other]) as (world, mia, ada):
        await ada.writes("!template zzqx")
        await ada.is_told("zzqx")
        await ada.writes("!template hello")
        await ada.is_told("could be")
        await world.quiet()

        assert templates(mia) == []
