"""What secure forms need of the rest: https, keys and Redis for several processes, markers that mean something."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from config.checks import Checks
from config.document import Path, Value
from config.problems import ConfigProblem
from config.suggestions import suggest
from config.validation import see

_HERE = frozenset({"127.0.0.1", "localhost", "::1"})
_MARKER = re.compile(r"\{form:\s*([^\s{}]*)")


class FormChecks(Checks):
    """The checks of secure forms."""

    def problems(self) -> Iterator[ConfigProblem]:
        """Run every check."""
        users = [name for name in self._shape.names("queues") if self._items(("queues", name, "secure_forms"))]
        if users:
            first: Path = ("queues", users[0], "secure_forms")
            yield from self._address(first)
            yield from self._several(first)
        for name in users:
            yield from self._same_twice(name)
        yield from self._same_keys()
        yield from self._markers()

    def _address(self, where: Path) -> Iterator[ConfigProblem]:
        """Find an address under which anybody on the way could read what is filled in."""
        if is_open(self._at(("server", "public_url"))):
            message = "what customers fill in would travel unencrypted: public_url begins with http://"
            yield self._problem(where, message, f"Give server.public_url an https:// address.  {see('public_url')}")

    def _several(self, where: Path) -> Iterator[ConfigProblem]:
        """Find processes that share neither a vault nor keys."""
        workers = self._at(("server", "workers"))
        if not isinstance(workers, int) or workers < 2:  # noqa: PLR2004 - several
            return
        if self._at(("redis", "url")) is None:
            message = f"{workers} processes can't share what customers fill in without Redis"
            yield self._problem(where, message, f"Set redis.url, or server.workers to 1.  {see('redis')}")
        if not self._items(("keys",)):
            message = f"{workers} processes need keys that they share"
            hint = f"Add a key under keys: `openssl rand -base64 32` makes its secret.  {see('keys')}"
            yield self._problem(where, message, hint)

    def _same_twice(self, queue: str) -> Iterator[ConfigProblem]:
        seen: set[str] = set()
        for path in self._items(("queues", queue, "secure_forms")):
            name = self._at(path)
            if isinstance(name, str) and name in seen:
                yield self._problem(path, f"{self._shown(path)} stands there twice", "Keep one of the two.")
            elif isinstance(name, str):
                seen.add(name)

    def _same_keys(self) -> Iterator[ConfigProblem]:
        seen: set[str] = set()
        for path in self._items(("keys",)):
            name = self._at((*path, "id"))
            if isinstance(name, str) and name in seen:
                hint = f"Give each key an id of its own, never used before.  {see('keys')}"
                yield self._problem((*path, "id"), f"two keys are called {name}", hint)
            elif isinstance(name, str):
                seen.add(name)

    def _markers(self) -> Iterator[ConfigProblem]:
        """Find canned texts that ask for forms which are not there."""
        known = self._shape.names("secure_forms")
        for name in self._shape.names("canned"):
            path: Path = ("canned", name, "text")
            text = self._at(path)
            for found in _MARKER.findall(text) if isinstance(text, str) else ():
                if found not in known:
                    hint = f"{suggest(found, known)}  {see('secure_forms')}"
                    yield self._problem(path, f"asks for a secure form '{found[:64]}', which is not there", hint)


def is_open(url: Value) -> bool:
    """Tell whether what goes to an address could be read on the way: no https, and not this machine."""
    try:
        parts = urlsplit(url) if isinstance(url, str) else None
        return parts is not None and parts.scheme == "http" and parts.hostname not in _HERE
    except ValueError:
        return False
