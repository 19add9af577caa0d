"""Sending to the customer: into the customer's log, from which every open window is brought up to date.

Rule: the log is the truth and is durable; a window that is not there now reads it when it comes back. The same key
is one line of the log, so sending twice shows once.
"""

from typing import Final

from adapters.web.capabilities import CAPABILITIES
from adapters.web.ids import parse_contact
from core.capabilities import Capabilities
from core.errors import DeliveryFailed, Transient
from core.ids import ChannelName, ExternalRef, QueueId
from core.ports import CustomerChannel, Feed, NamesAddresses, Outbound, Receipt


class WebChannel:
    """The customer's side of the web widget."""

    title = "web chat"

    def __init__(self, name: ChannelName, feed: Feed) -> None:
        self.name: ChannelName = name
        self._feed: Final = feed

    def capabilities(self, to: ExternalRef) -> Capabilities:
        """Say what the widget carries: the same for every visitor."""
        return CAPABILITIES

    def shown(self, contact: ExternalRef) -> str:
        """Give the name that is made for a visitor who has none; nothing else is known by the address."""
        return parse_contact(contact).name

    def address(self, number: str, queue: QueueId) -> ExternalRef | None:
        """Give None: no number leads to a browser."""
        return None

    async def send(self, outbound: Outbound) -> Receipt:
        """Append to the log, once for each key; the log wakes the windows.

        Raises:
            Transient: the log could not be written; nothing was shown.
        """
        try:
            seq = await self._feed.append(outbound)
        except DeliveryFailed:
            raise
        except Exception as error:
            raise Transient(f"the customer's log could not be written: {type(error).__name__}") from error
        return Receipt(ExternalRef(f"{outbound.conversation}/{seq}"))


_: type[CustomerChannel] = WebChannel
_names: type[NamesAddresses] = WebChannel
