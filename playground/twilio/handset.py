"""A phone as the network sees it: whether it can be reached, and what has arrived on it."""

import contextlib
import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import aiohttp

from playground.traffic import Exchange
from playground.twilio import content
from playground.twilio.model import Message, Preview, Text
from playground.twilio.whatsapp import is_open, is_whatsapp

if TYPE_CHECKING:
    from playground.twilio.world import Twilio

_OFF, _FILTERED, _UNKNOWN = 30003, 30007, 30005
_NOT_THERE, _OUTSIDE, _UNSHOWN, _OTHER_VALUES = 63003, 63016, 63021, 63028
_PREVIEW_SECONDS = 10.0
_PREVIEW_BYTES = 512 * 1024
# What iPhones' Messages calls itself when it looks at a link.
_PREVIEW_AGENT = (
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1"
    " Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0"
)
_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]'”\u2019]", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)


def trouble(twilio: "Twilio", message: Message) -> int:
    """Give the code with which the message ends; 0 where it arrives."""
    phone = twilio.store.at(message.to)
    if is_whatsapp(message.to) and (phone is None or phone.no_whatsapp):
        return _NOT_THERE
    if phone is None:
        return _UNKNOWN
    if phone.trouble:
        return phone.trouble
    if phone.filtered:
        return _FILTERED
    return _OFF if phone.off and not is_whatsapp(message.to) else 0


def barred(twilio: "Twilio", message: Message, variables: str) -> int:
    """Give the code with which WhatsApp refuses a message before it has left Twilio; 0 where it takes it.

    https://www.twilio.com/docs/api/errors/63016; that such a message has failed and is not undelivered is unverified.
    """
    phone = twilio.store.at(message.to)
    if not is_whatsapp(message.to) or phone is None:
        return 0
    template = content.found(twilio, message.content) if message.content else None
    if template is None:
        return 0 if is_open(phone, message.sender, twilio.clock.now()) else _OUTSIDE
    made = content.rendered(twilio, message.content, variables)
    if not made.fits:
        return _OTHER_VALUES
    if not template.approved and not is_open(phone, message.sender, twilio.clock.now()):
        return _OUTSIDE
    return 0 if content.can_be_shown(made.template) else _UNSHOWN


def put(twilio: "Twilio", message: Message) -> None:
    """Let a message arrive: one bubble, however many segments it came in."""
    phone = twilio.store.at(message.to)
    if phone is None:
        return  # taken away meanwhile
    files = [media.file for media in message.media]
    text = Text(0, False, message.body, twilio.clock.now(), message.segments, message.sid, files)
    text.choices, text.list_label = message.choices, message.list_label
    twilio.store.write(phone, message.sender, text)
    found = _LINK.search(text.text)
    if phone.previews and found:
        twilio.webhooks.spawn(_look_at(twilio, text, found[0]))


async def _look_at(twilio: "Twilio", text: Text, url: str) -> None:
    """Fetch the page behind a link, as a phone does before anybody has touched it."""
    text.preview = await twilio.delivery.within(_preview(twilio, url), _PREVIEW_SECONDS)
    twilio.changes.ring()


async def _preview(twilio: "Twilio", url: str) -> Preview | None:
    address, added = twilio.delivery.reached(url)
    headers = {"User-Agent": _PREVIEW_AGENT, **added}
    status, page = 0, ""
    with contextlib.suppress(aiohttp.ClientError, ConnectionError, ValueError):
        async with twilio.delivery.session.get(address, headers=headers) as response:
            status = response.status
            page = (await response.content.read(_PREVIEW_BYTES)).decode("utf-8", "replace")
    twilio.traffic.record(
        Exchange(twilio.clock.now(), "to_bridge", url, status, vendor="twilio", method="GET", summary="link preview")
    )
    site = urlsplit(url).netloc
    title = _meta(page, "og:title") or unescape(" ".join((_TITLE.search(page) or ["", ""])[1].split()))
    return Preview(url, title or site, _meta(page, "og:site_name") or site)


def _meta(page: str, name: str) -> str:
    tags = (tag for tag in re.findall(r"<meta\b[^>]*>", page, re.IGNORECASE) if f'"{name}"' in tag)
    contents = (re.search(r'content="([^"]*)"', tag) for tag in tags)
    return next((unescape(found[1]) for found in contents if found), "")
