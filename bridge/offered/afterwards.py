"""What a customer's screen shows of a chat that has ended: the survey, and where the transcript is."""

from datetime import datetime

from sqlalchemy import Connection

from bridge.handlers.office import Office
from bridge.store import conversations, survey
from bridge.store.database import Database
from core.conversation.model import Conversation
from core.conversation.surveying import is_taken
from core.ids import ConversationId
from core.ports import Afterwards as AfterwardsPort
from core.ports import Afterword, Clock, SurveyOffer


class StoredAfterwards:
    """Reads from the store."""

    def __init__(self, database: Database, office: Office, clock: Clock) -> None:
        """Take what is needed to read."""
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
        if asked is None:
            return None
        said = survey.get(conn, chat.id)
        if said is None and not is_taken(chat, 1, asked, now):
            return None
        score, words = (said.score, bool(said.comment)) if said is not None else (None, False)
        return SurveyOffer(asked.question, asked.scale, asked.comment, score, words)


_: type[AfterwardsPort] = StoredAfterwards
