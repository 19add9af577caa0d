"""What Twilio brings: believed by its signature alone, stored before it is answered, and handed on as what it is."""

import pytest

from adapters.sms.ids import Line
from adapters.twilio.door import NOTHING
from core.errors import Overloaded
from core.ids import ExternalRef
from core.inbound import ContactSubject, CustomerMessage
from core.inbound_customers import CustomerConsent
from core.messages import Text, Unfetched
from playground.twilio.seed import SERVICE
from tests.adapters.sms.world import a_world
from tests.adapters.twilio.at_twilio import ACCOUNT, MIA, OURS, TOKEN, a_message, sign

MIAS = Line(MIA, OURS)


async def test_a_message_is_stored_and_answered_by_an_empty_twiml() -> None:
    async with a_world() as world:
        assert await world.comes(a_message("is it still hot? 🍵")) == 200

        assert world.twilio.said == NOTHING
        came = world.inbox.inbounds[0]
        assert came.subject == ContactSubject(came.subject.channel, MIAS.contact, "support", "+1 202-555-0177")  # type: ignore[union-attr, arg-type]
        assert came.body == CustomerMessage((Text("is it still hot? 🍵"),))
        assert came.dedupe == "SMin1"


async def test_the_signature_is_that_of_the_public_address_whatever_a_proxy_did() -> None:
    async with a_world("https://chat.example/bridge") as world:
        path = "/sms/incoming?shop=a%20b&x=%C3%A9"
        public = f"https://chat.example/bridge{path}"

        assert await world.comes(a_message(), path, as_url=public) == 200
        assert await world.comes(a_message(sid="SMin2"), path) == 403
        with_port = public.replace("chat.example", "chat.example:443")
        assert await world.comes(a_message(sid="SMin3"), path, as_url=with_port) == 200
        assert len(world.bodies) == 2


async def test_parameters_that_nobody_knows_are_signed_too() -> None:
    async with a_world() as world:
        params = [*a_message("  two spaces  ").items(), ("New", "b"), ("New", "a"), ("Empty", "")]

        assert await world.comes(params) == 200
        assert (
            await world.comes([*params, ("Added", "later")], signature=sign(world.url + "/sms/incoming", params)) == 403
        )
        assert [one.parts[0].text for one in world.bodies] == ["  two spaces  "]


@pytest.mark.parametrize("signature", ["", "bm9uc2Vuc2U=", "é", "x" * 500])
async def test_what_is_not_signed_is_refused_and_nothing_is_stored(signature: str) -> None:
    async with a_world() as world:
        assert await world.comes(a_message(), signature=signature) == 403
        assert world.bodies == []


async def test_the_signature_of_the_vendors_own_example_is_believed() -> None:
    params = [
        ("CallSid", "CA1234567890ABCDE"),
        ("Caller", "+14158675309"),
        ("Digits", "1234"),
        ("From", "+14158675309"),
        ("To", "+18005551212"),
    ]

    assert sign("https://mycompany.com/myapp.php?foo=1&bar=2", params, "12345") == "RSOYDt4T1cUTdK1PDd93/VVr8B8="


async def test_what_is_signed_for_another_account_is_refused() -> None:
    async with a_world() as world:
        assert await world.comes(a_message(AccountSid=ACCOUNT[:-1] + "2")) == 403
        assert world.bodies == []


async def test_the_earlier_token_is_believed_while_it_is_changed() -> None:
    async with a_world(auth_token="a new token", previous_auth_token=TOKEN) as world:
        assert await world.comes(a_message()) == 200


async def test_a_message_that_comes_twice_is_one() -> None:
    async with a_world() as world:
        assert [await world.comes(a_message()) for _ in range(3)] == [200] * 3
        assert len(world.bodies) == 1


async def test_what_could_not_be_stored_is_not_acknowledged() -> None:
    async with a_world() as world:
        world.inbox.trouble = Overloaded("full", retry_after=2)
        assert await world.comes(a_message()) == 503
        world.inbox.trouble = OSError("the disk is full")
        assert await world.comes(a_message()) == 500
        world.inbox.trouble = None
        assert await world.comes(a_message()) == 200


async def test_each_sender_has_its_queue_and_its_own_chat_with_a_customer() -> None:
    async with a_world() as world:
        await world.comes(a_message(sid="SM1"))
        await world.comes(a_message(sid="SM2", To="+12025550111", MessagingServiceSid=SERVICE))
        await world.comes(a_message(sid="SM3", To="+12025550122"))
        await world.comes(a_message(sid="SM4", MessagingServiceSid=SERVICE))

        subjects = [one.subject for one in world.inbox.inbounds]
        found = [(one.contact, one.queue) for one in subjects if isinstance(one, ContactSubject)]
        assert found == [
            (Line(MIA, OURS).contact, "support"),
            (Line(MIA, SERVICE).contact, "sales"),
            (Line(MIA, "+12025550122").contact, "support"),
            (Line(MIA, OURS).contact, "support"),
        ]


