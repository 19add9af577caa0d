"""Teams' connector: what our bot posts, changes and deletes, and who is in a conversation.

https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference

Rules:
1. Our token is shown to the connector's own hosts only, over https.
2. Nothing is repeated here but once, with a new token, after a 401: a post has no key by which its double is known.
   It never waits out a 429; that is for whoever called.
3. What is answered with an error leaves as `TeamsRefused` with its status and its `Retry-After`, be its body JSON or
   not; what isn't answered leaves as `NoAnswer`.
4. Posts go to `.../activities` and never to one activity: the chain stands in the conversation's id.
"""

import json
import re
from collections.abc import AsyncIterator, Mapping
from typing import NamedTuple
from urllib.parse import quote

from aiohttp import ClientResponse, ClientTimeout
from yarl import URL

from adapters.teams.config import TeamsSection
from adapters.teams.hosts import is_file_host, is_service
from adapters.teams.ids import parse_person
from adapters.teams.known import Known
from adapters.teams.payload import Json, mapping, objects, part, text
from adapters.teams.tokens import SignInRefused, SignInUnavailable, TokenSource
from adapters.teams.wire import BROKEN, CALL, Answer, NoAnswer, Session, ask, proxy_for
from core.ids import PersonRef

__all__ = ["Connector", "Created", "NoAnswer", "TeamsRefused"]

_UNAUTHORIZED, _NOT_FOUND = 401, 404
_CODE = re.compile(r"[A-Za-z0-9_.-]{1,80}")
_PAGE, _MOST_PAGES = 500, 50


class TeamsRefused(Exception):
    """Teams said no. `code` is its own word for it, `message` its sentence; both are for people and never logged."""

    def __init__(self, status: int, code: str, message: str = "", retry_after: float | None = None) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code
        self.message = message
        self.retry_after = retry_after


class Created(NamedTuple):
    """A new reply chain: its conversation, and the message that begins it."""

    conversation: str
    activity: str


