"""Our own posts are found again by Graph; where that can't be told nobody pretends that it can."""

from datetime import timedelta

import pytest

from adapters.teams.seen_words import seen_words
from core.errors import Transient, Uncertain
from core.ids import ExternalRef
from core.ports import Opened, Receipt, Sought
from core.views import Post
from playground.teams.limits import Limits
from tests.adapters.slack.outbound.desks import NOW
from tests.adapters.teams.outbound.workplace import PLACE, Workplace
from tests.contracts.desks.values import CARD, a_post

GROUP = "6a0e0000-0000-4000-8000-0000000000c1"


async def opened(work: Workplace) -> Opened:
    """Open a chat's thread, in a team whose group is known."""
    await work.memory.keep(f"group:{PLACE}", GROUP)
    return await work.desk.open_thread(PLACE, CARD, "open-1")


async def lost(work: Workplace, thread: ExternalRef, post: Post) -> None:
    """Post, and lose the answer."""
    work.pg.faults.add("send", "reset_after_accept", vendor="teams")
    with pytest.raises(Uncertain):
        await work.desk.post(thread, post)


def sought(post: Post | None, *known: Receipt, key: str = "key-1") -> Sought:
    return Sought(key, NOW, post, frozenset(one.ref for one in known if one.ref))


async def patiently(work: Workplace, where: ExternalRef, what: Sought) -> Opened | Receipt | None:
    """Look, and look again when Graph may have listed it."""
    with pytest.raises(Transient) as soon:
        await work.desk.find(where, what)
    assert soon.value.retry_after is not None
    await work.clock.sleep(soon.value.retry_after)
    return await work.desk.find(where, what)


async def test_the_same_words_said_before_are_not_taken_for_those_that_are_looked_for(work: Workplace) -> None:
    thread = (await opened(work)).thread
    first = await work.desk.post(thread, a_post("Hello?", "key-0"))

    assert await patiently(work, thread, sought(a_post("Hello?"), first)) is None
    await lost(work, thread, a_post("Hello?"))

    found = await work.desk.find(thread, sought(a_post("Hello?"), first))
    assert isinstance(found, Receipt)
    assert found.ref not in (None, first.ref)


async def test_what_of_ours_nobody_knows_leaves_it_uncertain(work: Workplace) -> None:
    thread = (await opened(work)).thread
    await lost(work, thread, a_post("Something else", "key-0"))

    with pytest.raises(Uncertain):
        await work.desk.find(thread, sought(a_post("Hello")))

    await lost(work, thread, a_post("Hello"))
    assert isinstance(await work.desk.find(thread, sought(a_post("Hello"))), Receipt)


async def test_a_post_that_graph_lists_late_is_waited_for(work: Workplace) -> None:
    thread = (await opened(work)).thread
    await lost(work, thread, a_post())
    work.pg.teams.settings.listed_after = 3.0

    with pytest.raises(Transient):
        await work.desk.find(thread, sought(a_post()))
    work.pg.teams.settings.listed_after = 0.0
    assert isinstance(await work.desk.find(thread, sought(a_post())), Receipt)


async def test_a_chain_of_many_pages_is_read_to_its_end(work: Workplace) -> None:
    thread = (await opened(work)).thread
    known = [await work.desk.post(thread, a_post(f"Number {one}", f"k{one}")) for one in range(120)]
    await lost(work, thread, a_post("The last one"))

    found = await work.desk.find(thread, sought(a_post("The last one"), *known))

    assert isinstance(found, Receipt)
    assert work.calls("GET", "/replies") == 3


@pytest.mark.parametrize(
    "words",
    [
        "<b>&amp; &lt;at&gt;Ada&lt;/at&gt; 👩‍💻 é é ☺️",
        "one\n\n  two   three\n\ttabs",
        "see https://example.org/?a=1&b=2 and `code`",
        "לקוח مرحبا 你好\u200b",
    ],
)
async def test_words_are_known_again_however_they_are_written(work: Workplace, words: str) -> None:
    thread = (await opened(work)).thread
    await lost(work, thread, a_post(words))

    assert isinstance(await work.desk.find(thread, sought(a_post(words))), Receipt)


async def test_a_post_with_files_is_known_again(work: Workplace) -> None:
    thread = (await opened(work)).thread
    picture = work.files.add("tea & <b>.png", b"x" * 1500)
    post = a_post(parts=(*a_post().parts, picture))
    await lost(work, thread, post)

    assert isinstance(await work.desk.find(thread, sought(post)), Receipt)


async def test_without_the_permission_nothing_can_be_told_and_graph_is_not_asked(work: Workplace) -> None:
    thread = (await opened(work)).thread
    await lost(work, thread, a_post())
    for settings in ({"reads_all": False}, {"graph": {"history": False}}):
        with pytest.raises(Uncertain):
            await work.another_desk(**settings).find(thread, sought(a_post()))
    assert work.calls("GET", "/replies") == 0

    work.pg.teams.settings.reads_all = False
    with pytest.raises(Uncertain):
        await work.desk.find(thread, sought(a_post()))
    assert work.calls("GET", "/replies") == 1


async def test_without_the_team_s_group_nothing_can_be_told(work: Workplace) -> None:
    thread = (await work.desk.open_thread(PLACE, CARD, "open-1")).thread

    with pytest.raises(Uncertain):
        await work.desk.find(thread, sought(a_post()))

    assert await patiently_with(work, thread) is None


async def patiently_with(work: Workplace, thread: ExternalRef) -> Opened | Receipt | None:
    """Look with the team that is configured."""
    work.desk = work.another_desk(team=GROUP)
    return await patiently(work, thread, sought(a_post()))


async def test_a_personal_chat_can_t_be_read(work: Workplace) -> None:
    with pytest.raises(Uncertain):
        await work.desk.find(ExternalRef("a:1ada"), sought(a_post()))


async def test_graph_s_pace_is_kept_and_its_silence_waited_for_but_not_for_ever(work: Workplace) -> None:
    thread = (await opened(work)).thread
    work.pg.faults.add("history", "429", vendor="teams", retry_after=7)
    with pytest.raises(Transient) as slower:
        await work.desk.find(thread, sought(a_post()))
    assert slower.value.retry_after == 7

    work.pg.faults.add("history", "502", vendor="teams", times=None)
    with pytest.raises(Transient):
        await work.desk.find(thread, sought(a_post()))
    work.clock.at += timedelta(seconds=60)
    with pytest.raises(Uncertain):
        await work.desk.find(thread, sought(a_post()))


async def test_more_looks_than_graph_allows_are_put_off(work: Workplace) -> None:
    thread = (await opened(work)).thread
    work.pg.teams.meter.limits = Limits()
    troubles: list[Transient] = []
    for number in range(5):
        with pytest.raises(Transient) as trouble:
            await work.desk.find(thread, sought(a_post(), key=f"key-{number}"))
        troubles.append(trouble.value)
    assert [one.detail for one in troubles] == ["look: not seen yet"] * 4 + ["look: 429 of Graph's"]


def test_words_are_compared_by_what_people_see() -> None:
    sent = "<b>Mia (customer)</b><br/>Hi &amp; bye 🙂"
    kept = '<div>\n<strong>Mia&nbsp;(customer)</strong><br>Hi &amp; <p>bye <emoji alt="🙂"></emoji></p></div>'
    assert seen_words(sent) == seen_words(kept)
    assert seen_words("a<b", is_html=False) == "a<b"
    assert seen_words("Hi") != seen_words("Ho")
