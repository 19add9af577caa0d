"""Every desk: what goes wrong is judged by what may have been done, and said in words."""

from collections.abc import Awaitable, Callable
from contextlib import suppress

import pytest

from core.errors import Blocked, DeliveryFailed, Permanent, Transient, Uncertain
from core.ids import ExternalRef
from core.ports import AgentDesk, FindsOwnPosts, Opened, Receipt, Sought
from core.views import Post
from tests.adapters.slack.outbound.desks import NOW
from tests.contracts.desks.shown import same_words
from tests.contracts.desks.stage import RETRY_AFTER, Spoilt, Stage, Trouble
from tests.contracts.desks.stages import on_desks_that, on_desks_without
from tests.contracts.desks.values import CARD, HANDLED, OFFER, a_long_text, a_post

Act = Callable[[Stage, AgentDesk, Opened], Awaitable[object]]

POSTING: dict[str, Act] = {
    "open": lambda stage, desk, _: desk.open_thread(stage.place, CARD, "open-2"),
    "post": lambda _, desk, opened: desk.post(opened.thread, a_post()),
}
ACTS: dict[str, Act] = POSTING | {
    "card": lambda _, desk, opened: desk.update_card(opened.card, HANDLED, "card-1"),
    "tell": lambda stage, desk, _: desk.tell(stage.ada, None, OFFER),
    "tell in the thread": lambda stage, desk, opened: desk.tell(stage.ada, opened.thread, OFFER),
}
every_act = pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
posting = pytest.mark.parametrize("act", POSTING.values(), ids=POSTING)
lost = pytest.mark.parametrize("trouble", [Trouble.RESET, Trouble.SILENT])


async def opened_on(stage: Stage) -> Opened:
    return await stage.desk.open_thread(stage.place, CARD, "open-1")


async def failure_of(doing: Awaitable[object]) -> DeliveryFailed:
    with pytest.raises(DeliveryFailed) as caught:
        await doing
    return caught.value


def sought(key: str, post: Post | None = None, *others: Receipt) -> Sought:
    """Look for something that was to be shown just now; the others are known to stand."""
    return Sought(key, NOW, post, frozenset(ref for one in others for ref in (one.ref, *one.more) if ref))


async def looked(
    stage: Stage, where: ExternalRef, what: Sought, desk: AgentDesk | None = None
) -> Opened | Receipt | None:
    """Look after a restart, and once more where the platform wants a moment."""
    desk = desk or stage.restarted()
    assert isinstance(desk, FindsOwnPosts)
    try:
        return await desk.find(where, what)
    except Transient:
        await stage.waits()
        return await desk.find(where, what)


def everything(stage: Stage, opened: Opened) -> tuple[object, ...]:
    """Give all that is shown anywhere."""
    return stage.roots(), stage.thread(opened.thread), stage.personal(stage.ada)


@every_act
async def test_what_is_throttled_is_not_shown_and_says_when_to_come_back(stage: Stage, act: Act) -> None:
    opened = await opened_on(stage)
    before = everything(stage, opened)
    stage.fail(Trouble.THROTTLED)

    failure = await failure_of(act(stage, stage.desk, opened))

    assert isinstance(failure, Transient)
    assert failure.retry_after == RETRY_AFTER
    assert failure.throttled
    assert everything(stage, opened) == before
    await act(stage, stage.desk, opened)
    assert everything(stage, opened) != before


@every_act
async def test_what_the_platform_could_not_do_may_be_done_again(stage: Stage, act: Act) -> None:
    opened = await opened_on(stage)
    before = everything(stage, opened)
    stage.fail(Trouble.BROKEN)

    failure = await failure_of(act(stage, stage.desk, opened))

    assert isinstance(failure, Transient)
    assert not failure.throttled
    assert everything(stage, opened) == before


@every_act
async def test_a_platform_that_can_t_be_reached_was_sent_nothing(stage: Stage, act: Act) -> None:
    opened = await opened_on(stage)

    failure = await failure_of(act(stage, stage.unreachable(), opened))

    assert isinstance(failure, Transient)


