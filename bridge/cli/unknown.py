"""`bridge unknown`: what platforms sent that the bridge doesn't know, read beside the bridge that keeps it.

It shows outlines: names of fields and kinds of values. What anybody wrote was never kept.
"""

import json
import sys

from bridge.store import unknown
from bridge.store.looking import look
from bridge.store.unknown import Kept
from config.schema import Config

NOTHING = "Nothing: all that platforms sent in the last week was known."


async def print_unknown(config: Config, *, as_json: bool) -> int:
    """Print all that is kept, what came last first."""
    found = await look(config.storage.url.get_secret_value(), unknown.kept)
    lines = [json.dumps(_object(one)) if as_json else _line(one) for one in found]
    if not lines and not as_json:
        lines = [NOTHING]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


def _line(one: Kept) -> str:
    last, times = one.last_at.strftime("%Y-%m-%d %H:%M"), "1 time" if one.times == 1 else f"{one.times} times"
    return f"{last}  {one.source}  {one.what}  {times}  {one.body}"


def _object(one: Kept) -> dict[str, object]:
    return {
        "source": one.source,
        "what": one.what,
        "times": one.times,
        "first_at": one.first_at.isoformat(),
        "last_at": one.last_at.isoformat(),
        "outline": json.loads(one.body),
    }
