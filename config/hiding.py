"""How values are shown in messages without giving a secret away.

Rules:
1. A value is shown as it is written in the file; what a variable or a file holds never is.
2. The value of a secret is `***`. So is whatever looks like a vendor's token or an address with a password, wherever
   it stands: people put secrets in the wrong place.
3. Long values are cut.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from config.problems import ConfigProblem

STARS = "***"
LONGEST = 40
SHORTEST_SECRET = 4  # a shorter one would star out half of every message

# Slack: https://docs.slack.dev/authentication/tokens - Stripe, GitHub, PEM: people keep such things in one file.
_TOKEN = re.compile(r"xox[a-z]|xapp-|\bsk_|\bgh[a-z]_|-----BEGIN|eyJ[\w-]{8}|://[^/\s]*@")


def show(written: str) -> str:
    """Show a scalar as it is written in the file."""
    cut = _cut(written)
    return f"the value of {cut}" if "${" in written else cut


def show_key(name: str) -> str:
    """Show a key, which may be anything in a file that went wrong."""
    return _cut(name).strip("'")


def show_file(written: str) -> str:
    """Show the name of a file as it is written; a secret may stand there by mistake."""
    return f"the file named by {_cut(written)}" if "${" in written else f"the file {_cut(written)}"


def _cut(written: str) -> str:
    if _TOKEN.search(written):
        return STARS
    text = "".join(sign if sign.isprintable() else " " for sign in written)
    return f"'{text}'" if len(text) <= LONGEST else f"'{text[: LONGEST - 1]}…'"


def redact(problem: ConfigProblem, secrets: Iterable[str]) -> ConfigProblem:
    """Star out known secrets; the last line of defence, for sentences that an adapter wrote."""
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= SHORTEST_SECRET:
            problem = replace(
                problem,
                message=problem.message.replace(secret, STARS),
                hint=problem.hint.replace(secret, STARS),
            )
    return problem
