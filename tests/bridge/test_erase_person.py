"""`bridge erase` of a chat or an address takes the person behind it, and says what else there may be of theirs."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Connection

from adapters.meta.whatsapp.ids import Line
from adapters.sms.ids import Line as Texts
from adapters.web.ids import person_contact
from bridge.cli.main import main
from bridge.store import attributes, identities, known_as, persons
from core.features.answering import Answer
from core.features.verified import Person
from core.ids import AgentId, ChannelName, ExternalRef
from tests.bridge.test_audit_command import write
from tests.bridge.test_command_line import GOOD, written
from tests.bridge.test_erase_whom import a_chat
from tests.contracts.store_builders import NOW, WEB

SHOP, SMS, WHATSAPP = ChannelName("shop"), ChannelName("sms"), ChannelName("whatsapp")
MIA, MIA_ID, TOM = "15550111001", "US.13491208655302741918", "447700900123"
FIRST, SECOND = "100000000000004", "100000000000005"
PHONE, OURS, OTHER = "+447911123456", "+12025550100", "+12025550111"
MAYA = "m-4711"
"""As the site knows her; no id of ours has that in it by chance."""
SITE, LAPTOP = person_contact("web", MAYA), ExternalRef("visitor:" + "a" * 32)


def fill(conn: Connection) -> None:
    a_chat(conn, 1, WHATSAPP, Line(MIA, FIRST).contact)
    a_chat(conn, 2, WHATSAPP, Line(MIA_ID, SECOND).contact)
    a_chat(conn, 3, WHATSAPP, Line(TOM, FIRST).contact)
    known_as.tie(conn, WHATSAPP, [f"whatsapp:{one}/" for one in (MIA, MIA_ID)])
    for number, sender in ((4, OURS), (5, OTHER)):
        a_chat(conn, number, SMS, Texts(PHONE, sender).contact)
    signed = Person(MAYA, "Maya Lin", (Answer("mail", "E-mail", ("maya@example.org",)),))
    persons.put(conn, a_chat(conn, 6, WEB, SITE), NOW, signed)
    persons.put(conn, a_chat(conn, 7, SHOP, person_contact("shop", MAYA)), NOW, Person(MAYA, "Somebody else", ()))
    told = (WHATSAPP, Line(TOM, FIRST).contact)
    identities.join(conn, (WEB, SITE), (told,), AgentId("ada"), NOW, "p1")
    attributes.learn(conn, a_chat(conn, 8, WEB, LAPTOP), NOW, (Answer("mail", "E-mail", ("maya@example.org",)),))


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A configuration with two sites, SMS and WhatsApp, and a database in which people have been."""
    monkeypatch.setattr("bridge.starting.Starter.start", _nothing)
    url = f"sqlite:///{tmp_path / 'erase.db'}"
    write(url, fill)
    good = GOOD.replace("tea: {", "billing: {").replace("[tea]", "[billing]").replace("queue: tea", "queue: billing")
    sms = f"sms: {{queue: billing, account_sid: AC{'0' * 32}, auth_token: {'t' * 32}, senders: [{{id: '{OURS}'}}]}}"
    app = f"app_secret: {'s' * 32}, verify_token: {'v' * 16}, access_token: token"
    whatsapp = f"whatsapp: {{queue: billing, {app}, numbers: [{{id: '{FIRST}'}}, {{id: '{SECOND}'}}]}}"
    origins = 'allowed_origins: ["https://other.example.com"]'
    shop = f"shop: {{type: web, queue: billing, {origins}, token_secret: another-secret-of-some-length}}"
    good = good.replace("channels: {", f"channels: {{{sms}, {whatsapp}, {shop}, ")
    return written(tmp_path, good + f"storage: {{url: '{url}', files: '{tmp_path / 'files'}'}}\n")


async def _nothing(_: object) -> None:
    """Start no adapter."""


def told(capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize(
    ("whom", "addresses"),
    [
        (["--chat", "1"], [Line(MIA, FIRST).contact, Line(MIA_ID, SECOND).contact]),
        (["--chat", "2"], [Line(MIA, FIRST).contact, Line(MIA_ID, SECOND).contact]),
        (["--contact", f"whatsapp:{Line(MIA_ID, SECOND).contact}"], None),
        (["--from", MIA_ID], [Line(MIA, FIRST).contact, Line(MIA_ID, SECOND).contact]),
        (["--chat", "3"], [Line(TOM, FIRST).contact]),
        (["--chat", "4"], [Texts(PHONE, OURS).contact, Texts(PHONE, OTHER).contact]),
        (["--chat", "8"], [LAPTOP]),
    ],
)
def test_a_chat_or_an_address_leads_to_all_that_the_channel_has_told_to_be_the_same_persons(
    config: str, tmp_path: Path, whom: list[str], addresses: list[str] | None, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = addresses or [Line(MIA, FIRST).contact, Line(MIA_ID, SECOND).contact]
    assert main(["erase", "-c", config, *whom, "--json"]) == 0
    found = {one["where"].partition(":")[2] for one in told(capsys) if one["what"] == "customer"}
    assert found == set(wanted)
    assert main(["erase", "-c", config, *whom, "--yes"]) == 0
    left = (tmp_path / "erase.db").read_bytes()
    for one in (Line(MIA, FIRST), Line(MIA_ID, SECOND), Line(TOM, FIRST), Texts(PHONE, OURS), Texts(PHONE, OTHER)):
        assert (one.contact.encode() in left) == (one.contact not in wanted)
    assert (f"whatsapp:{MIA}/".encode() in left) == (Line(MIA, FIRST).contact not in wanted)


def test_what_may_be_the_same_customers_is_said_with_how_it_is_erased_and_the_report_holds_no_word_of_it(
    config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["erase", "-c", config, "--chat", "6", "--yes"]) == 0
    out = capsys.readouterr().out
    assert f"To erase it: bridge erase --identity {MAYA} --channel shop" in out
    assert "To erase it: bridge erase --email maya@example.org" in out
    assert f"To erase it: bridge erase --contact whatsapp:{Line(TOM, FIRST).contact}" in out
    lines = [line for line in out.splitlines() if "other address, perhaps theirs" in line]
    assert [line.split()[0] for line in lines] == ["1", "1", "1"]
    assert all("outside" in line for line in lines)
    assert b"Maya Lin" not in (tmp_path / "erase.db").read_bytes()
    for one in (["--identity", MAYA, "--channel", "shop"], ["--email", "maya@example.org"]):
        assert main(["erase", "-c", config, *one, "--yes"]) == 0
    left = (tmp_path / "erase.db").read_bytes()
    assert [one for one in (MAYA.encode(), b"maya@example", LAPTOP.encode(), SITE.encode()) if one in left] == []
