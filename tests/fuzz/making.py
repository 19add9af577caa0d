"""Which lines of the program make routes, and which of them have: what is nowhere fuzzed is found so.

Rule: a line that makes a route calls `web.get`, `web.post` or another of their kind, as all of them do; a route of any
other making is in `test_every_route_has_its_door_and_every_door_is_knocked_at`, once it is served.
"""

import ast
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Self

from aiohttp import web

ROOT = Path(__file__).parents[2]
MAKERS = ("get", "post", "put", "patch", "delete", "head", "view", "route", "static")
APART = ("bridge/bench/", "bridge/demo/")
"""Not served by `bridge serve`."""


class Making:
    """Notes from which line each route is made, as long as it is entered."""

    def __init__(self) -> None:
        """Begin with none."""
        self._made: set[tuple[str, int]] = set()
        self._makers: dict[str, Callable[..., Any]] = {}

    def __enter__(self) -> Self:
        """Stand beside the makers."""
        for name in MAKERS:
            self._makers[name] = getattr(web, name)
            setattr(web, name, self._noting(self._makers[name]))
        return self

    def __exit__(self, *_: object) -> None:
        """Step aside."""
        for name, maker in self._makers.items():
            setattr(web, name, maker)

    def left_out(self) -> list[str]:
        """Give the places at which the program can make a route and has made none."""
        made = {(file, line) for file, line in self._made}
        return [
            f"{file.relative_to(ROOT)}:{first}"
            for file, first, last in _places()
            if not any((str(file), line) in made for line in range(first, last + 1))
        ]

    def _noting(self, maker: Callable[..., Any]) -> Callable[..., Any]:
        def noting(*args: Any, **kw: Any) -> Any:
            frame = sys._getframe(1)  # noqa: SLF001 - who has called
            self._made.add((frame.f_code.co_filename, frame.f_lineno))
            return maker(*args, **kw)

        return noting


def _places() -> Iterator[tuple[Path, int, int]]:
    """Give the file, the first and the last line of each call of a maker."""
    for folder in ("adapters", "bridge"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            if str(file.relative_to(ROOT)).startswith(APART):
                continue
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and _is_maker(node.func):
                    yield file, node.lineno, node.end_lineno or node.lineno


def _is_maker(called: ast.expr) -> bool:
    is_ours = isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name)
    return is_ours and called.value.id == "web" and called.attr in MAKERS  # type: ignore[attr-defined]
