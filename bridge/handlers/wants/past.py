"""Past chats that fit what somebody looks for."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from bridge.store import past
from core.agents.rights import Right
from core.conversation.routes import routes_of
from core.features.past_chats import MOST, wanted
from core.ids import ConversationId

if TYPE_CHECKING:
    from bridge.handlers.wants import Asking


def loader(now: Callable[[], datetime]) -> Callable[[Connection, "Asking"], Sequence[ConversationId]]:
    """Make the loader for a clock: words are looked for in the newest chats alone."""

    def load(conn: Connection, asking: "Asking") -> Sequence[ConversationId]:
        """Give what fits, of the queues that the asker serves; of every queue for who may take any."""
        profile, chat = asking.profile, asking.conversation
        if profile is None:
            return ()
        queues = None if profile.may(Right.TAKE_ANY) else frozenset(profile.queues)
        scope = past.Scope(queues, MOST + 1, now())
        words = (asking.values.get("words") or asking.words).strip()
        if words:
            return past.find(conn, wanted(words, scope.now.date()), scope)
        found = [one for route in routes_of(chat) for one in past.of_contact(conn, *route, scope)] if chat else []
        return past.newest(conn, found)[: scope.limit]

    return load
