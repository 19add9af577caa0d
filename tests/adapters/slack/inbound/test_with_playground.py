"""The adapter and the playground's Slack, over real HTTP and over a real socket: only the bridge's ports are fakes."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from adapters.slack.adapter import SlackAdapter, build
from adapters.slack.config import SlackSection
from adapters.spec import Context
from core.commands.catalog import ALL
from core.commands.registry import Registry
from core.directory import Directory
from core.ids import ConversationId, ExternalRef, PersonRef
from core.inbound import DeskEcho, DeskEdited, DeskMessage, HomeOpened, Inbound, Invocation, ThreadSubject
from core.messages import MarkKind, Text, plain_text
from core.ports import Outcome
from core.views import Button, Card, Prompt
from playground.changes import Changes
from playground.server import Playground
from playground.slack import visible
from tests.adapters.slack.inbound.fakes import FakeInbox
from tests.adapters.slack.inbound.world import FakeDesktop

PLACE = ExternalRef("T0DEMO/C0SUPPORT")
ADA = PersonRef("T0DEMO/U0ADA")
CHAT = ConversationId("chat-1")
Kind = TypeVar("Kind")


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        await Changes().next()  # nothing in these tests waits for the watchdog


@dataclass
class Bell(FakeInbox):
    """An inbox that rings when something has come."""

    changes: Changes = field(default_factory=Changes)

    async def accept(self, inbound: Inbound) -> bool:
        is_new = await super().accept(inbound)
        self.changes.ring()
        return is_new

    async def first(self, kind: type[Kind], test: Callable[[Kind], bool] = lambda _: True) -> Kind:
        """Wait for the first of a kind that passes a test."""
        return await self.changes.until(
            lambda: next((one.body for one in self.stored if isinstance(one.body, kind) and test(one.body)), None)  # type: ignore[arg-type,return-value]
        )


@dataclass
class Scene:
    adapter: SlackAdapter
    inbox: Bell
    playground: Playground

    @property
    def people(self) -> Any:
        return self.playground.slack.simulate


def context(playground: Playground, inbox: Bell, mode: str, session: ClientSession) -> Context:
    settings: dict[str, Any] = {
        "team": "T0DEMO",
        "bot_token": "xoxb-playground",
        "app_token": "xapp-playground",
        "signing_secret": "playground-signing-secret",
        "api_url": f"{playground.url}/slack/api",
        "mode": mode,
    }
    nothing: Any = None
    return Context(
        name="slack",
        section=SlackSection(**settings),
        public_url="http://bridge.example",
        inbox=inbox,
        feed=nothing,
        files=nothing,
        fleeting=nothing,
        desktop=FakeDesktop(),
        clock=SystemClock(),
        registry=Registry(ALL),
        directory=Directory,
        session=lambda: session,
    )


@pytest.fixture(params=["http", "socket"])
async def scene(request: pytest.FixtureRequest) -> AsyncIterator[Scene]:
    playground, inbox = Playground(port=0), Bell()
    await playground.start()
    async with ClientSession() as session:
        adapter = build(context(playground, inbox, request.param, session))
        app = web.Application()
        app.add_routes(adapter.routes())
        async with TestServer(app) as server:
            at = playground.slack.settings
            at.mode = request.param
            base = str(server.make_url("/slack")).rstrip("/")
            at.events_url, at.interactivity_url = f"{base}/events", f"{base}/interactivity"
            at.commands_url = f"{base}/commands"
            await adapter.start()
            yield Scene(adapter, inbox, playground)
            await adapter.stop()
            await playground.stop()


async def opened(scene: Scene) -> str:
    """Open a chat's thread as the outbox does; give its root."""
    buttons = (Button("Accept", "accept", CHAT), Button("Invite…", "invite", CHAT, asks=True))
    made = await scene.adapter.port.open_thread(PLACE, Card("Kim", "Kim waits", buttons=buttons), "open:chat-1")
    return str(made.thread).rpartition("/")[2]


