"""What happens on a click, a shortcut, a form, a search or a slash command.

Rules:
1. What is to be done is stored before it is acknowledged; the work itself goes on behind.
2. Opening a form is the one thing done straight away, from a read, and behind the acknowledgement: Slack may wait for
   ours before it takes another call (see `opening`).
3. Whoever asked is answered in private, at the place where the question was asked (see `asked`); a private question
   that was answered gives way to what became of it. A form may be followed by another, in its place, and by its answer
   where there is no message beside which that could stand.
4. An answer that takes longer than two seconds comes later, in private, from the bridge itself; what fits a search is
   then nothing.
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from typing import Any

import structlog

from adapters.slack import forms, prompt
from adapters.slack.answers import Answers
from adapters.slack.asked import Asked, to_inbound
from adapters.slack.clicks import read_click, read_shortcut
from adapters.slack.client import SlackClient
from adapters.slack.counting import Counting, read_typed
from adapters.slack.inbound import Install
from adapters.slack.opening import NOT_A_COMMAND, WHAT_TO_DO, Opening, form_view
from adapters.slack.payload import Json, part
from adapters.slack.remembered import Remembered
from adapters.slack.slash import asked_by, read_slash
from adapters.slack.submissions import read_search, read_submission
from adapters.slack.tracing import origin
from adapters.slack.writing import Names
from core.commands.registry import Registry
from core.errors import Overloaded, Refused
from core.ports import Clock, Desktop, Inbox, Outcome
from core.sentences import Sentence
from core.views import Prompt

log = structlog.get_logger(__name__)

PATIENCE = 2.0
"""Seconds that a request waits for its outcome; Slack waits three for us."""
LATE = 2.25
"""Seconds after which Slack may not wait any more when the answer arrives: it goes by the address of its own then.
https://docs.slack.dev/interactivity/implementing-slash-commands#responding_response_url
"""
_MOST_REFUSALS = 5_000

TAKING_LONGER = "This takes a moment. The answer follows here."
BUSY = "The bridge has too much to do at the moment, so this was not taken. Please try again in a moment."
DONE = "Done."
ACTIONS = "actions"
"""The command that opens the list of all that can be done."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What the interactions work with."""

    install: Callable[[], Install]
    inbox: Inbox
    desktop: Desktop
    registry: Registry
    names: Names
    clock: Clock
    client: SlackClient
    answers: Answers
    words: Callable[[Sentence], str]
    chat_command: str


