"""Whom `bridge erase` is about: from its options to the addresses of a customer, and by what each was found."""

import argparse
import shlex
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from bridge.addresses import beginnings, of_channels
from bridge.erasing import whom
from bridge.erasing.erasing import HINT, NobodyThere
from bridge.erasing.scrubbing import is_nobodys
from bridge.erasing.whom import Found, WhomUnclear
from bridge.store import conversations, identities, known_as
from bridge.store.customer import Customer, customer_of
from config.schema import Config
from core.conversation.model import Conversation
from core.ids import ChannelName, Contact, ExternalRef

TOLD = "an agent's word that it is the same customer's"
SIGNED_THERE = "the same id that the site has signed, in another channel"


def find(config: Config, options: argparse.Namespace, conn: Connection) -> tuple[Found, ...]:
    """Give the addresses of whoever was asked for.

    Raises:
        NobodyThere: nothing is kept of them.
        WhomUnclear: what was given fits no channel.
    """
    if options.channel is not None and options.channel not in config.channels:
        raise WhomUnclear(f"There is no channel {options.channel!r}. There are: {', '.join(config.channels)}.")
    found = _found(config, options, conn)
    if not found:
        raise NobodyThere(f"Nothing is kept of such a customer. {HINT}")
    return found


@dataclass(frozen=True, slots=True)
class Beside:
    """An address that may be the same customer's and is not erased with the rest, why, and how it is erased."""

    contact: Contact
    why: str
    options: str


def beside(
    config: Config, conn: Connection, found: Iterable[Found], chats: Iterable[Conversation]
) -> tuple[Beside, ...]:
    """Give what else there may be of whoever was found: by what the site has signed, and by what agents have said."""
    users, mails = whom.signed_for(conn, chats)
    there: dict[Contact, Beside] = {}
    signing = {name: one.signed for name, one in of_channels(config).items() if one.signed is not None}
    for user in sorted(users):
        for name, signed in signing.items():
            for one in whom.signed_as(conn, [(name, signed(name, user))]):
                options = f"--identity {shlex.quote(user)} --channel {name}"
                there.setdefault(one.contact, Beside(one.contact, SIGNED_THERE, options))
    for mail in sorted(mails):
        for one in whom.with_mail(conn, mail, None):
            there.setdefault(one.contact, Beside(one.contact, one.by, f"--email {shlex.quote(mail)}"))
    for one in found:
        for other in identities.of(conn, one.contact):
            options = f"--contact {shlex.quote(':'.join(other.contact))}"
            there.setdefault(other.contact, Beside(other.contact, TOLD, options))
    known = {one.contact for one in found}
    return tuple(one for contact, one in sorted(there.items()) if contact not in known)


def _found(config: Config, options: argparse.Namespace, conn: Connection) -> tuple[Found, ...]:
    if options.contact is not None:
        channel, _, ref = options.contact.partition(":")
        return _whole(config, conn, Found((ChannelName(channel), ExternalRef(ref)), whom.GIVEN))
    if options.chat is not None:
        return _whole(config, conn, Found(_of_chat(conn, options.chat), whom.OF_CHAT))
    if options.identity is not None:
        return whom.signed_as(conn, _signed(config, options))
    if options.number is not None:
        return whom.with_number(conn, tuple(_numbers(config, options)))
    return whom.with_mail(conn, options.email, options.channel)


def _whole(config: Config, conn: Connection, found: Found) -> tuple[Found, ...]:
    """Give all addresses of the person behind one."""
    person = known_as.whole(conn, customer_of(beginnings(config), *found.contact))
    return whom.with_all_of(conn, found, person)


def _of_chat(conn: Connection, number: int) -> Contact:
    chat = conversations.by_number(conn, number)
    whose = whom.began_at(conn, chat) if chat is not None else None
    if whose is None:
        raise NobodyThere(f"There is no chat #{number}.")
    if is_nobodys(whose):
        raise NobodyThere(f"Chat #{number} was erased already: nobody knows whose it was.")
    return whose


def _signed(config: Config, options: argparse.Namespace) -> list[Contact]:
    signing = {name: one.signed for name, one in of_channels(config, options.channel).items() if one.signed is not None}
    if not signing:
        raise WhomUnclear("No such channel has customers whom your site has signed: --channel names one of the web.")
    return [(name, signed(name, options.identity)) for name, signed in signing.items()]


def _numbers(config: Config, options: argparse.Namespace) -> list[Customer]:
    reading = {name: one for name, one in of_channels(config, options.channel).items() if one.read is not None}
    if not reading:
        raise WhomUnclear("No such channel knows its customers by a number or an id: see --identity and --contact.")
    customers: list[Customer] = []
    refusals: list[str] = []
    for name, one in reading.items():
        if one.read is not None:
            try:
                customers.append(Customer(name, one.read(options.number), whole=one.begin is None))
            except ValueError as error:  # what is nobody's here may be somebody's in another channel
                refusals.append(f"in {name!r}: {error}")
    if not customers:
        raise WhomUnclear(f"{options.number!r} is nobody {'; '.join(refusals)}.")
    return customers
