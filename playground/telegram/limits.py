"""How fast the bot may send: about one message a second to one chat, with short bursts, and thirty a second in all.

https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this; how long a burst may be, and what the
pause is then, no page says: unverified.
"""

import math
from typing import TYPE_CHECKING

from playground.telegram.errors import too_many

if TYPE_CHECKING:
    from playground.telegram.world import Telegram

_OF_A_CHAT, _OF_ALL = (1.0, 20), (30.0, 60)  # a second, and at once


class Limits:
    """What is left of each chat's and of all chats'."""

    def __init__(self, telegram: "Telegram") -> None:
        """Begin with all of it."""
        self._telegram = telegram
        self._left: dict[int, tuple[float, float]] = {}  # how much, and when

    def check(self, chat: int) -> None:
        """Count a message.

        Raises BotError 429.
        """
        if not self._telegram.settings.limits:
            return
        now = self._telegram.clock.now()
        wanted = [(chat, *_OF_A_CHAT), (0, *_OF_ALL)]
        found = []
        for whose, rate, burst in wanted:
            left, at = self._left.get(whose, (float(burst), now))
            left = min(float(burst), left + (now - at) * rate)
            if left < 1:
                raise too_many(max(1, math.ceil((1 - left) / rate)))
            found.append((whose, left))
        for whose, left in found:
            self._left[whose] = left - 1, now
