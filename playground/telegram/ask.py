"""A request of the bot's, read: parameters by query, form, JSON or multipart, as Telegram takes them.

https://core.telegram.org/bots/api#making-requests
"""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from playground.telegram.errors import bad
from playground.telegram.model import Json


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    name: str
    mimetype: str
    content: bytes


@dataclass(slots=True)
class Ask:
    """A call's parameters and files."""

    parameters: Json = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Give a parameter as text; "" where there is none."""
        found = self.parameters.get(name)
        return found if isinstance(found, str) else "" if found is None else json.dumps(found)

    def number(self, name: str) -> int:
        """Give a whole number, also one written as text; 0 where there is none."""
        try:
            return int(self.text(name) or 0)
        except ValueError:
            return 0

    def value(self, name: str) -> Any:
        """Give what is JSON, in a form written as text.

        Raises BotError.
        """
        found = self.parameters.get(name)
        if not isinstance(found, str):
            return found
        try:
            return json.loads(found) if found else None
        except ValueError:
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from None


async def read(request: web.Request) -> Ask:
    """Read a request.

    Raises BotError.
    """
    ask = Ask(dict(request.query))
    kind = request.content_type
    if kind == "application/json" and request.can_read_body:
        try:
            body = await request.json()
        except ValueError:
            raise bad("can't parse JSON object in the request") from None
        if not isinstance(body, dict):
            raise bad("object expected as a request")
        ask.parameters |= body
    elif kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        for name, value in (await request.post()).items():
            if isinstance(value, str):
                ask.parameters[name] = value
            elif not isinstance(value, bytes | bytearray):
                ask.files[name] = Upload(value.filename or "file", value.content_type, value.file.read())
    return ask
