"""One request to a platform's sign-in, and its JSON answer.

Rules: a time limit, no redirect, a bounded body; nothing of it is logged, for it holds codes, secrets and tokens.
"""

from collections.abc import Callable, Mapping
from typing import Any

import orjson
from aiohttp import ClientError, ClientSession, ClientTimeout

from core.errors import NotSignedIn

LIMITS = ClientTimeout(total=10, connect=5)
LARGEST = 256 * 1024
_REFUSED, _SERVER, _TOO_MANY = 400, 500, 429

Session = Callable[[], ClientSession]


async def ask(session: Session, url: str, form: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Give the JSON object that an address answers with, to a GET, or to a form.

    Raises:
        NotSignedIn: it can't be asked now, or answers with nothing of the kind.
    """
    method = "GET" if form is None else "POST"
    headers = {"Accept": "application/json"}
    try:
        async with session().request(
            method, url, data=form, headers=headers, timeout=LIMITS, allow_redirects=False
        ) as response:
            status, body = response.status, await response.content.read(LARGEST)
    except (ClientError, TimeoutError, OSError) as trouble:
        raise NotSignedIn(f"unreachable_{type(trouble).__name__}", is_for_now=True) from None
    if status >= _SERVER or status == _TOO_MANY:
        raise NotSignedIn(f"answered_{status}", is_for_now=True)
    try:
        answer = orjson.loads(body)
    except ValueError:
        answer = None
    if not isinstance(answer, dict) or (form is None and status >= _REFUSED):
        raise NotSignedIn(f"answered_{status}", is_for_now=form is None)
    return answer
