"""The bare far side of Teams: keys, a token, and a connector that takes everything; and Teams' signed activities.

Unlike the playground it checks nothing but what the bench is about. What it is told to hold back, it answers late.

https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
"""

import asyncio
import itertools
import json
import time
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from bridge.bench.ledger import Ledger, marked
from bridge.bench.wire import Door, json_answer

TENANT = "7e4a0000-0000-4000-8000-00000000be4c"
APP_ID, APP_SECRET = "b01d0000-0000-4000-8000-00000000be4c", "a secret for the bench only"
MESSAGES = "/teams/messages"
ISSUER = "https://api.botframework.com"
_KID = "bench"
_HOUR = 3600


class TeamsSide:
    """What stands in for Teams, and for whatever else a floor posts to."""

    desk = "teams"

    def __init__(self) -> None:
        self.ledger = Ledger()
        """Where the customers' messages arrive, and what a floor echoes."""
        self.calls: dict[str, int] = {}
        self.port = 0
        self.pause = 0.0
        """How late posts are answered, in seconds."""
        self.posted: list[float] = []
        """When posts were answered."""
        # As by Teams' clock; what is delivered never has the id of anything that is stored already.
        self._ids = itertools.count(int(time.time() * 1000))
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._token = ""

    async def start(self) -> asyncio.Server:
        """Listen on any free port."""
        server = await asyncio.get_running_loop().create_server(self._door, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._token = self._signed()
        return server

    @property
    def service_url(self) -> str:
        """Where the connector is."""
        return f"http://127.0.0.1:{self.port}/teams/"

    @property
    def metadata_url(self) -> str:
        """Where it is said where the keys are."""
        return f"http://127.0.0.1:{self.port}/openid"

    def says(self, port: int, agent: str, text: str, channel: str = "", thread: str = "") -> bytes:
        """Give the request with which Teams delivers an agent's word; without a thread in the personal chat.

        One token serves for all, as the service's own do for an hour.
        """
        body = json.dumps(self.activity(agent, text, channel, thread)).encode()
        head = (
            f"POST {MESSAGES} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json; charset=utf-8\r\n"
            f"Content-Length: {len(body)}\r\nAuthorization: Bearer {self._token}\r\n\r\n"
        )
        return head.encode() + body

    def activity(self, agent: str, text: str, channel: str, thread: str) -> dict[str, Any]:
        """Give a message as Teams writes it."""
        now = time.time()
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now)) + f".{int(now % 1 * 1000):03d}Z"
        conversation: dict[str, Any] = {"conversationType": "personal", "id": f"a:{agent}", "tenantId": TENANT}
        data: dict[str, Any] = {"tenant": {"id": TENANT}}
        if thread:
            conversation |= {"conversationType": "channel", "id": f"{channel};messageid={thread}", "isGroup": True}
            data |= {"channel": {"id": channel}, "team": {"id": "19:bench@thread.tacv2"}}
        return {
            "type": "message",
            "id": str(next(self._ids)),
            "timestamp": stamp,
            "localTimestamp": stamp,
            "serviceUrl": self.service_url,
            "channelId": "msteams",
            "from": {"id": f"29:{agent}", "name": f"Agent {agent}", "aadObjectId": agent},
            "recipient": {"id": f"28:{APP_ID}", "name": "Bridge"},
            "conversation": conversation,
            "channelData": data,
            "text": text,
            "textFormat": "plain",
            "attachments": [{"contentType": "text/html", "content": f"<p>{text}</p>"}],
            "entities": [{"type": "clientInfo", "locale": "en-GB", "country": "GB", "platform": "Web"}],
        }

    def _signed(self) -> str:
        now = int(time.time())
        claims = {"iss": ISSUER, "aud": APP_ID, "nbf": now - 60, "exp": now + _HOUR, "serviceurl": self.service_url}
        return jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": _KID})

    def _door(self) -> Door:
        return Door(self._answer, lambda path, body: self.pause if _is_post(path, body) else 0.0, self._answered)

    def _answered(self, path: bytes, body: bytes) -> None:
        if _is_post(path, body):
            self.posted.append(time.perf_counter())

    def _answer(self, path: bytes, body: bytes) -> bytes:
        what = path.partition(b"?")[0].rpartition(b"/")[2].decode()
        self.calls[what] = self.calls.get(what, 0) + 1
        match what:
            case "openid":
                keys = f"http://127.0.0.1:{self.port}/keys"
                return _json({"issuer": ISSUER, "jwks_uri": keys, "id_token_signing_alg_values_supported": ["RS256"]})
            case "keys":
                public = json.loads(RSAAlgorithm.to_jwk(self._key.public_key()))
                return _json({"keys": [public | {"kid": _KID, "use": "sig", "endorsements": ["msteams"]}]})
            case "token":
                return _json({"token_type": "Bearer", "expires_in": _HOUR, "access_token": "bench"})
            case "conversations":
                return self._opened(json.loads(body))
            case _ if _is_post(path, body):
                return self._posted(body)
            case changed:
                return _json({"id": changed})

    def _opened(self, asked: dict[str, Any]) -> bytes:
        if not asked.get("isGroup"):
            return _json({"id": f"a:{str(asked['members'][0]['id']).rpartition(':')[2]}"})
        root = next(self._ids)
        return _json({"id": f"{asked['channelData']['channel']['id']};messageid={root}", "activityId": str(root)})

    def _posted(self, body: bytes) -> bytes:
        found = marked(body)
        if found is not None:
            self.ledger.arrive(*found[1:])
        return _json({"id": str(next(self._ids))})


def _is_post(path: bytes, body: bytes) -> bool:
    """Tell a new message from a change; Microsoft's library posts to the message that it replies to."""
    return path.endswith(b"/activities") or b'"replyToId"' in body


def _json(value: object) -> bytes:
    return json_answer(json.dumps(value).encode())
