"""The Slack adapter: where its two halves meet.

Rules:
1. Nothing is asked of Slack before `start`; then who we are, once.
2. Events come by HTTP or by socket, never by both: one of two deliveries would only be thrown away.
3. Stopping waits for what goes on behind acknowledgements; nothing stored is lost by it.
4. Bolt is loaded by the first click, and what a socket needs only where there is one: a start has no use for them.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import structlog
from aiohttp import web

from adapters.slack.answers import Answers
from adapters.slack.client import SlackBlocked, SlackClient, SlackRefused
from adapters.slack.config import SlackSection
from adapters.slack.desk import SlackDesk
from adapters.slack.edge import Edge
from adapters.slack.ids import make_person, make_place
from adapters.slack.inbound import Install, translate
from adapters.slack.interactions import Interactions, Tools
from adapters.slack.name_source import SlackNames
from adapters.slack.names import NameCache
from adapters.slack.oauth import OAuth
from adapters.slack.payload import Json, part, text
from adapters.slack.sign_in import SlackSignIn
from adapters.slack.signature import Verifier
from adapters.spec import Context
from core.directory import Directory
from core.errors import AdapterAuthFailed, AdapterNotReady, DeliveryFailed
from core.ids import DeskName, ExternalRef
from core.ports import SignIn
from core.routing.queues import ThreadMode
from core.sentences import Sentence
from core.texts import render

if TYPE_CHECKING:
    from adapters.slack.bolt import Bolt
    from adapters.slack.socket import Socket

log = structlog.get_logger(__name__)

_PATIENCE = 5.0


class SlackAdapter:
    """One Slack workspace, running."""

    def __init__(self, context: Context) -> None:
        section: SlackSection = context.section
        self._context = context
        self._section = section
        self._install = Install(DeskName(context.name), section.team, chats_in=self._could_be_a_chats)
        self._looked_at: Directory | None = None
        self._places: frozenset[ExternalRef] | None = None
        """The places of this desk's queues; None while no queue gives each chat a channel of its own."""
        self._client = SlackClient(section, context.session)
        self._desk = SlackDesk(context.name, section, self._client, context.files, context.clock)
        self._names = NameCache(SlackNames(self._client), context.clock, self._agent_name)
        self._interactions = Interactions(self._tools())
        self._socket = self._make_socket()

    @property
    def port(self) -> SlackDesk:
        """Give the desk."""
        return self._desk

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """Give the routes for Slack's requests, and those for installing where that is configured."""
        routes: list[web.AbstractRouteDef] = []
        if self._socket is None and self._section.signing_secret is not None:
            verifier = Verifier(self._section.signing_secret.get_secret_value(), self._context.clock)
            routes += Edge(verifier, self.take_event, self.take_interaction).routes()
        if self._section.client_id is not None:
            routes += OAuth(
                self._section, self._context.public_url, self._context.clock, self._context.session
            ).routes()
        return routes

    def sign_in(self) -> SignIn | None:
        """Give Slack's sign-in, where agents sign in by it."""
        if self._section.sign_in != "openid":
            return None
        return SlackSignIn(self._section, self._context.session, self._context.clock)

    async def start(self) -> None:
        """Ask Slack who we are, and connect where events come by socket.

        Raises:
            AdapterNotReady: Slack can't be asked now.
            AdapterAuthFailed: the token is refused, or belongs to another workspace.
        """
        self._install = await self._who_we_are()
        if self._socket is not None:
            await self._socket.start()
        log.info("slack_started", team=self._install.team, mode=self._section.mode)

    async def stop(self) -> None:
        """Take nothing more, and finish what was begun."""
        if self._socket is not None:
            await self._socket.stop()
        try:
            await asyncio.wait_for(self._interactions.settle(), _PATIENCE)
        except TimeoutError:
            log.warning("slack_stopped_early")
        await self._names.stop()

    async def settle(self) -> None:
        """Wait for what goes on behind acknowledgements, and for names that were asked for."""
        await self._interactions.settle()
        await self._names.settle()

    async def take_event(self, payload: Json) -> None:
        """Translate an event and store it; when this returns it may be acknowledged."""
        self._names.learn(part(payload, "event"))
        inbound = translate(payload, self._install, self._names, self._context.clock.now())
        if inbound is not None:
            await self._context.inbox.accept(inbound)

    async def take_interaction(self, body: str, content_type: str) -> web.Response:
        """Answer a verified click, form or command. Raises `PayloadMalformed`."""
        return await self._bolt.take(body, content_type)

    @cached_property
    def _bolt(self) -> "Bolt":
        from adapters.slack.bolt import Bolt  # noqa: PLC0415 - rule 4

        return Bolt(self._interactions, lambda: self._install, self._section.api_base())

    async def _who_we_are(self) -> Install:
        """Ask; https://docs.slack.dev/reference/methods/auth.test."""
        try:
            answer = await self._client.call("auth.test")
        except (SlackRefused, SlackBlocked) as refusal:
            raise AdapterAuthFailed(
                f"Slack refuses bot_token of desks.{self._context.name} ({refusal.error}). Install the app again and "
                "put its new bot token into the configuration."
            ) from None
        except DeliveryFailed as failure:
            raise AdapterNotReady(f"Slack can't be asked who we are: {failure.detail}") from None
        team = text(answer, "team_id")
        if self._section.team not in (team, text(answer, "enterprise_id")):
            raise AdapterAuthFailed(
                f"bot_token of desks.{self._context.name} belongs to workspace {team}, but team says "
                f"{self._section.team}. Correct one of the two."
            )
        return replace(self._install, bot_user=text(answer, "user_id"), bot_id=text(answer, "bot_id"))

    def _could_be_a_chats(self, channel: str) -> bool:
        """Tell whether a channel may be one that was made for a chat: some queue has such, and this is no place."""
        directory = self._context.directory()
        if directory is not self._looked_at:
            queues = [one for one in directory.queues.values() if one.desk == self._install.desk]
            makes_channels = any(one.thread_mode is ThreadMode.CHANNEL for one in queues)
            self._looked_at = directory
            self._places = frozenset(place for one in queues for place in one.places) if makes_channels else None
        return self._places is not None and make_place(self._section.team, channel) not in self._places

    def _agent_name(self, user: str) -> str | None:
        person = make_person(self._section.team, user)
        profile = self._context.directory().agent_by_person(self._install.desk, person)
        return profile.name if profile else None

    def _words(self, sentence: Sentence) -> str:
        return render(sentence, self._context.directory().names())

    def _tools(self) -> Tools:
        context = self._context
        return Tools(
            install=lambda: self._install,
            inbox=context.inbox,
            desktop=context.desktop,
            registry=context.registry,
            names=self._names,
            clock=context.clock,
            client=self._client,
            answers=Answers(self._desk),
            words=self._words,
            chat_command=self._section.command,
        )

    def _make_socket(self) -> "Socket | None":
        token = self._section.app_token
        if self._section.mode != "socket" or token is None:
            return None
        from adapters.slack.socket import Socket  # noqa: PLC0415 - rule 4

        clock, api_base = self._context.clock, self._section.api_base()
        return Socket(token.get_secret_value(), api_base, clock, self.take_event, self._bolt.dispatch)


def place(section: SlackSection, written: str) -> ExternalRef:
    """Give the address of a channel that is written in the configuration by its id alone."""
    return make_place(section.team, written)


def build(context: Context) -> SlackAdapter:
    """Make the adapter; asks nobody anything."""
    return SlackAdapter(context)
