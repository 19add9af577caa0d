"""Who clicks in Teams in the busiest moments is told so in words, nothing is stored, and what they wrote stays."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import orjson
import pytest
from aiohttp import web

from adapters.spec import HasWaiting
from adapters.teams.answering import BUSY
from adapters.teams.busy import apology, waits
from bridge.admission import BEHIND, Admission
from bridge.door import DoorRunner
from bridge.observing.meter import Meter
from core.views import Button
from playground.refusals import HumanError
from tests.adapters.teams.inbound.fakes import CHAT
from tests.adapters.teams.inbound.world import World, a_world


@asynccontextmanager
async def behind_a_door(behind: float = 0.0) -> AsyncIterator[tuple[World, Admission]]:
    """Give the adapter and Teams with a door between them: full, or let in while the database is so much behind."""
    async with a_world() as world:
        assert isinstance(world.adapter, HasWaiting)
        most = 10 if behind else 0
        admission = Admission(Meter(), most, 1_000_000, 10, lambda: behind, world.adapter.waiting())
        bounded: set[object] = set()
        app = web.Application(middlewares=[admission.middleware(bounded)])
        bounded.update(app.add_routes(world.adapter.routes()))
        runner = DoorRunner(app, admission, 1.0)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        world.teams.settings.messages_url = f"http://127.0.0.1:{runner.addresses[0][1]}/teams/messages"
        try:
            yield world, admission
        finally:
            await runner.cleanup()


async def test_a_click_that_has_no_room_is_answered_in_words() -> None:
    async with behind_a_door() as (world, admission):
        chain, card = await world.a_card(Button("Accept", "accept", CHAT))

        answer = await world.people.click(user="ada", conversation=chain, id=card, title="Accept")

        assert answer["answer"]["value"] == BUSY
        assert world.inbox.stored == []
        assert admission.meter.turnings_away.counts == {("requests",): 1}


async def test_a_form_that_has_no_room_to_be_opened_says_so_in_its_place() -> None:
    async with behind_a_door() as (world, _):
        chain, card = await world.a_card(Button("Invite…", "invite", CHAT, asks=True))

        opened = await world.people.click(user="ada", conversation=chain, id=card, title="Invite…")

        assert BUSY in str(opened)
        assert world.desktop.asked == []


async def test_a_form_that_was_filled_in_stays_open_when_there_is_no_room_for_it() -> None:
    async with behind_a_door() as (world, admission):
        admission.most_requests = 10
        chain, card = await world.a_card(Button("Invite…", "invite", CHAT, asks=True))
        await world.people.click(user="ada", conversation=chain, id=card, title="Invite…")
        admission.most_requests = 0

        with pytest.raises(HumanError):
            await world.people.submit_dialog(user="ada", values={"text:agent": "Grace"})

        assert "ada" in world.teams.store.dialogs
        admission.most_requests = 10
        assert (await world.people.submit_dialog(user="ada", values={"text:agent": "Grace"}))["dialog"] is None


async def test_a_click_comes_in_while_messages_are_turned_away() -> None:
    async with behind_a_door(BEHIND * 2) as (world, _):
        chain, card = await world.a_card(Button("Accept", "accept", CHAT))
        await world.people.post(user="ada", conversation=chain, text="hello")
        await world.people.click(user="ada", conversation=chain, id=card, title="Accept")

        assert [type(one.body).__name__ for one in world.inbox.stored] == ["Invocation"]
        assert 503 in world.statuses()


@pytest.mark.parametrize(
    "body",
    [
        b'{"type": "message", "text": "\\"type\\":\\"invoke\\""}',
        b'{"type": "message", "value": {"type": "invoke", "name": "task/fetch"}}',
        b'{"type": "invoke", "name": "fileConsent/invoke"}',
        b'{"type": "invoke", "name": "task/submit"}',
        b'{"type": "invoke", "name": "adaptiveCard/action"',
        b'["type", "invoke"]',
        b'{"type": "invoke", "name": ["task/fetch"]}',
        b"",
        b"\xff" * 100,
    ],
)
def test_what_comes_again_or_is_none_gets_no_words(body: bytes) -> None:
    assert apology(body) is None


def test_only_what_may_be_somebody_who_waits_is_looked_at() -> None:
    click = orjson.dumps({"type": "invoke", "name": "adaptiveCard/action", "value": {"action": {}}})
    assert waits(click)
    assert not waits(click + b" " * 70_000)
    assert not waits(b'{"type": "message", "text": "an \\"invoke\\" of mine"}')


def test_a_page_that_comes_into_view_is_answered_without_words() -> None:
    look = {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": {"verb": "home"}}}

    answer = apology(orjson.dumps(look))

    assert answer is not None
    assert orjson.loads(answer)["value"] == ""


def test_a_search_that_has_no_room_finds_nothing() -> None:
    answer = apology(orjson.dumps({"type": "invoke", "name": "application/search", "value": {"queryText": "a"}}))

    assert answer is not None
    assert orjson.loads(answer)["value"] == {"results": []}
