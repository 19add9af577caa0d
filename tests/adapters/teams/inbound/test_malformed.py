"""Activities with something wrong in them, anywhere: read as far as they can be, and never an error of ours."""

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.teams.answers import Answers
from adapters.teams.carrying_out import Tools
from adapters.teams.clicks import Clicks
from adapters.teams.dispatch import Dispatch
from adapters.teams.inbound import Us
from adapters.teams.known import Known
from adapters.teams.learning import learn
from adapters.teams.opening import Opening
from adapters.teams.validation import Verified, admit
from core.commands.catalog import ALL
from core.commands.registry import Registry
from core.errors import InboundRejected
from core.ids import ExternalRef, PersonRef
from core.ports import Notes
from playground.teams.seed import TENANT
from tests.adapters.teams.inbound.fakes import NOW, US, FakeDesktop, FakeInbox

PAYLOADS = [
    json.loads(one.read_text(encoding="utf-8"))["payload"]
    for one in sorted((Path(__file__).parent / "payloads").glob("*.json"))
]
JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [
        *(None, 0, -1, 1e400, True, "", "x", "\x00\ud800", "9" * 40, "2026-13-99T99:99:99Z", "<at>"),
        *([], [None], [[]], {}, {"": None}),
    ]
)
DATA = {"command": "invite", "conversation": "c1", "values": {"how": "coach"}, "where": {"thread": "a:1", "about": 3}}
FORM = {"form": {"command": "invite", "conversation": "c1", "values": {}}, "text:agent": "Grace", "many:which": "a,b"}
INVOKES: list[tuple[str, Any]] = [
    ("adaptiveCard/action", {"action": {"type": "Action.Execute", "verb": "cmd:invite", "data": DATA}, "trigger": "x"}),
    ("adaptiveCard/action", {"action": {"type": "Action.Execute", "verb": "home", "data": {}}}),
    ("task/fetch", {"data": {**DATA, "asks": True, "msteams": {"type": "task/fetch"}}, "context": {"theme": "dark"}}),
    ("task/fetch", {"data": {**DATA, "confirm": "Sure?"}}),
    ("task/submit", {"data": FORM}),
    ("task/submit", {"data": DATA}),
    ("composeExtension/fetchTask", {"commandId": "note", "messagePayload": {"id": "17", "replyToId": "16"}}),
    ("composeExtension/submitAction", {"commandId": "note", "data": FORM, "botMessagePreviewAction": None}),
    ("application/search", {"queryText": "gra", "dataset": '{"command":"invite","field":"agent"}'}),
    ("fileConsent/invoke", {"action": "accept", "context": {}, "uploadInfo": {"uploadUrl": "https://x"}}),
    ("actionableMessage/executeAction", {"body": "x"}),
    ("composeExtension/query", {"parameters": [{"name": "x"}]}),
]


@dataclass
class Desk:
    """Takes whatever it is given."""

    told: list[Any] = field(default_factory=list)

    async def tell(self, person: PersonRef, thread: ExternalRef | None, prompt: Any) -> None:
        self.told.append(prompt)

    async def update_prompt(self, ref: ExternalRef, person: PersonRef, prompt: Any) -> None:
        self.told.append(prompt)

    async def bring_home(self, person: PersonRef) -> None:
        self.told.append(person)

    async def give_file(self, offer: ExternalRef, upload: Any) -> None:
        self.told.append(offer)

    async def keep_file(self, offer: ExternalRef) -> None:
        self.told.append(offer)

    async def may_be_astray(self, thread: ExternalRef) -> bool:
        return True

    async def lead(self, thread: ExternalRef) -> Any:
        self.told.append(thread)


class Still:
    def now(self) -> Any:
        return NOW

    async def sleep(self, seconds: float) -> None:
        raise NotImplementedError(f"nothing waits {seconds} here")


async def taken(activity: dict[str, Any], us: Us = US) -> tuple[int, Any]:
    """Have an activity handled as behind the edge, with what it teaches."""
    inbox, memory = FakeInbox(), Notes()
    desk: Any = Desk()
    tools = Tools(us, inbox, FakeDesktop(), Registry(ALL), desk, memory, Still(), lambda sentence: sentence.key)
    answers = Answers(desk)
    await learn(activity, us, Known(memory, Still(), ("smba.trafficmanager.net",), ""))
    answer = await Dispatch(us, inbox, Clicks(tools, answers), Opening(tools, answers), Still()).take(activity)
    await answers.settle()
    return answer


def an_invoke(name: str, value: Any) -> dict[str, Any]:
    base = next(one for one in PAYLOADS if one["type"] == "message")
    return {**base, "type": "invoke", "name": name, "value": value, "id": "f:1", "replyToId": "17", "text": None}


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Give the place of everything in an activity."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        yield (*path, key)
        yield from places(one, (*path, key))


def spoilt(activity: dict[str, Any], path: tuple[Any, ...], junk: Any) -> dict[str, Any]:
    changed = copy.deepcopy(activity)
    at: Any = changed
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = junk
    return changed


@settings(max_examples=300, deadline=None)
@given(st.data())
async def test_whatever_is_wrong_in_an_activity_it_is_taken_or_left(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(PAYLOADS + [an_invoke(*one) for one in INVOKES]))
    path = data.draw(st.sampled_from([one for one in places(whole) if one != ("type",)]))

    status, _ = await taken(spoilt(whole, path, data.draw(JUNK)))

    assert status in (200, 400, 501)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_whatever_is_wrong_in_an_activity_it_is_let_in_or_refused(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(PAYLOADS))
    activity = spoilt(whole, data.draw(st.sampled_from(list(places(whole)))), data.draw(JUNK))
    verified = Verified(whole["serviceUrl"], frozenset({"msteams"}))

    status = 200
    try:
        admit(verified, activity, tenants={TENANT}, services=("smba.trafficmanager.net",))
    except InboundRejected as refusal:
        status = refusal.http_status

    assert status in (200, 401, 403)
    assert status != 200 or activity["serviceUrl"] == verified.service_url


@pytest.mark.parametrize(("name", "value"), INVOKES, ids=[f"{at}-{name}" for at, (name, _) in enumerate(INVOKES)])
async def test_a_question_is_answered_or_not_known(name: str, value: Any) -> None:
    status, body = await taken(an_invoke(name, value))

    assert status == (200 if name.partition("/")[0] in KNOWN and name != "composeExtension/query" else 501)
    assert json.dumps(body)


KNOWN = {"adaptiveCard", "task", "composeExtension", "application", "fileConsent"}


async def test_a_card_of_an_unknown_kind_is_refused_as_the_library_does() -> None:
    status, body = await taken(an_invoke("adaptiveCard/action", {"action": {"type": "Action.Submit"}}))

    assert (status, body) == (400, None)
