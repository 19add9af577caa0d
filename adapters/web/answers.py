"""Refusals over HTTP: one shape, `{"error": {"code", "message"}}`, in words that say what to do."""

from math import ceil

from aiohttp import web

NO_STORE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


class Refusal(Exception):
    """A request that is not served. `message` is for the customer, or for who sets up the site."""

    def __init__(self, status: int, code: str, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message
        self.retry_after = retry_after

    def response(self) -> web.Response:
        """Give the answer."""
        headers = dict(NO_STORE)
        if self.retry_after is not None:
            headers["Retry-After"] = str(max(1, ceil(self.retry_after)))
        return web.json_response(
            {"error": {"code": self.code, "message": self.message}}, status=self.status, headers=headers
        )


def slow_down(seconds: float) -> Refusal:
    """Refuse because it is too much at once."""
    wait = max(1, ceil(seconds))
    unit = "second" if wait == 1 else "seconds"
    return Refusal(429, "slow_down", f"That was a lot at once. Please try again in {wait} {unit}.", retry_after=seconds)


def overloaded(seconds: float) -> Refusal:
    """Refuse because everybody together asks for too much."""
    return Refusal(503, "overloaded", "We are very busy. Please try again in a moment.", retry_after=seconds)
