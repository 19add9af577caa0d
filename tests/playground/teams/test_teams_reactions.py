"""The Connector's calls by which a bot reacts to messages."""

import pytest

from playground.clock import FakeClock
from playground.server import Playground
from playground.teams.limits import Limits
from playground.teams.message_payload import payload
from playground.teams.seed import SUPPORT

from .conftest import Wire

CHECK, EYES = "2705_whiteheavycheckmark", "1f440_eyes"


async def of_ada(pg: Playground) -> tuple[str, str]:
    """Let Ada write something; give its address and where the bot reacts to it."""
    theirs = await pg.teams.simulate.post(user="ada", conversation=SUPPORT, text="mine")
    return theirs["id"], f"v3/conversations/{theirs['conversation']}/activities/{theirs['id']}/reactions"


def seen(pg: Playground) -> dict[str, list[str]]:
    """Give who reacted to Ada's message, by reaction."""
    message = pg.teams.find("mine")
    assert message is not None
    return {kind: users for kind, users in message.reactions.items() if users}


async def test_a_bot_reacts_to_anybodys_message_and_once_with_each_emoji(pg: Playground, wire: Wire) -> None:
    _, path = await of_ada(pg)
    assert [(await wire.call("PUT", f"{path}/{one}")).status for one in (CHECK, CHECK, EYES)] == [200] * 3
    assert seen(pg) == {CHECK: ["bot"], EYES: ["bot"]}


async def test_a_bot_takes_its_own_reaction_back_and_nobody_elses(pg: Playground, wire: Wire) -> None:
    id, path = await of_ada(pg)
    message = pg.teams.find("mine")
    assert message is not None
    await pg.teams.simulate.react(user="grace", conversation=message.conversation, id=id, reaction=CHECK)
    await wire.call("PUT", f"{path}/{CHECK}")
    assert seen(pg) == {CHECK: ["grace", "bot"]}
    assert [(await wire.call("DELETE", f"{path}/{one}")).status for one in (CHECK, CHECK, EYES)] == [200] * 3
    assert seen(pg) == {CHECK: ["grace"]}


async def test_reactions_are_two_a_second_over_all_conversations(pg: Playground, wire: Wire, clock: FakeClock) -> None:
    pg.teams.meter.limits = Limits()
    paths = [(await of_ada(pg))[1] for _ in range(3)]
    assert [(await wire.call("PUT", f"{path}/{CHECK}")).status for path in paths] == [200, 200, 429]
    no = await wire.call("DELETE", f"{paths[0]}/{CHECK}")
    assert (no.status, no.headers["Retry-After"]) == (429, "1")
    await clock.advance(1)
    assert (await wire.call("PUT", f"{paths[2]}/{CHECK}")).status == 200


async def test_a_message_that_is_gone_takes_no_reaction(pg: Playground, wire: Wire) -> None:
    id, path = await of_ada(pg)
    message = pg.teams.find("mine")
    assert message is not None
    await pg.teams.simulate.delete(user="ada", conversation=message.conversation, id=id)
    no = await wire.call("PUT", f"{path}/{CHECK}")
    assert (no.status, no.code) == (404, "ActivityNotFoundInConversation")


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
async def test_where_the_preview_has_not_come_nothing_is_taken(pg: Playground, wire: Wire, method: str) -> None:
    _, path = await of_ada(pg)
    pg.teams.settings.reactions = False
    no = await wire.call(method, f"{path}/{CHECK}")
    assert (no.status, no.code) == (403, "ApiNotEnabledException")
    assert seen(pg) == {}


async def test_a_message_extension_is_told_of_the_bots_reaction_as_the_apps(pg: Playground, wire: Wire) -> None:
    _, path = await of_ada(pg)
    await wire.call("PUT", f"{path}/{CHECK}")
    message = pg.teams.find("mine")
    assert message is not None
    [told] = payload(pg.teams, message)["reactions"]
    assert (told["reactionType"], told["user"]["application"]["id"]) == (CHECK, pg.teams.settings.app_id)
