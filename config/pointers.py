"""Names that must be the name of something else in the configuration: one line each.

A pointer's path has `*` for names that people choose and for the places of a list.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from config.checks import Checks
from config.document import Path
from config.problems import ConfigProblem

ANY = "*"


@dataclass(frozen=True, slots=True)
class Pointer:
    """At `path` stands the name of a `what`, one of those under `group`.

    A number in `group` stands for the name at that place of the path: `bots`, 1, `menus` are the same bot's menus.
    """

    path: tuple[str, ...]
    what: str
    group: Path


POINTERS: tuple[Pointer, ...] = (
    Pointer(("queues", ANY, "hours"), "calendar", ("hours",)),
    Pointer(("queues", ANY, "offline", "form"), "form", ("forms",)),
    Pointer(("queues", ANY, "overflow", ANY, "queue"), "queue", ("queues",)),
    Pointer(("queues", ANY, "agent_gone", "to"), "queue", ("queues",)),
    Pointer(("queues", ANY, "bot"), "bot", ("bots",)),
    Pointer(("queues", ANY, "knowledge", ANY), "knowledge base", ("knowledge",)),
    Pointer(("queues", ANY, "brake", ANY), "rule", ("brake",)),
    Pointer(("queues", ANY, "clean_up", "replacements", ANY), "replacement", ("replacements",)),
    Pointer(("queues", ANY, "push_pages", "pages", ANY), "page", ("pages",)),
    Pointer(("queues", ANY, "disposition", "list"), "list of dispositions", ("dispositions",)),
    Pointer(("queues", ANY, "activity"), "form", ("forms",)),
    Pointer(("queues", ANY, "secure_forms", ANY), "secure form", ("secure_forms",)),
    Pointer(("agents", ANY, "roles", ANY), "role", ("roles",)),
    Pointer(("agents_from", ANY, "desk"), "desk", ("desks",)),
    Pointer(("agents_from", ANY, "queues", ANY), "queue", ("queues",)),
    Pointer(("teams", ANY, "desk"), "desk", ("desks",)),
    Pointer(("teams", ANY, "supervisors", ANY), "agent", ("agents",)),
    Pointer(("teams", ANY, "members", ANY), "agent", ("agents",)),
    Pointer(("agents", ANY, "roles", ANY), "role", ("roles",)),
    Pointer(("channels", ANY, "senders", ANY, "agent"), "agent", ("agents",)),
    Pointer(("canned", ANY, "teams", ANY), "team", ("teams",)),
    Pointer(("bots", ANY, "start"), "menu", ("bots", 1, "menus")),
    Pointer(("bots", ANY, "ask", ANY), "question", ("bots", 1, "questions")),
    Pointer(("bots", ANY, "knowledge", ANY), "knowledge base", ("knowledge",)),
    Pointer(("bots", ANY, "menus", ANY, "choices", ANY, "menu"), "menu", ("bots", 1, "menus")),
    Pointer(("bots", ANY, "menus", ANY, "choices", ANY, "ask", ANY), "question", ("bots", 1, "questions")),
    Pointer(("bots", ANY, "menus", ANY, "choices", ANY, "queue"), "queue", ("queues",)),
)


class Pointers(Checks):
    """The check of every pointer."""

    def problems(self) -> Iterator[ConfigProblem]:
        """Find names of what isn't there."""
        for pointer in POINTERS:
            for path in self.paths(pointer.path):
                group = self._at(tuple(path[part] if isinstance(part, int) else part for part in pointer.group))
                yield from self._name(path, pointer.what, list(group) if isinstance(group, dict) else [])

    def paths(self, pattern: tuple[str, ...], begin: Path = ()) -> Iterator[Path]:
        """Give the paths of the document that a pattern means."""
        if not pattern:
            yield begin
            return
        here = self._at(begin)
        if pattern[0] != ANY:
            if isinstance(here, Mapping) and pattern[0] in here:
                yield from self.paths(pattern[1:], (*begin, pattern[0]))
            return
        inside = list(here) if isinstance(here, dict) else range(len(here)) if isinstance(here, list) else ()
        for part in inside:
            yield from self.paths(pattern[1:], (*begin, part))