async def test_files_are_announced_by_what_they_claim_to_be() -> None:
    async with a_world() as world:
        files = {"NumMedia": "2", "MediaUrl0": "https://x/1", "MediaContentType0": "image/png"}
        await world.comes(a_message("", **files, MediaUrl1="https://x/2", MediaContentType1="application/pdf"))

        assert world.bodies[0].parts == (
            Unfetched(ExternalRef("https://x/1"), "picture-1.png", "image/png", 0),
            Unfetched(ExternalRef("https://x/2"), "file-2.pdf", "application/pdf", 0),
        )


@pytest.mark.parametrize("word", ["STOP", " stop ", "Unsubscribe", "CANCEL"])
async def test_stop_opts_out_and_start_opts_in_and_neither_opens_a_chat(word: str) -> None:
    async with a_world() as world:
        await world.comes(a_message(word, sid="SM1"))
        await world.comes(a_message("yes", sid="SM2"))
        await world.comes(a_message("yes", sid="SM3"))

        assert world.bodies[:2] == [CustomerConsent(agrees=False), CustomerConsent(agrees=True)]
        assert isinstance(world.bodies[2], CustomerMessage)
        assert [getattr(one.subject, "may_open", None) for one in world.inbox.inbounds[:2]] == [False, False]


async def test_what_twilio_understood_goes_before_our_own_reading() -> None:
    async with a_world() as world:
        await world.comes(a_message("arrêt", sid="SM1", OptOutType="STOP"))
        await world.comes(a_message("aide", sid="SM2", OptOutType="HELP"))

        assert world.bodies[0] == CustomerConsent(agrees=False)
        assert world.bodies[1] == CustomerMessage((Text("aide"),))
        assert [getattr(one.subject, "may_open", None) for one in world.inbox.inbounds] == [False, False]


async def test_a_word_within_a_sentence_is_no_wish() -> None:
    async with a_world() as world:
        await world.comes(a_message("please stop the delivery"))

        assert isinstance(world.bodies[0], CustomerMessage)


@pytest.mark.parametrize(("setting", "kept"), [("new_chat", 1), ("ignored", 0)])
async def test_a_late_reply_is_a_new_chat_or_nothing_by_the_setting(setting: str, kept: int) -> None:
    async with a_world(late_replies=setting) as world:
        world.feed.status = "ended"

        assert await world.comes(a_message("and another thing")) == 200
        assert len(world.bodies) == kept


async def test_a_reply_while_the_chat_goes_on_is_never_late() -> None:
    async with a_world(late_replies="ignored") as world:
        for number, status in enumerate(("none", "waiting", "active")):
            world.feed.status = status
            await world.comes(a_message(sid=f"SM{number}"))

        assert len(world.bodies) == 3


def test_all_addresses_of_a_number_begin_alike_and_nobody_elses_do() -> None:
    own = Line.beginning(Line(MIA, OURS).contact)

    assert Line(MIA, SERVICE).contact.startswith(own)
    assert not Line(f"{MIA}0", OURS).contact.startswith(own)
    assert not Line(MIA[:-1], OURS).contact.startswith(own)


@pytest.mark.parametrize("spoilt", [{"MessageSid": ""}, {"From": "<script>"}, {"From": ""}, {"MessageSid": "a/../b"}])
async def test_a_request_without_a_message_in_it_is_noted_and_answered_as_ever(spoilt: dict[str, str]) -> None:
    async with a_world() as world:
        assert await world.comes(a_message() | spoilt) == 200
        assert world.bodies == []
        assert [what for what, _ in world.unknown.kept] == ["message"]


async def test_a_parameter_that_nobody_knows_is_noted_and_the_message_is_taken() -> None:
    async with a_world() as world:
        media = {"MediaUrl0": "https://x/1", "MediaContentType0": "image/png"}
        assert await world.comes(a_message(TeaPreference="green", **media)) == 200
        assert await world.comes(a_message(sid="SMin2")) == 200

        assert len(world.bodies) == 2
        assert world.unknown.kept == [("field", {"TeaPreference": "green"})]


async def test_what_is_not_signed_is_not_even_noted() -> None:
    async with a_world() as world:
        assert await world.comes({"Anything": "at all"}, signature="nonsense") == 403
        assert world.unknown.kept == []


async def test_a_body_that_is_too_large_is_not_read() -> None:
    async with a_world() as world:
        assert await world.comes(a_message("x" * 70_000)) == 413