class Connector:
    """Calls of the connector's, for one app. All of them raise `TeamsRefused` and `NoAnswer`."""

    def __init__(
        self, section: TeamsSection, session: Session, tokens: TokenSource, known: Known, limits: ClientTimeout = CALL
    ) -> None:
        addresses = section.addresses()
        self._section = section
        self._services = addresses.service_hosts
        self._files = addresses.files_hosts
        self._session = session
        self._tokens = tokens
        self._known = known
        self._limits = limits

    @property
    def bot(self) -> str:
        """Give the id of our bot in conversations."""
        return f"28:{self._section.app_id}"

    async def create_chain(self, channel: str, activity: Json) -> Created:
        """Begin a reply chain in a channel with its first message.

        https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
        """
        tenant = self._section.tenant
        body = {
            "isGroup": True,
            "bot": {"id": self.bot},
            "activity": activity,
            "tenantId": tenant,
            "channelData": {"channel": {"id": channel}, "tenant": {"id": tenant}},
        }
        answer = await self._call("POST", "/v3/conversations", tenant, json=body)
        conversation, root = text(answer.body, "id"), text(answer.body, "activityId")
        root = root or conversation.partition(";messageid=")[2]
        if not conversation or not root:
            raise NoAnswer("no id in the answer", sent=True)
        return Created(conversation, root)

    async def open_personal(self, person: PersonRef) -> str:
        """Give the personal chat with somebody, opened where it isn't yet. It may be repeated."""
        known = await self._known.personal(person)
        if known is not None:
            return known
        tenant, user = parse_person(person)
        body = {
            "isGroup": False,
            "bot": {"id": self.bot},
            "members": [{"id": await self._known.member(person) or user}],
            "tenantId": tenant,
            "channelData": {"tenant": {"id": tenant}},
        }
        answer = await self._call("POST", "/v3/conversations", tenant, json=body)
        conversation = text(answer.body, "id")
        if not conversation:
            raise NoAnswer("no id in the answer", sent=True)
        await self._known.learn_personal(person, conversation)
        return conversation

    async def send(self, conversation: str, activity: Json, *, targeted: bool = False) -> str:
        """Post in a conversation; give the message's id, empty when Teams gave none."""
        path = _path(conversation, "activities") + ("?isTargetedActivity=true" if targeted else "")
        answer = await self._call("POST", path, json=activity)
        if not answer.whole:
            raise NoAnswer("the answer broke off", sent=True)
        return text(answer.body, "id")

    async def update(self, conversation: str, activity_id: str, activity: Json, *, targeted: bool = False) -> None:
        """Show a message of ours anew."""
        path = _path(conversation, "activities", activity_id) + ("?isTargetedActivity=true" if targeted else "")
        await self._call("PUT", path, json=activity)

    async def delete(self, conversation: str, activity_id: str, *, targeted: bool = False) -> None:
        """Take a message of ours away."""
        path = _path(conversation, "activities", activity_id) + ("?isTargetedActivity=true" if targeted else "")
        await self._call("DELETE", path)

    async def react(self, conversation: str, activity_id: str, reaction: str, *, add: bool) -> None:
        """Put a reaction of ours under anybody's message, or take it back. Either may be repeated.

        https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/agent-reactions
        """
        path = _path(conversation, "activities", activity_id, "reactions", reaction)
        await self._call("PUT" if add else "DELETE", path)

    async def members(self, conversation: str) -> AsyncIterator[Json]:
        """Give who is in a conversation, page by page; a roster that is cut short is none."""
        path, token = _path(conversation, "pagedmembers"), ""
        for _ in range(_MOST_PAGES):
            more = f"&continuationToken={quote(token, safe='')}" if token else ""
            answer = await self._call("GET", f"{path}?pageSize={_PAGE}{more}")
            if not isinstance(answer.body.get("members"), list):
                raise NoAnswer("no members in the answer", sent=True)
            for member in objects(answer.body, "members"):
                yield member
            token = text(answer.body, "continuationToken")
            if not token:
                return
        raise NoAnswer("more pages than a roster has", sent=True)

    async def member(self, conversation: str, member_id: str) -> Json:
        """Give one person of a conversation, by whichever id."""
        return (await self._call("GET", _path(conversation, "members", member_id))).body

    async def get(self, url: str, limits: ClientTimeout) -> ClientResponse:
        """Begin to fetch a file; the caller reads and closes. Our token goes to the connector's hosts only.

        Raises:
            TeamsRefused: the address is none from which files are fetched.
            NoAnswer: there was none.
        """
        is_ours = is_service(url, self._services)
        if not is_ours and not is_file_host(url, self._files):
            raise TeamsRefused(_NOT_FOUND, "HostNotAllowed")
        headers = {"Authorization": f"Bearer {await self._token()}"} if is_ours else {}
        try:
            return await self._session().get(
                URL(url, encoded=True), headers=headers, timeout=limits, allow_redirects=False, proxy=proxy_for(url)
            )
        except BROKEN as error:
            raise NoAnswer(type(error).__name__, sent=False) from None

    async def put(self, url: str, data: bytes, headers: Mapping[str, str], limits: ClientTimeout) -> int:
        """Send bytes to where Teams keeps files, without our token; give the answer's status.

        Raises:
            TeamsRefused: the address is none to which files are sent.
            NoAnswer: there was none.
        """
        if not is_file_host(url, self._files):
            raise TeamsRefused(_NOT_FOUND, "HostNotAllowed")
        return (await ask(self._session, "PUT", url, headers=headers, limits=limits, data=data)).status

    async def _call(self, method: str, path: str, tenant: str = "", *, json: Json | None = None) -> Answer:
        base = await self._known.service(tenant or self._section.tenant)
        if not is_service(base, self._services):
            raise TeamsRefused(_NOT_FOUND, "NoServiceUrl")
        answer = await self._with_token(method, base + path, json)
        if answer.status == _UNAUTHORIZED:
            answer = await self._with_token(method, base + path, json)
        if not answer.ok:
            raise _refusal(answer)
        return answer

    async def _with_token(self, method: str, url: str, body: Json | None) -> Answer:
        token = await self._token()
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        what = {} if body is None else {"json": body}
        answer = await ask(self._session, method, url, headers=headers, limits=self._limits, **what)
        if answer.status == _UNAUTHORIZED:
            self._tokens.refuse(token)
        return answer

    async def _token(self) -> str:
        try:
            return await self._tokens.token()
        except SignInRefused as refusal:
            raise TeamsRefused(_UNAUTHORIZED, "SignInRefused", str(refusal)) from None
        except SignInUnavailable as trouble:
            raise NoAnswer(str(trouble), sent=False) from None


def _path(conversation: str, *rest: str) -> str:
    """Build a path of a conversation's; ids are escaped whole, as Microsoft's own library does."""
    return "/v3/conversations/" + "/".join(quote(one, safe="") for one in (conversation, *rest))


def _refusal(answer: Answer) -> TeamsRefused:
    """Read an error, of whichever of the shapes that Teams has for them."""
    error = part(answer.body, "error")
    message = text(error, "message") or text(answer.body, "message")
    number = answer.body.get("errorCode")
    codes = (text(error, "code"), _sub_code(message), text(answer.body, "code"), str(number) if number else "")
    code = next((one for one in codes if _CODE.fullmatch(one)), f"http_{answer.status}")
    return TeamsRefused(answer.status, code, message[:500], answer.retry_after)


def _sub_code(message: str) -> str:
    """Read the inner code: some errors carry JSON as their message.

    https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-codes-from-bot-conversational-apis
    """
    try:
        return text(mapping(json.loads(message)), "subCode")
    except (ValueError, RecursionError):
        return ""
