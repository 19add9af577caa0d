"""The door of the Graph API: versions, nodes and edges, tokens, how calls are answered.

Rules: the version stands in the path; a version that is no longer there is answered as the oldest that is, none at all
too (https://developers.facebook.com/docs/graph-api/guides/versioning), one that is not yet there is an unknown path
(reported: https://github.com/arsduo/koala/issues/611). A token opens what is its own: for anything else the node does
not exist. It deliberately knows no call: those are in `methods`.
"""

import hmac
import re
from typing import TYPE_CHECKING

from aiohttp import web

from playground.meta import refusals
from playground.meta.ask import Ask, read, token
from playground.meta.errors import METHOD, GraphError, no_such_object, unknown_path
from playground.meta.ids import trace
from playground.meta.methods import METHODS, Method
from playground.meta.model import Json
from playground.meta.signature import proof
from playground.mishaps import around
from playground.traffic import Exchange

if TYPE_CHECKING:
    from playground.meta.world import Meta

_VERSION = re.compile(r"v(\d+)\.(\d+)")
_WHATSAPP = frozenset({"phone", "waba", "media"})
_DEEPEST = 2
_LAST_MINOR = 3  # versions after v3.3 end in .0


async def serve(meta: "Meta", request: web.Request) -> web.StreamResponse:
    """Answer one call."""
    path = request.match_info["tail"]
    node, edge, is_known = _split(meta, path)
    kind = meta.kind(node)
    method = METHODS.get((request.method, kind, edge)) if is_known else None
    noted: Json = {}

    async def work() -> web.StreamResponse:
        try:
            answer = await _answer(meta, request, path, method, Ask(request.method, node, edge, {}), noted)
        except GraphError as no:
            noted["response"] = no.body
            return refusals.refusal(no)
        noted["response"] = answer
        headers = {"facebook-api-version": _served(meta, path), "x-fb-trace-id": trace()}
        return web.json_response(answer, headers=headers)

    def note(status: int, said: str) -> None:
        what = method.target if method else "unknown"
        seen = Exchange(
            meta.clock.now(),
            "to_vendor",
            request.path,
            status,
            vendor="meta",
            method=request.method,
            summary=f"{what}{said}",
            request=noted.get("request"),
            response=noted.get("response"),
        )
        meta.traffic.record(seen)

    said = refusals.WHATSAPP if kind in _WHATSAPP else refusals.MESSENGER
    return await around(meta, said, method.target if method else "unknown", request, work, note)


async def _answer(
    meta: "Meta", request: web.Request, path: str, method: Method | None, called: Ask, noted: Json
) -> Json:
    ask = await read(request, called.node, called.edge)
    noted["request"] = {**ask.parameters, **{name: file.content for name, file in ask.files.items()}} or None
    kind = meta.kind(ask.node)
    given = token(request, ask)
    _check_token(meta, given, kind)
    _check_proof(meta, given, ask.text("appsecret_proof"))
    if method is None:
        raise _unknown(meta, request.method, path, ask)
    if given != (meta.settings.wa_token if kind in _WHATSAPP else meta.settings.page_token):
        raise no_such_object(request.method, ask.node)
    return await method.call(meta, ask)


def _split(meta: "Meta", path: str) -> tuple[str, str, bool]:
    """Take a path apart: the node, the edge, whether the version and the depth are right."""
    parts = [part for part in path.split("/") if part]
    found = _VERSION.fullmatch(parts[0]) if parts else None
    is_known = True
    if found:
        parts = parts[1:]
        is_known = int(found[1]) <= meta.settings.newest_version and (found[2] == "0" or int(found[1]) <= _LAST_MINOR)
    node, edge = [*parts, "", ""][:2]
    if node == "me":
        node = meta.settings.page
    return node, edge, is_known and 1 <= len(parts) <= _DEEPEST


def _served(meta: "Meta", path: str) -> str:
    """Say which version a call is answered as."""
    found = _VERSION.match(path)
    return f"v{max(int(found[1]) if found else 0, meta.settings.oldest_version)}.0"


def _check_token(meta: "Meta", given: str, kind: str) -> None:
    """Look at the token: 190 is answered with 401 by WhatsApp.

    https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
    """
    settings = meta.settings
    status = 401 if kind in _WHATSAPP else 400
    if not given:
        raise GraphError(104, "An access token is required to request this resource.", status=status)
    known = (settings.page_token, settings.wa_token)
    if not any(hmac.compare_digest(given.encode("utf-8", "surrogatepass"), one.encode()) for one in known if one):
        raise GraphError(190, "Invalid OAuth access token - Cannot parse access token", status=status)
    if settings.tokens_expired:
        words = "Error validating access token: Session has expired."
        raise GraphError(190, words, subcode=463, status=status)


def _check_proof(meta: "Meta", given: str, proved: str) -> None:
    """Look at the proof (https://developers.facebook.com/docs/graph-api/guides/secure-requests).

    The refusals are reported: https://github.com/facebook/facebook-python-business-sdk/issues/528.
    """
    if not proved:
        if meta.settings.require_proof:
            raise GraphError(100, "API calls from the server require an appsecret_proof argument", kind=METHOD)
        return
    expected = proof(meta.settings.app_secret, given)
    if not hmac.compare_digest(expected.encode(), proved.encode("utf-8", "surrogatepass")):
        raise GraphError(100, "Invalid appsecret_proof provided in the API argument", kind=METHOD)


def _unknown(meta: "Meta", method: str, path: str, ask: Ask) -> GraphError:
    """Say what is wrong with an address that nothing answers at."""
    if not _split(meta, path)[2] or not ask.node:
        return unknown_path(path.partition("/")[2] if _VERSION.match(path) else path)
    kind = meta.kind(ask.node)
    if kind and ask.edge and method == "GET":
        return GraphError(100, f"(#100) Tried accessing nonexisting field ({ask.edge}) on node type ({kind})")
    return unknown_path(f"{ask.node}/{ask.edge}") if kind and ask.edge else no_such_object(method, ask.node)
