"""Webhooks that must be refused: for tests of the app's door.

Rule: each differs from a good one in a single thing.
"""

from typing import TYPE_CHECKING

from playground.twilio.signature import sign

if TYPE_CHECKING:
    from playground.twilio.world import Twilio

Forged = tuple[dict[str, str], dict[str, str]]  # the parameters and the headers


def forged(twilio: "Twilio", url: str, parameters: dict[str, str]) -> dict[str, Forged]:
    """Give the same webhook as it is right and in every way that is wrong, by what is wrong with it."""
    good = sign(twilio.settings.auth_token, url, parameters)
    changed = {**parameters, "Body": parameters.get("Body", "") + "!"}
    return {
        "right": (parameters, {"X-Twilio-Signature": good}),
        "no signature": (parameters, {}),
        "an empty signature": (parameters, {"X-Twilio-Signature": ""}),
        "another account's token": (parameters, {"X-Twilio-Signature": sign("another-token", url, parameters)}),
        "another address": (
            parameters,
            {"X-Twilio-Signature": sign(twilio.settings.auth_token, f"{url}x", parameters)},
        ),
        "a changed parameter": (changed, {"X-Twilio-Signature": good}),
        "a parameter more": ({**parameters, "Extra": "1"}, {"X-Twilio-Signature": good}),
        "letters outside of ASCII": (parameters, {"X-Twilio-Signature": f"{good}\u00e9"}),
    }
