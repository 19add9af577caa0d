"""What a customer's screen shows of a chat that has ended: the survey, and where the transcript is.

Whoever is told that they are banned is asked nothing: their answer would be turned away. Whoever is not told sees the
end that everybody sees, and their answer seems to be taken, as all that they write.
"""

from datetime import datetime

from sqlalchemy import Connection

from bridge.handlers.office import Office
from bridge.handlers.turning_away import is_banned
from bridge.store import contacts, conversations, survey
from bridge.store.database import Database
from core.conversation.model import Conversation
from core.conversation.routes import routes_of
from core.conversation.surveying import is_taken
from core.ids import ConversationId
from core.ports import Afterwards as AfterwardsPort
from core.ports import Afterword, Clock, SurveyOffer


class StoredAfterwards:
    """Reads from the store."""

    def __init__(self, database: Database, office: Office, clock: Clock, words: str | None) -> None:
        """Take what is needed to read, and what banned customers are told; None where they are told nothing."""
        self._tells_bans = words is not None
        self._database = database
        self._office = office
        self._clock = clock

    async def of(self, conversation: ConversationId) -> Afterword:
        """Give what there is after a chat; nothing while it goes on."""
        now = self._clock.now()
        return await self._database.read(lambda conn: self._read(conn, conversation, now))

    def _read(self, conn: Connection, conversation: ConversationId, now: datetime) -> Afterword:
        chat = conversations.get(conn, conversation)
        if chat is None or chat.is_open():
            return Afterword()
        return Afterword(self._survey(conn, chat, now), self._office.link_at_end(chat.id))

    def _survey(self, conn: Connection, chat: Conversation, now: datetime) -> SurveyOffer | None:
        queue = self._office.directory().queues.get(chat.queue)
        asked = queue.survey if queue is not None else None
        if asked is None or (self._tells_bans and self._is_banned(conn, chat, now)):
            return None
        said = survey.get(conn, chat.id)
        if said is None and not is_taken(chat, 1, asked, now):
            return None
        score, words = (said.score, bool(said.comment)) if said is not None else (None, False)
        return SurveyOffer(asked.question, asked.scale, asked.comment, score, words)

    def _is_banned(self, conn: Connection, chat: Conversation, now: datetime) -> bool:
        return any(is_banned(conn, self._office, one, contacts.get(conn, *one), now) for one in routes_of(chat))


_: type[AfterwardsPort] = StoredAfterwards