@posting
@lost
async def test_a_post_whose_answer_is_lost_is_uncertain(stage: Stage, act: Act, trouble: Trouble) -> None:
    stage.hurry()
    opened = await opened_on(stage)
    before = everything(stage, opened)
    stage.fail(trouble)

    failure = await failure_of(act(stage, stage.desk, opened))

    assert isinstance(failure, Uncertain)
    assert not failure.certain
    assert everything(stage, opened) != before


@lost
async def test_a_card_whose_answer_is_lost_may_be_shown_again(stage: Stage, trouble: Trouble) -> None:
    stage.hurry()
    opened = await opened_on(stage)
    stage.fail(trouble)

    with suppress(Transient, Uncertain):  # or it was repeated at once, which changes nothing
        await stage.desk.update_card(opened.card, HANDLED, "card-1")

    await stage.desk.update_card(opened.card, HANDLED, "card-1")
    assert len(stage.roots()) == 1


@on_desks_that(FindsOwnPosts)
@lost
async def test_a_lost_post_is_found_also_after_a_restart(stage: Stage, trouble: Trouble) -> None:
    stage.hurry()
    opened = await opened_on(stage)
    before = await stage.desk.post(opened.thread, a_post("Hi", "key-0"))
    stage.fail(trouble)
    await failure_of(stage.desk.post(opened.thread, a_post()))

    _, shown = stage.thread(opened.thread)
    found = await looked(stage, opened.thread, sought("key-1", a_post(), before))
    assert found == Receipt(shown.ref)


@on_desks_that(FindsOwnPosts)
async def test_a_post_that_never_arrived_is_surely_not_there(stage: Stage) -> None:
    opened = await opened_on(stage)
    before = await stage.desk.post(opened.thread, a_post("Hello", "key-0"))

    assert await looked(stage, opened.thread, sought("key-1", a_post(), before)) is None

    await stage.desk.post(opened.thread, a_post())
    assert len(stage.thread(opened.thread)) == 2


@on_desks_that(FindsOwnPosts)
async def test_a_lost_post_in_pieces_is_found_whole_or_goes_on_where_it_stopped(stage: Stage) -> None:
    opened = await opened_on(stage)
    text = a_long_text(stage.desk.capabilities().text_max)
    before = await stage.desk.post(opened.thread, a_post("Hi", "key-0"))
    stage.fail(Trouble.RESET)
    await failure_of(stage.desk.post(opened.thread, a_post(text)))
    assert len(stage.thread(opened.thread)) == 2

    restarted = stage.restarted()
    assert await looked(stage, opened.thread, sought("key-1", a_post(text), before), restarted) is None
    receipt = await restarted.post(opened.thread, a_post(text))

    _, *shown = stage.thread(opened.thread)
    assert same_words("".join(one.text for one in shown), text)
    assert [receipt.ref, *receipt.more] == [one.ref for one in shown]
    found = await looked(stage, opened.thread, sought("key-1", a_post(text), before))
    assert isinstance(found, Receipt)
    assert found.ref == receipt.ref


@on_desks_that(FindsOwnPosts)
async def test_a_lost_card_in_a_thread_is_found(stage: Stage) -> None:
    opened = await opened_on(stage)
    stage.fail(Trouble.RESET)
    await failure_of(stage.desk.post_card(opened.thread, HANDLED, "card-2"))

    (shown,) = stage.thread(opened.thread)
    assert await looked(stage, opened.thread, sought("card-2")) == Receipt(shown.ref)
    assert await looked(stage, opened.thread, sought("card-3")) is None


@on_desks_that(FindsOwnPosts)
async def test_a_lost_root_card_is_found_in_its_place_and_its_thread_is_used(stage: Stage) -> None:
    stage.fail(Trouble.RESET)
    await failure_of(stage.desk.open_thread(stage.place, CARD, "open-1"))

    (root,) = stage.roots()
    found = await looked(stage, stage.place, sought("open-1"))
    assert isinstance(found, Opened)
    assert found.card == root.ref
    await stage.desk.post(found.thread, a_post())
    assert [one.text for one in stage.thread(found.thread)] == ["Hello"]
    assert await looked(stage, stage.place, sought("open-2")) is None


