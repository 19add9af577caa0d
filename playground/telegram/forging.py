"""Webhooks that must be refused: for tests of the app's door.

Rule: each differs from a good one in a single thing.
"""

from typing import TYPE_CHECKING

from playground.telegram.webhooks import SECRET

if TYPE_CHECKING:
    from playground.telegram.world import Telegram


def forged(telegram: "Telegram") -> dict[str, dict[str, str]]:
    """Give the head lines of a webhook as they are right and in every way that is wrong, by what is wrong with it."""
    good, secret = telegram.webhooks.headers(), telegram.settings.secret_token
    return {
        "right": good,
        "no secret": {name: value for name, value in good.items() if name != SECRET},
        "an empty secret": good | {SECRET: ""},
        "another secret": good | {SECRET: "another-secret"},
        "the secret and more": good | {SECRET: f"{secret}0"},
        "a part of the secret": good | {SECRET: secret[:-1]},
        "the secret in other letters": good | {SECRET: secret.swapcase()},
        "the bot's token": good | {SECRET: telegram.settings.bot_token},
        "letters outside of ASCII": good | {SECRET: f"{secret}\u00e9"},
    }
