"""Where the results go: `bench/latest.json` for machines, `bench/latest.md` for documents, or a document itself."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bridge.bench.cores import machine
from bridge.bench.measure import Trouble
from bridge.bench.table import Findings, table

BEGIN, END = "<!-- bench:begin -->", "<!-- bench:end -->"


def entries(found: Findings, shape: str, failed: Sequence[str]) -> dict[str, object]:
    """Give what `latest.json` holds."""
    return {
        "machine": machine(),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "run": shape,
        "failed": list(failed),
        "goals": [one.entry() for one in found.results],
        "rates": [
            {
                "what": " ".join(one.name.split()),
                "messages_per_second": [round(window.rate, 1) for window in one.windows],
                "p50_ms": [round(window.p50, 2) for window in one.windows],
                "p99_ms": [round(window.p99, 2) for window in one.windows],
                "cpu_us": [round(window.cost * 1_000_000) for window in one.windows],
            }
            for one in found.series
        ],
        "remarks": found.remarks,
    }


def block(found: Findings, shape: str) -> str:
    """Give what a document shows, with its markers."""
    today = datetime.now(UTC).date().isoformat()
    return f"{BEGIN}\n{today}; {shape}; {machine()}.\n\n```text\n{table(found)}\n```\n{END}"


def publish(folder: Path, found: Findings, shape: str, failed: Sequence[str]) -> None:
    """Write both files."""
    folder.mkdir(exist_ok=True)
    (folder / "latest.json").write_text(json.dumps(entries(found, shape, failed), indent=2) + "\n", encoding="utf-8")
    (folder / "latest.md").write_text(block(found, shape) + "\n", encoding="utf-8")


def put_into(document: Path, text: str) -> None:
    """Put a block in the place of the one that a document has. Raises `Trouble` when it has none."""
    before = document.read_text(encoding="utf-8")
    head, found, rest = before.partition(BEGIN)
    _, ended, tail = rest.partition(END)
    if not found or not ended:
        raise Trouble(f"{document} has no place for the table: write {BEGIN} and {END} where it is to stand")
    document.write_text(head + text + tail, encoding="utf-8")
