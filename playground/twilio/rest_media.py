"""The Media resource (https://www.twilio.com/docs/messaging/api/media-resource).

Rules: what the address without .json leads to is the file, by a redirect to a short-lived address that asks for no
password; Twilio keeps a file until it is deleted.
"""

from typing import TYPE_CHECKING

from aiohttp import web

from playground.twilio import resource
from playground.twilio.errors import TwilioError
from playground.twilio.model import Media
from playground.twilio.pages import page
from playground.twilio.rest import Ask, Reply
from playground.twilio.rest_messages import found

if TYPE_CHECKING:
    from playground.twilio.world import Twilio


def listed(twilio: "Twilio", ask: Ask) -> Reply:
    """List a message's media.

    Raises TwilioError.
    """
    one = found(twilio, ask)
    uri = f"{resource.folder(twilio)}/{one.sid}/Media.json"
    return Reply(200, page(ask, uri, "media_list", one.media, lambda media: resource.media(twilio, one, media)))


def fetch(twilio: "Twilio", ask: Ask) -> Reply:
    """Tell of a piece of media.

    Raises TwilioError.
    """
    return Reply(200, resource.media(twilio, found(twilio, ask), _media(twilio, ask)))


def content(twilio: "Twilio", ask: Ask) -> Reply:
    """Lead to the file.

    Raises TwilioError.
    """
    return Reply(307, None, {"Location": f"{twilio.base_url}/media/{_media(twilio, ask).secret}"})


def delete(twilio: "Twilio", ask: Ask) -> Reply:
    """Delete a piece of media.

    Raises TwilioError.
    """
    media = _media(twilio, ask)
    found(twilio, ask).media.remove(media)
    twilio.store.files.pop(media.secret, None)
    twilio.changes.ring()
    return Reply(204)


def file(twilio: "Twilio", request: web.Request) -> web.StreamResponse:
    """Send a file to whoever has its address."""
    one = twilio.store.files.get(request.match_info["secret"])
    if one is None:
        raise web.HTTPNotFound(text="The file does not exist.")
    return web.Response(body=one.content, headers={"Content-Type": one.mimetype, "X-Content-Type-Options": "nosniff"})


def _media(twilio: "Twilio", ask: Ask) -> Media:
    sid = ask.sids["media"]
    one = next((one for one in found(twilio, ask).media if one.sid == sid), None)
    if one is None:
        raise TwilioError(20404, ask.path.removeprefix("/twilio"))
    return one
