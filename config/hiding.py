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
    if _TOKEN.search(written):
        return STARS
    text = written.replace("\n", " ")
    cut = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return f"the value of '{cut}'" if "${" in written else f"'{cut}'"


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
