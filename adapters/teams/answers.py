"""Answers that are given behind the answer: told in the personal chat, or put in the place of a question there.

Rules:
1. Teams is answered first; what it waits for is short.
2. An answer that can't be given is logged, never raised: what was asked for is stored already.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog

from adapters.teams.asked import Asked
from core.errors import DeliveryFailed
from core.ids import ExternalRef
from core.ports import AgentDesk
from core.views import Prompt

log = structlog.get_logger(__name__)


class Answers:
    """Gives answers, and knows which are still under way."""

    def __init__(self, desk: AgentDesk) -> None:
        self._desk = desk
        self._tasks: set[asyncio.Task[None]] = set()

    def tell(self, asked: Asked, answer: Prompt) -> None:
        """Answer whoever asked, in private."""
        _ = self.later(self._tell(asked, answer))

    def replace(self, asked: Asked, question: ExternalRef, answer: Prompt) -> None:
        """Put an answer in the place of the question that was answered."""
        _ = self.later(self._desk.update_prompt(question, asked.person, answer))

    def later(self, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        """Do something behind the answer."""
        task = asyncio.get_running_loop().create_task(_logged(work), name="teams-answer")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def settle(self) -> None:
        """Wait until everything behind the answers is done."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _tell(self, asked: Asked, answer: Prompt) -> None:
        await self._desk.tell(asked.person, asked.where.thread, answer)


async def _logged(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except DeliveryFailed as failure:
        log.warning("teams_answer_lost", why=failure.detail)
    except Exception as error:  # noqa: BLE001 - behind the answer nobody else would hear of it
        log.error("teams_answer_failed", error=type(error).__name__)  # noqa: TRY400 - a traceback may show words
