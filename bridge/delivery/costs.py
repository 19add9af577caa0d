"""What carrying out a row costs of a desk's budgets."""

from collections.abc import Mapping
from dataclasses import replace

from bridge.delivery.budgets import Cost
from core.capabilities import Act, DeskCapabilities


def costs_of(act: Act, body: Mapping[str, object], desk: DeskCapabilities) -> tuple[Cost, ...]:
    """Give a row's own act, for a post with files the uploading of each, and for several marks each of them.

    `body` is the job as stored: every row that waits is looked at in each turn, and none of it is checked anew.
    """
    own = Cost(act, desk.budgets.get(act, ()))
    files = body.get("files")
    messages = body.get("messages")
    if act is Act.MARK and isinstance(messages, list | tuple) and messages:
        return (replace(own, times=len(messages)),)
    if isinstance(files, int) and files > 0:
        return own, Cost(Act.FILE, desk.budgets.get(Act.FILE, ()), files)
    return (own,)
