"""The Teams adapter: where its two halves meet.

Rules:
1. Nothing is asked of Microsoft before `start`; then a token, once, so that a wrong secret is told at start.
2. Every verified activity is first learnt from (`learning`), then handled; only then it is answered. An invoke, which
   may turn out to be none and be refused, teaches what it does when it has been handled.
3. Stopping waits for what goes on behind the answers; nothing stored is lost by it.
4. Microsoft's library takes half a second to load: that is done at start, beside the loop.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

import structlog
from aiohttp import web

from adapters.spec import Context, Waiting
from adapters.teams.answers import Answers
from adapters.teams.busy import WAITING
from adapters.teams.carrying_out import Tools
from adapters.teams.clicks import Clicks
from adapters.teams.config import TeamsSection
from adapters.teams.connector import Connector
from adapters.teams.desk import Around, TeamsDesk
from adapters.teams.edge import PATH, Edge
from adapters.teams.graph import Graph
from adapters.teams.inbound import Us
from adapters.teams.known import Known
from adapters.teams.learning import learn
from adapters.teams.marking_desk import desk_for
from adapters.teams.opening import Opening
from adapters.teams.payload import Json, text
from adapters.teams.sign_in import TeamsSignIn
from adapters.teams.tokens import SignInRefused, SignInUnavailable, TokenSource
from adapters.teams.validation import Gate
from core.errors import AdapterAuthFailed, AdapterNotReady
from core.ids import DeskName, ExternalRef
from core.ports import SignIn
from core.sentences import Sentence
from core.texts import render

if TYPE_CHECKING:
    from adapters.teams.dispatch import Dispatch

log = structlog.get_logger(__name__)

_PATIENCE = 5.0
_REFUSED = 400


class TeamsAdapter:
    """One Teams tenant, running."""

    def __init__(self, context: Context) -> None:
        section: TeamsSection = context.section
        addresses, clock = section.addresses(), context.clock
        self._context = context
        self._section = section
        self._us = Us(
            DeskName(context.name),
            section.app_id,
            section.tenant,
            reads_all=section.reads_all,
            is_command=lambda word: context.registry.get(word) is not None,
        )
        self._tokens = TokenSource(section, context.session, clock)
        self._known = Known(context.memory, clock, addresses.service_hosts, addresses.service_url)
        self._gate = Gate(section, context.session, clock)
        connector = Connector(section, context.session, self._tokens, self._known)
        self._graph = Graph(section, context.session, clock)
        around = Around(clock, context.files, context.memory, context.links, self._places)
        make = desk_for(section)
        self._desk = make(context.name, section, connector, self._known, self._graph, around)
        self._answers = Answers(self._desk)
        tools = self._tools()
        self._clicks, self._opening = Clicks(tools, self._answers), Opening(tools, self._answers)

    @property
    def port(self) -> TeamsDesk:
        """Give the desk."""
        return self._desk

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Give the messaging endpoint."""
        return Edge(self._gate, self.take).routes()

    def sign_in(self) -> SignIn | None:
        """Give Microsoft's sign-in, where agents sign in by it."""
        if self._section.sign_in != "openid":
            return None
        return TeamsSignIn(self._section, self._context.session, self._context.clock)

    def waiting(self) -> Mapping[str, Waiting]:
        """Give how people who clicked are told from events, and what they are told when there is no room."""
        return {PATH: WAITING}

    async def start(self) -> None:
        """Ask for a token, to know that the app's credentials are good.

        Raises:
            AdapterNotReady: Microsoft's sign-in can't be asked now.
            AdapterAuthFailed: it refuses the app.
        """
        await asyncio.to_thread(import_module, "adapters.teams.dispatch")
        try:
            await self._tokens.token()
        except SignInRefused as refusal:
            raise AdapterAuthFailed(f"Microsoft refuses the app of desks.{self._context.name}: {refusal}.") from None
        except SignInUnavailable as trouble:
            raise AdapterNotReady(f"no token for desks.{self._context.name} yet: {trouble}") from None
        log.info("teams_started", tenant=self._section.tenant, cloud=self._section.cloud.value)

    async def stop(self) -> None:
        """Take nothing more, and finish what was begun."""
        try:
            await asyncio.wait_for(self.settle(), _PATIENCE)
        except TimeoutError:
            log.warning("teams_stopped_early")
        await self._gate.stop()
        await self._tokens.stop()
        await self._graph.stop()

    async def settle(self) -> None:
        """Wait for what goes on behind the answers."""
        await self._answers.settle()

    async def take(self, activity: Json) -> tuple[int, Json | None]:
        """Handle a verified activity; give the status and the body of the answer."""
        if text(activity, "type") != "invoke":
            await learn(activity, self._us, self._known)
            return await self._dispatch.take(activity)
        answer = await self._dispatch.take(activity)
        if answer[0] < _REFUSED:
            await learn(activity, self._us, self._known)
        return answer

    @cached_property
    def _dispatch(self) -> "Dispatch":
        from adapters.teams.dispatch import Dispatch  # noqa: PLC0415 - rule 4

        return Dispatch(self._us, self._context.inbox, self._clicks, self._opening, self._context.clock)

    def _places(self) -> Iterable[ExternalRef]:
        queues = self._context.directory().queues.values()
        return [place for queue in queues if queue.desk == self._us.desk for place in queue.places]

    def _words(self, sentence: Sentence) -> str:
        return render(sentence, self._context.directory().names())

    def _tools(self) -> Tools:
        context = self._context
        return Tools(
            us=self._us,
            inbox=context.inbox,
            desktop=context.desktop,
            registry=context.registry,
            desk=self._desk,
            memory=context.memory,
            clock=context.clock,
            words=self._words,
        )


def build(context: Context) -> TeamsAdapter:
    """Make the adapter; asks nobody anything."""
    return TeamsAdapter(context)
