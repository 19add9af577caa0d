"""What Meta brings of a page: believed by its signature alone, stored before the answer, handed on as what it is."""

from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import ClientSession

from adapters.messenger.ids import Line, read_id
from adapters.meta.choosing import payload_of
from adapters.meta.sendings import Label
from core.conversation.model import Page
from core.errors import Overloaded
from core.ids import ConversationId, ExternalRef, MessageId
from core.inbound import (
    ContactSubject,
    ConversationSubject,
    CustomerChose,
    CustomerDid,
    CustomerMessage,
    CustomerReceipt,
)
from core.inbound_customers import AnsweredElsewhere
from core.messages import Text, Unfetched
from playground.meta.seed import APP_SECRET, PAGE, VERIFY_TOKEN
from playground.meta.signature import raw as as_meta_writes
from playground.meta.signature import sign
from tests.adapters.around import CHAT
from tests.adapters.messenger.world import MESSENGER, MIA, MIAS, NOOR, OTHER_PAGE, a_world

NAME = "Mia Chen"


async def test_a_message_is_stored_and_answered_under_the_name_that_meta_shows() -> None:
    async with a_world() as world:
        assert await world.comes(world.message("is it still hot? 🍵 https://tea.example/é")) == 200

        came = world.inbox.inbounds[0]
        assert came.subject == ContactSubject(MESSENGER, MIAS, "support", NAME)  # type: ignore[arg-type]
        words = Text("is it still hot? 🍵 https://tea.example/é")
        assert came.body == CustomerMessage((words,), NAME, ref=ExternalRef("m_in1"))
        assert came.dedupe == "m_in1"
        assert came.at == datetime.fromtimestamp(world.clock.seconds, UTC)


async def test_the_address_is_shown_to_be_ours_to_whoever_knows_the_word() -> None:
    async with a_world() as world, ClientSession() as session:
        asked = {"hub.mode": "subscribe", "hub.verify_token": VERIFY_TOKEN, "hub.challenge": "12345"}
        for changes, status, said in (
            ({}, 200, "12345"),
            ({"hub.verify_token": "another"}, 403, ""),
            ({"hub.mode": "unsubscribe"}, 403, ""),
            ({"hub.verify_token": ""}, 403, ""),
        ):
            async with session.get(world.hook, params=asked | changes) as answer:
                assert (answer.status, await answer.text()) == (status, said)


@pytest.mark.parametrize("signature", ["", "sha256=", "sha256=" + "0" * 64, "sha1=" + "0" * 40, "é"])
async def test_what_is_not_signed_is_refused_and_nothing_is_stored(signature: str) -> None:
    async with a_world() as world:
        assert await world.comes(world.message(), signature=signature) == 403
        assert world.bodies == []


async def test_the_bytes_are_signed_as_they_came() -> None:
    async with a_world() as world:
        payload = {"object": "page", "entry": []}
        raw = as_meta_writes(payload | {"x": "å/"})
        assert await world.meta.calls_us(world.hook, raw) == 200
        assert await world.meta.calls_us(world.hook, raw + b" ", sign(APP_SECRET, raw)) == 403
        cut = b'{"object":"page"'
        assert await world.meta.calls_us(world.hook, cut, sign(APP_SECRET, cut)) == 400
        assert await world.meta.calls_us(world.hook, {"object": "instagram", "entry": []}) == 400


async def test_the_earlier_secret_is_believed_while_it_is_changed() -> None:
    async with a_world(app_secret="a new one", previous_app_secret=APP_SECRET) as world:
        assert await world.comes(world.message()) == 200


async def test_every_event_of_a_batch_is_taken_in_the_order_of_its_time() -> None:
    async with a_world() as world:
        late, early = world.message("second", "m_2", at=-10), world.message("first", "m_1", at=-20)
        assert await world.comes(late, early, world.message("third", "m_3", NOOR)) == 200

        assert [one.parts[0].text for one in world.bodies] == ["first", "second", "third"]


async def test_a_message_that_comes_twice_is_one() -> None:
    async with a_world() as world:
        assert [await world.comes(world.message()) for _ in range(3)] == [200] * 3
        assert len(world.bodies) == 1


async def test_what_could_not_be_stored_is_not_acknowledged() -> None:
    async with a_world() as world:
        world.inbox.trouble = Overloaded("full", retry_after=2)
        assert await world.comes(world.message()) == 503
        world.inbox.trouble = OSError("the disk is full")
        assert await world.comes(world.message()) == 500
        world.inbox.trouble = None
        assert await world.comes(world.message()) == 200


async def test_a_body_that_is_too_large_is_not_read() -> None:
    async with a_world() as world:
        assert await world.meta.calls_us(world.hook, b"x" * (3 * 1024 * 1024 + 1)) == 413


async def test_each_page_has_its_queue_and_its_own_chat_with_a_person() -> None:
    async with a_world() as world:
        await world.comes(world.message(mid="m_1"))
        await world.comes(world.message(mid="m_2"), page=OTHER_PAGE)
        await world.comes(world.message(mid="m_3"), page="999")

        found = [(one.subject.contact, one.subject.queue) for one in world.inbox.inbounds]  # type: ignore[union-attr]
        assert found == [(MIAS, "support"), (Line(MIA, OTHER_PAGE).contact, "sales")]


