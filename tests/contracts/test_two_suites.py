"""An agent in one suite and an expert in the other, in one chat (C3); and personal chats without threads."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.contracts.desks.chain_people import ChainPeople
from tests.contracts.desks.teams_people import TeamsPeople
from tests.contracts.desks.two_desks import TwoDesks
from tests.contracts.desks.two_suites import Suites, two_suites

PAIRS = [("slack", "teams"), ("teams", "slack"), ("teams", "teams"), ("slack", "reply_chain"), ("reply_chain", "slack")]


@pytest.fixture(params=PAIRS, ids=" and ".join)
async def suites(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Suites]:
    """A bridge between two suites."""
    agents, experts = request.param
    async with two_suites(agents, experts, tmp_path, monkeypatch) as running:
        yield running


async def sam_reads(chat: TwoDesks, suites: Suites, text: str) -> None:
    """Wait until a text is shown to Sam alone."""
    there, sam = suites.there, suites.there.sam
    await chat.until(lambda: any(text in one.whole for one in there.personal(sam)), f"“{text}” for Sam")


async def helped(suites: Suites, name: str = "Mia Wong", how: str = "") -> TwoDesks:
    """Let Ada talk with a customer and Sam join."""
    chat, ada = suites.customer(name), suites.here.ada
    await chat.begins()
    await chat.writes(ada, "one moment")
    await chat.customer_hears("one moment")
    await chat.writes(ada, f"!invite sam {how}".strip())
    await sam_reads(chat, suites, "asks for your help")
    await chat.until(lambda: any("Join" in one.buttons for one in suites.there.personal(suites.there.sam)), "Join")
    await suites.there.clicks(suites.there.sam, "Join")
    await chat.thread_shows("Sam Park has joined")
    await sam_reads(chat, suites, "You take part")
    return chat


async def sam_writes(chat: TwoDesks, suites: Suites, text: str, words: str) -> None:
    """Let Sam answer what was shown with these words, once it is."""
    await sam_reads(chat, suites, words)
    there = suites.there
    if isinstance(there, ChainPeople | TeamsPeople):
        await there.answers(there.sam, words, text)
    else:
        shown = next(one for one in there.personal(there.sam) if "You take part" in one.whole)
        await there.writes(there.sam, shown.ref, text)


async def test_the_expert_reads_the_history_and_answers_the_agents_of_the_other_suite(suites: Suites) -> None:
    chat = await helped(suites)

    await sam_reads(chat, suites, "one moment")
    await chat.customer_says("is it late?")
    await sam_reads(chat, suites, "is it late?")
    await sam_writes(chat, suites, "tell her it is late", "is it late?")
    await chat.thread_shows("tell her it is late")

    assert not [line for line in await chat.customer_sees() if "tell her" in line]


async def test_in_conference_the_customer_hears_the_expert_of_the_other_suite(suites: Suites) -> None:
    chat = await helped(suites, how="conference")

    await sam_writes(chat, suites, "it comes on Monday", "one moment")
    await chat.customer_hears("Sam Park: it comes on Monday")
    await chat.thread_shows("it comes on Monday")


async def test_the_mode_is_changed_from_the_other_suite_and_the_expert_is_told(suites: Suites) -> None:
    chat = await helped(suites, how="conference")

    await chat.writes(suites.here.ada, "!mode consult")
    await sam_reads(chat, suites, "for the agents alone; the customer doesn't see it")
    await sam_writes(chat, suites, "she pays late", "one moment")
    await chat.thread_shows("she pays late")

    assert not [line for line in await chat.customer_sees() if "pays late" in line]


@pytest.fixture(params=["teams", "reply_chain"])
async def without_threads(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Suites]:
    """A bridge whose expert's personal chat has no threads."""
    async with two_suites("slack", request.param, tmp_path, monkeypatch) as running:
        yield running


async def test_without_threads_each_post_says_of_which_chat_it_is(without_threads: Suites) -> None:
    chat = await helped(without_threads)
    await chat.customer_says("is it late?")
    await sam_reads(chat, without_threads, "is it late?")

    there = without_threads.there
    shown = next(one for one in there.personal(there.sam) if "is it late?" in one.whole)
    assert "#1 Mia Wong" in shown.author


async def test_without_threads_a_long_name_hides_neither_the_chat_nor_the_author(without_threads: Suites) -> None:
    chat = await helped(without_threads, "Mia Wong of the very large tea shop at the corner of the high street")
    await chat.writes(without_threads.here.ada, "it is late")
    await sam_reads(chat, without_threads, "it is late")

    there = without_threads.there
    shown = next(one for one in there.personal(there.sam) if "it is late" in one.whole)
    assert shown.author.startswith("#1 Mia Wong of the very")
    assert "Ada Lovelace" in shown.author


async def test_without_threads_a_bare_word_goes_to_the_only_chat(without_threads: Suites) -> None:
    chat = await helped(without_threads, how="conference")
    there = without_threads.there

    await there.commands(there.sam, "it comes on Monday")

    await chat.customer_hears("Sam Park: it comes on Monday")


async def test_without_threads_an_answer_goes_where_the_quoted_post_belongs(without_threads: Suites) -> None:
    first = await helped(without_threads, how="conference")
    second = await helped(without_threads, "Ben Oak", "conference")
    await second.customer_says("my cup is broken")
    await sam_reads(second, without_threads, "my cup is broken")

    await sam_writes(second, without_threads, "we send a new one", "my cup is broken")

    await second.customer_hears("we send a new one")
    assert not [line for line in await first.customer_sees() if "new one" in line]


async def test_without_threads_a_bare_word_is_held_while_several_chats_are_open(without_threads: Suites) -> None:
    first = await helped(without_threads, how="conference")
    second = await helped(without_threads, "Ben Oak", "conference")
    there = without_threads.there

    await there.commands(there.sam, "it comes on Monday")
    await sam_reads(first, without_threads, "For which chat is this?")
    assert not [line for chat in (first, second) for line in await chat.customer_sees() if "Monday" in line]
    await there.clicks(there.sam, "#2")

    await second.customer_hears("it comes on Monday")
    assert not [line for line in await first.customer_sees() if "Monday" in line]


async def test_an_expert_who_has_not_installed_the_app_in_teams_is_not_asked_and_the_agent_reads_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with two_suites("slack", "teams", tmp_path, monkeypatch) as suites:
        assert isinstance(suites.there, TeamsPeople)
        await suites.there.uninstalls(suites.there.sam)
        chat, ada = suites.customer("Mia Wong"), suites.here.ada
        await chat.begins()
        await chat.writes(ada, "one moment")
        await chat.customer_hears("one moment")
        await chat.writes(ada, "!invite sam")

        await chat.until(lambda: "haven't installed the app" in suites.here.sees(ada), "the reason for Ada")


async def test_an_expert_who_removes_the_app_from_teams_is_out_of_the_chat_and_the_agents_read_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with two_suites("slack", "teams", tmp_path, monkeypatch) as suites:
        chat = await helped(suites)
        assert isinstance(suites.there, TeamsPeople)
        await suites.there.uninstalls(suites.there.sam)
        await chat.customer_says("is it late?")

        await chat.thread_shows("can't be reached any more, and is out of the chat")
