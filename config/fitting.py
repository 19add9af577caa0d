"""Settings that are right each by itself and don't fit together."""

from collections.abc import Iterator

from config.checks import Checks
from config.document import Path, Value
from config.problems import ConfigProblem
from config.suggestions import suggest
from config.validation import see
from core.agents.model import RoleAtWork
from core.routing.queues import WrapUpMode


class Fitting(Checks):
    """The checks of what must fit together."""

    def problems(self) -> Iterator[ConfigProblem]:
        """Find what doesn't."""
        for queue in self._shape.names("queues"):
            yield from self._skills(queue)
            yield from self._other_queues(queue)
            yield from self._wrap_up(queue)
            yield from self._offline(queue)
            yield from self._bot_queues(queue)
        for team in self._shape.names("teams"):
            yield from self._team(team)
        yield from self._shortcuts()
        yield from self._archive()

    def _skills(self, queue: str) -> Iterator[ConfigProblem]:
        """Find a skill that no agent has, so that no agent would ever be asked."""
        asked = self._items(("queues", queue, "agent_choice", "skills"))
        known = [
            str(self._at(path))
            for section in ("agents", "agents_from")
            for name in self._shape.names(section)
            for path in self._items((section, name, "skills"))
        ]
        for path in asked:
            if isinstance(self._at(path), str) and self._at(path) not in known:
                hint = f"{suggest(str(self._at(path)), set(known))}  {see(self._shape.anchor_at(path))}"
                yield self._problem(path, f"no agent has the skill {self._shown(path)}", hint)

    def _other_queues(self, queue: str) -> Iterator[ConfigProblem]:
        """Find a queue that sends its chats to itself, and agents of another desk."""
        own = self._at(("queues", queue, "desk"))
        steps = [(*path, "queue") for path in self._items(("queues", queue, "overflow"))]
        for path in (*steps, ("queues", queue, "agent_gone", "to")):
            other = self._at(path)
            if other == queue:
                yield self._problem(path, "is the queue itself", f"Name another queue.  {self._see(path)}")
            elif isinstance(other, str) and self._at(("queues", other, "desk")) not in (own, None):
                message = f"queue {self._shown(path)} is handled on another desk"
                yield self._problem(path, message, f"Name a queue of desk '{own}'.  {self._see(path)}")

    def _bot_queues(self, queue: str) -> Iterator[ConfigProblem]:
        """Find choices of a queue's bot that lead to another desk: the chat's thread stays where it is."""
        bot, own = self._at(("queues", queue, "bot")), self._at(("queues", queue, "desk"))
        menus = self._at(("bots", str(bot), "menus"))
        for menu, one in menus.items() if isinstance(menus, dict) else ():
            choices = one.get("choices") if isinstance(one, dict) else None
            for choice in choices if isinstance(choices, dict) else ():
                path: Path = ("bots", str(bot), "menus", menu, "choices", choice, "queue")
                other = self._at(path)
                if isinstance(other, str) and self._at(("queues", other, "desk")) not in (own, None):
                    message = f"queue {self._shown(path)} is handled on another desk than queue '{queue}'"
                    yield self._problem(path, message, f"Name a queue of desk '{own}'.  {self._see(path)}")

    def _wrap_up(self, queue: str) -> Iterator[ConfigProblem]:
        """Find what must be filled in after the chat where there is no time for it."""
        if self._at(("queues", queue, "wrap_up", "mode")) != WrapUpMode.NONE.value:
            return
        wanted: dict[Path, Value] = {("queues", queue, "disposition", "required"): True}
        form = self._at(("queues", queue, "activity"))
        fields = self._at(("forms", str(form), "fields"))
        for path in wanted:
            if self._at(path) is True:
                yield self._no_time(path)
        if isinstance(fields, dict) and any(isinstance(one, dict) and one.get("required") for one in fields.values()):
            yield self._no_time(("queues", queue, "activity"))

    def _no_time(self, path: Path) -> ConfigProblem:
        hint = f"Set wrap_up to manual or timed.  {see('wrap_up-mode')}"
        return self._problem(path, "must be filled in after the chat, but the queue has no wrap-up", hint)

    def _offline(self, queue: str) -> Iterator[ConfigProblem]:
        """Find an offline form of a queue that is always open."""
        path: Path = ("queues", queue, "offline")
        if isinstance(self._at(path), dict) and self._at(("queues", queue, "hours")) is None:
            hint = f"Give the queue 'hours', or take this out.  {self._see(path)}"
            yield self._problem(path, "is never shown, because the queue is always open", hint, at_key=True)

    def _team(self, team: str) -> Iterator[ConfigProblem]:
        """Find a team without a desk, in a place that can't be, or with supervisors who are none."""
        desks = self._shape.names("desks")
        desk = self._at(("teams", team, "desk"))
        if desk is None and len(desks) > 1 and isinstance(self._at(("teams", team)), dict):
            hint = f"Write 'desk: {desks[0]}', or another.  {see('teams-desk')}"
            yield self._problem(("teams", team), "there are several desks", hint, at_key=True)
        place: Path = ("teams", team, "supervisors_place")
        form, text = self._desk(str(desk or next(iter(desks), ""))).place_id, self._at(place)
        if form and isinstance(text, str) and not form.fits(text):
            hint = f"Write it like {form.example}.  {self._see(place)}"
            yield self._problem(place, f"is not the id of a place on this desk, got {self._shown(place)}", hint)
        for path in self._items(("teams", team, "supervisors")):
            agent = self._at(("agents", str(self._at(path))))
            if isinstance(agent, dict) and agent.get("role") != RoleAtWork.SUPERVISOR.value:
                hint = f"Give the agent 'role: supervisor'.  {see('role')}"
                yield self._problem(path, f"agent {self._shown(path)} is no supervisor", hint)

    def _shortcuts(self) -> Iterator[ConfigProblem]:
        """Find two texts with one shortcut."""
        paths: list[tuple[Path, str]] = [(("canned", name, "shortcut"), "") for name in self._shape.names("canned")]
        yield from self._twice(paths)

    def _archive(self) -> Iterator[ConfigProblem]:
        """Find transcripts that are to be mailed where no mail is sent."""
        path: Path = ("transcripts", "archive")
        if self._items(path) and self._at(("mail",)) is None:
            hint = f"Add a section 'mail', or take this out.  {self._see(path)}"
            yield self._problem(path, "can't be mailed, because 'mail' is left out", hint, at_key=True)

    def _see(self, path: Path) -> str:
        return see(self._shape.anchor_at(path))
