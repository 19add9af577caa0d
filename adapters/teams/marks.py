"""The settled mark on an agent's message, as one reaction of the bot's.

https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/agent-reactions

Rules:
1. At most one of ours: the new one is set first, then the earlier one is taken away. Doing either twice is harmless.
2. Which mark a message has can't be asked. Of a message that this process has not marked, and that may bear one, those
   are taken away that can come before the new one; for what isn't there Teams says so by doing nothing.
3. A message that was deleted has no marks; that is as good as done.
4. Reactions of bots are a preview. Where they are refused for what they are, that is said as such: what became of a
   message then stands elsewhere.
"""

from types import MappingProxyType

from adapters.teams.connector import Connector, NoAnswer, TeamsRefused
from adapters.teams.failures import judged
from adapters.teams.ids import MessageAt, parse_message, parse_thread
from adapters.teams.remembered import Remembered
from core.conversation.effects import SettledMark
from core.errors import NotOffered
from core.ids import ExternalRef

# https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/teams-reactions-reference
REACTIONS = MappingProxyType(
    {
        SettledMark.SENT: "2705_whiteheavycheckmark",
        SettledMark.DELIVERED: "1f4ec_openmailboxwithraisedflag",
        SettledMark.READ: "1f440_eyes",
        SettledMark.HELD: "270b_raisedhand",
        SettledMark.NOTE: "1f512_locked",
        SettledMark.FAILED: "26a0_warningsign",
    }
)
_ALL = tuple(REACTIONS)
_BEFORE = MappingProxyType(
    {
        SettledMark.SENT: (SettledMark.HELD, SettledMark.FAILED),
        SettledMark.DELIVERED: (SettledMark.SENT, SettledMark.FAILED),
        SettledMark.READ: (SettledMark.SENT, SettledMark.DELIVERED),
        SettledMark.FAILED: (SettledMark.SENT, SettledMark.DELIVERED),
        SettledMark.NOTE: (SettledMark.HELD,),
        SettledMark.NONE: _ALL,
    }
)
"""What a message's mark may have been before: each costs a call, of two a second for everything."""

_FORBIDDEN, _NOT_FOUND = 403, 404
_NOT_THERE = frozenset({404, 405, 501})
"""Statuses of an address that Teams doesn't have: 405 was seen (https://github.com/microsoft/teams.py/issues/335)."""
_OF_THE_PLACE = frozenset(
    {
        "BotDisabledByAdmin",
        "BotNotInConversationRoster",
        "ConversationBlockedByUser",
        "ConversationNotFound",
        "MessageWritesBlocked",
        "NoServiceUrl",
        "TeamArchived",
    }
)
"""Codes that say no for everything in a place, not for reactions."""


class Marks:
    """Sets marks."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector
        self._there: Remembered[ExternalRef, tuple[str, ...]] = Remembered(10_000)

    async def mark(self, ref: ExternalRef, mark: SettledMark, *, first: bool = False) -> None:
        """Set the mark, replacing the earlier one; `first` says that there is none.

        Raises:
            NotOffered: Teams has no reactions of bots here.
            DeliveryFailed: Teams refused; doing it again is harmless, and goes on where it stopped.
        """
        at, wanted = parse_message(ref), REACTIONS.get(mark)
        there = self._there.get(ref)
        if there is None:
            there = () if first else tuple(REACTIONS[one] for one in _BEFORE.get(mark, ()))
        if wanted is not None and wanted not in there:
            if not await self._do(at, wanted, add=True):
                return
            there = (*there, wanted)
            self._there.put(ref, there)
        for one in [one for one in there if one != wanted]:
            if not await self._do(at, one, add=False):
                return
            there = tuple(kept for kept in there if kept != one)
            self._there.put(ref, there)

    async def _do(self, at: MessageAt, reaction: str, *, add: bool) -> bool:
        """Add or take back one reaction; False when the message is gone."""
        try:
            await self._connector.react(at.conversation, at.activity, reaction, add=add)
        except (TeamsRefused, NoAnswer) as trouble:
            if isinstance(trouble, TeamsRefused) and _is_no_more(trouble):
                return False
            if isinstance(trouble, TeamsRefused) and _is_not_offered(trouble):
                raise NotOffered(f"react: {trouble.status} {trouble.code}") from None
            personal = parse_thread(ExternalRef(at.conversation)).is_personal
            raise judged("react", trouble, repeatable=True, personal=personal) from None
        return True


def _is_no_more(trouble: TeamsRefused) -> bool:
    """Tell whether the message was deleted: 404 with a code of Teams', but for those of the whole place."""
    is_told = not trouble.code.startswith("http_")
    return trouble.status == _NOT_FOUND and is_told and trouble.code not in _OF_THE_PLACE


def _is_not_offered(trouble: TeamsRefused) -> bool:
    """Tell whether it is reactions that are refused: the address isn't there, or may not be used."""
    if trouble.status == _FORBIDDEN:
        return trouble.code not in _OF_THE_PLACE
    return trouble.status in _NOT_THERE and trouble.code not in _OF_THE_PLACE
