"""What Meta brings of WhatsApp: stored before the answer, in order, and handed on as what it is."""

from typing import Any

import pytest

from adapters.meta.choosing import payload_of
from adapters.meta.sendings import Label
from adapters.meta.whatsapp.ids import Line, read_person
from core.ids import ConversationId, ExternalRef, MessageId
from core.inbound import ContactSubject, ConversationSubject, CustomerChose, CustomerMessage, CustomerReceipt
from core.messages import Text, Unfetched
from core.sentences import say
from tests.adapters.around import outbound
from tests.adapters.whatsapp.world import MIA, MIA_ID, MIAS, NOA_ID, NUMBER, OTHER_NUMBER, WHATSAPP, a_world

NAME = "Mia Chen"
NOA = {"profile": {"name": "", "username": "noa.green"}, "user_id": NOA_ID}


async def test_a_message_is_stored_and_answered_under_the_name_of_the_profile() -> None:
    async with a_world() as world:
        assert await world.comes(world.message("is it still hot? 🍵")) == 200

        came = world.inbox.inbounds[0]
        assert came.subject == ContactSubject(WHATSAPP, MIAS, "support", NAME)  # type: ignore[arg-type]
        assert came.body == CustomerMessage((Text("is it still hot? 🍵"),), NAME, ref=ExternalRef("wamid.1"))
        assert came.dedupe == "wamid.1"


async def test_a_batch_is_taken_in_the_order_of_its_times_and_once() -> None:
    async with a_world() as world:
        early = world.message("first", "wamid.1") | {"timestamp": "1700000000"}
        for _ in range(2):
            assert await world.comes(world.message("second", "wamid.2"), early) == 200

        assert [one.parts[0].text for one in world.bodies] == ["first", "second"]


async def test_each_number_has_its_queue_and_its_own_chat_with_a_person() -> None:
    async with a_world() as world:
        await world.comes(world.message(id="wamid.1"))
        await world.comes(world.message(id="wamid.2"), number=OTHER_NUMBER)
        await world.comes(world.message(id="wamid.3"), number="999")

        found = [(one.subject.contact, one.subject.queue) for one in world.inbox.inbounds]  # type: ignore[union-attr]
        assert found == [(MIAS, "support"), (Line(MIA, OTHER_NUMBER).contact, "sales")]
        assert world.unknown.kept[0][0] == "number"


async def test_somebody_who_shows_no_number_is_known_and_answered_by_their_id() -> None:
    async with a_world() as world:
        message = {"from_user_id": NOA_ID, "id": "wamid.1", "timestamp": world.now, "type": "text"}
        await world.comes(message | {"text": {"body": "hi"}}, contact=NOA)
        contact = Line(NOA_ID, NUMBER).contact
        await world.adapter.port.send(outbound(contact, "hello"))

        assert world.inbox.inbounds[0].subject == ContactSubject(WHATSAPP, contact, "support", "noa.green")  # type: ignore[arg-type]
        assert (world.meta.taken[0][1]["recipient"], "to" in world.meta.taken[0][1]) == (NOA_ID, False)


async def test_whoever_hides_or_shows_their_number_stays_the_same_contact() -> None:
    async with a_world() as world:
        await world.comes(world.message(id="wamid.1"))
        hidden = {"from_user_id": MIA_ID, "id": "wamid.2", "timestamp": world.now, "type": "text"}
        await world.comes(hidden | {"text": {"body": "hi"}}, contact={"profile": {"name": NAME}, "user_id": MIA_ID})
        await world.adapter.port.send(outbound(MIAS, "hello"))

        assert {one.subject.contact for one in world.inbox.inbounds} == {MIAS}  # type: ignore[union-attr]
        assert world.meta.taken[0][1]["recipient"] == MIA_ID


async def test_whoever_changes_their_number_stays_the_same_contact_and_is_reached_by_the_new_one() -> None:
    async with a_world() as world:
        await world.comes(world.message(id="wamid.1"))
        change = {"type": "user_changed_number", "wa_id": "12025550188", "user_id": "US.new", "body": "words"}
        await world.says({"messages": [world.kind("system", "wamid.2", change)]})
        new = {"profile": {"name": NAME}, "wa_id": "12025550188", "user_id": "US.new"}
        later = world.message(id="wamid.3") | {"from": "12025550188", "from_user_id": "US.new"}
        await world.comes(later, contact=new)
        await world.adapter.port.send(outbound(MIAS, "hello"))

        assert [one.subject.contact for one in world.inbox.inbounds] == [MIAS, MIAS]  # type: ignore[union-attr]
        assert world.meta.taken[0][1]["to"] == "12025550188"


async def test_buttons_and_rows_of_ours_are_choices_and_others_their_words() -> None:
    async with a_world() as world:
        chosen = {"id": payload_of(MessageId("menu1"), 1), "title": "Black"}
        await world.comes(
            world.kind("interactive", "wamid.1", {"type": "button_reply", "button_reply": chosen}),
            world.kind("interactive", "wamid.2", {"type": "list_reply", "list_reply": chosen}),
            world.kind("interactive", "wamid.3", {"type": "list_reply", "list_reply": {"id": "x", "title": "Tea"}}),
            world.kind("button", "wamid.4", {"payload": "Yes", "text": "Yes, please"}),
        )

        chose = CustomerChose(MessageId("menu1"), 1, NAME)
        assert world.bodies[:2] == [chose, chose]
        assert [one.parts[0].text for one in world.bodies[2:]] == ["Tea", "Yes, please"]


