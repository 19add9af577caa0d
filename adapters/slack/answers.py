"""Private answers to whoever clicked, submitted a form or typed a slash command.

Rules:
1. Where the click was: by the address that came with it, in the thread of a reply, or else by direct message.
2. An answer that can't be given is logged, never raised: what was asked for is stored already.
"""

import structlog

from adapters.slack.asked import Where
from core.errors import DeliveryFailed
from core.ids import PersonRef
from core.ports import AgentDesk
from core.views import Prompt

log = structlog.get_logger(__name__)


class Answers:
    """Gives private answers."""

    def __init__(self, desk: AgentDesk) -> None:
        self._desk = desk

    async def give(self, person: PersonRef, where: Where, answer: Prompt) -> None:
        """Answer one person."""
        try:
            await self._desk.tell(person, where.reply_to or where.thread, answer)
        except DeliveryFailed as failure:
            log.warning("slack_answer_lost", person=person, why=failure.detail)

    async def replace(self, person: PersonRef, where: Where, answer: Prompt) -> None:
        """Put an answer in the place of the private message that was clicked, or beside it where it has no address."""
        if where.reply_to is None:
            await self.give(person, where, answer)
            return
        try:
            await self._desk.update_prompt(where.reply_to, person, answer)
        except DeliveryFailed as failure:
            log.warning("slack_answer_lost", person=person, why=failure.detail)
