"""Modals, opened behind the acknowledgement: a command's form, the list of what can be done, words in a modal.

Rules:
1. A trigger id lives three seconds (https://docs.slack.dev/interactivity/handling-user-interaction#modal_responses); a
   modal that can't be opened any more says so and what to do, where it was asked for.
2. What is asked for in a modal is put on top of it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import structlog

from adapters.slack import forms
from adapters.slack.answers import Answers
from adapters.slack.asked import Asked, Packed, Where, pack
from adapters.slack.client import SlackClient
from adapters.slack.failures import is_error
from adapters.slack.modals import actions_view
from adapters.slack.payload import Json
from core.errors import DeliveryFailed, Refused
from core.ports import Desktop
from core.sentences import Sentence
from core.views import Button, Form, Prompt

log = structlog.get_logger(__name__)

_TOO_LATE = ("expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "trigger_expired", "trigger_exchanged")

LATE = "The form came too late: Slack waits three seconds only. Please click again."
NOT_OPENED = "Slack could not open the form. Please try again in a moment."
NOT_A_COMMAND = "That isn't set up here. Type /chat help to see what you can do."
WHAT_TO_DO = "What to do"


def form_view(form: Form, where: Where) -> Json:
    """Give a form's view, which remembers where it was asked for. Raises `Permanent` when that is too much."""
    kept = Packed(form.command, replace(where, conversation=form.conversation or where.conversation), form.values)
    return forms.view(form, pack(kept))


@dataclass(frozen=True, slots=True)
class Opening:
    """Opens modals."""

    desk: Callable[[], str]
    desktop: Desktop
    client: SlackClient
    answers: Answers
    words: Callable[[Sentence], str]

    async def form(self, asked: Asked) -> None:
        """Open the form of the command that was asked for."""
        where = asked.where
        try:
            form = await self.desktop.form(
                self.desk(), asked.person, asked.command, where.conversation, where.thread, asked.values, where.about
            )
        except Refused as refusal:
            await self.say(asked, self.words(refusal.sentence))
            return
        await self.show(asked, form)

    async def show(self, asked: Asked, form: Form) -> None:
        """Open a form that is made already."""
        await self._open(asked, form_view(form, asked.of_form()))

    async def actions(self, asked: Asked) -> None:
        """Open the list of all that this person may do in the chat."""
        where = asked.where
        if where.thread is None and where.conversation is None:
            await self.say(asked, NOT_A_COMMAND)
            return
        try:
            conversation, groups = await self.desktop.actions(
                self.desk(), asked.person, where.conversation, where.thread
            )
        except Refused as refusal:
            await self.say(asked, self.words(refusal.sentence))
            return
        kept = Packed("actions", replace(asked.of_form(), conversation=conversation))
        await self._open(asked, actions_view(groups, pack(kept)))

    async def say(self, asked: Asked, words: str) -> None:
        """Answer where it was asked: in the modal, or in private."""
        if asked.view:
            await self.say_in_modal(asked, words)
        else:
            await self.answers.give(asked.person, asked.of_form(), Prompt(words, asked.dedupe))

    async def say_in_modal(
        self, asked: Asked, words: str, buttons: tuple[Button, ...] = (), title: str = WHAT_TO_DO
    ) -> None:
        """Put words in the place of the modal in which it was asked, with what can be done about them."""
        try:
            notice = forms.notice(title, words, buttons)
            await self.client.call("views.update", view_id=asked.view, view=notice)
        except DeliveryFailed as failure:  # it was closed meanwhile
            log.info("slack_modal_gone", why=failure.detail)
            await self.answers.give(asked.person, asked.where, Prompt(words, asked.dedupe, buttons=buttons))

    async def _open(self, asked: Asked, view: Json) -> None:
        """Open a view, on top of the one in which it was asked for."""
        try:
            method = "views.push" if asked.view else "views.open"
            await self.client.call(method, trigger_id=asked.trigger, view=view)
        except DeliveryFailed as failure:
            late = is_error(failure, *_TOO_LATE)
            log.warning("slack_form_not_opened", command=asked.command, late=late, why=failure.detail)
            await self.say(asked, LATE if late else NOT_OPENED)
