"""What `bridge check` tells of a configuration that is good, and that its admin should know all the same.

Rule: it writes nothing, and changes no tables. What can't be looked at is said, and is no reason to refuse.
"""

import asyncio
from collections.abc import Iterator
from functools import partial

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, ProgrammingError

from bridge.forms.keys import FILE
from bridge.forms.service import key_folder
from bridge.store import members
from bridge.workers.membership import SILENCE, other_urls
from config.schema import Config

PATIENCE = 5.0
"""Seconds for the database: who runs a check may be on a machine that can't reach it."""


def notes(config: Config) -> Iterator[str]:
    """Give a line for each."""
    if any(queue.secure_forms for queue in config.queues.values()) and not config.keys:
        yield (
            f"Secure forms: without keys: the bridge makes a key of its own, in {key_folder(config) / FILE}. "
            "Keep that file out of backups: with it and a copy of what waits, values could be read. Nothing else is "
            "lost with it. Several processes need keys:."
        )


async def beside(config: Config) -> list[str]:
    """Give a line for what doesn't fit the processes that run on the same database now."""
    url, here = config.storage.url.get_secret_value(), str(config.server.public_url)
    if make_url(url).get_backend_name() != "postgresql":
        return []  # a file is one process's alone
    try:
        async with asyncio.timeout(PATIENCE):
            running = await _running(url)
    except (DBAPIError, OSError, TimeoutError, ModuleNotFoundError) as trouble:
        why = getattr(trouble, "orig", None) or trouble
        return [
            f"Not compared with processes that run: the database can't be asked ({str(why) or type(why).__name__})."
        ]
    return list(_elsewhere(running, here))


def _elsewhere(running: list[str], here: str) -> Iterator[str]:
    there = other_urls(running, here)
    many = sum(one in there for one in running)
    if many:
        counted = "1 process runs" if many == 1 else f"{many} processes run"
        yield (
            f"server.public_url: {counted} on this database with {', '.join(there)}, this configuration has {here}. "
            "Links, sign-ins and secure forms that one makes do not hold at the other. "
            "Give all of them the same public_url, and restart those that have another."
        )


async def _running(url: str) -> list[str]:
    """Give where people find each process that runs; none where the tables are not there, or older."""
    from bridge.store.postgres import open_beside  # noqa: PLC0415 - the driver is an optional package

    database = open_beside(url, connections=1)
    try:
        return list(await database.read(partial(members.urls, silence=SILENCE)))
    except ProgrammingError:
        return []
    finally:
        await database.close()
