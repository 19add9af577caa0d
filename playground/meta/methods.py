"""Which calls of the Graph API there are: by method, kind of node and edge, and what faults call them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.meta import subscriptions
from playground.meta.ask import Ask
from playground.meta.messenger import rest as messenger
from playground.meta.model import Json
from playground.meta.whatsapp import rest as whatsapp
from playground.meta.whatsapp import rest_media

if TYPE_CHECKING:
    from playground.meta.world import Meta

Call = Callable[["Meta", Ask], Awaitable[Json]]


@dataclass(frozen=True, slots=True)
class Method:
    """One call."""

    target: str
    call: Call


METHODS: dict[tuple[str, str, str], Method] = {
    ("POST", "page", "messages"): Method("send", messenger.send),
    ("POST", "page", "message_attachments"): Method("upload", messenger.upload),
    ("GET", "page", ""): Method("profile", messenger.page),
    ("GET", "page", "subscribed_apps"): Method("subscribe", subscriptions.listed),
    ("POST", "page", "subscribed_apps"): Method("subscribe", subscriptions.subscribe),
    ("DELETE", "page", "subscribed_apps"): Method("subscribe", subscriptions.unsubscribe),
    ("GET", "psid", ""): Method("profile", messenger.profile),
    ("POST", "phone", "messages"): Method("send", whatsapp.send),
    ("GET", "phone", ""): Method("profile", whatsapp.phone),
    ("POST", "phone", "media"): Method("upload", rest_media.upload),
    ("GET", "media", ""): Method("media", rest_media.fetch),
    ("DELETE", "media", ""): Method("media", rest_media.delete),
    ("GET", "waba", "message_templates"): Method("templates", whatsapp.templates),
    ("GET", "waba", "phone_numbers"): Method("profile", whatsapp.phones),
    ("GET", "waba", "subscribed_apps"): Method("subscribe", subscriptions.listed),
    ("POST", "waba", "subscribed_apps"): Method("subscribe", subscriptions.subscribe),
    ("DELETE", "waba", "subscribed_apps"): Method("subscribe", subscriptions.unsubscribe),
}
