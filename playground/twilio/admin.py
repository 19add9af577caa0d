"""What one does in Twilio's console: the webhooks, the numbers, the Messaging Service.

Rules: every problem is told, nothing is half saved. Like Twilio, it calls no address to see whether it answers.
"""

from typing import TYPE_CHECKING, Any

from playground.refusals import refuse
from playground.twilio.model import Json
from playground.twilio.numbers import is_e164

if TYPE_CHECKING:
    from playground.twilio.world import Twilio

_SECRET = frozenset({"auth_token", "api_secret"})
_TEXTS = (
    *("sms_url", "sms_fallback_url", "whatsapp_url", "method", "status_url", "public_url", "reached_at"),
    *("account_sid", "auth_token", "api_key", "api_secret", "service"),
)
_LISTS = ("numbers", "whatsapp_numbers", "service_numbers", "verified", "regions_denied")
_SWITCHES = ("advanced_opt_out", "default_opt_out", "trial", "media_auth", "tells_sending")
_SECONDS = ("seconds_to_send", "seconds_to_deliver")
_ALL = (*_TEXTS, *_LISTS, *_SWITCHES, *_SECONDS)


def configuration(twilio: "Twilio") -> Json:
    """Tell the settings, the secrets left out, and the address that the app calls."""
    settings = {name: getattr(twilio.settings, name) for name in _ALL if name not in _SECRET}
    return {**settings, "base_url": twilio.base_url}


async def configure(twilio: "Twilio", body: Json) -> Json:
    """Change the settings named in `body`.

    Raises HumanError naming what is wrong; then nothing has changed.
    """
    for name, value in body.items():
        _check(name, value)
    _check_service(twilio, body)
    for name, value in body.items():
        setattr(twilio.settings, name, list(value) if isinstance(value, list) else value)
    twilio.changes.ring()
    return configuration(twilio)


def _check(name: str, value: Any) -> None:
    if name not in _ALL:
        refuse("bad_request", f"Unknown setting {name}. Settings: {', '.join(_ALL)}.")
    if name in _TEXTS and not isinstance(value, str):
        refuse("bad_request", f"{name} is a text.")
    if name in _SWITCHES and not isinstance(value, bool):
        refuse("bad_request", f"{name} is true or false.")
    if name in _SECONDS and (isinstance(value, bool) or not isinstance(value, int | float) or value < 0):
        refuse("bad_request", f"{name} is a number of seconds, 0 or more.")
    if name in _LISTS and not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
        refuse("bad_request", f"{name} is a list of texts.")
    if name in {"numbers", "whatsapp_numbers", "service_numbers"} and not all(is_e164(one) for one in value):
        refuse("bad_request", f"{name} are telephone numbers like +15550100200.")
    if name == "numbers" and not value:
        refuse("bad_request", "numbers has one number at least.")
    if name == "method" and value not in {"POST", "GET"}:
        refuse("bad_request", "method is POST or GET.")


def _check_service(twilio: "Twilio", body: Json) -> None:
    ours = body.get("numbers", twilio.settings.numbers)
    strange = [one for one in body.get("service_numbers", twilio.settings.service_numbers) if one not in ours]
    if strange:
        refuse("bad_request", f"service_numbers: {strange[0]} is no number of the account.")
