"""What a channel of ours has done at the playground's Twilio: its calls, as they came, and what Twilio made of them.

Signatures of what no phone can have written are computed here anew, from the vendor's page and not by its SDK:
https://www.twilio.com/docs/usage/webhooks/webhooks-security
"""

import base64
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientSession

from playground.server import Playground
from playground.traffic import Exchange
from playground.twilio import outbound
from playground.twilio.content import Template
from playground.twilio.seed import ACCOUNT_SID, AUTH_TOKEN, MIA_USER, NUMBER, SECOND, SERVICE
from playground.twilio.world import Twilio

ACCOUNT, TOKEN, OURS, MIA_ID = ACCOUNT_SID, AUTH_TOKEN, NUMBER, MIA_USER
MIA, NOOR = "+12025550177", "+447700900123"
"""Files go to Mia by MMS: her number is one of a country's, and that of the playground's Mia is not."""
PHONES: Sequence[Mapping[str, str]] = (
    {"number": MIA, "name": "Mia Chen", "user_id": MIA_ID},
    {"number": NOOR, "name": "Noor"},
)
_LOST = 0
"""The status of a call whose answer was lost."""
_CREATED = 201


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that Twilio took, with what it was given, by Twilio's names."""

    sid: str
    given: Mapping[str, Sequence[str]]

    def one(self, name: str) -> str:
        """Give a parameter, of which there is one."""
        return next(iter(self.given.get(name, ())), "")


class AtTwilio:
    """Twilio, as somebody sees it who looks at the wire."""

    def __init__(self, playground: Playground) -> None:
        """Look from now on."""
        self.playground = playground
        self.calls: list[Exchange] = []
        self.said = ""
        """What our address answered last."""
        playground.traffic.listen(self._note)

    @property
    def twilio(self) -> Twilio:
        """Give the playground's side."""
        return self.playground.twilio

    @property
    def url(self) -> str:
        """Give the address of the API."""
        return self.twilio.base_url

    async def opens(self, *others: str) -> None:
        """Let Mia and Noor have their phones, and whoever has these numbers; and the service a number."""
        await self.twilio.reset({"phones": [*map(dict, PHONES), *({"number": one} for one in others)]})
        self.twilio.settings.service_numbers = [SECOND]

    @property
    def taken(self) -> list[Taken]:
        """Give the messages that Twilio took from us, whether or not the answer arrived."""
        return [
            Taken(str(one.response["sid"]), one.request)
            for one in self._of("create")
            if one.status in (_CREATED, _LOST)
            and isinstance(one.request, dict)
            and isinstance(one.response, dict)
            and "sid" in one.response
        ]

    @property
    def made(self) -> list[Mapping[str, Any]]:
        """Give what was asked for as a content, also in vain."""
        return [one.request for one in self._of("content_create") if isinstance(one.request, dict)]

    @property
    def lists(self) -> int:
        """Count how often we looked at what was sent."""
        return len(self._of("list"))

    def texts(self, to: str = MIA) -> list[str]:
        """Give the words of the messages that Twilio took for somebody."""
        return [one.one("Body") for one in self.taken if one.one("To") == to]

    def fails(self, kind: str, target: str = "create", **how: Any) -> None:
        """Let the next call go wrong."""
        self.playground.faults.add(target, kind, vendor="twilio", **how)

    def fails_after(self, messages: int, kind: str) -> None:
        """Let the call go wrong that comes when so many more messages were taken."""
        wanted, done = len(self.taken) + messages, list[bool]()

        def look(_: Exchange) -> None:
            if not done and len(self.taken) == wanted:
                done.append(True)
                self.fails(kind)

        self.playground.traffic.listen(look)

    def takes(self, to: str, body: str) -> str:
        """Take a message from us of which we have heard that it went wrong; give what Twilio calls it."""
        return outbound.send(self.twilio, outbound.Order(to=to, sender=OURS, body=body)).sid

    def has_template(self, sid: str, text: str) -> None:
        """Let WhatsApp have approved a template."""
        self.twilio.settings.templates[sid] = Template(text)

    async def calls_us(self, url: str, params: Mapping[str, str] | list[tuple[str, str]], **changes: str) -> int:
        """Call an address of ours, signed; give the answer's status. `changes` spoil what is said of the call."""
        pairs = list(params.items()) if isinstance(params, Mapping) else list(params)
        signed = changes.get("signature", sign(changes.get("as_url", url), pairs))
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if signed:
            headers["X-Twilio-Signature"] = signed
        body = urlencode(pairs)
        async with ClientSession() as session, session.post(url, data=body, headers=headers) as answer:
            self.said = await answer.text()
            return answer.status

    def _of(self, target: str) -> list[Exchange]:
        return [one for one in self.calls if one.summary.partition(" ")[0] == target]

    def _note(self, one: Exchange) -> None:
        if one.vendor == "twilio" and one.direction == "to_vendor":
            self.calls.append(one)


def sign(url: str, pairs: list[tuple[str, str]], token: str = TOKEN) -> str:
    """Sign as the page says: the address, then every parameter, name and value, in the order of names."""
    text = url + "".join(name + value for name, value in sorted(set(pairs)))
    return base64.b64encode(hmac.new(token.encode(), text.encode(), "sha1").digest()).decode()


def a_message(text: str = "hello", sid: str = "SMin1", **more: str) -> dict[str, str]:
    """Give what Twilio posts when Mia writes."""
    said = {"MessageSid": sid, "AccountSid": ACCOUNT, "From": MIA, "To": OURS, "Body": text, "NumMedia": "0"}
    return said | {"SmsSid": sid, "FromCity": "", "ToCountry": "US"} | more


def a_report(sid: str, status: str, **more: str) -> dict[str, str]:
    """Give what Twilio posts when a message of ours is somewhere."""
    return {"MessageSid": sid, "MessageStatus": status, "AccountSid": ACCOUNT, "SmsSid": sid, "From": OURS} | more


def account(url: str) -> dict[str, Any]:
    """Give what a channel's section says of the account: a number of support's and a messaging service of sales'."""
    return {
        "queue": "support",
        "queues": ["sales"],
        "account_sid": ACCOUNT,
        "auth_token": TOKEN,
        "senders": [{"id": OURS}, {"id": SERVICE, "queue": "sales"}],
        "api_url": url,
    }
