"""Whose a row is: a customer of a channel, by one address or by all that begin as theirs do.

Rule: what begins alike is the channel's own to say; nothing here looks into an address.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table, func

from core.ids import ChannelName


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer. Not `whole`: all of their addresses begin so, and nobody else's do."""

    channel: ChannelName
    address: str
    whole: bool = True

    def owns(self, table: Table) -> ColumnElement[bool]:
        """Tell which rows of a table are theirs, by its columns `channel` and `contact`."""
        address = table.c.contact if self.whole else func.substr(table.c.contact, 1, len(self.address))
        return (table.c.channel == self.channel) & (address == self.address)
