"""Bad input, for every command there is: the answer says what to type instead, and nothing changes.

Each test stands for one way to be wrong and is played for all commands of the registry that can be wrong so: that is
read off the command's own value, so that a new command is here on the day it is made.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from core.commands.args import PEOPLE_AND_QUEUES
from core.commands.catalog import ALL
from core.commands.model import Arg, ArgKind, Command, Scope
from core.conversation.model import Status
from tests.build import a_conversation
from tests.scenarios.bad_input import (
    CHATS,
    FREE,
    NONE_SUCH,
    SEVERAL,
    SEVERAL_OF,
    Floor,
    but_for_the_audit,
    rows_of,
    typed,
    whole,
    words_for,
)
from tests.scenarios.played import played
from tests.scenarios.settings import Settings, changed
from tests.scenarios.whole_shop import whole_shop
from tests.scenarios.world import a_world

pytestmark = pytest.mark.asyncio(loop_scope="module")
SAMPLED = pytest.mark.sampled("command")

CONVERSATION = [command for command in ALL if command.scope is Scope.CONVERSATION]
LOOKS = frozenset({"actions", "attendees", "channel", "customer", "details", "kb", "notes", "read", "transcript"})
"""What only shows something, whatever the state of the chat, to whoever may see it."""
KEEPS = frozenset({"note", "whisper"})
"""What is kept for the agents, whatever the state of the chat: a note about a chat is never lost."""
BY_CHANNEL = frozenset({"template which"})
"""Choices that only some channels have, where these customers don't write: `test_whatsapp_templates` has them."""
ANSWERS = frozenset({"accept", "reject"})
"""Without a number these mean the last offer, even one that is over."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def floor(desk: None, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Floor]:
    """Open one world for all tests of a desk: each leaves it as it was, or fails."""
    folder: Path = tmp_path_factory.mktemp("articles")
    others: Settings = {"roles": {"default": {"rights": ["team_texts"]}}}  # none that a command needs
    async with a_world(changed(whole_shop(folder), others)) as world:
        yield await Floor.open(world)


def before(command: Command, arg: Arg) -> list[str]:
    """Give words for the arguments that stand before one."""
    return [words_for(command, one) for one in command.args[: command.args.index(arg)]]


def each_arg(*kinds: ArgKind, without: frozenset[ArgKind] = frozenset()) -> list[object]:
    """Give the arguments of all commands, of these kinds or of all but some."""
    return [
        pytest.param(command, arg, id=f"{command.name}-{arg.name}")
        for command in ALL
        for arg in command.args
        if (arg.kind in kinds if kinds else arg.kind not in without) and f"{command.name} {arg.name}" not in BY_CHANNEL
    ]


def needed() -> list[object]:
    """Give the arguments without which a command can't be given."""
    return [
        pytest.param(command, arg, id=f"{command.name}-{arg.name}")
        for command in ALL
        for arg in command.args
        if arg.required
    ]


def by_name(commands: list[Command]) -> pytest.MarkDecorator:
    """Play a test once for each command."""
    return pytest.mark.parametrize("command", commands, ids=lambda command: command.name)


def wrong_states() -> list[object]:
    """Give the commands with the states of a chat in which nobody is offered them."""
    return [
        pytest.param(command, status, id=f"{command.name}-{status.value}")
        for command in CONVERSATION
        for status in CHATS
        if not command.available(a_conversation(status)) and command.name not in LOOKS | KEEPS
    ]


@SAMPLED
@pytest.mark.parametrize(("command", "arg"), needed())
async def test_a_missing_argument(floor: Floor, command: Command, arg: Arg) -> None:
    person, number = (floor.grace, 1) if command.name == "edit" else (floor.whoever_may(command), CHATS[Status.ACTIVE])
    answer = await floor.refused(person, typed(command, number, *before(command, arg)))

    in_a_chat = number if command.scope is Scope.CONVERSATION else None
    assert arg.help in answer
    assert command.usage("/chat ", in_a_chat) in answer


@SAMPLED
@pytest.mark.parametrize(("command", "arg"), each_arg(without=FREE))
async def test_an_unknown_argument(floor: Floor, command: Command, arg: Arg) -> None:
    line = typed(command, CHATS[Status.ACTIVE], *before(command, arg), NONE_SUCH)
    person, number = (floor.grace, 1) if arg.kind is ArgKind.HELD else (floor.whoever_may(command), None)
    line = line if number is None else typed(command, number, *before(command, arg), NONE_SUCH)

    assert NONE_SUCH in await floor.refused(person, line)


@SAMPLED
@pytest.mark.parametrize(("command", "arg"), each_arg(*PEOPLE_AND_QUEUES, ArgKind.CHOICE))
async def test_an_ambiguous_argument(floor: Floor, command: Command, arg: Arg) -> None:
    several = SEVERAL[arg.kind] if arg.kind in SEVERAL else SEVERAL_OF[f"{command.name} {arg.name}"]
    line = typed(command, CHATS[Status.ACTIVE], *before(command, arg), several)
    answer = await floor.refused(floor.whoever_may(command), line)

    assert "could be" in answer


