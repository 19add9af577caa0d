"""STOP, START and HELP."""

import pytest

from playground.server import Playground
from playground.twilio.opt_out import SAID
from playground.twilio.seed import MIA, NUMBER, SECOND, SERVICE, TOM

from .conftest import App, Wire


async def says(pg: Playground, text: str, phone: str = MIA, to: str = NUMBER) -> list[str]:
    """Write a text; give what came back."""
    before = len(pg.twilio.texts(phone)) if phone in pg.twilio.store.phones else 0
    await pg.twilio.simulate.send(phone=phone, to=to, text=text)
    await pg.twilio.settled()
    return [one.text for one in pg.twilio.texts(phone)[before:] if not one.mine]


WORDS = ["STOP", "stop", " Unsubscribe \n", "END", "quit", "STOPALL", "REVOKE", "OPTOUT", "cancel"]


@pytest.mark.parametrize("word", WORDS)
async def test_a_word_opts_out_until_start(wire: Wire, pg: Playground, hooked: App, word: str) -> None:
    assert await says(pg, word) == [SAID["STOP"]]
    back = await wire.send()
    assert (back.status, back.code) == (400, 21610)
    assert hooked.told()[-1]["Body"] == word
    assert "OptOutType" not in hooked.told()[-1]
    assert await says(pg, "Start") == [SAID["START"]]
    assert (await wire.send()).status == 201


@pytest.mark.parametrize("words", ["stop please", "please stop", "STOP.", "end it"])
async def test_a_word_among_others_means_nothing(wire: Wire, pg: Playground, words: str) -> None:
    assert await says(pg, words) == []
    assert (await wire.send()).status == 201


async def test_one_is_opted_out_of_one_number(wire: Wire, pg: Playground) -> None:
    await says(pg, "STOP")
    assert (await wire.send(From=SECOND)).status == 201
    assert (await wire.send(To=TOM)).status == 201
    assert await says(pg, "STOP") == []


async def test_one_is_opted_out_of_a_whole_messaging_service(wire: Wire, pg: Playground) -> None:
    pg.twilio.settings.service_numbers = [NUMBER, SECOND]
    await says(pg, "STOP")
    assert (await wire.send(From=SECOND)).code == 21610
    assert (await wire.send(From="", MessagingServiceSid=SERVICE)).code == 21610


async def test_help_is_answered_and_yes_is_a_plain_yes(pg: Playground) -> None:
    assert await says(pg, "help") == [SAID["HELP"]]
    assert await says(pg, "YES") == []
    await says(pg, "STOP")
    assert await says(pg, "yes") == [SAID["START"]]


async def test_advanced_opt_out_tells_the_app_what_was_meant(pg: Playground, hooked: App) -> None:
    pg.twilio.settings.service_numbers = [NUMBER]
    pg.twilio.settings.advanced_opt_out = True
    for word in ("stop", "start", "info", "hello"):
        await says(pg, word)
    assert [one.get("OptOutType") for one in hooked.told()] == ["STOP", "START", "HELP", None]


async def test_an_answer_of_the_app_does_not_reach_one_who_opted_out(pg: Playground, hooked: App) -> None:
    hooked.says("<Response><Message>Goodbye!</Message></Response>")
    assert await says(pg, "STOP") == [SAID["STOP"]]
    assert [one.code for one in pg.twilio.errors()] == [21610]


async def test_the_account_may_have_it_switched_off(wire: Wire, pg: Playground) -> None:
    pg.twilio.settings.default_opt_out = False
    assert await says(pg, "STOP") == []
    assert (await wire.send()).status == 201
