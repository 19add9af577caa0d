"""What PostgreSQL keeps in no text (NUL, halves of characters) is no fault of ours."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from tests import servers
from tests.adapters.twilio.at_twilio import a_message, a_report
from tests.fuzz.campaign import Tally, Trial, carry_out, groups, tried
from tests.fuzz.floor import Floor, a_floor, prepare
from tests.fuzz.ground import Ground
from tests.fuzz.texting import NAME, signature
from tests.fuzz.wire import Sent

SEED = 6
FEW = 4
"""How often each door is knocked at: the rest is the same as on a file."""
GROUPS = ("the widget", "customers' pages", "agents' pages", "text messages", "messengers", "POST /slack/events")
UNKEPT = ("a%00b", "%ED%A0%BD", "x" * 4000)
_FORM = (b"Content-Type", b"application/x-www-form-urlencoded")


@pytest.fixture
def url(postgres_server: servers.Postgres) -> Iterator[str]:
    """The address of a database with all tables."""
    with postgres_server.database(postgres_server.template("fuzz", prepare)) as address:
        yield address


@pytest.mark.slow
@pytest.mark.parametrize("group", GROUPS)
def test_nothing_that_strangers_send_breaks_a_rule_on_postgresql(group: str, url: str) -> None:
    tally: Tally = Counter()
    carry_out(Trial("slack", group, FEW, SEED, url), tally)

    assert {door for door, _ in tally} == set(groups("slack")[group])


async def test_ids_that_postgresql_does_not_keep_are_ids_of_nothing(url: str) -> None:
    async with a_floor(Ground("slack", postgres=url)) as floor:
        for sent in (*_asked(floor), *_texted(floor)):
            assert await tried(floor, sent, "") == [], sent


def _asked(floor: Floor) -> list[Sent]:
    mine = (b"Cookie", floor.good["agent's cookies"].encode())
    token = (b"Authorization", f"Bearer {floor.good['token']}".encode())
    head = (mine, token, (b"Origin", floor.world.playground.url.encode()))
    paths = (
        "/desk/forms/{}",
        "/widget/forms/{}",
        "/f/{}",
        "/transcript/{}",
        "/file/{}/1.2",
        "/desk/sign-in?to=/desk/&for={}",
    )
    return [Sent(b"GET", path.format(one).encode(), head) for path in paths for one in UNKEPT]


def _texted(floor: Floor) -> list[Sent]:
    """Give what Twilio has signed: text messages and reports with such words in each place."""
    made = []
    for name in ("MessageSid", "From", "To", "Body", "MessagingServiceSid", "OptOutType", "MediaUrl0"):
        fields = a_message("hello", NumMedia="1", MediaContentType0="image/png") | {name: "a\0b"}
        made.append((b"/sms/incoming", urlencode(fields).encode()))
    report = urlencode(a_report("SM1", "failed")).encode()
    for one in UNKEPT:
        made += [(f"/sms/status?chat={one}&key=k&of=1".encode(), report)]
        made += [(f"/sms/status?chat=c&key={one}&of=1".encode(), report)]
    return [Sent(b"POST", path, (_FORM, (NAME, signature(floor, path, body))), body) for path, body in made]
