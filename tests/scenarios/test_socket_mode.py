"""Socket Mode: the same chat without an address that Slack could reach."""

import pytest

from tests.scenarios.differences import Difference
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import a_world

pytestmark = pytest.mark.desks("slack", because=Difference.SOCKET)

SOCKET = {"desks": {"slack": {"mode": "socket", "app_token": "xapp-playground", "signing_secret": None}}}


async def test_a_whole_chat_goes_over_the_socket() -> None:
    async with a_world(SOCKET) as world:
        ada, customer = await talking(world)
        await ada.writes("hello")
        await customer.hears("hello")
        await ada.clicks_on_card("Note…")
        await ada.fills_in(text="she is a regular")
        await world.desk.shows("she is a regular")
        await ada.writes("!end yes")
        await customer.hears("The chat has ended.")
        await customer.never_heard("she is a regular")


async def test_slack_may_ask_for_new_connections_at_any_time() -> None:
    async with a_world(SOCKET) as world:
        ada, customer = await talking(world)
        await world.playground.slack.sockets.disconnect("refresh_requested")
        await ada.writes("still there?")
        await world.passes(61)  # what met no connection is Slack's to bring again
        await customer.hears("still there?")
        await world.quiet()
        assert customer.texts() == ["still there?"]


async def test_an_unknown_word_is_held_over_the_socket_too() -> None:
    async with a_world(SOCKET) as world:
        ada, customer = await talking(world)
        await ada.writes("!refund 30")
        await ada.is_told(sentence("hold_unknown_command"))
        await customer.never_heard("refund")
