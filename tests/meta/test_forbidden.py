"""Nothing that belongs to one machine or one person is in the repository.

A letter of each pattern stands in brackets, so that this file does not match itself.
"""

import re
from pathlib import Path

import pytest

from tests.meta.repository import files, relative

FORBIDDEN = {
    "the address of a package registry": r"(py[p]i|python[h]osted|npm[j]s|deb\.[d]ebian)\.org",
    "a path of one machine": r"(^|[^A-Za-z0-9_.])/([w]ork|[f]arm)/|/tmp/[c]ontracts|/root/\.",
    "a private key": r"-----BEGIN ([A-Z]+ )?[P]RIVATE KEY-----",
    "a Slack token": r"xox[abeoprs]-\d{9,}-\d{9,}-\w{20,}|xapp-\d-[A-Z0-9]{9,}-\d{9,}-\w{20,}",
    "a cloud access key": r"\bAKIA[0-9A-Z]{16}\b",
}
NOT_TEXT = {".png", ".jpg", ".gif", ".ico", ".woff2", ".pdf", ".mp3", ".wav", ".zip"}


def lines_of(path: Path) -> list[str]:
    """Return the lines of a text file; none for a binary one."""
    if path.suffix in NOT_TEXT:
        return []
    return path.read_bytes().decode("utf-8", errors="replace").splitlines()


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_carries(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what])
    found = [
        f"{relative(path)}:{number}"
        for path in files()
        for number, line in enumerate(lines_of(path), start=1)
        if pattern.search(line)
    ]

    assert found == []


def test_npm_locks_hold_hashes_and_no_addresses() -> None:
    locks = [path for path in files() if path.name == "package-lock.json"]

    assert [relative(path) for path in locks if '"resolved"' in path.read_text("utf-8")] == []


def test_there_is_one_way_to_pin_python_packages() -> None:
    others = {"uv.lock", "poetry.lock", "Pipfile.lock", "pdm.lock"}

    assert [relative(path) for path in files() if path.name in others] == []
