"""Where each person's home page stands: one card in the personal chat, shown anew in its place.

Rules:
1. Where it stands is kept durably; one that its person has deleted is posted anew.
2. Whoever asks for it gets it at the end of the chat (`bring`): the one further up is taken away.
"""

from collections.abc import Callable

import structlog

from adapters.teams import home as rendering
from adapters.teams.connector import Connector, NoAnswer, TeamsRefused
from adapters.teams.ids import parse_message
from adapters.teams.members import Members
from adapters.teams.private import Private
from core.ids import ExternalRef, PersonRef
from core.ports import Clock, Memory
from core.views import Home

log = structlog.get_logger(__name__)


class Homes:
    """Shows home pages."""

    def __init__(
        self,
        connector: Connector,
        private: Private,
        members: Members,
        memory: Memory,
        clock: Clock,
        link_of: Callable[[ExternalRef], str],
    ) -> None:
        self._connector = connector
        self._private = private
        self._members = members
        self._memory = memory
        self._clock = clock
        self._link_of = link_of

    async def show(self, person: PersonRef, home: Home) -> None:
        """Show somebody's home page where it stands, or post it. Raises `DeliveryFailed`."""
        reader = await self._members.find(person)
        activity = rendering.message(home, self._link_of, self._clock.now(), reader)
        there = await self._memory.recall(f"home:{person}")
        if there and await self._private.show_anew(ExternalRef(there), activity):
            return
        posted = await self._private.post(person, activity)
        if posted is not None:
            await self._memory.keep(f"home:{person}", posted)

    async def bring(self, person: PersonRef) -> None:
        """Let the next home page stand at the end of the chat; the old one goes, as far as Teams lets it."""
        there = await self._memory.recall(f"home:{person}")
        if not there:
            return
        await self._memory.forget(f"home:{person}")
        at = parse_message(ExternalRef(there))
        try:
            await self._connector.delete(at.conversation, at.activity)
        except (TeamsRefused, NoAnswer) as trouble:
            log.info("teams_home_stays", person=person, why=str(trouble))
