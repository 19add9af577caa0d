"""Every customer channel with a vendor behind it: on the vendor's bad days nothing is lost and nothing doubled."""

from contextlib import suppress

import pytest

from core.errors import DeliveryFailed, Transient, Uncertain
from core.ids import ExternalRef
from core.ports import FindsSent, Outbound, Receipt, SoughtSending
from tests.contracts.channels.sending import an_answer, outbound_of, send
from tests.contracts.channels.stage import PAUSE, Ability, Seen, Trouble, VendorStage
from tests.contracts.channels.stages import having

WORDS = "it is on its way"
LOOKS = 5
_RANK = ("sent", "delivered", "read")
FIRST_PAUSE = 1.0
"""In seconds, where the vendor names none."""


async def _fails(vendor: VendorStage, outbound: Outbound) -> DeliveryFailed:
    """Send, and give how it failed."""
    assert outbound.message is not None
    await vendor.keep(outbound.message)
    with pytest.raises(DeliveryFailed) as caught:
        await vendor.channel.send(outbound)
    return caught.value


async def _looked_up(vendor: VendorStage, outbound: Outbound, *known: ExternalRef) -> Receipt | None:
    """Look a sending up, as often and as late as the channel asks for."""
    assert isinstance(vendor.channel, FindsSent)
    clock = vendor.bridged.clock
    sought = SoughtSending(outbound, clock.bridge.now(), frozenset(known))
    for _ in range(LOOKS):
        await vendor.settled()  # the clock stands still while the vendor tells what it has taken
        try:
            return await vendor.channel.find(sought)
        except Transient as later:
            await clock.advance(later.retry_after or 1.0)
    raise AssertionError("every look is put off")


def _texts(seen: list[Seen]) -> list[str]:
    return [one.text for one in seen]


@having(Ability.THROTTLED)
async def test_a_vendor_that_asks_for_a_pause_is_given_it_and_gets_the_message_once(vendor: VendorStage) -> None:
    vendor.trouble(Trouble.THROTTLED)
    outbound = outbound_of(vendor.mia, an_answer(vendor.mia, WORDS))

    failure = await _fails(vendor, outbound)

    assert isinstance(failure, Transient)
    assert failure.throttled
    assert failure.retry_after == (PAUSE if vendor.names_pause else FIRST_PAUSE)
    assert await vendor.sees(vendor.mia) == []
    await vendor.channel.send(outbound)
    assert _texts(await vendor.sees(vendor.mia)) == [WORDS]


@having(Ability.LOSES_ANSWERS)
@pytest.mark.parametrize("how", [Trouble.CUT_AFTER, Trouble.NO_ANSWER])
async def test_an_answer_that_was_lost_leaves_the_sending_in_doubt_and_never_counts_as_not_sent(
    vendor: VendorStage, how: Trouble
) -> None:
    vendor.trouble(how)

    failure = await _fails(vendor, outbound_of(vendor.mia, an_answer(vendor.mia, WORDS)))

    assert isinstance(failure, Uncertain)
    assert WORDS not in f"{failure} {failure.detail}"
    assert _texts(await vendor.sees(vendor.mia)) == [WORDS]


@having(Ability.FINDS)
@pytest.mark.parametrize("how", [Trouble.CUT_AFTER, Trouble.NO_ANSWER])
async def test_what_was_taken_without_an_answer_is_found_and_not_sent_again(vendor: VendorStage, how: Trouble) -> None:
    vendor.trouble(how)
    outbound = outbound_of(vendor.mia, an_answer(vendor.mia, WORDS))
    await _fails(vendor, outbound)

    found = await _looked_up(vendor, outbound)

    assert found is not None
    assert await vendor.channel.send(outbound) == found
    assert _texts(await vendor.sees(vendor.mia)) == [WORDS]


@having(Ability.FINDS)
async def test_what_was_taken_is_never_taken_for_absent_however_late_the_vendor_tells_of_it(
    vendor: VendorStage,
) -> None:
    vendor.holds()
    vendor.trouble(Trouble.CUT_AFTER)
    outbound = outbound_of(vendor.mia, an_answer(vendor.mia, WORDS))
    await _fails(vendor, outbound)

    with suppress(Uncertain):  # that nobody knows is an answer, too
        assert await _looked_up(vendor, outbound) is not None
    await vendor.lets_go()
    assert await _looked_up(vendor, outbound) is not None