class Interactions:
    """One method for each kind of interaction; each gives the body of the acknowledgement."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._opening = Opening(lambda: tools.install().desk, tools.desktop, tools.client, tools.answers, tools.words)
        self._counting = Counting(tools.desktop, tools.client, tools.clock)
        self._tasks: set[asyncio.Task[None]] = set()
        self._refusals: Remembered[str, int] = Remembered(_MOST_REFUSALS)

    async def click(self, payload: Json) -> None:
        """Take a click; it is stored, or its form is on its way, when this returns."""
        typed = read_typed(payload)
        if typed is not None:
            self._later(self._counting.typed(typed))
            return
        asked = read_click(payload, self._tools.install())
        if asked is None:
            return
        if asked.command == ACTIONS:
            self._later(self._opening.actions(asked))
            return
        if asked.asks:
            self._later(self._opening.form(asked))
            return
        inbound = to_inbound(asked, self._tools.install(), self._tools.names, self._tools.clock.now(), "button")
        if not asked.view and not asked.in_private:
            await self._tools.inbox.accept(inbound)
            return
        outcome = await self._tools.inbox.accept_and_wait(inbound, PATIENCE)
        if outcome.form is not None:
            self._later(self._opening.show(asked, outcome.form))
            return
        if asked.in_private:
            self._later(self._close_question(asked, outcome))
            return
        words = outcome.text or (DONE if outcome.settled else TAKING_LONGER)
        title = WHAT_TO_DO if outcome.refused else self._title(asked.command)
        self._later(self._opening.say_in_modal(asked, words, outcome.buttons, title))

    async def shortcut(self, payload: Json) -> None:
        """Take a shortcut: the list of commands, a command's form, or the person's own chats."""
        asked = read_shortcut(payload, self._tools.install())
        if asked is None:
            return
        if asked.command == ACTIONS:
            self._later(self._opening.actions(asked))
        elif asked.command == "chats":
            asked = replace(asked, command="list")
            inbound = to_inbound(asked, self._tools.install(), self._tools.names, self._tools.clock.now(), "shortcut")
            await self._tools.inbox.accept(inbound)
        elif self._tools.registry.get(asked.command) is None:
            self._later(self._tools.answers.give(asked.person, asked.where, Prompt(NOT_A_COMMAND, asked.dedupe)))
        else:
            self._later(self._opening.form(asked))

    async def submit(self, payload: Json) -> Mapping[str, Any] | None:
        """Take a filled-in form; give what Slack is to do with it, or None to close it.

        The same contents count once, but after a refusal they may be tried again.
        """
        asked = read_submission(payload, self._tools.install())
        if asked is None:
            return None
        view, contents = part(payload, "view"), asked.dedupe
        asked = replace(asked, dedupe=f"{contents}:{self._refusals.get(contents) or 0}")
        inbound = to_inbound(asked, self._tools.install(), self._tools.names, self._tools.clock.now(), "form")
        try:
            outcome = await self._tools.inbox.accept_and_wait(inbound, PATIENCE)
        except Overloaded:
            return forms.refusal(view, BUSY)
        if outcome.refused:
            self._refusals.put(contents, (self._refusals.get(contents) or 0) + 1)
            return forms.refusal(view, outcome.text, outcome.arg or _field_of(outcome.text, asked.values))
        if outcome.form is not None:
            return {"response_action": "update", "view": form_view(outcome.form, asked.where)}
        if outcome.text and asked.where.is_nowhere():
            view = forms.notice(self._title(asked.command), outcome.text, outcome.buttons)
            return {"response_action": "update", "view": view}
        if outcome.text:
            answer = Prompt(outcome.text, asked.dedupe, buttons=outcome.buttons)
            self._later(self._tools.answers.give(asked.person, asked.where, answer))
        return {"response_action": "clear"}

    async def slash(self, payload: Json) -> Mapping[str, Any] | None:
        """Take a slash command; give the private answer, or None when there is none."""
        tools = self._tools
        inbound = read_slash(payload, tools.install(), tools.names, tools.chat_command, tools.clock.now())
        if inbound is None:
            return None
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            outcome = await tools.inbox.accept_and_wait(inbound, PATIENCE)
        except Overloaded:
            return self._ephemeral(Prompt(BUSY, inbound.dedupe))
        if outcome.form is not None:
            self._later(self._opening.show(asked_by(payload, inbound), outcome.form))
            return None
        words = outcome.text or (DONE if outcome.settled else TAKING_LONGER)
        answer = Prompt(words, inbound.dedupe, buttons=outcome.buttons)
        if loop.time() - began > LATE:
            asked = asked_by(payload, inbound)
            self._later(tools.answers.give(asked.person, asked.where, answer))
            return None
        return self._ephemeral(answer)

    async def search(self, payload: Json) -> list[dict[str, Any]]:
        """Give the options that fit what is typed into a field, for a form of ours that is open."""
        tools = self._tools
        asked = read_search(payload, tools.install())
        if asked is None:
            return []
        try:
            async with asyncio.timeout(PATIENCE):
                found = await tools.desktop.options(
                    tools.install().desk, asked.person, asked.command, asked.conversation, asked.search
                )
        except (Refused, TimeoutError) as trouble:
            log.info("slack_search_without_answer", command=asked.command, why=type(trouble).__name__)
            return []
        return forms.options(found)

    async def settle(self) -> None:
        """Wait until everything behind the acknowledgements is done."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _close_question(self, asked: Asked, outcome: Outcome) -> None:
        """Put the answer in the place of a private question; after a refusal the question stays, for another try."""
        if not outcome.settled:
            return
        answer = Prompt(outcome.text or DONE, asked.dedupe, buttons=outcome.buttons)
        if outcome.refused:
            await self._tools.answers.give(asked.person, asked.beside(), answer)
        else:
            await self._tools.answers.replace(asked.person, asked.where, answer)

    def _title(self, name: str) -> str:
        """Name a command as its form does."""
        command = self._tools.registry.get(name)
        return command.form_title() if command is not None else WHAT_TO_DO

    def _ephemeral(self, answer: Prompt) -> Mapping[str, Any]:
        return {"response_type": "ephemeral", **prompt.message(answer, self._tools.clock.now())}

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(_logged(work), name="slack-interaction")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _logged(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception as error:  # noqa: BLE001 - behind the acknowledgement nobody else would hear of it
        log.error("slack_interaction_failed", **origin(error))  # noqa: TRY400 - see tracing


def _field_of(words: str, values: Mapping[str, str]) -> str:
    """Guess which input a refusal speaks of: the one that it names."""
    spoken = words.casefold().split()
    return next((name for name in values if name.casefold() in spoken), "")
