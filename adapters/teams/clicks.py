"""Clicks on cards in conversations.

https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards

Rules:
1. Whoever clicked is answered by a short message at the card; with what that can't hold (buttons, many lines), in the
   personal chat. A question of ours that was answered gives way to its answer.
2. A home page that comes into view is shown anew; not at once again, because showing it brings it into view.
"""

import asyncio
from datetime import datetime, timedelta

from adapters.teams.actions import QUESTION, button_from
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
from adapters.teams.answers import Answers
from adapters.teams.asked import Asked, asked_by, asker, data_of, to_inbound, where_of
from adapters.teams.carrying_out import PATIENCE, Tools
from adapters.teams.home import REFRESH_VERB
from adapters.teams.ids import make_message, parse_thread
from adapters.teams.inbound import dedupe, is_personal, made, message_ref
from adapters.teams.payload import Json, part, text
from adapters.teams.remembered import Remembered
from core.ids import ExternalRef, PersonRef
from core.inbound import DeskMessage, HomeOpened, Inbound, PersonSubject, ThreadSubject
from core.views import Button, Form, Prompt

_REFRESH = timedelta(seconds=60)
_MOST_READERS = 5_000


class Clicks:
    """Takes clicks and answers them."""

    def __init__(self, tools: Tools, answers: Answers) -> None:
        self._tools = tools
        self._answers = answers
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
        await asyncio.wait({self._answers.later(self._tools.desk.bring_home(person))}, timeout=PATIENCE)

    async def decided(self, activity: Json) -> None:
        """Take what became of a file that was offered (fileConsent); it is handed over behind the answer."""
        offer, value = message_ref(activity, "replyToId"), part(activity, "value")
        if offer is None or asker(activity, self._tools.us) is None:
            return
        if text(value, "action") == "accept":
            _ = self._answers.later(self._tools.desk.give_file(offer, part(value, "uploadInfo")))
        else:
            _ = self._answers.later(self._tools.desk.keep_file(offer))

    async def written(self, inbound: Inbound) -> None:
        """Tell whoever wrote under a card that has no chat behind it; the answer waits for none of that."""
        body, subject = inbound.body, inbound.subject
        if not isinstance(body, DeskMessage) or not isinstance(subject, ThreadSubject):
            return
        if await self._tools.desk.may_be_astray(subject.thread):
            _ = self._answers.later(self._astray(body.person, subject.thread))

    async def _astray(self, person: PersonRef, thread: ExternalRef) -> None:
        at, tools = parse_thread(thread), self._tools
        heads = [make_message(place, at.root) for place in (thread, at.channel) if at.root]
        if await tools.desktop.knows(tools.us.desk, thread, heads):
            return
        said = await tools.desk.lead(thread)
        if said is not None:
            await tools.desk.tell(person, None, said)

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
            self._answers.tell(asked, Prompt(FORM_FOLLOWS, key, buttons=(opens,)))
            return "" if is_personal(activity) else IN_PERSONAL_CHAT
        answer = Prompt(outcome.text or DONE, key, buttons=outcome.buttons)
        question = message_ref(activity, "replyToId") if data_of(activity).get(QUESTION) is True else None
        if question is not None and not outcome.refused:
            self._answers.replace(asked, question, answer)
            return DONE
        if outcome.buttons or not is_short(outcome.text):
            self._answers.tell(asked, answer)
            return "" if is_personal(activity) else IN_PERSONAL_CHAT
        return outcome.text or DONE


def _opening(form: Form) -> Button:
    return Button(form.title, form.command, form.conversation, form.values, style="primary", asks=True)