@by_name([command for command in ALL if not any(arg.kind in (ArgKind.REST, ArgKind.CHOICE) for arg in command.args)])
async def test_a_word_too_many(floor: Floor, command: Command) -> None:
    words = [words_for(command, arg) for arg in command.args]
    person, number = (
        (floor.grace, 1)
        if ArgKind.HELD in {arg.kind for arg in command.args}
        else (
            floor.whoever_may(command),
            CHATS[Status.ACTIVE],
        )
    )
    answer = await floor.refused(person, typed(command, number, *words, NONE_SUCH))

    assert "/chat " in answer


@by_name([command for command in ALL if not command.for_anyone])
async def test_whoever_is_no_agent(floor: Floor, command: Command) -> None:
    answer = await floor.refused(floor.sam, whole(command, CHATS[Status.ACTIVE]))

    assert "aren't an agent" in answer


@by_name([command for command in ALL if command.needs is not None])
async def test_an_agent_without_the_right(floor: Floor, command: Command) -> None:
    answer = await floor.refused(floor.ada, whole(command, 1))

    assert f"right “{command.needs}”" in answer


@by_name(
    [
        command
        for command in CONVERSATION
        if command.needs is None and command.name not in LOOKS | KEEPS and command.name != "stay"
    ]
)
async def test_an_agent_without_a_seat(floor: Floor, command: Command) -> None:
    await floor.refused(floor.ada, whole(command, 1))


@SAMPLED
@pytest.mark.parametrize(("command", "status"), wrong_states())
async def test_a_chat_in_the_wrong_state(floor: Floor, command: Command, status: Status) -> None:
    await floor.refused(floor.whoever_may(command), whole(command, CHATS[status]))


@by_name([command for command in CONVERSATION if command.name in LOOKS])
async def test_an_ended_chat_can_be_looked_at_and_nothing_changes(floor: Floor, command: Command) -> None:
    for status in (Status.WRAP_UP, Status.HANDLED):
        rows = but_for_the_audit(await floor.world.read(rows_of))
        assert await floor.answer(floor.ada, whole(command, CHATS[status]))
        assert but_for_the_audit(await floor.world.read(rows_of)) == rows


@by_name(CONVERSATION)
async def test_two_chats_and_none_named(floor: Floor, command: Command) -> None:
    answer = await floor.refused(floor.grace if command.needs is None else floor.lin, whole(command, None))

    assert f"/chat {command.name} " in answer or command.name in ANSWERS


@SAMPLED
@by_name(CONVERSATION)
@pytest.mark.parametrize("number", ["999", "#0"])
async def test_a_number_that_no_chat_has(floor: Floor, command: Command, number: str) -> None:
    line = f"{command.name} {number} {whole(command, None).partition(' ')[2]}".strip()

    assert "There is no chat" in await floor.refused(floor.whoever_may(command), line)


MISSPELT = {
    "transfre": "transfer",
    "acept": "accept",
    "unflagg": "unflag",
    "notreddy": "notready",
    "Direktory": "directory",
}


@pytest.mark.parametrize("word", MISSPELT)
async def test_a_misspelt_command(floor: Floor, word: str) -> None:
    answer = await floor.refused(floor.ada, f"{word} 3 lin")

    assert f"Did you mean !{MISSPELT[word]}?" in answer


NO_COMMANDS = ["!", "!!!", "🦄", "مرحبا", NONE_SUCH, "x" * 3_000, "<script>", "%AF", "{agent}"]


@pytest.mark.parametrize("word", NO_COMMANDS)
async def test_what_is_no_command_at_all(floor: Floor, word: str) -> None:
    answer = await floor.refused(floor.ada, f"{word} 3 lin")
    if played().name == "teams":  # written to the bot itself, where all that it understands is the answer
        assert answer == await floor.answer(floor.ada, "help")
    else:
        assert len(answer) < 300


STRANGE = {
    "emoji": "🦄",
    "emoji-of-several": "👩🏽‍🚀",
    "right-to-left": "مرحبا",
    "turned-around": "\u202eada",
    "very-long": "x" * 2_900,
    "many-words": "so " * 900,
    "markup": "<!channel>",
    "braces": "{agent} %s",
    "digits": "4111111111111111",
    "quotes": "\"'`",
}


@SAMPLED
@pytest.mark.parametrize(("command", "arg"), each_arg(without=FREE))
@pytest.mark.parametrize("words", STRANGE.values(), ids=STRANGE)
async def test_strange_words_for_an_argument(floor: Floor, command: Command, arg: Arg, words: str) -> None:
    person, number = (floor.grace, 1) if arg.kind is ArgKind.HELD else (floor.whoever_may(command), 3)
    answer = await floor.refused(person, typed(command, number, *before(command, arg), words))

    assert len(answer) < 500
    assert "4111111111111111" not in answer
