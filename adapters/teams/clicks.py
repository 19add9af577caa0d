"""Clicks on cards in conversations.

https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards

Rules:
1. Whoever clicked is answered by a short message at the card; with what that can't hold (buttons, many lines), in the
   personal chat. A question of ours that was answered gives way to its answer.
2. An answer that can't be given is logged, never raised: what was asked for is stored already.
3. A home page that comes into view is shown anew; not at once again, because showing it brings it into view.
"""

import asyncio
from collections.abc import Coroutine
from datetime import datetime, timedelta
from typing import Any

import structlog

from adapters.teams.actions import button_from
from adapters.teams.answering import (
    DONE,
    FORM_FOLLOWS,
    IN_PERSONAL_CHAT,
    NOT_A_COMMAND,
    TAKING_LONGER,
    Body,
    is_short,
    message,
)
from adapters.teams.asked import Asked, asked_by, asker, data_of, to_inbound, where_of
from adapters.teams.carrying_out import PATIENCE, Tools
from adapters.teams.home import REFRESH_VERB
from adapters.teams.inbound import dedupe, is_personal, made, message_ref
from adapters.teams.payload import Json, part, text
from adapters.teams.remembered import Remembered
from core.errors import DeliveryFailed
from core.ids import ExternalRef, PersonRef
from core.inbound import HomeOpened, PersonSubject
from core.views import Button, Form, Prompt

log = structlog.get_logger(__name__)

_OF_OFFERS = frozenset({"accept", "reject"})
"""What answers an offer: the bridge itself shows on its card what became of it."""
_REFRESH = timedelta(seconds=60)
_MOST_READERS = 5_000


class Clicks:
    """Takes clicks and answers them."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._tasks: set[asyncio.Task[None]] = set()
        self._refreshed: dict[PersonRef, datetime] = {}
        self._brought: Remembered[str, bool] = Remembered(_MOST_READERS)

    async def click(self, activity: Json) -> Body | None:
        """Answer an Action.Execute."""
        person = asker(activity, self._tools.us)
        if person is None:
            return message("")
        if text(part(activity, "value", "action"), "verb") == REFRESH_VERB:
            await self._refresh(activity, person)
            return message("")
        button = button_from(data_of(activity))
        if button is None:
            return message(NOT_A_COMMAND)
        asked = asked_by(person, button, where_of(activity))
        at_home = await self._is_home(activity, person)
        return message(await self._carried_out(activity, asked, at_home=at_home))

    async def submitted(self, activity: Json) -> None:
        """Take an Action.Submit that opens nothing: a message without words. Nobody waits for its answer."""
        person, button = asker(activity, self._tools.us), button_from(part(activity, "value"))
        if person is not None and button is not None:
            asked = asked_by(person, button, where_of(activity))
            inbound = to_inbound(asked, activity, self._tools.us, self._tools.clock.now(), "button")
            await self._tools.inbox.accept(inbound)

    async def bring_home(self, person: PersonRef, asked: str) -> None:
        """Let the home page that a person asks for stand at the end of their chat; once for each time of asking.

        That the old one is gone is not waited for: Teams waits for us.
        """
        if self._brought.get(asked):
            return
        self._brought.put(asked, True)
        await asyncio.wait({self._later(self._tools.desk.bring_home(person))}, timeout=PATIENCE)

    async def decided(self, activity: Json) -> None:
        """Take what became of a file that was offered (fileConsent); it is handed over behind the answer."""
        offer, value = message_ref(activity, "replyToId"), part(activity, "value")
        if offer is None or asker(activity, self._tools.us) is None:
            return
        if text(value, "action") == "accept":
            _ = self._later(self._tools.desk.give_file(offer, part(value, "uploadInfo")))
        else:
            _ = self._later(self._tools.desk.keep_file(offer))

    async def settle(self) -> None:
        """Wait until everything behind the answers is done."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _refresh(self, activity: Json, person: PersonRef) -> None:
        """Have a home page shown anew that came into view; not at once again, because showing it shows it."""
        now = self._tools.clock.now()
        if now - self._refreshed.get(person, now - _REFRESH) < _REFRESH:
            return
        if len(self._refreshed) >= _MOST_READERS:
            self._refreshed.pop(next(iter(self._refreshed)))
        self._refreshed[person] = now
        us = self._tools.us
        await self._tools.inbox.accept(
            made(activity, us, PersonSubject(us.desk, person), HomeOpened(us.desk, person), now)
        )

    async def _is_home(self, activity: Json, person: PersonRef) -> bool:
        ref = message_ref(activity, "replyToId") if is_personal(activity) else None
        return ref is not None and await self._tools.memory.recall(f"home:{person}") == ref

    async def _carried_out(self, activity: Json, asked: Asked, *, at_home: bool) -> str:
        """Carry out what was clicked on a card; give what is said there."""
        outcome = await self._tools.outcome(activity, asked, "home" if at_home else "button")
        if not outcome.settled:
            return TAKING_LONGER
        key = dedupe(activity)
        if outcome.form is not None:
            opens = _opening(outcome.form)
            _ = self._later(self._tell(asked, Prompt(FORM_FOLLOWS, key, buttons=(opens,))))
            return "" if is_personal(activity) else IN_PERSONAL_CHAT
        answer = Prompt(outcome.text or DONE, key, buttons=outcome.buttons)
        question = message_ref(activity, "replyToId")
        is_answered = is_personal(activity) and not (at_home or outcome.refused or asked.command in _OF_OFFERS)
        if is_answered and question is not None:
            _ = self._later(self._replace(asked, question, answer))
            return DONE
        if outcome.buttons or not is_short(outcome.text):
            _ = self._later(self._tell(asked, answer))
            return "" if is_personal(activity) else IN_PERSONAL_CHAT
        return outcome.text or DONE

    async def _tell(self, asked: Asked, answer: Prompt) -> None:
        await self._tools.desk.tell(asked.person, asked.where.thread, answer)

    async def _replace(self, asked: Asked, question: ExternalRef, answer: Prompt) -> None:
        await self._tools.desk.update_prompt(question, asked.person, answer)

    def _later(self, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        task = asyncio.get_running_loop().create_task(_logged(work), name="teams-answer")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


async def _logged(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except DeliveryFailed as failure:
        log.warning("teams_answer_lost", why=failure.detail)
    except Exception as error:  # noqa: BLE001 - behind the answer nobody else would hear of it
        log.error("teams_answer_failed", error=type(error).__name__)  # noqa: TRY400 - a traceback may show words


def _opening(form: Form) -> Button:
    return Button(form.title, form.command, form.conversation, form.values, style="primary", asks=True)
