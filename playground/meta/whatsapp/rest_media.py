"""Files at WhatsApp: uploaded, told of, fetched, deleted.

https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media has it.

Rules: an address to fetch from lives five minutes and wants the token as a header; a file belongs to the number that it
was uploaded for or came to.
"""

import hashlib
from typing import TYPE_CHECKING

from aiohttp import web

from playground.meta.ask import Ask
from playground.meta.errors import GraphError, no_such_object, whatsapp
from playground.meta.ids import secret
from playground.meta.model import File, Json
from playground.meta.refusals import WHATSAPP, refusal
from playground.meta.whatsapp import events, media
from playground.mishaps import around
from playground.traffic import Exchange

if TYPE_CHECKING:
    from playground.meta.world import Meta

_SCHEME = "Bearer "


async def upload(meta: "Meta", ask: Ask) -> Json:
    """Keep a file.

    Raises GraphError 100.
    """
    if ask.parameters.get("messaging_product") != "whatsapp":
        raise GraphError(100, "(#100) The parameter messaging_product is required.")
    file = ask.files.get("file")
    if file is None:
        raise GraphError(100, "(#100) The parameter file is required.")
    mimetype = (ask.text("type") or file.mimetype).partition(";")[0].strip().lower()
    file = File(file.name, mimetype if "/" in mimetype else file.mimetype, file.content)
    if file.mimetype not in media.ALL:
        words = f"(#100) Param file must be a file with one of the following types: {', '.join(media.ALL)}."
        raise GraphError(100, f"{words} Received file of type '{file.mimetype}'.")
    if not media.fits_any(file):
        raise whatsapp(131053, "The file is larger than a file of this type may be.")
    return {"id": events.keep(meta, file, ask.node).id}


async def fetch(meta: "Meta", ask: Ask) -> Json:
    """Tell of a file, and where it can be fetched from for five minutes.

    Raises GraphError 100 for a number that it does not belong to.
    """
    found = meta.whatsapp.store.media[ask.node]
    if ask.text("phone_number_id") not in {"", found.phone}:
        raise no_such_object("GET", ask.node)
    address = events.address(meta, found)
    return {
        "url": f"{meta.base_url}/whatsapp_business/attachments/?mid={found.id}&hash={address}",
        "mime_type": found.file.mimetype,
        "sha256": hashlib.sha256(found.file.content).hexdigest(),
        "file_size": len(found.file.content),
        "id": found.id,
        "messaging_product": "whatsapp",
    }


async def delete(meta: "Meta", ask: Ask) -> Json:
    """Delete a file."""
    del meta.whatsapp.store.media[ask.node]
    return {"success": True}


async def download(meta: "Meta", request: web.Request) -> web.StreamResponse:
    """Give the bytes to whoever has the token, while the address lives."""

    async def work() -> web.StreamResponse:
        return _bytes(meta, request)

    def note(status: int, said: str) -> None:
        seen = Exchange(
            meta.clock.now(), "to_vendor", request.path, status, vendor="meta", method="GET", summary=f"media{said}"
        )
        meta.traffic.record(seen)

    return await around(meta, WHATSAPP, "media", request, work, note)


def _bytes(meta: "Meta", request: web.Request) -> web.Response:
    given = request.headers.get("Authorization", "")
    if not given.startswith(_SCHEME) or given.removeprefix(_SCHEME) != meta.settings.wa_token:
        return refusal(GraphError(190, "Invalid OAuth access token - Cannot parse access token", status=401))
    found = meta.whatsapp.store.media.get(request.query.get("mid", ""))
    made = found.addresses.get(request.query.get("hash", "")) if found else None
    if found is None or made is None or meta.clock.now() - made > meta.settings.media_seconds:
        return web.Response(status=404, text="URL signature expired")
    named = {"Content-Disposition": f'inline; filename="{secret()}"'}
    return web.Response(body=found.file.content, content_type=found.file.mimetype, headers=named)