@on_desks_without(FindsOwnPosts)
async def test_a_lost_post_that_can_t_be_looked_up_stands_twice_at_the_most(stage: Stage) -> None:
    opened = await opened_on(stage)
    stage.fail(Trouble.RESET)
    await failure_of(stage.desk.post(opened.thread, a_post()))

    receipt = await stage.desk.post(opened.thread, a_post())

    shown = stage.thread(opened.thread)
    assert [one.text for one in shown] in (["Hello"], ["Hello", "Hello"])
    assert receipt.ref in [one.ref for one in shown]


@pytest.mark.parametrize("trouble", [Trouble.THROTTLED, Trouble.BROKEN])
async def test_a_post_that_was_cut_short_goes_on_where_it_stopped(stage: Stage, trouble: Trouble) -> None:
    opened = await opened_on(stage)
    text = a_long_text(stage.desk.capabilities().text_max)
    stage.fail(trouble, after=1)
    await failure_of(stage.desk.post(opened.thread, a_post(text)))
    assert len(stage.thread(opened.thread)) == 1

    receipt = await stage.desk.post(opened.thread, a_post(text))

    shown = stage.thread(opened.thread)
    assert same_words("".join(one.text for one in shown), text)
    assert [receipt.ref, *receipt.more] == [one.ref for one in shown]


@pytest.mark.parametrize("act", [POSTING["open"], POSTING["post"], ACTS["card"]], ids=["open", "post", "card"])
@pytest.mark.parametrize("how", list(Spoilt))
async def test_a_place_that_a_person_must_mend_keeps_what_is_to_be_sent(stage: Stage, act: Act, how: Spoilt) -> None:
    opened = await opened_on(stage)
    before = everything(stage, opened)
    await stage.spoil(how)

    failure = await failure_of(act(stage, stage.desk, opened))

    assert isinstance(failure, Blocked)
    assert failure.certain
    assert is_for_people(stage, failure)
    await stage.mend(how)
    assert everything(stage, opened)[1:] == before[1:]
    await act(stage, stage.desk, opened)
    assert everything(stage, opened) != before


async def test_a_place_that_is_not_there_keeps_what_is_to_be_sent(stage: Stage) -> None:
    failure = await failure_of(stage.desk.open_thread(stage.nowhere, CARD, "open-1"))

    assert isinstance(failure, Blocked)
    assert is_for_people(stage, failure)


async def test_a_root_that_was_deleted_can_t_be_shown_anew_and_says_so(stage: Stage) -> None:
    opened = await opened_on(stage)
    await stage.delete(opened.card)

    failure = await failure_of(stage.desk.update_card(opened.card, HANDLED, "card-1"))

    assert isinstance(failure, Permanent)
    assert is_for_people(stage, failure)
    assert stage.roots() == []


async def test_a_thread_whose_root_was_deleted_goes_on_or_says_so_and_is_never_tried_again(stage: Stage) -> None:
    opened = await opened_on(stage)
    await stage.delete(opened.card)

    if stage.threads_outlive_roots:
        await stage.desk.post(opened.thread, a_post())
        assert [one.text for one in stage.thread(opened.thread)] == ["Hello"]
        return
    failure = await failure_of(stage.desk.post(opened.thread, a_post()))
    assert isinstance(failure, Permanent)
    assert is_for_people(stage, failure)


@every_act
async def test_no_failure_repeats_what_was_to_be_sent(stage: Stage, act: Act) -> None:
    opened = await opened_on(stage)
    stage.fail(Trouble.BROKEN)

    failure = await failure_of(act(stage, stage.desk, opened))

    said = f"{failure} {failure.detail} {failure.reason}"
    assert not [word for word in ("Hello", "Mia", "charged") if word in said]


def is_for_people(stage: Stage, failure: DeliveryFailed) -> bool:
    """Tell whether a failure has a whole sentence that says more than its key."""
    return failure.reason is not None and len(stage.words(failure.reason).split()) > 3
