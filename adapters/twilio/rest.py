"""Twilio's REST API, by its SDK: the SDK builds requests and reads answers; the bridge's own session carries them.

Rules:
1. Every address of the SDK's is called at the configured one instead, and says in a header which it was; where that is
   Twilio's own, the Content API is called beside it.
2. The SDK's own retries are off: they would send a message twice.
3. Nothing of a request or an answer is logged, and no redirect is followed: credentials go nowhere else.
"""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import SplitResult, urlencode, urlsplit, urlunsplit

from aiohttp import ClientError, ClientSession
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
from twilio.http import AsyncHttpClient
from twilio.http.response import Response
from twilio.rest import Client
from twilio.rest.content.v1.content import ContentList

from adapters.timeouts import limits
from adapters.twilio.contents import Shape
from adapters.twilio.credentials import as_header
from adapters.twilio.failures import Meanings, from_answer, from_transport, throttled
from core.errors import DeliveryFailed, Uncertain

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
_LIMITED = 429
_OUTBOUND = "outbound"
_OWN, _BESIDE = "api.", "content."
_TWILIOS = ".twilio.com"


class SharedSession(AsyncHttpClient):  # type: ignore[misc] # the SDK ships no types
    """The SDK's way out, through a session that is not its own, to the address that is configured."""

    def __init__(self, session: Callable[[], ClientSession], base: str, timeout: timedelta) -> None:
        super().__init__(logging.getLogger(__name__), True)
        self._patience = limits(timeout)
        self._session = session
        self._base = urlsplit(base)

    async def request(
        self,
        method: str,
        uri: str,
        params: Mapping[str, Any] | None = None,
        data: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - the SDK's signature
        allow_redirects: bool = False,  # noqa: FBT001, FBT002 - the SDK's signature
    ) -> Response:
        """Make one request of the SDK's. Raises `Transient` where Twilio asks for a pause."""
        asked = urlsplit(uri)
        sent = {**(headers or {}), "X-Original-Host": asked.netloc}
        if auth is not None:
            sent["Authorization"] = as_header(auth)
        is_json = sent.get("Content-Type") == JSON
        if data is not None and not is_json:
            sent["Content-Type"] = FORM
        address = (self._base.scheme, host_of(self._base, asked), self._base.path + asked.path, asked.query, "")
        query = {name: str(value) for name, value in (params or {}).items() if isinstance(value, str | int)}
        async with self._session().request(
            method,
            urlunsplit(address),
            params=query,
            data=None if data is None else json.dumps(_without_gaps(data)) if is_json else urlencode(data, doseq=True),
            headers=sent,
            timeout=self._patience,
            allow_redirects=False,
        ) as answer:
            if answer.status == _LIMITED:
                raise throttled(answer.headers)
            return Response(answer.status, await answer.text(), answer.headers)


def host_of(base: SplitResult, asked: SplitResult) -> str:
    """Say which host is called: the configured one, or the Content API's where that is Twilio's own.

    So `api.twilio.com` becomes `content.twilio.com`, and `api.dublin.ie1.twilio.com` what the SDK makes of a region.
    """
    host = base.netloc
    is_theirs = host.startswith(_OWN) and host.endswith(_TWILIOS)
    return _BESIDE + host.removeprefix(_OWN) if is_theirs and asked.netloc.startswith(_BESIDE) else host


def _without_gaps(data: Any) -> Any:
    """Leave out what the SDK writes as null: every kind of content that a content is not."""
    if isinstance(data, Mapping):
        return {name: _without_gaps(one) for name, one in data.items() if one is not None}
    return [_without_gaps(one) for one in data] if isinstance(data, list) else data


@dataclass(frozen=True, slots=True)
class Order:
    """One message to send: words, a file by its address, or a content template."""

    to: str
    sender: str
    text: str = ""
    media: str = ""
    callback: str = ""
    content: str = ""
    """A content template's id, instead of words and file; `variables` are its values by place."""
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listed:
    """A message that Twilio has; `senders` are the number that it went out from, and the service, if it was one."""

    sid: str
    text: str
    media: int
    senders: frozenset[str]
    at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """A content template that Twilio has; `types` are what it is, by kind."""

    sid: str
    name: str
    types: Mapping[str, Any]


class Rest:
    """The calls that the channel makes. Every failure is a `DeliveryFailed`."""

    def __init__(self, account: str, credentials: tuple[str, str], wire: SharedSession, meanings: Meanings) -> None:
        self._meanings = meanings
        self._client = Client(*credentials, account_sid=account, http_client=wire)

    async def send(self, order: Order) -> str:
        """Have a message sent; give its id."""
        given: dict[str, Any] = {"to": order.to}
        given["messaging_service_sid" if order.sender.startswith("MG") else "from_"] = order.sender
        given |= {"body": order.text} if order.text else {}
        given |= {"media_url": [order.media]} if order.media else {}
        given |= _of_content(order) if order.content else {}
        given |= {"status_callback": order.callback} if order.callback else {}
        answer = await self._judged(self._client.messages.create_async(**given))
        if not answer.sid:
            raise Uncertain("twilio: an answer without an id")
        return str(answer.sid)

    async def sent_to(self, address: str, since: datetime) -> list[Listed]:
        """Give what was sent to an address since a time, the oldest first.

        Twilio gives the newest first; what waits has no time of sending, so that nothing is asked for by it.
        https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources
        """
        found = await self._judged(self._client.messages.list_async(to=address, limit=100, page_size=100))
        listed = [
            Listed(
                sid=str(one.sid),
                text=one.body or "",
                media=int(one.num_media or 0),
                senders=frozenset(filter(None, (one.messaging_service_sid, one.from_))),
                at=_with_zone(one.date_created),
            )
            for one in found
            if one.date_created is not None and str(one.direction or "").startswith(_OUTBOUND)
        ]
        return [one for one in reversed(listed) if one.at >= since]

    async def contents_named(self, name: str) -> list[Known]:
        """Give the content templates whose name is this or has this in it.

        https://www.twilio.com/docs/content/content-api-resources: only the second version looks by name.
        """
        call = self._client.content.v2.contents.list_async(content_name=name, limit=100, page_size=100)
        return [
            Known(str(one.sid), str(one.friendly_name), one.types if isinstance(one.types, Mapping) else {})
            for one in await self._judged(call)
        ]

    async def make_content(self, shape: Shape, language: str) -> str:
        """Have a content template made; give its id."""
        asked = {
            "friendly_name": shape.name,
            "language": language,
            "variables": shape.samples(),
            "types": {shape.kind: shape.what},
        }
        request = ContentList.ContentCreateRequest(asked)
        answer = await self._judged(self._client.content.v1.contents.create_async(request))
        if not answer.sid:
            raise Uncertain("twilio: an answer without an id")
        return str(answer.sid)

    async def _judged(self, call: Any) -> Any:
        """Make a call, and judge what becomes of it."""
        try:
            return await call
        except DeliveryFailed:
            raise
        except (TwilioRestException, TwilioServiceException) as error:
            raise from_answer(error, self._meanings) from None
        except (TimeoutError, ClientError, OSError) as error:
            raise from_transport(error) from None
        except (TwilioException, ValueError, TypeError, KeyError, AttributeError) as error:
            raise Uncertain(f"twilio: unreadable answer ({type(error).__name__})") from None


def _of_content(order: Order) -> dict[str, str]:
    return {"content_sid": order.content, "content_variables": json.dumps(dict(order.variables))}


def _with_zone(at: datetime) -> datetime:
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)
