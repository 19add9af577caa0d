"""The arguments of a Web API call, from wherever the client put them.

Rules: query, form and JSON are read (https://docs.slack.dev/apis/web-api#basics); JSON bodies only for methods that
take them; nested values in forms are JSON strings; a wrong type is refused with its name.
"""

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from playground.slack.errors import SlackError
from playground.slack.model import Json

_TRUE, _FALSE = frozenset({"true", "1"}), frozenset({"false", "0", ""})


class Arguments:
    """The arguments of one call."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        """Wrap what `read` found."""
        self._values = {key: value for key, value in values.items() if value is not None}

    def text(self, name: str, default: str = "") -> str:
        """Read a string argument."""
        value = self._values.get(name, default)
        return value if isinstance(value, str) else json.dumps(value)

    def needed(self, name: str) -> str:
        """Read a string argument that must be there.

        Raises SlackError invalid_arguments.
        """
        value = self.text(name)
        if not value:
            raise SlackError("invalid_arguments", details=[f"missing required field: {name}"])
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Read a yes-or-no argument."""
        value = self._values.get(name, default)
        word = str(value).lower()
        if isinstance(value, bool) or word in _TRUE | _FALSE:
            return word in _TRUE
        raise SlackError("invalid_arguments", details=[f"must provide a boolean [json-pointer:/{name}]"])

    def number(self, name: str, default: int) -> int:
        """Read a whole number."""
        value = self._values.get(name, default)
        try:
            return int(value)
        except (TypeError, ValueError):
            raise SlackError("invalid_arguments", details=[f"must provide a number [json-pointer:/{name}]"]) from None

    def nested(self, name: str) -> Any:
        """Read an object or list, also when it came as a JSON string."""
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            return value

    def names(self, name: str) -> list[str]:
        """Read a list of ids: comma separated, or a JSON list."""
        value = self.nested(name)
        rows = value if isinstance(value, list) else str(value or "").split(",")
        return [str(row).strip() for row in rows if str(row).strip()]

    def given(self, name: str) -> bool:
        """Tell whether the caller sent the argument at all."""
        return name in self._values

    def shown(self) -> Json:
        """Give them all, for the inspector."""
        return dict(self._values)


async def read(request: web.Request, *, takes_json: bool) -> tuple[Arguments, str]:
    """Read the arguments and the token of a call.

    Raises SlackError invalid_json, json_not_object or invalid_form_data.
    """
    values: dict[str, Any] = dict(request.query)
    header = request.headers.get("Authorization", "")
    in_json = request.content_type == "application/json"
    if in_json and takes_json:
        values |= await _json(request)
        values.pop("token", None)  # a token inside JSON is not read: it belongs in the header
    elif not in_json and request.can_read_body:
        try:
            values |= {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
        except ValueError:
            raise SlackError("invalid_form_data") from None
    token = str(values.pop("token", ""))
    if header:
        token = header.removeprefix("Bearer ").strip() if header.startswith("Bearer ") else token
    return Arguments(values), token


async def _json(request: web.Request) -> Json:
    try:
        body = json.loads(await request.text() or "{}")
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(body, dict):
        raise SlackError("json_not_object")
    return body
