"""What carrying out a row costs of a desk's budgets."""

from collections.abc import Mapping

from bridge.delivery.budgets import Cost
from core.capabilities import Act, DeskCapabilities


def costs_of(act: Act, body: Mapping[str, object], desk: DeskCapabilities) -> tuple[Cost, ...]:
    """Give a row's own act, and for a post with files the uploading of each.

    `body` is the job as stored: every row that waits is looked at in each turn, and none of it is checked anew.
    """
    own = Cost(act, desk.budgets.get(act, ()))
    files = body.get("files")
    if isinstance(files, int) and files > 0:
        return own, Cost(Act.FILE, desk.budgets.get(Act.FILE, ()), files)
    return (own,)
