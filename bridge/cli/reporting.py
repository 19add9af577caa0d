"""`bridge report`: figures from the journal, read from the store; SQLite allows one process at a time."""

import sys
from datetime import datetime

from bridge.store import journal, survey
from bridge.store.database import open_database
from config.schema import Config
from core.features.reports import as_csv, as_json, as_table, offers

LAYOUTS = {"table": as_table, "csv": as_csv, "json": as_json}


async def print_report(config: Config, since: datetime, until: datetime, layout: str) -> None:
    """Print the figures of a time."""
    database = await open_database(config.storage.url.get_secret_value(), config.storage.lock_timeout)
    try:
        counted = await database.read(lambda conn: journal.counts(conn, since, until))
        rated = await database.read(lambda conn: survey.scores(conn, since, until))
    finally:
        await database.close()
    sys.stdout.write(LAYOUTS[layout](offers(counted, rated)) + "\n")