async def test_own_posts_come_back_as_echoes_and_as_nothing_else(scene: Scene) -> None:
    root = await opened(scene)
    echo = await scene.inbox.first(DeskEcho)
    assert (echo.key, echo.ref) == ("open:chat-1", f"T0DEMO/C0SUPPORT/{root}")
    assert not any(isinstance(one.body, DeskMessage) for one in scene.inbox.stored)


async def test_what_an_agent_types_in_the_thread_arrives_with_its_changes(scene: Scene) -> None:
    root = await opened(scene)
    said = await scene.people.post(
        user="U0ADA", channel="C0SUPPORT", thread_ts=root, text="Hi *Kim* & co :wave: @grace #sales <!here>"
    )
    message = await scene.inbox.first(DeskMessage)
    assert message.person == ADA
    (words,) = message.parts
    assert isinstance(words, Text)
    assert "U0GRACE" not in words.text
    assert words.text.startswith("Hi Kim & co 👋 @")
    assert [words.text[mark.start : mark.end] for mark in words.marks if mark.kind is MarkKind.BOLD] == ["Kim"]
    subject = next(one.subject for one in scene.inbox.stored if one.body == message)
    assert subject == ThreadSubject(message.desk, ExternalRef(f"T0DEMO/C0SUPPORT/{root}"))

    await scene.people.unfurl(user="U0ADA", channel="C0SUPPORT", ts=said["ts"])
    await scene.people.edit(user="U0ADA", channel="C0SUPPORT", ts=said["ts"], text="Hello Kim")
    edited = await scene.inbox.first(DeskEdited)
    assert edited.parts is not None
    assert plain_text(edited.parts) == "Hello Kim"
    await scene.people.delete(user="U0ADA", channel="C0SUPPORT", ts=said["ts"])
    deleted = await scene.inbox.first(DeskEdited, lambda body: body.parts is None)
    assert deleted.ref == message.ref
    assert sum(isinstance(one.body, DeskMessage) for one in scene.inbox.stored) == 1


async def test_fenced_code_that_an_agent_types_arrives_as_one_piece_of_code(scene: Scene) -> None:
    root = await opened(scene)
    typed = "Run `tea` so:\n```\nbrew --at 80 <pot>\n  # see https://tea.example/a?b&c\n```\n*Done*"
    await scene.people.post(user="U0ADA", channel="C0SUPPORT", thread_ts=root, text=typed)
    (words,) = (await scene.inbox.first(DeskMessage)).parts
    assert isinstance(words, Text)
    code = "brew --at 80 <pot>\n  # see https://tea.example/a?b&c"
    assert words.text == f"Run tea so:\n{code}\nDone"
    assert {(mark.kind, words.text[mark.start : mark.end]) for mark in words.marks} == {
        (MarkKind.CODE, "tea"),
        (MarkKind.CODE, code),
        (MarkKind.LINK, "https://tea.example/a?b&c"),
        (MarkKind.BOLD, "Done"),
    }


async def test_mention_of_the_bot_is_heard_once_though_slack_tells_of_it_twice(scene: Scene) -> None:
    await scene.people.post(user="U0ADA", channel="C0SUPPORT", text="@deskbridge list")
    message = await scene.inbox.first(DeskMessage)
    assert (message.mentioned, plain_text(message.parts)) == (True, "list")
    await scene.people.post(user="U0ADA", channel="C0SUPPORT", text="@deskbridge ready")
    await scene.inbox.first(DeskMessage, lambda body: plain_text(body.parts) == "ready")
    assert sum(isinstance(one.body, DeskMessage) for one in scene.inbox.stored) == 2


async def test_direct_message_and_home_are_heard(scene: Scene) -> None:
    direct = await scene.people.open_im(user="U0ADA")
    await scene.people.post(user="U0ADA", channel=direct["channel"], text="ready")
    message = await scene.inbox.first(DeskMessage)
    assert message.direct
    await scene.people.open_home(user="U0ADA")
    assert (await scene.inbox.first(HomeOpened)).person == ADA


