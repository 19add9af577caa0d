"""Marks on agents' messages in Teams, which are reactions of the bot's: each call is one of two a second."""

import pytest

from adapters.teams.ids import make_message
from adapters.teams.marking_desk import MarkingTeamsDesk
from adapters.teams.marks import REACTIONS
from core.conversation.effects import SettledMark
from core.errors import Blocked, NotOffered, Transient
from core.ids import ExternalRef
from core.ports import MarksMessages
from playground.clock import FakeClock as PlaygroundClock
from playground.teams.limits import Limits
from playground.teams.seed import NORTHWIND, SUPPORT
from tests.adapters.teams.outbound.workplace import Workplace

SENT, DELIVERED, READ = SettledMark.SENT, SettledMark.DELIVERED, SettledMark.READ


def marking(work: Workplace) -> MarkingTeamsDesk:
    """Give a desk that has marked nothing yet."""
    desk = work.another_desk()
    assert isinstance(desk, MarkingTeamsDesk)
    return desk


async def written(work: Workplace) -> ExternalRef:
    """Let Ada write something in a channel."""
    posted = await work.pg.teams.simulate.post(user="ada", conversation=SUPPORT, text="hello")
    return make_message(posted["conversation"], posted["id"])


def shown(work: Workplace) -> list[str]:
    """Give the reactions under it."""
    message = work.pg.teams.find("hello")
    assert message is not None
    return [kind for kind, users in message.reactions.items() if users]


def calls(work: Workplace) -> list[str]:
    """Give what was asked of Teams for marks: PUT, DELETE."""
    return [one["method"] for one in work.pg.traffic.after(0) if "/reactions/" in one["path"]]


async def test_a_first_mark_is_one_call_and_one_that_takes_its_place_is_two(work: Workplace) -> None:
    desk, ref = marking(work), await written(work)

    await desk.mark(ref, SENT, first=True)
    assert (shown(work), calls(work)) == ([REACTIONS[SENT]], ["PUT"])
    await desk.mark(ref, READ)

    assert (shown(work), calls(work)) == ([REACTIONS[READ]], ["PUT", "PUT", "DELETE"])


async def test_a_mark_that_is_there_already_costs_nothing(work: Workplace) -> None:
    desk, ref = marking(work), await written(work)

    for _ in range(2):
        await desk.mark(ref, SENT, first=True)

    assert calls(work) == ["PUT"]


@pytest.mark.parametrize("before", [SENT, DELIVERED])
async def test_a_mark_of_an_earlier_process_makes_room_for_the_next(work: Workplace, before: SettledMark) -> None:
    ref = await written(work)
    await marking(work).mark(ref, before, first=True)

    await marking(work).mark(ref, READ)

    assert shown(work) == [REACTIONS[READ]]


async def test_a_person_s_own_reaction_stays(work: Workplace) -> None:
    desk, ref = marking(work), await written(work)
    conversation, _, id = ref.partition("#")
    eyes = REACTIONS[READ]
    await work.pg.teams.simulate.react(user="grace", conversation=conversation, id=id, reaction=eyes)

    await desk.mark(ref, READ, first=True)
    await desk.mark(ref, SettledMark.NONE)

    message = work.pg.teams.find("hello")
    assert message is not None
    assert message.reactions[eyes] == ["grace"]


async def test_a_message_that_was_deleted_needs_no_mark(work: Workplace) -> None:
    desk, ref = marking(work), await written(work)
    conversation, _, id = ref.partition("#")
    await work.pg.teams.simulate.delete(user="ada", conversation=conversation, id=id)

    await desk.mark(ref, SENT, first=True)

    assert work.pg.teams.find("hello") is None


async def test_what_was_refused_for_haste_goes_on_where_it_stopped(work: Workplace) -> None:
    desk, ref = marking(work), await written(work)
    await desk.mark(ref, SENT, first=True)
    work.pg.teams.meter.limits = Limits()
    await desk.mark(await written(work), SENT, first=True)

    with pytest.raises(Transient) as haste:
        await desk.mark(ref, READ)

    assert (haste.value.throttled, haste.value.retry_after) == (True, 1.0)
    clock = work.pg.clock
    assert isinstance(clock, PlaygroundClock)
    await clock.advance(1)
    await desk.mark(ref, READ)
    assert calls(work) == ["PUT", "PUT", "PUT", "DELETE", "DELETE"]


async def test_where_bots_have_no_reactions_that_is_said_as_such(work: Workplace) -> None:
    desk, ref = marking(work), await written(work)
    work.pg.teams.settings.reactions = False

    with pytest.raises(NotOffered) as refusal:
        await desk.mark(ref, SENT, first=True)

    assert refusal.value.detail == "react: 403 ApiNotEnabledException"


async def test_a_place_that_must_be_mended_says_nothing_about_reactions(work: Workplace) -> None:
    desk, ref = marking(work), await written(work)
    await work.pg.teams.simulate.remove_bot(team=NORTHWIND)

    with pytest.raises(Blocked):
        await desk.mark(ref, SENT, first=True)


async def test_a_desk_whose_card_tells_of_receipts_sets_no_marks(work: Workplace) -> None:
    assert not isinstance(work.another_desk(receipts="card"), MarksMessages)