async def test_a_name_is_asked_once_and_its_absence_too() -> None:
    async with a_world() as world:
        for number in range(3):
            await world.comes(world.message(mid=f"m_{number}"), world.message(mid=f"n_{number}", person=NOOR))

        assert [one.name for one in world.bodies] == [NAME, "Messenger user"] * 3
        assert [one.path.rpartition("/")[2] for one in world.meta.calls] == [MIA, NOOR]
        assert all(one.body["appsecret_proof"] for one in world.meta.calls)
        assert [one.answer.get("first_name") for one in world.meta.calls] == ["Mia", None]


async def test_a_name_that_can_t_be_had_now_is_asked_again() -> None:
    async with a_world() as world:
        world.meta.fails("500", "profile")
        await world.comes(world.message(mid="m_1"))
        await world.comes(world.message(mid="m_2"))

        assert [one.name for one in world.bodies] == ["Messenger user", NAME]


async def test_a_quick_reply_and_a_button_of_ours_are_choices() -> None:
    async with a_world() as world:
        chosen = payload_of(MessageId("menu1"), 2)
        await world.comes(world.message("Black", "m_1", quick_reply={"payload": chosen}))
        await world.comes(world.event(postback={"mid": "m_2", "title": "Black", "payload": chosen}))
        await world.comes(world.event(postback={"mid": "m_3", "title": "Get Started", "payload": "GO"}))
        await world.comes(world.message("Tea", "m_4", quick_reply={"payload": "choice:x:y"}))

        chose = CustomerChose(MessageId("menu1"), 2, NAME)
        said = {"m_3": "Get Started", "m_4": "Tea"}
        words = [CustomerMessage((Text(one),), NAME, ref=ExternalRef(mid)) for mid, one in said.items()]
        assert world.bodies == [chose, chose, *words]


async def test_files_are_announced_and_what_can_t_be_shown_is_said() -> None:
    async with a_world() as world:
        place = {"type": "location", "payload": {"coordinates": {"lat": 47.3769, "long": 8.5417}}}
        files = [{"type": kind, "payload": {"url": f"https://cdn/{kind}"}} for kind in ("image", "file")]
        links: list[dict[str, Any]] = [
            {"type": "fallback", "title": "A tea", "payload": {"url": "https://tea.example"}},
            {"type": "a_new_kind", "payload": {}},
        ]
        await world.comes(world.event(message={"mid": "m_1", "attachments": [*files, place, *links]}))
        await world.comes(world.event(message={"mid": "m_2"}))

        assert world.bodies[0].parts == (
            Text("(a place: 47.37690, 8.54170 https://www.google.com/maps?q=47.37690,8.54170)"),
            Text("A tea https://tea.example"),
            Text("(sent something that can't be shown here)"),
            Unfetched(ExternalRef("https://cdn/image"), "picture-1.jpg", "image/jpeg", 0),
            Unfetched(ExternalRef("https://cdn/file"), "file-2", "application/octet-stream", 0),
        )
        assert world.bodies[1].parts == (Text("(sent something that can't be shown here)"),)


async def test_a_link_shows_on_the_card_and_chooses_a_queue_that_is_listed() -> None:
    async with a_world() as world:
        await world.comes(world.message(mid="m_1", referral={"ref": "sales", "source": "SHORTLINK"}))
        await world.comes(world.event(referral={"ref": "flyer", "source": "SHORTLINK"}, at=1))
        start = {"mid": "m_3", "title": "Get Started", "payload": "GO", "referral": {"ref": "sales"}}
        await world.comes(world.event(postback=start))

        page = Page("https://m.me/100000000000002", "m.me link: sales")
        assert world.bodies[0].page == world.bodies[2].page == page
        assert world.bodies[1] == CustomerDid("moved", Page("https://m.me/100000000000002", "m.me link: flyer"))
        assert [one.subject.queue for one in world.inbox.inbounds] == ["sales", "support", "sales"]  # type: ignore[union-attr]


async def test_answers_reactions_and_changes_name_the_message_that_they_are_about() -> None:
    async with a_world() as world:
        await world.comes(world.message("yes", "m_1", reply_to={"mid": "m_9"}))
        await world.comes(world.event(reaction={"mid": "m_9", "action": "react", "emoji": "❤️", "reaction": "love"}))
        await world.comes(world.event(reaction={"mid": "m_9", "action": "unreact", "emoji": "❤️"}))
        await world.comes(world.event(message_edit={"mid": "m_1", "text": "no", "num_edit": 1}))

        said = [(one.parts[0].text, one.quotes, one.edits, one.ref) for one in world.bodies]
        assert said == [("yes", "m_9", False, "m_1"), ("❤️", "m_9", False, None), ("✏ no", "m_1", True, "m_1")]
        assert [one.subject.may_open for one in world.inbox.inbounds] == [True, False, False]  # type: ignore[union-attr]