@having(Ability.FINDS_NOTHING)
async def test_what_was_not_taken_is_absent_and_sent_once(vendor: VendorStage) -> None:
    before = await send(vendor, vendor.mia, an_answer(vendor.mia, WORDS, "m0"), "key-0")
    await vendor.settled()
    assert before.ref is not None
    vendor.trouble(Trouble.CUT_BEFORE)
    outbound = outbound_of(vendor.mia, an_answer(vendor.mia, WORDS))
    await _fails(vendor, outbound)

    assert await _looked_up(vendor, outbound, before.ref, *before.more) is None
    await vendor.channel.send(outbound)

    assert _texts(await vendor.sees(vendor.mia)) == [WORDS, WORDS]


@having(Ability.TOLD)
async def test_what_customers_write_is_heard_in_each_ones_chat(vendor: VendorStage) -> None:
    for text in ("one", "two", "three 🍵"):
        await vendor.writes(vendor.mia, text)
    await vendor.writes(vendor.noor, "from Noor")

    assert await vendor.bridged.heard(vendor.mia) == ["one", "two", "three 🍵"]
    assert await vendor.bridged.heard(vendor.noor) == ["from Noor"]


@having(Ability.TOLD)
async def test_what_is_told_twice_is_heard_once_and_counted(vendor: VendorStage) -> None:
    vendor.trouble(Trouble.TOLD_TWICE)

    await vendor.writes(vendor.mia, "hello")
    await vendor.writes(vendor.mia, "hello")

    assert await vendor.bridged.heard(vendor.mia) == ["hello", "hello"]
    assert vendor.bridged.duplicates == 1


@having(Ability.TOLD)
async def test_a_call_that_the_vendor_did_not_sign_is_refused_and_nothing_is_heard_of_it(vendor: VendorStage) -> None:
    answers = dict(await vendor.forged(vendor.mia, "I am nobody"))

    assert answers.pop("right") == 200
    assert len(answers) >= 4
    assert {name: status for name, status in answers.items() if status not in (401, 403)} == {}
    assert (await vendor.bridged.heard(vendor.mia)).count("I am nobody") == 1


@having(Ability.TOLD)
async def test_what_nobody_here_knows_is_answered_well_kept_without_its_words_and_counted(vendor: VendorStage) -> None:
    answers = await vendor.unheard_of(vendor.mia, "words of hers")

    assert set(answers.values()) == {200}
    kept = await vendor.bridged.unknown()
    assert len(kept) == len(answers) >= 3
    assert vendor.bridged.unknown_counted == len(answers)
    assert "words of hers" not in str(kept)
    assert (await vendor.bridged.heard(vendor.mia)).count("words of hers") == 1


@having(Ability.REPORTS)
async def test_a_report_that_comes_behind_a_later_one_takes_nothing_back(vendor: VendorStage) -> None:
    message = an_answer(vendor.mia, WORDS, at=vendor.bridged.clock.bridge.now())
    vendor.holds()
    vendor.trouble(Trouble.REPORTED_BACKWARDS)
    await vendor.bridged.took(message, await send(vendor, vendor.mia, message))

    await vendor.lets_go()

    ranks = [_RANK.index(one) for one in vendor.told()]
    assert ranks != sorted(ranks)
    became = await vendor.bridged.became(message)
    assert became.state == _RANK[max(ranks)]


@having(Ability.REPORTS)
async def test_a_report_that_comes_twice_is_taken_once_and_counted(vendor: VendorStage) -> None:
    message = an_answer(vendor.mia, WORDS, at=vendor.bridged.clock.bridge.now())
    vendor.holds()
    vendor.trouble(Trouble.REPORTED_TWICE)
    await vendor.bridged.took(message, await send(vendor, vendor.mia, message))

    await vendor.lets_go()

    assert len(vendor.told()) == len(set(vendor.told())) + 1
    assert vendor.bridged.duplicates == 1
    assert (await vendor.bridged.became(message)).state == max(vendor.told(), key=_RANK.index)


@having(Ability.FAILS_LATER)
async def test_a_message_that_was_not_delivered_has_failed_with_a_reason_in_words(vendor: VendorStage) -> None:
    message = an_answer(vendor.mia, WORDS)
    vendor.holds()
    vendor.trouble(Trouble.UNDELIVERED)
    await vendor.bridged.took(message, await send(vendor, vendor.mia, message))

    await vendor.lets_go()

    became = await vendor.bridged.became(message)
    assert became.state == "failed"
    assert became.reason is not None
    assert len(vendor.bridged.bridge.office.words(became.reason)) > len("failed")
    assert await vendor.sees(vendor.mia) == []
