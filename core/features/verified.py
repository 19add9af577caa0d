"""Who a customer is, as the operator's own site says: signed, so that it can be believed, or merely claimed.

Rules:
1. The lock stands before what was signed, and before nothing else.
2. What a browser claims without a signature is shown as a claim, and no chats are put together by it.
"""

from dataclasses import dataclass

from core.features.answering import Answer

LOCK = "🔒"
UNVERIFIED = "not verified"


@dataclass(frozen=True, slots=True)
class Person:
    """A customer: `user` is the site's own id of them, verified; empty for who only claims something."""

    user: str = ""
    name: str = ""
    verified: tuple[Answer, ...] = ()
    claimed: tuple[Answer, ...] = ()


def lines_about(person: Person) -> tuple[Answer, ...]:
    """Give what agents are shown, a line each."""
    lines: list[Answer] = []
    if person.user:
        known = f"{person.name} ({person.user})" if person.name else person.user
        lines.append(Answer("verified", f"{LOCK} Customer", (known,)))
    lines += (Answer(one.name, f"{LOCK} {one.label}", one.values) for one in person.verified)
    lines += (Answer(one.name, f"{one.label} ({UNVERIFIED})", one.values) for one in person.claimed)
    return tuple(lines)


def without_lock(text: str) -> str:
    """Give words that nobody has signed, without a sign that looks as if somebody had."""
    return "".join(sign for sign in text if sign not in "🔏🔐🔑🔒🔓🛡✅☑✔")
