"""How fast the app may send.

Rules: so many messages a second by a Page or a number; to one WhatsApp user one in six seconds, 45 ahead of time
(https://developers.facebook.com/documentation/business-messaging/whatsapp/throughput). Times are the playground's.
"""

from collections import deque
from typing import TYPE_CHECKING

from playground.meta.errors import whatsapp
from playground.meta.refusals import rate_limited

if TYPE_CHECKING:
    from playground.meta.world import Meta


class Limits:
    """What was sent lately."""

    def __init__(self, meta: "Meta") -> None:
        """Begin with nothing sent."""
        self._meta = meta
        self._latest: dict[str, deque[float]] = {}
        self._ahead: dict[tuple[str, str], tuple[float, float]] = {}  # who to whom: how much is left, and when it was

    def check_messenger(self, page: str) -> None:
        """Count a message of a Page.

        Raises GraphError 613.
        """
        if not self._within(page, "messenger_per_second"):
            raise rate_limited(is_whatsapp=False)

    def check_whatsapp(self, phone: str, person: str) -> None:
        """Count a message of a number to a person.

        Raises GraphError 130429 or 131056.
        """
        if not self._within(phone, "whatsapp_per_second"):
            raise rate_limited(is_whatsapp=True)
        if not self._pair(phone, person):
            words = (
                "Message failed to send because there were too many messages sent from this phone number to the same"
            )
            raise whatsapp(131056, f"{words} phone number in a short period of time.")

    def _within(self, sender: str, name: str) -> bool:
        limits = self._meta.settings.limits
        if not limits["enabled"]:
            return True
        now = self._meta.clock.now()
        times = self._latest.setdefault(sender, deque())
        while times and times[0] <= now - 1:
            times.popleft()
        if len(times) >= limits[name]:
            return False
        times.append(now)
        return True

    def _pair(self, phone: str, person: str) -> bool:
        limits = self._meta.settings.limits
        if not limits["enabled"]:
            return True
        now, most = self._meta.clock.now(), float(limits["pair_burst"])
        left, at = self._ahead.get((phone, person), (most, now))
        left = min(most, left + (now - at) / limits["pair_seconds"])
        if left < 1:
            self._ahead[phone, person] = left, now
            return False
        self._ahead[phone, person] = left - 1, now
        return True
