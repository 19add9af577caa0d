"""Every desk: what one person is shown, and nobody else."""

import pytest

from core.ids import PersonRef
from core.ports import ShowsHome
from core.views import Button, Home, HomeChat, HomeSection, Prompt, Tone
from tests.contracts.desks.stage import Stage
from tests.contracts.desks.stages import on_desks_that
from tests.contracts.desks.values import CARD, CHAT, CLOSED, HOSTILE, OFFER

QUESTION = Prompt(
    "Nobody has accepted this chat yet, so this was not sent.",
    "ask-1",
    quote="isn't she the one who complained",
    buttons=(Button("Send to customer", "send", CHAT, {"which": "m1"}), Button("Keep internal", "discard", CHAT)),
)


@pytest.mark.parametrize("in_thread", [True, False])
async def test_what_one_person_is_told_nobody_else_sees(stage: Stage, *, in_thread: bool) -> None:
    opened = await stage.desk.open_thread(stage.place, CARD, "open-1")

    await stage.desk.tell(stage.ada, opened.thread if in_thread else None, QUESTION)

    (told,) = stage.personal(stage.ada)
    assert QUESTION.text in told.text
    assert QUESTION.quote in told.text
    assert told.buttons == ("Send to customer", "Keep internal")
    assert QUESTION.quote in stage.sees(stage.ada)
    assert QUESTION.quote not in stage.sees(stage.grace)
    assert stage.thread(opened.thread) == []
    assert stage.personal(stage.grace) == []
    assert len(stage.roots()) == 1


async def test_two_people_are_told_each_their_own(stage: Stage) -> None:
    await stage.desk.tell(stage.ada, None, Prompt("for Ada alone", "tell-1"))
    await stage.desk.tell(stage.grace, None, Prompt("for Grace alone", "tell-2"))
    await stage.desk.tell(stage.ada, None, Prompt("again for Ada", "tell-3"))

    assert [one.text for one in stage.personal(stage.ada)] == ["for Ada alone", "again for Ada"]
    assert [one.text for one in stage.personal(stage.grace)] == ["for Grace alone"]


async def test_an_offer_is_closed_where_it_stands(stage: Stage) -> None:
    receipt = await stage.desk.tell(stage.ada, None, OFFER)
    (offer,) = stage.personal(stage.ada)
    assert receipt.ref == offer.ref
    assert offer.buttons == ("Accept",)
    assert CARD.quote in offer.whole

    await stage.desk.update_prompt(receipt.ref, stage.ada, CLOSED)
    await stage.desk.update_prompt(receipt.ref, stage.ada, CLOSED)

    (closed,) = stage.personal(stage.ada)
    assert closed.ref == offer.ref
    assert closed.text == CLOSED.text
    assert closed.buttons == ()


async def test_markup_in_a_quote_pings_nobody(stage: Stage) -> None:
    opened = await stage.desk.open_thread(stage.place, CARD, "open-1")

    await stage.desk.tell(stage.ada, opened.thread, Prompt("Not sent:", "ask-1", quote=HOSTILE))

    (told,) = stage.personal(stage.ada)
    assert HOSTILE in told.text
    assert told.pings == ()


def a_home(title: str) -> Home:
    """Make somebody's home page with one chat."""
    line = HomeChat(title, "Billing", None, unread=2)
    section = HomeSection("Your chats", (line,), "No chats in hand.")
    return Home("Hello", "You are Ready", Tone.GOOD, (Button("Not ready", "notready"),), (section,))


@on_desks_that(ShowsHome)
async def test_a_home_page_is_its_persons_own_and_shown_anew(stage: Stage) -> None:
    desk = stage.desk
    assert isinstance(desk, ShowsHome)

    await desk.show_home(stage.ada, a_home("Mia Wong"))
    await desk.show_home(stage.grace, a_home("Noor Haddad"))
    await desk.show_home(stage.ada, a_home("Pia Lund"))

    assert _names_on(stage, stage.ada) == ["Pia Lund"]
    assert _names_on(stage, stage.grace) == ["Noor Haddad"]


def _names_on(stage: Stage, person: PersonRef) -> list[str]:
    return [name for name in ("Mia Wong", "Noor Haddad", "Pia Lund") if name in stage.home(person)]
