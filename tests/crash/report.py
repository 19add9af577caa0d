"""What a run has to say: one small table, and a line for each thing that is wrong."""

import time

from tests.crash.campaign import Run
from tests.crash.ledger import Verdict


def table(run: Run, found: Verdict) -> str:
    """Render the report."""
    title = run.workspace.title
    rows = {
        "seed": run.plan.seed,
        "history": "readable" if run.plan.history else "refused",
        "kills": len(run.crashes),
        "outages": run.outages,
        "chats": len(run.windows),
        f"customer to {title}": found.to_desk,
        f"{title} to customer": found.to_customers,
        f"given up by {title}": found.never_taken,
        "lost": found.lost,
        "doubled": found.doubled,
        "reordered": found.reordered,
        "repeated on the desk": found.repeated,
        "counted by the bridge": len(run.bridge.events("outbox_repeated")),
        "seconds": round(time.time() - run.began),
        "of them to come to rest": round(run.rested_in),
    }
    lines = [f"  {name:<24}{value:>12}" for name, value in rows.items()]
    return "\n".join(["", *lines, *(f"  WRONG: {one}" for one in found.wrongs)])


def show(run: Run, found: Verdict) -> None:
    """Print the report."""
    print(table(run, found), flush=True)
