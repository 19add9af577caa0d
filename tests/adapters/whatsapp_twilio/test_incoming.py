"""What Twilio brings from WhatsApp: who wrote, by what they are known, and what is shown of what they sent."""

import pytest

from adapters.meta.whatsapp.ids import Line
from core.errors import Overloaded
from core.ids import ExternalRef, MessageId
from core.inbound import ContactSubject, CustomerChose, CustomerMessage, CustomerReceipt
from core.inbound_customers import CustomerConsent
from core.messages import Text, Unfetched
from core.sentences import say
from playground.twilio.seed import SERVICE
from tests.adapters.around import Banned
from tests.adapters.twilio.at_twilio import ACCOUNT, MIA, MIA_ID, NOOR, OURS, a_message, a_report
from tests.adapters.whatsapp_twilio.world import ADDRESS, MIAS, NAME, World, a_world

ID = {"From": f"whatsapp:{MIA_ID}", "WaId": ""}
"""How somebody is told of who shows no number."""


def words(world: World) -> list[str]:
    return [part.text for body in world.bodies for part in body.parts if isinstance(part, Text)]


async def test_a_message_is_its_customers_words_in_the_senders_queue_under_the_name_of_the_profile() -> None:
    async with a_world() as world:
        assert await world.comes("is it hot? 🍵") == 200

        (inbound,) = world.inbox.inbounds
        assert inbound.subject == ContactSubject(NAME, MIAS, "support", "Mia Chen")  # type: ignore[arg-type]
        assert inbound.body == CustomerMessage((Text("is it hot? 🍵"),), "Mia Chen", ref=ExternalRef("SMin1"))
        assert inbound.dedupe == "SMin1"
        assert world.unknown.kept == []


async def test_what_comes_to_a_messaging_service_goes_to_its_queue() -> None:
    async with a_world() as world:
        await world.comes(To="whatsapp:+12025550199", MessagingServiceSid=SERVICE)

        assert world.inbox.inbounds[0].subject.queue == "sales"  # type: ignore[union-attr]


@pytest.mark.parametrize("how", [{"ButtonPayload": "choice:m7:1", "ButtonText": "Black"},
                                 {"ListId": "choice:m7:1", "ListTitle": "2"}])  # fmt: skip
async def test_a_tap_on_what_a_menu_of_ours_offered_is_that_choice(how: dict[str, str]) -> None:
    async with a_world() as world:
        assert await world.comes("Black", MessageType="interactive", OriginalRepliedMessageSid="SM7", **how) == 200
        await world.comes("Black", "SMin2", ButtonPayload="choice:m7", ButtonText="Black")

        first, second = world.inbox.inbounds
        assert first.body == CustomerChose(MessageId("m7"), 1, "Mia Chen")
        assert (first.dedupe, first.subject) == (
            "SMin1",
            ContactSubject(NAME, MIAS, "support", "Mia Chen"),  # type: ignore[arg-type]
        )
        assert isinstance(second.body, CustomerMessage)
        assert world.unknown.kept == []


async def test_whoever_shows_no_number_is_known_by_their_id_and_stays_the_customer_that_they_were() -> None:
    async with a_world() as world:
        await world.comes("by id", **ID)
        await world.comes("by number and id", "SMin2")
        await world.comes("by id again", "SMin3", **ID)

        contacts = {one.subject.contact for one in world.inbox.inbounds}  # type: ignore[union-attr]
        assert contacts == {Line(MIA_ID, OURS).contact}
        assert Line.beginning(Line(MIA_ID, OURS).contact) == f"whatsapp:{MIA_ID}/"


@pytest.mark.parametrize(
    ("more", "shown"),
    [
        ({"Body": "", "ButtonText": "Green", "ButtonPayload": "tea-1"}, ["Green"]),
        ({"Body": "", "ListTitle": "Black", "ListId": "tea-2"}, ["Black"]),
        ({"Body": "", "Latitude": "1.5", "Longitude": "-2.25", "Label": "Shop", "Address": "1 Mill Lane"},
         ["(a place: Shop, 1 Mill Lane https://www.google.com/maps?q=1.50000,-2.25000)"]),
        ({"Body": "here", "Latitude": "1.5", "Longitude": "2"},
         ["here", "(a place: https://www.google.com/maps?q=1.50000,2.00000)"]),
        ({"Body": "", "Latitude": "nan", "Longitude": "2"}, ["(sent something that can't be shown here)"]),
        ({"Body": "", "MessageType": "order"}, ["(sent something that can't be shown here)"]),
        ({"Body": "STOP"}, ["STOP"]),
    ],
)  # fmt: skip
async def test_what_can_be_shown_stands_in_words_and_what_cannot_says_so(
    more: dict[str, str], shown: list[str]
) -> None:
    async with a_world() as world:
        await world.comes(**more)

        assert words(world) == shown


