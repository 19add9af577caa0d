"""A call of the Graph API, as it was read.

Rules: parameters stand in the query, in a form, in JSON or in multipart; in forms, objects are JSON texts
(https://developers.facebook.com/docs/graph-api/overview). Where one is given twice, the body counts.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from playground.meta.errors import GraphError, parameter
from playground.meta.model import File, Json

_OBJECTS = ("{", "[")


@dataclass(frozen=True, slots=True)
class Ask:
    """What is called, and with what."""

    method: str
    node: str
    edge: str
    parameters: Json
    files: dict[str, File] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Give a parameter as a text."""
        value = self.parameters.get(name, "")
        return value if isinstance(value, str) else str(value)

    def fields(self, default: str) -> list[str]:
        """List the fields that are asked for."""
        return [one.strip() for one in (self.text("fields") or default).split(",") if one.strip()]


async def read(request: web.Request, node: str, edge: str) -> Ask:
    """Read a request.

    Raises GraphError 100 for JSON that is none.
    """
    parameters: Json = {name: _value(value) for name, value in request.query.items()}
    files: dict[str, File] = {}
    if request.content_type == "application/json" and request.can_read_body:
        parameters |= await _json(request)
    elif request.content_type.startswith("multipart/"):
        await _multipart(request, parameters, files)
    elif request.content_type == "application/x-www-form-urlencoded":
        parameters |= {name: _value(str(value)) for name, value in (await request.post()).items()}
    return Ask(request.method, node, edge, parameters, files)


def token(request: web.Request, ask: Ask) -> str:
    """Find the access token: in the header or among the parameters."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    return given.strip() if scheme.lower() in {"bearer", "oauth"} else ask.text("access_token")


def shape(value: Any, kind: type, name: str) -> Any:
    """Give a value that must be an object or a list.

    Raises GraphError 100.
    """
    if not isinstance(value, kind):
        raise parameter(f"Param {name} must be {'a JSON object' if kind is dict else 'an array'}.")
    return value


async def _json(request: web.Request) -> Json:
    try:
        found = await request.json()
    except (json.JSONDecodeError, UnicodeDecodeError):
        # https://developers.facebook.com/docs/graph-api/guides/error-handling; the sentence is reported only.
        raise GraphError(100, "(#100) Invalid JSON in the request body.") from None
    if not isinstance(found, dict):
        raise parameter("The request body must be a JSON object.")
    return found


async def _multipart(request: web.Request, parameters: Json, files: dict[str, File]) -> None:
    reader = await request.multipart()
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader) or not part.name:
            continue
        content = bytes(await part.read(decode=True))
        if part.filename is None:
            parameters[part.name] = _value(content.decode("utf-8", "replace"))
        else:
            mimetype = part.headers.get("Content-Type", "application/octet-stream").partition(";")[0].strip().lower()
            files[part.name] = File(part.filename, mimetype, content)


def _value(text: str) -> Any:
    """Read an object that stands in a form; anything else is a text."""
    if text.lstrip().startswith(_OBJECTS):
        try:
            return json.loads(text)
        except json.JSONDecodeError:
            return text
    return text
