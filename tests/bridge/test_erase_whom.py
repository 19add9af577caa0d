"""`bridge erase` by what an admin knows of a person: the id that the site has signed, an e-mail address, a number."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection

from adapters.messenger.ids import Line as PageLine
from adapters.sms.ids import Line
from adapters.web.ids import person_contact
from bridge.cli.main import main
from bridge.store import attributes, bans, contacts, conversations, memory, messages, persons
from core.conversation.model import Status
from core.features.answering import Answer
from core.features.bans import Ban
from core.features.verified import Person
from core.ids import AgentId, ChannelName, ConversationId, ExternalRef
from tests.bridge.test_audit_command import write
from tests.bridge.test_command_line import GOOD, written
from tests.contracts.store_builders import BILLING, NOW, WEB, a_conversation, a_message

SMS, MESSENGER = ChannelName("sms"), ChannelName("messenger")
MIA, OURS, SHOP = "+447911123456", "+12025550100", "+12025550111"
NOOR = PageLine("700000000000002", "100000000000001").contact
MAYA = person_contact("web", "4711")
LAPTOP, PHONE = ExternalRef("visitor:" + "a" * 32), ExternalRef("visitor:" + "b" * 32)
MAIL = "Maya@Example.org"


def a_chat(conn: Connection, number: int, channel: ChannelName, contact: ExternalRef) -> ConversationId:
    """Let somebody have been here."""
    chat = replace(a_conversation(f"c{number}", number, status=Status.HANDLED), channel=channel, contact=contact)
    contacts.resolve(conn, channel, contact, BILLING, "", chat.id)
    conversations.put(conn, chat)
    contacts.close(conn, channel, contact, chat.id)
    return chat.id


def fill(conn: Connection) -> None:
    signed = a_chat(conn, 1, WEB, MAYA)
    persons.put(conn, signed, NOW, Person("4711", "Maya Lin", (Answer("mail", "E-mail", (MAIL,)),)))
    attributes.learn(conn, a_chat(conn, 2, WEB, LAPTOP), NOW, (Answer("mail", "E-mail", ("claimed@example.org",)),))
    messages.add(
        conn, a_message("m3", "write to claimed@example.org, please", conversation=a_chat(conn, 3, WEB, PHONE))
    )
    for number, sender in ((4, OURS), (5, SHOP)):
        a_chat(conn, number, SMS, Line(MIA, sender).contact)
    a_chat(conn, 6, SMS, Line(f"{MIA}7", OURS).contact)
    a_chat(conn, 7, MESSENGER, NOOR)
    memory.put(conn, SMS, f"out:{Line(MIA, OURS).contact}", "out")
    ban = Ban("b1", SMS, Line(MIA, SHOP).contact, "Mia", 5, None, NOW, AgentId("lin"), None, "insults")
    bans.add(conn, ban)


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A configuration with the web, a number and a page of ours, and a database in which people have been."""
    monkeypatch.setattr("bridge.starting.Starter.start", _nothing)
    url = f"sqlite:///{tmp_path / 'erase.db'}"
    write(url, fill)
    good = GOOD.replace("tea: {", "billing: {").replace("[tea]", "[billing]").replace("queue: tea", "queue: billing")
    sms = f"sms: {{queue: billing, account_sid: AC{'0' * 32}, auth_token: {'t' * 32}, senders: [{{id: '{OURS}'}}]}}"
    pages = "[{id: '100000000000001', access_token: token}]"
    page = f"messenger: {{queue: billing, app_secret: {'s' * 32}, verify_token: {'v' * 16}, pages: {pages}}}"
    good = good.replace("channels: {", f"channels: {{{sms}, {page}, ")
    return written(tmp_path, good + f"storage: {{url: '{url}', files: '{tmp_path / 'files'}'}}\n")


async def _nothing(_: object) -> None:
    """Start no adapter."""


def erased(config: str, *whom: str) -> list[str]:
    return ["erase", "-c", config, *whom]


