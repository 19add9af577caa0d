"""Whose a row is: a customer of a channel, by one address or by all that begin as theirs do.

Rule: what begins alike is the channel's own to say; nothing here looks into an address.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table, func, or_

from core.ids import ChannelName, ExternalRef


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer. Not `whole`: all of their addresses begin so, or as one of `others` does, and nobody else's do."""

    channel: ChannelName
    address: str
    whole: bool = True
    others: tuple[str, ...] = ()

    @property
    def begins(self) -> tuple[str, ...]:
        """Give what their addresses begin with, where these are not whole."""
        return (self.address, *self.others)

    def owns(self, table: Table) -> ColumnElement[bool]:
        """Tell which rows of a table are theirs, by its columns `channel` and `contact`."""
        here = table.c.channel == self.channel
        if self.whole:
            return here & (table.c.contact == self.address)
        return here & or_(*(func.substr(table.c.contact, 1, len(one)) == one for one in self.begins))


def customer_of(
    beginnings: Mapping[ChannelName, Callable[[ExternalRef], str]], channel: ChannelName, contact: ExternalRef
) -> Customer:
    """Give whose an address is, by itself; `beginnings` says of channels how all addresses of a customer begin."""
    begin = beginnings.get(channel)
    try:
        return Customer(channel, contact) if begin is None else Customer(channel, begin(contact), whole=False)
    except ValueError:  # no address of that channel's, as the word that stands in place of one that was erased
        return Customer(channel, contact)
