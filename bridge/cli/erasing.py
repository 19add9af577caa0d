"""`bridge erase`: says what there is of a customer, takes it away, and prints what became of each copy.

It is a bridge for as long as it takes, without windows and addresses: what stands on the desks goes through the outbox
with its budgets. What is left when it ends, the next bridge that starts on this database goes on with.
"""

import argparse
import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial

import structlog
from sqlalchemy import Connection

from bridge.bootstrap import Bridge, build
from bridge.erasing.carrying_out import carry_out, has_ended, try_again
from bridge.erasing.erasing import Found, NobodyThere, see_that_all_is_over
from bridge.erasing.erasing import look as look_at
from bridge.store import conversations, erasures
from bridge.store.erasure_tables import CopyState
from bridge.store.erasures import Copy
from bridge.store.looking import look
from config.schema import Config
from core.ids import ChannelName, Contact, ExternalRef

PAUSE = 0.2
"""Seconds between two looks at how far it is."""


async def erase(config: Config, options: argparse.Namespace) -> int:
    """Erase a customer, or say what there is; give the exit code."""
    url = config.storage.url.get_secret_value()
    if options.report:
        return _printed(await look(url, partial(_report, options.report)), options.report, as_json=options.json)
    if options.again:
        return await _done(config, options, partial(try_again, erasure=options.again))
    contact, found = await look(url, partial(_found, options))
    if options.yes:
        see_that_all_is_over(found.chats)
        return await _done(config, options, partial(carry_out, contact=contact, by=options.by))
    copies = [Copy(what, place, None, number) for (what, place), number in found.counts.items()]
    for line in _lines(copies, as_json=options.json, state=False):
        print(line)
    if not options.json:
        numbers = ", ".join(f"#{chat.number}" for chat in found.chats)
        print(f"Chats: {numbers or 'none'}. Nothing was erased: say --yes to do it.")
    return 0


def _found(options: argparse.Namespace, conn: Connection) -> tuple[Contact, Found]:
    contact = _contact(options, conn)
    return contact, look_at(conn, contact)


def _contact(options: argparse.Namespace, conn: Connection) -> Contact:
    if options.contact:
        channel, _, ref = options.contact.partition(":")
        return ChannelName(channel), ExternalRef(ref)
    chat = conversations.by_number(conn, options.chat)
    whose = conversations.contact_of(conn, chat) if chat is not None else None
    if whose is None:
        raise NobodyThere(f"There is no chat #{options.chat}.")
    return whose


async def _done(config: Config, options: argparse.Namespace, begin: Callable[[Bridge], Awaitable[str]]) -> int:
    """Run a bridge until the erasure has ended, or the patience; print the report."""
    with _log_beside():
        bridge = await build(config)
        try:
            await bridge.start()
            erasure = await begin(bridge)
            await _ended(bridge, erasure, options.wait)
            report = await bridge.database.read(lambda conn: erasures.copies(conn, erasure))
        finally:
            await bridge.stop()
    return _printed(report, erasure, as_json=options.json)


@contextmanager
def _log_beside() -> Iterator[None]:
    """Let the log go beside the report, which a program may read."""
    before = structlog.get_config()
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    try:
        yield
    finally:
        structlog.configure(**before)


async def _ended(bridge: Bridge, erasure: str, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if await bridge.database.read(lambda conn: has_ended(conn, erasure)):
            return
        await asyncio.sleep(PAUSE)
    print("bridge: not all is done yet; a bridge that runs on this database goes on with it.", file=sys.stderr)


def _report(erasure: str, conn: Connection) -> tuple[Copy, ...]:
    if not erasures.exists(conn, erasure):
        raise NobodyThere(f"There is no erasure {erasure}.")
    return erasures.copies(conn, erasure)


def _printed(report: Iterable[Copy], erasure: str, *, as_json: bool) -> int:
    copies = list(report)
    for line in _lines(copies, as_json=as_json):
        print(line)
    left = sum(one.number for one in copies if one.state in (CopyState.PENDING, CopyState.FAILED))
    if not as_json:
        print(f"Erasure {erasure}: {'all that the bridge can reach is gone' if not left else f'{left} not done'}.")
        if left:
            print(f"Once that is mended: bridge erase --again {erasure}")
    return 1 if left else 0


def _lines(copies: Iterable[Copy], *, as_json: bool, state: bool = True) -> Iterator[str]:
    """Give a line for what is of one kind, at one place, and met the same fate."""
    together: Counter[tuple[str, str, str, str]] = Counter()
    for one in copies:
        together[one.what, one.place, one.state.value if state else "", one.why or ""] += one.number
    for (what, place, became, why), number in together.items():
        if as_json:
            yield json.dumps({"what": what, "where": place, "number": number, "state": became, "why": why})
        else:
            yield f"{number:>6}  {what:<42} {place:<12} {became:<8} {why}".rstrip()
