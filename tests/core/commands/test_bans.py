"""How long a ban lasts and why, as it is typed; who may ban, and in which chats."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.agents.model import RoleAtWork
from core.commands.bans import BAN
from core.commands.forms import form_of
from core.conversation.events import ContactBanned
from core.conversation.model import Status, Transfer
from core.errors import ArgumentsInvalid, NotPermitted
from core.features.bans import BANS, Ban, BanLifted, BanMade, bans_listed, how_long, one_of_each
from core.ids import AgentId, ChannelName, ExternalRef, QueueId
from core.sentences import say
from tests.build import ADA, BOB, NOW, a_context, a_conversation, a_seat
from tests.core.commands.giving import give
from tests.core.stepping import refusal

DAY = timedelta(days=1)
ACTIVE = a_conversation(Status.ACTIVE)


@pytest.mark.parametrize(
    ("words", "time", "reason"),
    [
        ("", None, ""),
        ("for 7d", 7 * DAY, ""),
        ("for 7d spam and insults", 7 * DAY, "spam and insults"),
        ("7 days: spam", 7 * DAY, "spam"),
        ("FOR 2 weeks", 14 * DAY, ""),
        ("for 1h 30m rude", timedelta(hours=1, minutes=30), "rude"),
        ("spam", None, "spam"),
        ("for ever", None, ""),
        ("forever spam", None, "spam"),
        ("for good", None, ""),
        ("everything he says is a lie", None, "everything he says is a lie"),
        ("7dwarfs", None, "7dwarfs"),
    ],
)
def test_time_and_reason_are_read_from_what_was_typed(words: str, time: timedelta | None, reason: str) -> None:
    assert how_long(words) == (time, reason)


@pytest.mark.parametrize("words", ["for being rude", "for 7", "for 0d", "for 99999d", "for 0s spam", "for"])
def test_what_is_no_time_behind_for_is_refused_and_so_is_too_long_a_one(words: str) -> None:
    if words == "for":
        assert how_long(words) == (None, "for")
        return
    with pytest.raises(ArgumentsInvalid):
        how_long(words)


def test_a_ban_ends_the_chat_and_is_of_the_chats_customer() -> None:
    outcome = give("ban for 7d spam", a_context(conversation=ACTIVE))

    assert outcome.events == (ContactBanned(NOW, ADA),)
    (change,) = outcome.changes
    assert isinstance(change, BanMade)
    ban = change.ban
    assert (ban.channel, ban.contact, ban.until, ban.reason) == (ACTIVE.channel, ACTIVE.contact, NOW + 7 * DAY, "spam")


@pytest.mark.parametrize("status", [Status.WRAP_UP, Status.HANDLED])
def test_in_a_chat_that_is_over_nothing_ends(status: Status) -> None:
    over = replace(a_conversation(status), owner=ADA)

    assert give("ban", a_context(conversation=over)).events == ()


def test_whoever_has_nothing_to_do_with_the_chat_can_t_ban_its_customer() -> None:
    others = replace(ACTIVE, owner=BOB, participants=(a_seat(BOB),))

    assert refusal(lambda: give("ban", a_context(conversation=others)), NotPermitted) == say(
        "ban_not_yours", number=ACTIVE.number
    )
    given = replace(others, transfer=Transfer(ADA, NOW, QueueId("support")))
    assert give("ban", a_context(conversation=given)).events


def test_the_form_asks_for_how_long_and_why() -> None:
    form = form_of(BAN, a_context(conversation=ACTIVE), {})
    filled = a_context(conversation=ACTIVE, filled={"time": "24h", "reason": "spam"})
    (change,) = BAN.run(filled, {}).changes

    assert [field.name for field in form.fields] == ["time", "reason"]
    assert isinstance(change, BanMade)
    assert (change.ban.until, change.ban.reason) == (NOW + DAY, "spam")


def a_ban(id: str, **changes: object) -> Ban:
    ban = Ban(id, ChannelName("web"), ExternalRef("v1"), "Grace", 7, None, NOW, AgentId("lin"))
    return replace(ban, **changes)  # type: ignore[arg-type]


def test_a_ban_that_is_over_can_t_be_lifted() -> None:
    over = a_context(given={BANS: (a_ban("b1", until=NOW),)})

    with pytest.raises(ArgumentsInvalid):
        give("unban 7", over)
    lifted = give("unban 7", a_context(given={BANS: (a_ban("b1"),)}))
    assert lifted.changes == (BanLifted(a_ban("b1"), ADA),)


def test_a_list_says_until_when_by_whom_how_much_came_and_why() -> None:
    lines = bans_listed((a_ban("b1", reason="spam", turned_away=3), a_ban("b2", until=NOW)), {AgentId("lin"): "Lin"})

    first, second = lines.splitlines()
    assert first == "• #7 Grace · without end · by Lin · 3 messages turned away · spam"
    assert f"until {NOW:%Y-%m-%d %H:%M} UTC" in second


def test_supervisors_have_the_right() -> None:
    profile = a_context().profile

    assert profile is not None
    assert BAN.needs is not None
    assert replace(profile, role=RoleAtWork.SUPERVISOR).may(BAN.needs)


def test_bans_of_one_chat_that_were_made_by_one_word_are_listed_as_one() -> None:
    first = a_ban("b1", turned_away=2)
    other = replace(first, id="b1-1", contact=ExternalRef("sms:1"), turned_away=3)
    later_one = replace(first, id="b9", at=first.at + timedelta(hours=1))

    assert one_of_each((later_one, other, first)) == (later_one, replace(first, turned_away=5))
