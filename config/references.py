"""Names in the configuration that point elsewhere in it, and ids that may stand only once.

Names that nothing but one rule is to be said about are listed in `config.pointers`.
"""

from collections.abc import Collection, Iterator

from config.checks import Checks
from config.document import Document, Path
from config.problems import ConfigProblem
from config.shape import GROUPS, Shape
from config.suggestions import suggest
from config.validation import see
from core.routing.queues import ThreadMode


class References(Checks):
    """The checks of queues, agents, channels, desks and commands."""

    def __init__(self, document: Document, shape: Shape, commands: Collection[str] | None) -> None:
        super().__init__(document, shape)
        self._commands = commands

    def problems(self) -> list[ConfigProblem]:
        """Run every check."""
        checks = (
            self._adapters,
            self._queues,
            self._agents,
            self._experts,
            self._channels,
            self._prefixes,
            self._disabled,
        )
        found = [problem for check in (self._workers, *checks) for problem in check()]
        return [*found, *self._twice(self._all_places()), *self._twice(self._all_people())]

    def _adapters(self) -> Iterator[ConfigProblem]:
        for group in GROUPS:
            for name in self._shape.names(group):
                if self._shape.section(group, name) is None:
                    yield self._unknown_adapter(group, name)

    def _unknown_adapter(self, group: str, name: str) -> ConfigProblem:
        kind = self._shape.kind(group, name)
        path: Path = (group, name) if kind == name else (group, name, "type")
        other = next(one for one in GROUPS if one != group)
        if kind in self._shape.kinds(other):
            return self._problem(path, f"this adapter belongs under {other}", f"Move it to '{other}'.", at_key=True)
        hint = f"{suggest(kind, self._shape.kinds(group))}  {see(group)}"
        return self._problem(path, "no adapter has this name", hint, at_key=True)

    def _queues(self) -> Iterator[ConfigProblem]:
        desks = self._shape.names("desks")
        for name in self._shape.names("queues"):
            yield from self._name(("queues", name, "desk"), "desk", desks)
            yield from self._no_channels(name, desks)
            yield from self._file_channels(name)
        for path, desk in self._all_places():
            form = self._desk(desk).place_id
            text = self._at(path)
            if form and isinstance(text, str) and not form.fits(text):
                hint = f"Write it like {form.example}.  {see('places')}"
                yield self._problem(path, f"is not the id of a place on this desk, got {self._shown(path)}", hint)

    def _no_channels(self, queue: str, desks: Collection[str]) -> Iterator[ConfigProblem]:
        """Find a queue whose chats shall have channels of their own on a desk that can't make any."""
        path: Path = ("queues", queue, "thread_mode")
        desk = self._at(("queues", queue, "desk"))
        if self._at(path) != ThreadMode.CHANNEL.value or not isinstance(desk, str) or desk not in desks:
            return
        if not self._desk(desk).has_channels:
            message = f"desk '{desk}' can't give a chat a channel of its own"
            yield self._problem(path, message, f"Write 'thread'.  {see('thread_mode')}")

    def _file_channels(self, queue: str) -> Iterator[ConfigProblem]:
        """Find rules for files of a channel that is not there."""
        path: Path = ("queues", queue, "attachments", "channels")
        rules, channels = self._at(path), self._shape.names("channels")
        unknown = [name for name in rules if name not in channels] if isinstance(rules, dict) else []
        for name in unknown:
            hint = f"{suggest(name, channels)}  {see('attachments')}"
            yield self._problem((*path, name), "no channel has this name", hint, at_key=True)

    def _workers(self) -> Iterator[ConfigProblem]:
        """Several processes need a database that several can use."""
        path: Path = ("server", "workers")
        number, url = self._at(path), self._at(("storage", "url"))
        has_one_file = url is None or (isinstance(url, str) and url.startswith("sqlite:"))
        if isinstance(number, int) and number > 1 and has_one_file:
            hint = f"Write 1, or a postgresql:// address in storage.url.  {see('workers')}"
            yield self._problem(path, "an SQLite file serves one process only", hint)

    def _agents(self) -> Iterator[ConfigProblem]:
        queues, desks = self._shape.names("queues"), self._shape.names("desks")
        for name in self._shape.names("agents"):
            for path in self._items(("agents", name, "queues")):
                yield from self._name(path, "queue", queues)
                yield from self._no_account(name, path)
        yield from self._accounts(desks)

    def _accounts(self, desks: Collection[str]) -> Iterator[ConfigProblem]:
        """Find ids at desks that are not there, and such as are none of the desk's."""
        for path, desk in self._all_people():
            if desk not in desks:
                hint = f"{suggest(desk, desks)}  {see(self._shape.anchor_at(path))}"
                yield self._problem(path, "no desk has this name", hint, at_key=True)
            form = self._desk(desk).agent_id
            text = self._at(path)
            if form and isinstance(text, str) and not form.fits(text):
                hint = f"Write it like {form.example}.  {see(self._shape.anchor_at(path))}"
                yield self._problem(path, f"is not a person's id on this desk, got {self._shown(path)}", hint)

    def _experts(self) -> Iterator[ConfigProblem]:
        """Find experts who are agents already: every agent can be asked as one."""
        agents = self._shape.names("agents")
        for name in self._shape.names("experts"):
            if name in agents:
                hint = f"Leave it out: every agent can be asked as an expert.  {see('experts')}"
                yield self._problem(("experts", name), "is an agent already", hint, at_key=True)

    def _no_account(self, agent: str, path: Path) -> Iterator[ConfigProblem]:
        """Find an agent who serves a queue on a desk where the agent isn't known."""
        desk = self._at(("queues", str(self._at(path)), "desk"))
        ids = self._at(("agents", agent, "ids"))
        if isinstance(desk, str) and isinstance(ids, dict) and desk in self._shape.names("desks") and desk not in ids:
            message = f"queue {self._shown(path)} is handled on desk '{desk}', where this agent has no id"
            yield self._problem(path, message, f"Add '{desk}' to the agent's ids.  {see('agents-ids')}")

    def _channels(self) -> Iterator[ConfigProblem]:
        queues = self._shape.names("queues")
        for name in self._shape.names("channels"):
            yield from self._name(("channels", name, "queue"), "queue", queues)
            for path in self._items(("channels", name, "queues")):
                yield from self._name(path, "queue", queues)

    def _prefixes(self) -> Iterator[ConfigProblem]:
        """Commands begin alike on every desk: what is a command on one must not be talk on another."""
        written = {name: self._at(("desks", name, "prefix")) for name in self._shape.names("desks")}
        signs = {name: sign if isinstance(sign, str) else "!" for name, sign in written.items()}
        first = next(iter(signs.values()), "!")
        for name, sign in signs.items():
            if sign != first:
                hint = f"Write the same prefix for every desk.  {see('prefix')}"
                path: Path = ("desks", name, "prefix") if isinstance(written[name], str) else ("desks", name)
                yield self._problem(path, f"commands begin with {sign!r} here and with {first!r} on another desk", hint)

    def _disabled(self) -> Iterator[ConfigProblem]:
        for path in self._items(("commands", "disabled")) if self._commands is not None else ():
            yield from self._name(path, "command", self._commands or ())

    def _all_places(self) -> list[tuple[Path, str]]:
        """Give every place of every queue with its desk."""
        return [
            (path, str(self._at(("queues", name, "desk"))))
            for name in self._shape.names("queues")
            for path in self._items(("queues", name, "places"))
        ]

    def _all_people(self) -> list[tuple[Path, str]]:
        """Give every id of every agent and expert with its desk."""
        return [
            ((group, name, "ids", desk), desk)
            for group in ("agents", "experts")
            for name in self._shape.names(group)
            if isinstance(ids := self._at((group, name, "ids")), dict)
            for desk in ids
        ]
