"""Transcripts by mail: the customer's without what is private, the organisation's with it."""

from tests.mail_server import MailServer, plain, rich
from tests.scenarios.after_chat import finishing
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.settings import Settings, changed
from tests.scenarios.world import World, a_world

TO = "grace@customer.example"


def mailing(server: MailServer, **transcripts: object) -> Settings:
    """Give a shop that sends mail."""
    mail = {"smtp_host": "127.0.0.1", "smtp_port": server.port, "security": "none", "sender": "support@shop.example"}
    return {"mail": mail, "transcripts": transcripts}


async def arrived(world: World, server: MailServer, count: int = 1) -> None:
    await world.until(lambda: len(server.taken) >= count, f"{count} mails")


async def test_the_customers_transcript_is_mailed_without_what_is_private() -> None:
    async with MailServer() as server, a_world(mailing(server)) as world:
        ada, customer = await talking(world, words="my tea is <b>cold</b> 🍵")
        await ada.writes("Sorry!")
        await customer.hears("Sorry!")
        await ada.writes("!note angry one")
        await ada.writes(f"!transcript {TO}")
        await ada.is_told(sentence("transcript_mailed", number=1, address=TO))
        await arrived(world, server)
        text, page = plain(server.taken[0]), rich(server.taken[0])
        assert server.recipients == [TO]
        assert [words in text for words in ("my tea is <b>cold</b> 🍵", "Sorry!", "Ada", "#1", "Support")] == [True] * 5
        assert "&lt;b&gt;cold&lt;/b&gt;" in page
        assert ["angry one" in text + page, "Lovelace" in text + page] == [False, False]
        await world.desk.shows(sentence("thread_transcript_mailed"))


async def test_it_is_asked_for_by_mouse_and_a_wrong_address_is_shown_under_the_field() -> None:
    async with MailServer() as server, a_world(mailing(server)) as world:
        ada, _ = await talking(world)
        await ada.clicks_on_card("More…")
        await ada.modal.clicks("Transcript…")
        await ada.modal.refuses({"to": "grace at home"}, to=sentence("transcript_to_wrong"))
        await ada.fills_in(to=TO)
        await arrived(world, server)
        assert server.recipients == [TO]


async def test_the_archive_gets_each_handled_chat_with_its_notes() -> None:
    async with MailServer() as server:
        shop = changed(mailing(server, archive=["archive@shop.example"]), finishing())
        async with a_world(shop) as world:
            ada, customer = await talking(world, words="hello")
            await ada.writes("!note angry one")
            await ada.writes("!disposition refund")
            await world.desk.card_shows("Billing / Refund")
            await ada.writes("!end yes")
            await world.desk.card_shows(sentence("card_wrap_up"))
            assert server.taken == []
            await ada.writes("!complete", customer)
            await arrived(world, server)
            text = plain(server.taken[0])
            wanted = ("hello", "[private] Ada Lovelace: angry one", "Billing / Refund", "has accepted the chat")
            assert [words in text for words in wanted] == [True] * 4
            assert server.recipients == ["archive@shop.example"]
            assert sentence("thread_transcript_mailed") not in await world.desk.lines()


async def test_a_refused_address_is_told_in_the_thread_and_not_tried_again() -> None:
    async with MailServer({"RCPT": "550 no such box"}) as server, a_world(mailing(server)) as world:
        ada, _ = await talking(world)
        await ada.writes(f"!transcript {TO}")
        reason = sentence("fail_mail_refused")
        await world.desk.shows(sentence("thread_transcript_failed", reason=reason))
        await world.passes(120)
        assert server.recipients == [TO]


async def test_a_busy_server_is_tried_again() -> None:
    async with MailServer({"RCPT": "451 later"}) as server, a_world(mailing(server)) as world:
        ada, _ = await talking(world)
        await ada.writes(f"!transcript {TO}")
        await world.until(lambda: server.recipients or None, "a first try")
        server.answers.clear()
        await arrived(world, server)


async def test_a_mail_whose_fate_is_unknown_is_never_sent_twice_and_the_thread_says_so() -> None:
    async with MailServer(vanishes_after_text=True) as server, a_world(mailing(server)) as world:
        ada, _ = await talking(world)
        await ada.writes(f"!transcript {TO}")
        await world.desk.shows(sentence("thread_transcript_uncertain"))
        await world.passes(300)
        assert len(server.taken) == 1


async def test_where_no_mail_is_set_up_the_answer_says_what_to_type_instead() -> None:
    links = {"transcripts": {"link_secret": "a secret for scenarios only"}}
    async with a_world(links) as world:
        ada, _ = await talking(world)
        await ada.writes(f"!transcript {TO}")
        await ada.is_told(sentence("transcript_no_mail", usage="!transcript"))
        await ada.writes("!transcript to me")
        await ada.is_told(sentence("transcript_to_wrong"))


async def test_where_nothing_is_set_up_it_says_so() -> None:
    async with a_world() as world:
        ada, _ = await talking(world)
        await ada.writes("!transcript")
        await ada.is_told(sentence("transcript_off"))
