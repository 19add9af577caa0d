"""The commands by name: built once from the catalogue, asked by every surface."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from core.agents.model import Profile
from core.commands.model import CardPlace, Command, Scope
from core.conversation.model import Conversation
from core.errors import CommandUnknown, NotPermitted
from core.quoting import quoted
from core.routing.queues import Queue
from core.sentences import say

_ANSWERS = frozenset({"actions", "stay"})
"""What opens the list of all that can be done, or answers a question: no part of that list."""


_LIKENESS = 0.7
"""How like a command a word must be to be taken for a slip of the fingers; a common ending is not enough."""


def _is_listed(command: Command) -> bool:
    """Tell whether a command belongs into the list of all that can be done in a chat.

    What stands elsewhere and must be told which text or article is meant is given by that one's own button alone.
    """
    if command.name in _ANSWERS or command.scope not in (Scope.CONVERSATION, Scope.PERHAPS):
        return False
    if command.card is not CardPlace.ELSEWHERE:
        return True
    return command.scope is Scope.CONVERSATION and not any(arg.required for arg in command.args)


class Registry:
    """The commands of this installation. Iterating gives them in the catalogue's order."""

    def __init__(self, commands: Iterable[Command], prefix: str = "!") -> None:
        """Take the commands and the sign that typed ones begin with.

        Raises:
            ValueError: two commands claim one word.
        """
        self.prefix = prefix
        self._commands = tuple(commands)
        self._by_word: dict[str, Command] = {}
        for command in self._commands:
            for word in (command.name, *command.aliases):
                if word in self._by_word:
                    raise ValueError(f"two commands claim the word {word!r}")
                self._by_word[word] = command

    def __iter__(self) -> Iterator[Command]:
        """Give the commands in order."""
        return iter(self._commands)

    def get(self, word: str) -> Command | None:
        """Give the command of that name or alias, or None."""
        return self._by_word.get(word.casefold())

    def find(self, word: str) -> Command:
        """Give the command of that name or alias.

        Raises:
            CommandUnknown: there is none; the sentence names the nearest.
        """
        command = self.get(word)
        if command is None:
            near = self.near(word)
            if near is not None:
                raise CommandUnknown(say("command_unknown_near", word=quoted(word), near=near))
            raise CommandUnknown(say("command_unknown", word=quoted(word), help=self.prefix + "help"))
        return command

    def near(self, word: str) -> str | None:
        """Give what somebody may have meant who typed a word that is no command, as it is typed; None when nothing."""
        wanted = word.casefold()
        begun = [one for one in self._by_word if one[0] == wanted[:1]]  # a slip is seldom in the first letter
        found = get_close_matches(wanted, begun, n=1, cutoff=_LIKENESS)
        return self.prefix + found[0] if found else None

    def check_right(self, command: Command, profile: Profile | None, *, expert: bool = False) -> None:
        """See that this person, who may be an expert, may give the command.

        Raises:
            NotPermitted: they may not.
        """
        if self.may_give(command, profile, expert=expert):
            return
        if profile is None or command.needs is None:
            raise NotPermitted(say("not_an_agent"))
        raise NotPermitted(say("right_missing", right=command.needs.value))

    def may_give(self, command: Command, profile: Profile | None, *, expert: bool = False) -> bool:
        """Tell whether this person, who may be an expert, may give the command; supervisors have every right."""
        if command.for_anyone or (expert and command.for_experts):
            return True
        if profile is None:
            return False
        return command.needs is None or profile.may(command.needs)

    def offered(
        self, conversation: Conversation, profile: Profile | None, queue: Queue | None = None
    ) -> tuple[Command, ...]:
        """Give the commands whose buttons this person would find useful in this chat, of this queue, now."""
        return tuple(
            command
            for command in self._commands
            if _is_listed(command)
            and command.available(conversation)
            and (queue is None or command.fits(queue))
            and self.may_give(command, profile)
        )
