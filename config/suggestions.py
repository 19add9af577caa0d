"""What to do about a word that isn't known: "did you mean", or the list of what is known."""

from collections.abc import Collection
from difflib import get_close_matches

MOST = 12


def closest(word: str, known: Collection[str]) -> str | None:
    """Give the known word that was probably meant."""
    found = get_close_matches(word.lower(), [name.lower() for name in known], n=1, cutoff=0.6)
    return next((name for name in known if [name.lower()] == found), None)


def suggest(word: str, known: Collection[str]) -> str:
    """Write the hint for a word that isn't known."""
    if best := closest(word, known):
        return f"Did you mean '{best}'?"
    if not known:
        return "There is none yet."
    names = sorted(known)
    rest = ", ..." if len(names) > MOST else ""
    return f"Known here: {', '.join(names[:MOST])}{rest}."
