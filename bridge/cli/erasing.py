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
from bridge.cli.whom import Beside, beside, find
from bridge.erasing.carrying_out import carry_out, has_ended, try_again
from bridge.erasing.erasing import Kept, NobodyThere, see_that_all_is_over
from bridge.erasing.erasing import look as look_at
from bridge.erasing.whom import Found, see_that_it_is_one
from bridge.store import erasures
from bridge.store.erasure_tables import CopyState
from bridge.store.erasures import Copy
from bridge.store.looking import look
from config.schema import Config
from core.conversation.routes import routes_of

OTHER = "other address, perhaps theirs"
OTHERS_STAY = "Not erased with this: it was said before it which these are, and how each is erased."
PAUSE = 0.2
"""Seconds between two looks at how far it is."""


async def erase(config: Config, options: argparse.Namespace) -> int:
    """Erase a customer, or say what there is; give the exit code."""
    url = config.storage.url.get_secret_value()
    if options.report:
        return _printed(await look(url, partial(_report, options.report)), options.report, as_json=options.json)
    if options.again:
        return await _done(config, options, partial(try_again, erasure=options.again))
    found, kept, others = await look(url, partial(_found, config, options))
    for line in (*_whom(found, kept, as_json=options.json), *_beside(others, as_json=options.json)):
        print(line)
    if options.yes:
        if not options.all:
            see_that_it_is_one(found)
        see_that_all_is_over(kept.chats)
        left = tuple(Copy(OTHER, one.contact[0], None, 1, CopyState.OUTSIDE, OTHERS_STAY) for one in others)
        begin = partial(carry_out, found=found, by=options.by, lifts_bans=options.lift_bans, left=left)
        return await _done(config, options, begin)
    copies = [Copy(what, place, None, number) for (what, place), number in kept.counts.items()]
    for line in _lines(copies, as_json=options.json, state=False):
        print(line)
    if not options.json:
        numbers = ", ".join(f"#{chat.number}" for chat in kept.chats)
        print(f"Chats: {numbers or 'none'}. Nothing was erased: say --yes to do it.")
    return 0


def _found(
    config: Config, options: argparse.Namespace, conn: Connection
) -> tuple[tuple[Found, ...], Kept, tuple[Beside, ...]]:
    found = find(config, options, conn)
    kept = look_at(conn, found)
    return found, kept, beside(config, conn, found, kept.chats)


def _beside(others: Iterable[Beside], *, as_json: bool) -> Iterator[str]:
    """Say what else there may be of the same customer, and how it is erased."""
    for one in others:
        address = ":".join(one.contact)
        how = f"bridge erase {one.options}"
        if as_json:
            yield json.dumps({"what": OTHER, "where": address, "number": 1, "state": "outside", "why": how})
        else:
            yield f"{address}: not erased with it, though there is {one.why}. To erase it: {how}"


def _whom(found: Iterable[Found], kept: Kept, *, as_json: bool) -> Iterator[str]:
    """Say of each address by what it was found, and which chats are its."""
    for one in found:
        address = ":".join(one.contact)
        chats = [chat.number for chat in kept.chats if one.contact in routes_of(chat)]
        if as_json:
            yield json.dumps({"what": "customer", "where": address, "number": len(chats), "state": "", "why": one.by})
        else:
            yield f"{address} ({', '.join(f'#{chat}' for chat in chats) or 'no chats'}): found by {one.by}."


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