async def test_files_places_contacts_and_what_can_t_be_shown_are_told() -> None:
    async with a_world() as world:
        image = {"id": "11", "mime_type": "image/jpeg", "caption": "my pot", "url": "https://evil.example"}
        await world.comes(
            world.kind("image", "wamid.1", image),
            world.kind("document", "wamid.2", {"id": "12", "mime_type": "application/pdf", "filename": "bill.pdf"}),
            world.kind("audio", "wamid.3", {"id": "13", "mime_type": "audio/ogg; codecs=opus", "voice": True}),
            world.kind("location", "wamid.4", {"latitude": 47.3769, "longitude": 8.5417, "name": "The shop"}),
            world.kind("contacts", "wamid.5", [{"name": {"formatted_name": "Tom"}, "phones": [{"phone": "+44"}]}]),
            world.kind("order", "wamid.6", {"product_items": [{}, {}], "text": "soon"}),
            world.kind("unsupported", "wamid.7", {}, errors=[{"code": 131051}]),
        )

        parts = [one.parts for one in world.bodies]
        assert parts[0] == (Text("my pot"), Unfetched(ExternalRef("media:11"), "picture.jpg", "image/jpeg", 0))
        assert parts[1] == (Unfetched(ExternalRef("media:12"), "bill.pdf", "application/pdf", 0),)
        assert parts[2][0].mime == "audio/ogg"
        assert parts[3][0].text == "(a place: The shop https://www.google.com/maps?q=47.37690,8.54170)"
        assert parts[4][0].text == "(a contact: Tom +44)"
        assert [one.text for one in parts[5]] == ["(an order of 2 things of the catalogue)", "soon"]
        assert parts[6][0].text == "(sent something that can't be shown here)"
        assert [what for what, _ in world.unknown.kept] == ["message_unsupported"]


async def test_answers_and_reactions_name_the_message_that_they_are_about() -> None:
    async with a_world() as world:
        await world.comes(
            world.message("yes", "wamid.1", context={"id": "wamid.9"}),
            world.kind("reaction", "wamid.2", {"message_id": "wamid.9", "emoji": "❤"}),
            world.kind("reaction", "wamid.3", {"message_id": "wamid.9", "emoji": ""}),
        )

        assert [(one.parts[0].text, one.quotes) for one in world.bodies] == [("yes", "wamid.9"), ("❤", "wamid.9")]
        assert [one.subject.may_open for one in world.inbox.inbounds] == [True, False]  # type: ignore[union-attr]


async def test_a_report_says_of_which_sending_it_is_and_why_it_failed() -> None:
    async with a_world() as world:
        data = Label(ConversationId("c7"), "k1", 0, 1, is_message=True).written()
        status = {"id": "wamid.9", "timestamp": world.now, "biz_opaque_callback_data": data, "recipient_id": MIA}
        failed = {"status": "failed", "errors": [{"code": 131026, "title": "Message undeliverable"}]}
        await world.says({"statuses": [status | {"status": "delivered"}, status | failed, status | {"status": "new"}]})
        await world.says({"statuses": [{"id": "wamid.8", "status": "sent"}]})

        ref = ExternalRef("wamid.9")
        assert world.bodies == [
            CustomerReceipt("delivered", ref=ref, key="k1"),
            CustomerReceipt("failed", ref=ref, key="k1", reason=say("whatsapp_undeliverable"), final=True),
        ]
        assert {one.subject for one in world.inbox.inbounds} == {ConversationSubject(ConversationId("c7"))}
        assert [one.dedupe for one in world.inbox.inbounds] == ["wamid.9:delivered", "wamid.9:failed"]
        assert world.unknown.kept[-1][0] == "status_of_nothing_of_ours"


@pytest.mark.parametrize(("setting", "kept"), [("new_chat", 1), ("ignored", 0)])
async def test_a_late_reply_is_a_new_chat_or_nothing_by_the_setting(setting: str, kept: int) -> None:
    async with a_world(late_replies=setting) as world:
        world.feed.status = "ended"

        assert await world.comes(world.message("and another thing")) == 200
        assert len(world.bodies) == kept


@pytest.mark.parametrize("broken", [None, 7, [], {}, {"type": 7}, {"id": "x", "type": "image", "image": 7}])
async def test_messages_of_any_shape_are_answered(broken: Any) -> None:
    async with a_world() as world:
        assert await world.comes(broken, world.message()) == 200
        assert await world.says({"messages": 7, "statuses": [broken], "contacts": "x", "errors": [{"code": 1}]}) == 200
        assert await world.comes(world.message(id="wamid.2"), field="account_alerts") == 200

        assert [one.dedupe for one in world.inbox.inbounds if one.dedupe == "wamid.1"] == ["wamid.1"]
        assert "account_alerts" in [what for what, _ in world.unknown.kept]


@pytest.mark.parametrize("written", [f"+{MIA}", f"00{MIA}", f" +{MIA[:1]} ({MIA[1:4]}) {MIA[4:]} "])
def test_all_addresses_of_a_number_begin_alike_however_it_is_written_and_nobody_elses_do(written: str) -> None:
    own = Line.beginning(Line(MIA, NUMBER).contact)

    assert own == read_person(written)
    assert Line(MIA, OTHER_NUMBER).contact.startswith(own)
    assert not Line(f"{MIA}0", NUMBER).contact.startswith(own)
    assert not Line(MIA[:-1], NUMBER).contact.startswith(own)


def test_a_person_without_a_number_is_found_by_their_id() -> None:
    assert read_person(f" {NOA_ID} ") == Line.beginning(Line(NOA_ID, NUMBER).contact)


@pytest.mark.parametrize("written", ["", "Mia Chen", "123/456", "12 34"])
def test_what_is_neither_number_nor_id_is_refused_in_words(written: str) -> None:
    with pytest.raises(ValueError, match="a whole number with its country"):
        read_person(written)
