"""What one does in Meta's dashboards: the webhooks, the tokens, the templates, the numbers.

Rules: every problem is told, nothing is half saved. As in the App Dashboard, a webhook's address is asked for the
challenge first (https://developers.facebook.com/docs/graph-api/webhooks/getting-started), unless `verify` is false.
"""

import secrets
from typing import TYPE_CHECKING, Any

from playground.meta.model import Json
from playground.meta.settings import LIMITS, MESSENGER_FIELDS, WHATSAPP_FIELDS
from playground.refusals import refuse

if TYPE_CHECKING:
    from playground.meta.world import Meta

_SECRET = frozenset({"app_secret", "page_token", "wa_token", "messenger_verify_token", "whatsapp_verify_token"})
_TEXTS = (
    *("app_id", "app_secret", "messenger_url", "messenger_verify_token", "whatsapp_url", "whatsapp_verify_token"),
    *("public_url", "reached_at", "page", "page_name", "page_token", "waba", "wa_token", "quality"),
)
_SWITCHES = ("require_proof", "tokens_expired", "human_agent", "coexistence", "tells_conversation")
_COUNTS = ("batch", "oldest_version", "newest_version")
_SECONDS = ("media_seconds", "seconds_to_send", "seconds_to_deliver")
_FIELDS = {"messenger_fields": MESSENGER_FIELDS, "whatsapp_fields": WHATSAPP_FIELDS}
_ALL = (*_TEXTS, *_SWITCHES, *_COUNTS, *_SECONDS, *_FIELDS, "phones", "templates", "limits")
_PRODUCTS = ("messenger", "whatsapp")


def configuration(meta: "Meta") -> Json:
    """Tell the settings, the secrets left out, and the address that the app calls."""
    settings = {name: getattr(meta.settings, name) for name in _ALL if name not in _SECRET}
    return {**settings, "base_url": meta.base_url}


async def configure(meta: "Meta", body: Json) -> Json:
    """Change the settings named in `body`; `verify` false asks no address for the challenge.

    Raises HumanError naming what is wrong; then nothing has changed.
    """
    changed = {name: value for name, value in body.items() if name != "verify"}
    for name, value in changed.items():
        _check(name, value)
    if body.get("verify", True):
        for product in _PRODUCTS:
            await _verify(meta, product, changed)
    for name, value in changed.items():
        setattr(meta.settings, name, {**meta.settings.limits, **value} if name == "limits" else value)
    meta.changes.ring()
    return configuration(meta)


async def _verify(meta: "Meta", product: str, changed: Json) -> None:
    """Ask an address that is entered for the challenge."""
    url = changed.get(f"{product}_url")
    if not url:
        return
    name = f"{product}_verify_token"
    word = str(10**9 + secrets.randbelow(10**9))
    if not await meta.delivery.challenge(url, changed.get(name, getattr(meta.settings, name)), word):
        words = "The callback URL or verify token couldn't be validated. Please verify the provided information"
        refuse("url_verification_failed", f"{words} or try again later. ({url})")


def _check(name: str, value: Any) -> None:
    if name not in _ALL:
        refuse("bad_request", f"Unknown setting {name}. Settings: {', '.join(_ALL)}, verify.")
    if name in _TEXTS and not isinstance(value, str):
        refuse("bad_request", f"{name} is a text.")
    if name in _SWITCHES and not isinstance(value, bool):
        refuse("bad_request", f"{name} is true or false.")
    if name in _COUNTS and (isinstance(value, bool) or not isinstance(value, int) or value < 1):
        refuse("bad_request", f"{name} is a number, 1 or more.")
    if name in _SECONDS and (isinstance(value, bool) or not isinstance(value, int | float) or value < 0):
        refuse("bad_request", f"{name} is a number of seconds, 0 or more.")
    if name in _FIELDS and not (isinstance(value, list) and set(value) <= set(_FIELDS[name])):
        refuse("bad_request", f"{name} is a list of {', '.join(_FIELDS[name])}.")
    _check_objects(name, value)


def _check_objects(name: str, value: Any) -> None:
    if name == "limits" and not (isinstance(value, dict) and set(value) <= set(LIMITS)):
        refuse("bad_request", f"limits are {', '.join(LIMITS)}.")
    wanted = {"phones": {"id", "number", "name"}, "templates": {"name", "language", "status", "category", "components"}}
    fields = wanted.get(name)
    if fields and not (
        isinstance(value, list) and value and all(isinstance(one, dict) and fields <= set(one) for one in value)
    ):
        refuse("bad_request", f"{name} is a list of objects with {', '.join(sorted(fields))}.")
