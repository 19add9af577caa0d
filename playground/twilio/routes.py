"""Twilio's addresses: Messages and their media, contents, the files themselves, the console's error log.

Rules: every call of the API is in the traffic log; while Twilio is down (a fault), all of the API is. Resources are
answered as JSON (`.json`) only.
"""

from typing import TYPE_CHECKING

from aiohttp import web

from playground.twilio import error_log, rest_content, rest_media, rest_messages
from playground.twilio.rest import served

if TYPE_CHECKING:
    from playground.twilio.world import Twilio

_MESSAGES = "/twilio/2010-04-01/Accounts/{account}/Messages"
_MESSAGE = f"{_MESSAGES}/{{message:[A-Za-z0-9]+}}"
_MEDIA = f"{_MESSAGE}/Media/{{media:[A-Za-z0-9]+}}"
_CONTENTS = "/twilio/v1/Content"
_CONTENT = f"{_CONTENTS}/{{content:[A-Za-z0-9]+}}"


def add(app: web.Application, twilio: "Twilio") -> None:
    """Add Twilio's routes to the application."""

    async def file(request: web.Request) -> web.StreamResponse:
        return rest_media.file(twilio, request)

    async def errors(_: web.Request) -> web.StreamResponse:
        return error_log.page(twilio)

    app.add_routes(
        [
            web.post(f"{_MESSAGES}.json", served(twilio, "create", rest_messages.create)),
            web.get(f"{_MESSAGES}.json", served(twilio, "list", rest_messages.listed)),
            web.get(f"{_MESSAGE}.json", served(twilio, "fetch", rest_messages.fetch)),
            web.post(f"{_MESSAGE}.json", served(twilio, "update", rest_messages.update)),
            web.delete(f"{_MESSAGE}.json", served(twilio, "delete", rest_messages.delete)),
            web.get(f"{_MESSAGE}/Media.json", served(twilio, "media", rest_media.listed)),
            web.get(f"{_MEDIA}.json", served(twilio, "media", rest_media.fetch)),
            web.delete(f"{_MEDIA}.json", served(twilio, "media", rest_media.delete)),
            web.get(_MEDIA, served(twilio, "media", rest_media.content)),
            web.delete(_MEDIA, served(twilio, "media", rest_media.delete)),
            web.post(_CONTENTS, served(twilio, "content_create", rest_content.create)),
            web.get(_CONTENTS, served(twilio, "content_list", rest_content.listed)),
            web.get("/twilio/v2/Content", served(twilio, "content_list", rest_content.sought)),
            web.get(_CONTENT, served(twilio, "content_fetch", rest_content.fetch)),
            web.delete(_CONTENT, served(twilio, "content_delete", rest_content.delete)),
            web.get("/twilio/media/{secret}", file),
            web.get("/twilio/console/errors", errors),
        ]
    )
