"""Dialogs: what a button or a message extension opens, what is sent from it, and what is searched in it.

https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/define-action-command

Rules:
1. A form is made from a read and stores nothing; what is sent from it is stored before it is answered.
2. A form that is refused comes back with what was filled in and what was wrong.
3. A dialog's answer is another dialog, a message, or nothing, which closes it. A form's answer that is longer than a
   message comes in the personal chat.
"""

import asyncio

import structlog

from adapters.teams import dialogs, forms
from adapters.teams.actions import button_from
from adapters.teams.answering import (
    BUSY,
    DONE,
    IN_PERSONAL_CHAT,
    NOT_A_COMMAND,
    TAKING_LONGER,
    Body,
    is_short,
    said,
    searched,
    shown,
)
from adapters.teams.answers import Answers
from adapters.teams.asked import Asked, asked_by, asker, data_of, remembering, where_extended, where_of
from adapters.teams.carrying_out import ACTIONS, PATIENCE, Tools
from adapters.teams.inbound import dedupe
from adapters.teams.payload import Json, part, text
from core.errors import Refused
from core.ports import Outcome
from core.views import Button, Form, Prompt

log = structlog.get_logger(__name__)


class Opening:
    """Opens dialogs and takes what comes from them."""

    def __init__(self, tools: Tools, answers: Answers) -> None:
        self._tools = tools
        self._answers = answers

    async def open(self, activity: Json) -> Body | None:
        """Answer task/fetch: what a button opens."""
        person, button = asker(activity, self._tools.us), button_from(data_of(activity))
        if person is None or button is None:
            return said(NOT_A_COMMAND)
        return await self._opened(asked_by(person, button, where_of(activity)), button)

    async def submit(self, activity: Json) -> Body | None:
        """Answer task/submit: a filled-in form, or a click in a dialog."""
        person = asker(activity, self._tools.us)
        sent = forms.submission_from(data_of(activity))
        button = button_from(data_of(activity))
        if person is not None and sent is not None:
            asked = Asked(person, sent.command, sent.conversation, where_of(activity), sent.values)
            return await (self._counted(asked, sent) if sent.counts else self._sent(activity, asked, sent))
        if person is None or button is None:
            return said(NOT_A_COMMAND)
        asked = asked_by(person, button, where_of(activity))
        if button.asks or button.confirm or button.command == ACTIONS:
            return await self._opened(asked, button)
        return await self._clicked_inside(activity, asked)

    async def extend(self, activity: Json) -> Body | None:
        """Answer composeExtension/fetchTask: a command chosen at a message."""
        person, command = asker(activity, self._tools.us), text(part(activity, "value"), "commandId")
        if person is None or self._tools.registry.get(command) is None:
            return said(NOT_A_COMMAND)
        asked = Asked(person, command, None, where_extended(activity))
        return await self._opened(asked, Button(command, command, asks=True))

    async def search(self, activity: Json) -> Body:
        """Answer application/search: what fits the words that are typed into a field."""
        value = part(activity, "value")
        person = asker(activity, self._tools.us)
        asked = forms.asked_from(text(value, "dataset"), text(value, "queryText"))
        found: tuple[tuple[str, str], ...] = ()
        if person is not None and asked is not None:
            try:
                async with asyncio.timeout(PATIENCE):
                    found = await self._tools.desktop.options(
                        self._tools.us.desk, person, asked.command, asked.conversation, asked.search
                    )
            except (Refused, TimeoutError) as trouble:
                log.info("teams_search_without_answer", command=asked.command, why=type(trouble).__name__)
        return searched(forms.found(found))

    async def _opened(self, asked: Asked, button: Button) -> Body:
        """Give what a button opens: its question, the list of all that can be done, or its form."""
        tools, where = self._tools, asked.where
        if button.confirm is not None:
            return shown(remembering(dialogs.question(button), where))
        try:
            async with asyncio.timeout(PATIENCE):
                if asked.command == ACTIONS:
                    _, groups = await tools.desktop.actions(
                        tools.us.desk, asked.person, asked.conversation, where.thread
                    )
                    return shown(remembering(dialogs.actions(groups), where))
                form = await tools.desktop.form(
                    tools.us.desk,
                    asked.person,
                    asked.command,
                    asked.conversation,
                    where.thread,
                    asked.values,
                    where.about,
                )
        except Refused as refusal:
            return said(tools.words(refusal.sentence))
        except TimeoutError:
            return said(BUSY)
        return shown(remembering(forms.dialog(form), where))

    async def _sent(self, activity: Json, asked: Asked, sent: forms.Submission) -> Body | None:
        """Carry out a filled-in form; one that is refused comes back with what was filled in."""
        outcome = await self._tools.outcome(activity, asked, "form")
        if not outcome.refused:
            return self._sent_away(activity, asked, outcome)
        try:
            async with asyncio.timeout(PATIENCE):
                form = await self._form(asked, sent)
        except (Refused, TimeoutError):
            return said(outcome.text)
        problem = forms.Problem(outcome.text, outcome.arg or _field_of(outcome.text, sent.filled))
        return shown(remembering(forms.dialog(form, sent.filled, problem), asked.where))

    async def _counted(self, asked: Asked, sent: forms.Submission) -> Body:
        """Show the form again as it was filled in, with how long its texts are."""
        desktop = self._tools.desktop
        try:
            async with asyncio.timeout(PATIENCE):
                form = await self._form(asked, sent)
                lengths = {
                    name: await desktop.length(sent.command, sent.conversation, sent.values, sent.filled.get(name, ""))
                    for name in sent.counts
                }
        except Refused as refusal:
            return said(self._tools.words(refusal.sentence))
        except TimeoutError:
            return said(BUSY)
        return shown(remembering(forms.dialog(form, sent.filled, lengths=lengths), asked.where))

    async def _form(self, asked: Asked, sent: forms.Submission) -> Form:
        """Make the form anew that was sent. Raises `Refused`."""
        where = asked.where
        return await self._tools.desktop.form(
            self._tools.us.desk,
            asked.person,
            sent.command,
            sent.conversation,
            where.thread,
            sent.opened_with,
            where.about,
        )

    def _sent_away(self, activity: Json, asked: Asked, outcome: Outcome) -> Body | None:
        """Close a form that was taken; what it answers is read beside the work, and longer than a dialog stays open."""
        if outcome.form is not None or (not outcome.buttons and is_short(outcome.text)):
            return self._ended(asked, outcome)
        self._answers.tell(asked, Prompt(outcome.text or DONE, dedupe(activity), buttons=outcome.buttons))
        return said(IN_PERSONAL_CHAT)

    async def _clicked_inside(self, activity: Json, asked: Asked) -> Body | None:
        """Carry out a click in a dialog."""
        outcome = await self._tools.outcome(activity, asked, "button")
        if outcome.refused:
            return said(outcome.text)
        return self._ended(asked, outcome)

    def _ended(self, asked: Asked, outcome: Outcome) -> Body | None:
        """Give what follows a dialog: another one, words, or nothing."""
        if outcome.form is not None:
            return shown(remembering(forms.dialog(outcome.form), asked.where))
        if not outcome.settled:
            return said(TAKING_LONGER)
        if outcome.buttons or not is_short(outcome.text):
            title = self._title(asked.command)
            return shown(remembering(dialogs.notice(title, outcome.text, outcome.buttons), asked.where))
        return said(outcome.text) if outcome.text else None

    def _title(self, name: str) -> str:
        """Name a command as its form does."""
        command = self._tools.registry.get(name)
        return command.form_title() if command is not None else name


def _field_of(words: str, values: Json) -> str:
    """Guess which input a refusal speaks of: the one that it names."""
    spoken = words.casefold().split()
    return next((name for name in values if name.casefold() in spoken), "")
