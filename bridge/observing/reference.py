"""The table of metrics in docs/operations.md, written from `metrics`.

The table is part of a document; `insert` puts it between the two markers there and leaves the rest alone.
"""

from bridge.observing.metrics import METRICS, PREFIX

BEGIN = "<!-- metrics: written by `make docs` from bridge/observing/metrics.py -->"
END = "<!-- /metrics -->"


def render() -> str:
    """Write the table: one line for each metric."""
    rows = [f"| `{PREFIX}{one.name}` | {one.kind} | {_labels(one.labels)} | {one.help} |" for one in METRICS]
    return "\n".join(["| Metric | Kind | Labels | What it says |", "|---|---|---|---|", *rows])


def insert(document: str) -> str:
    """Put the table into a document.

    Raises:
        ValueError: a marker is missing.
    """
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the document needs the lines {BEGIN!r} and {END!r}")
    return f"{before}{BEGIN}\n\n{render()}\n\n{END}{after}"


def _labels(labels: tuple[str, ...]) -> str:
    return ", ".join(f"`{label}`" for label in labels)