async def test_the_echo_of_our_own_message_reports_it_and_nobody_else_sees_it() -> None:
    async with a_world() as world:
        label = Label(ConversationId("c7"), "k 1&é", 0, 1, is_message=True)
        await world.comes(world.echo("as hot as ever", "m_7", metadata=label.written(), app_id=7))

        came = world.inbox.inbounds[0]
        assert came.subject == ConversationSubject(ConversationId("c7"))
        assert came.body == CustomerReceipt("sent", ref=ExternalRef("m_7"), key="k 1&é")


async def test_what_the_pages_inbox_answers_is_shown_and_opens_nothing() -> None:
    async with a_world() as world:
        picture = [{"type": "image", "payload": {"url": "https://cdn/1"}}]
        await world.comes(world.echo("we are closed", "m_7", app_id=263902037430900, attachments=picture))

        assert world.bodies == [AnsweredElsewhere((Text("we are closed"), Text("(1 file)")))]
        assert world.inbox.inbounds[0].subject == ContactSubject(
            MESSENGER, MIAS, "support", may_open=False  # type: ignore[arg-type]
        )  # fmt: skip


async def test_a_watermark_is_a_report_of_everything_before_it() -> None:
    async with a_world() as world:
        await world.comes(world.event(delivery={"mids": ["m_1"], "watermark": 1_700_000_000_500}))
        await world.comes(world.event(read={"watermark": 1_700_000_001_000}))

        at = datetime(2023, 11, 14, 22, 13, 20, 500_000, UTC)
        assert world.bodies[0] == CustomerReceipt("delivered", until=at, contact=MIAS)
        assert world.bodies[1].state == "read"
        assert {one.subject for one in world.inbox.inbounds} == {ConversationSubject(CHAT)}


async def test_two_reports_up_to_the_same_time_of_other_messages_are_two() -> None:
    async with a_world() as world:
        for mids in (["m_1"], ["m_2"], ["m_2"]):
            await world.comes(world.event(delivery={"mids": mids, "watermark": 1_700_000_000_500}))

        assert len({one.dedupe for one in world.inbox.inbounds}) == 2


@pytest.mark.parametrize("until", [0, 10**18, 253402300800000])
async def test_a_time_that_is_none_is_answered_like_any_other(until: int) -> None:
    async with a_world() as world:
        assert await world.comes(world.event(delivery={"watermark": until})) == 200


async def test_what_nobody_knows_is_counted_by_its_kind_and_holds_up_nothing() -> None:
    async with a_world() as world:
        strange = [
            {"sender": {"id": MIA}, "policy_enforcement": {"a": "secret words"}},
            {"recipient": 7},
            world.message(),
        ]
        assert await world.comes(*strange) == 200
        assert await world.comes(strange[0]) == 200

        assert [one.parts[0].text for one in world.bodies] == ["hello"]
        assert [what for what, _ in world.unknown.kept] == ["policy_enforcement", "malformed", "policy_enforcement"]
        assert list(world.unknown.kept[0][1]) == ["sender", "policy_enforcement"]


@pytest.mark.parametrize(("setting", "kept"), [("new_chat", 1), ("ignored", 0)])
async def test_a_late_reply_is_a_new_chat_or_nothing_by_the_setting(setting: str, kept: int) -> None:
    async with a_world(late_replies=setting) as world:
        world.feed.status = "ended"

        assert await world.comes(world.message("and another thing")) == 200
        assert len(world.bodies) == kept


async def test_of_somebody_who_is_banned_meta_is_asked_nothing() -> None:
    async with a_world() as world:
        world.bans.contacts.add(MIAS)
        await world.comes(world.message())

        assert world.meta.calls == []


@pytest.mark.parametrize("broken", [None, 7, "x", [], {"message": 7}, {"message": {"mid": 7}}, {"read": {}}])
async def test_events_of_any_shape_are_answered(broken: Any) -> None:
    async with a_world() as world:
        assert await world.comes(broken, world.message()) == 200
        entries: list[Any] = [None, 7, {"id": []}, {"messaging": 7}]
        assert await world.meta.calls_us(world.hook, {"object": "page", "entry": entries}) == 200
        assert len(world.bodies) == 1


def test_all_addresses_of_an_id_begin_alike_however_it_is_written_and_nobody_elses_do() -> None:
    own = Line.beginning(Line(MIA, PAGE).contact)

    assert own == read_id(f" {MIA} ")
    assert Line(MIA, OTHER_PAGE).contact.startswith(own)
    assert not Line(f"{MIA}0", PAGE).contact.startswith(own)
    assert not Line(MIA[:-1], PAGE).contact.startswith(own)


@pytest.mark.parametrize("written", ["", "Mia Chen", "12/34", "+1 555"])
def test_what_is_no_page_scoped_id_is_refused_in_words(written: str) -> None:
    with pytest.raises(ValueError, match="page-scoped id, which is digits alone"):
        read_id(written)