async def test_an_answer_names_the_message_that_it_is_about() -> None:
    async with a_world() as world:
        await world.comes(OriginalRepliedMessageSid="SMours1", OriginalRepliedMessageSender=f"whatsapp:{OURS}")

        assert world.bodies[0].quotes == "SMours1"


async def test_a_file_is_announced_by_its_address() -> None:
    async with a_world() as world:
        url = f"{world.twilio.url}/2010-04-01/Accounts/{ACCOUNT}/Messages/MM1/Media/picture"
        await world.comes("", NumMedia="1", MediaUrl0=url, MediaContentType0="image/png")

        (file,) = world.bodies[0].parts
        assert file == Unfetched(ExternalRef(url), "picture.png", "image/png", 0)


@pytest.mark.parametrize(("word", "agrees"), [("STOP", False), ("START", True)])
async def test_a_wish_that_twilio_has_understood_is_told_and_opens_no_chat(word: str, *, agrees: bool) -> None:
    async with a_world() as world:
        await world.comes(word, OptOutType=word)

        (inbound,) = world.inbox.inbounds
        assert inbound.body == CustomerConsent(agrees)
        assert isinstance(inbound.subject, ContactSubject)
        assert not inbound.subject.may_open


async def test_a_text_message_that_strays_in_is_no_message_of_whatsapps() -> None:
    async with a_world() as world:
        assert await world.twilio.calls_us(f"{world.url}/{NAME}/incoming", a_message("hello")) == 200

        assert world.bodies == []
        assert [what for what, _ in world.unknown.kept] == ["message"]


async def test_nothing_is_noted_of_whoever_is_banned() -> None:
    async with a_world(banned=Banned({MIAS})) as world:
        await world.comes()

        assert vars(world.memory)["_kept"] == {}


@pytest.mark.parametrize(("setting", "heard"), [("ignored", 0), ("new_chat", 1)])
async def test_what_is_written_after_the_end_is_seen_or_not_as_the_setting_says(setting: str, heard: int) -> None:
    async with a_world(late_replies=setting) as world:
        world.feed.status = "ended"
        await world.comes()

        assert len(world.bodies) == heard


async def test_a_request_that_is_not_signed_or_of_another_account_is_refused() -> None:
    async with a_world() as world:
        here = f"{world.url}/{NAME}/incoming"
        assert await world.twilio.calls_us(here, a_message(), signature="") == 403
        assert await world.twilio.calls_us(here, a_message(AccountSid="AC" + "9" * 32)) == 403
        world.inbox.trouble = Overloaded("full", retry_after=2)
        assert await world.comes() == 503
        world.inbox.trouble = RuntimeError("no store")
        assert await world.comes() == 500

        assert world.bodies == []


@pytest.mark.parametrize(
    ("code", "sentence", "final"),
    [
        ("63016", say("whatsapp_twilio_window"), False),
        ("63003", say("whatsapp_twilio_undeliverable"), True),
        ("63014", say("whatsapp_twilio_blocked"), True),
        ("63999", say("whatsapp_twilio_error", code=63999), False),
        ("", say("whatsapp_twilio_unexplained"), False),
    ],
)
async def test_a_failure_is_told_in_words(code: str, sentence: object, *, final: bool) -> None:
    async with a_world() as world:
        report = a_report("SM1", "undelivered", ErrorCode=code, To=ADDRESS, ChannelPrefix="whatsapp")
        await world.twilio.calls_us(f"{world.url}/{NAME}/status?chat=c1&key=k1&of=1", report)

        (body,) = world.bodies
        assert isinstance(body, CustomerReceipt)
        assert (body.state, body.reason, body.final) == ("failed", sentence, final)


async def test_that_it_was_read_is_told() -> None:
    async with a_world() as world:
        report = a_report("SM1", "read", EventType="READ", StructuredMessage="false", ExternalUserId="x")
        await world.twilio.calls_us(f"{world.url}/{NAME}/status?chat=c1&key=k1&of=1", report)

        assert [one.state for one in world.bodies] == ["read"]
        assert world.unknown.kept == []


async def test_two_people_are_two_contacts() -> None:
    async with a_world() as world:
        await world.comes()
        await world.comes("I am another", "SMin2", From=f"whatsapp:{NOOR}", ExternalUserId="")

        assert len({one.subject.contact for one in world.inbox.inbounds}) == 2  # type: ignore[union-attr]
        assert MIA.removeprefix("+") in str(MIAS)