def found(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """Give by what each address was found."""
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return {one["where"]: one["why"] for one in told if one["what"] == "customer"}


@pytest.mark.parametrize(
    ("whom", "addresses", "by"),
    [
        (["--identity", "4711"], [f"web:{MAYA}"], "your site has signed"),
        (["--identity", "4711", "--channel", "web"], [f"web:{MAYA}"], "your site has signed"),
        (["--email", "maya@example.ORG"], [f"web:{MAYA}"], "an e-mail address that your site has signed"),
        (["--email", "claimed@example.org"], [f"web:{LAPTOP}", f"web:{PHONE}"], "nobody has proven it"),
        (
            ["--from", "00 44 7911 123-456"],
            [f"sms:{Line(MIA, OURS).contact}", f"sms:{Line(MIA, SHOP).contact}"],
            "the channel proves",
        ),
        (["--from", "700000000000002"], [f"messenger:{NOOR}"], "the channel proves"),
    ],
)
def test_a_person_is_found_and_it_is_said_by_what(
    config: str, whom: list[str], addresses: list[str], by: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(erased(config, *whom, "--json")) == 0
    told = found(capsys)
    assert sorted(told) == sorted(addresses)
    assert all(by in why for why in told.values())


@pytest.mark.parametrize(
    ("whom", "words"),
    [
        (["--identity", "4712"], "Nothing is kept of such a customer"),
        (["--email", "example.org"], "Nothing is kept of such a customer"),
        (["--email", MAIL, "--channel", "sms"], "Nothing is kept of such a customer"),
        (["--from", "+447911123450"], "Nothing is kept of such a customer"),
        (["--from", "Mia"], "'Mia' is nobody in 'sms': it must be a whole number with its country"),
        (["--from", "Mia"], "in 'messenger': it must be a page-scoped id"),
        (["--from", MIA, "--channel", "web"], "No such channel knows its customers by a number"),
        (["--identity", "4711", "--channel", "sms"], "No such channel has customers whom your site has signed"),
        (["--from", MIA, "--channel", "fax"], "There is no channel 'fax'. There are: "),
        (["--email", "claimed@example.org"], "These may be several people"),
    ],
)
def test_what_leads_to_nobody_or_to_several_is_said_and_nothing_is_erased(
    config: str, tmp_path: Path, whom: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(erased(config, *whom, "--yes")) == 1
    assert words in capsys.readouterr().err
    assert LAPTOP.encode() in (tmp_path / "erase.db").read_bytes()


def test_who_said_an_address_is_erased_where_somebody_vouches_that_all_are_one(config: str, tmp_path: Path) -> None:
    assert main(erased(config, "--email", "claimed@example.org", "--yes", "--all")) == 0
    left = (tmp_path / "erase.db").read_bytes()
    assert LAPTOP.encode() not in left
    assert b"claimed@example" not in left
    assert MAYA.encode() in left


def test_a_numbers_chats_go_at_all_senders_and_that_it_wants_nothing_and_is_banned_stays(
    config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(erased(config, "--from", MIA, "--yes", "--json", "--by", "case 7")) == 0
    report = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    kept = {(one["what"], one["where"]): one["why"] for one in report if one["state"] == "kept"}
    assert set(kept) == {("ban", "store"), ("opt-out", "sms")}
    assert [one["number"] for one in report if one["what"] == "address"] == [2]

    def left(conn: Connection) -> None:
        assert conversations.by_number(conn, 6) is not None
        assert contacts.get(conn, SMS, Line(MIA, OURS).contact) is None
        assert memory.get(conn, SMS, f"out:{Line(MIA, OURS).contact}") == "out"
        (ban,) = bans.standing(conn)
        assert (ban.name, ban.reason) == ("", "")

    write(f"sqlite:///{tmp_path / 'erase.db'}", left)
    assert main(["audit", "verify", "-c", config]) == 0
    assert main(erased(config, "--chat", "4")) == 1
    assert "Chat #4 was erased already" in capsys.readouterr().err
    assert main(erased(config, "--from", MIA, "--yes", "--lift-bans")) == 0
    write(f"sqlite:///{tmp_path / 'erase.db'}", _nobody_is_banned)


def _nobody_is_banned(conn: Connection) -> None:
    assert bans.standing(conn) == ()