async def test_click_slash_and_form_reach_the_inbox(scene: Scene) -> None:
    root = await opened(scene)
    card = scene.playground.slack.store.channels["C0SUPPORT"].messages[root]
    accept, invite = next(block for block in card.blocks if block["type"] == "actions")["elements"]
    where = {"user": "U0ADA", "channel": "C0SUPPORT", "ts": root}
    await scene.people.click(**where, action_id=accept["action_id"])
    clicked = await scene.inbox.first(Invocation)
    assert (clicked.command, clicked.person) == ("accept", ADA)

    await scene.people.click(**where, action_id=invite["action_id"])
    await scene.adapter.settle()
    (modal,) = scene.playground.slack.store.modals["U0ADA"]
    scene.inbox.outcome = Outcome("Grace is invited.")
    values = {"agent": {"value": {"type": "plain_text_input", "value": "Grace"}}}
    await scene.people.submit_view(user="U0ADA", view_id=modal.id, values=values)
    submitted = await scene.inbox.first(Invocation, lambda body: body.surface == "form")
    assert submitted.values["agent"] == "Grace"
    assert scene.playground.slack.store.modals["U0ADA"] == []
    await scene.adapter.settle()

    scene.inbox.outcome = Outcome("You have no chats.")
    await scene.people.post(user="U0ADA", channel="C0RANDOM1", text="/chat list")
    slash = await scene.inbox.first(Invocation, lambda body: body.surface == "slash")
    assert slash.command == "list"
    seen = visible.state(scene.playground.slack, "U0ADA")["messages"]["C0RANDOM1"]
    assert [message["text"] for message in seen] == ["You have no chats."]


async def test_chat_actions_opens_its_modal(scene: Scene) -> None:
    root = await opened(scene)
    said = await scene.people.post(user="U0ADA", channel="C0SUPPORT", thread_ts=root, text="Hello")
    await scene.people.shortcut(user="U0ADA", callback_id="chat_actions", channel="C0SUPPORT", ts=said["ts"])
    await scene.adapter.settle()
    (modal,) = scene.playground.slack.store.modals["U0ADA"]
    assert modal.body["callback_id"] == "actions"


async def clicks(scene: Scene, ts: str, blocks: list[dict[str, Any]], label: str) -> None:
    """Click a button of a message, and wait for what follows."""
    buttons = [one for block in blocks if block["type"] == "actions" for one in block["elements"]]
    button = next(one for one in buttons if one["text"]["text"] == label)
    await scene.people.click(user="U0ADA", channel="C0SUPPORT", ts=ts, action_id=button["action_id"])
    await scene.adapter.settle()


async def submits(scene: Scene) -> None:
    """Submit the form that is open; the bridge answers that Grace is invited."""
    (modal,) = scene.playground.slack.store.modals["U0ADA"]
    scene.inbox.outcome = Outcome("Grace is invited.")
    values = {"agent": {"value": {"type": "plain_text_input", "value": "Grace"}}}
    await scene.people.submit_view(user="U0ADA", view_id=modal.id, values=values)
    await scene.adapter.settle()


async def test_form_of_a_private_question_is_answered_in_its_thread(scene: Scene) -> None:
    root = await opened(scene)
    question = Prompt("Whom?", "ask:1", buttons=(Button("Invite…", "invite", CHAT, asks=True),))
    await scene.adapter.port.tell(ADA, ExternalRef(f"T0DEMO/C0SUPPORT/{root}"), question)
    ephemerals = scene.playground.slack.store.channels["C0SUPPORT"].ephemerals
    await clicks(scene, ephemerals[0].ts, ephemerals[0].blocks, "Invite…")
    await submits(scene)
    assert [(one.text, one.thread_ts) for one in ephemerals] == [("Whom?", root), ("Grace is invited.", root)]


async def test_form_of_a_card_is_answered_in_its_thread_once_somebody_wrote_there(scene: Scene) -> None:
    root = await opened(scene)
    support = scene.playground.slack.store.channels["C0SUPPORT"]
    for said in (None, "Hello"):
        if said:
            await scene.people.post(user="U0ADA", channel="C0SUPPORT", thread_ts=root, text=said)
        await clicks(scene, root, support.messages[root].blocks, "Invite…")
        await submits(scene)
    assert [one.thread_ts for one in support.ephemerals] == [None, root]
