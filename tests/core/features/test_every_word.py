"""Whatever words come in pass the detectors: every kind of inbound, and every field of it that can hold a text."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, NewType, Union, get_args, get_origin, get_type_hints

import pytest

from core import inbound as came
from core.features.detecting import screened
from core.ids import ExternalRef
from core.inbound import Body, ContactSubject, Inbound, Subject
from core.messages import Text
from core.policy.masking import Masking, Sensitive
from core.sentences import Sentence
from tests.build import BILLING, NOW, WEB

CARD = "4111 1111 1111 1111"
RULES = Masking(frozenset(Sensitive), agents=True)
BODIES: tuple[type, ...] = tuple(get_args(Body))
OF_AGENTS = (came.DeskMessage, came.DeskEdited, came.Invocation, came.DeskReacted)
"""What is written at desks is looked at by the chat's own step (`core.conversation.covering`)."""
OF_OUR_OWN = (
    *(came.DeskEcho, came.DeskTrouble, came.HomeOpened, came.ExpertGone, came.ExpertHeard, came.AgentRemoved),
    *(came.AgentSeen, came.TimerDue, came.RouteQueue, came.RouteAgent, came.RoutingAnswer, came.ResumeHeld),
    *(came.CustomerBanned, came.ShowLine, *get_args(came.FormAct)),
)
"""What the bridge and the platforms tell: keys, states, sentences of ours."""
NO_WORDS = {
    "CustomerMessage.client_id": "the widget's own id of it, of a form that it checks",
    "OfflineRequest.client_id": "as above",
    "CustomerChose.client_id": "as above",
    "CustomerForm.slot": "our own name of what is in the vault",
    "CustomerReceipt.key": "our own key of a sending",
    "Media.mime": "found from the content",
    "Unfetched.mime": "a platform's word for a kind of content",
}
"""Fields of customers' that hold a text which is no word of anybody's, each with what it is."""


def made(kind: Any) -> Any:
    """Make a value of a type, with a card's number wherever it may hold a text."""
    if kind is str:
        return CARD
    if isinstance(kind, NewType):
        return "id"
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    if get_origin(kind) in (Union, UnionType):
        return made(next(one for one in get_args(kind) if one is not NoneType))
    if get_origin(kind) is tuple:
        return tuple(made(one) for one in _each(get_args(kind)[0]))
    if kind is Sentence:
        return Sentence("over")
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{one.name: made(hints[one.name]) for one in fields(kind)})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    if get_origin(kind) in (Mapping, dict, frozenset):
        return get_origin(kind)() if get_origin(kind) is frozenset else {}
    return {int: 1, bool: False, datetime: NOW}[kind]


def _each(kind: Any) -> tuple[Any, ...]:
    """Give each of the types that the elements of a tuple can have."""
    return get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)


def texts(value: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Give every text in a value, with the name of the field in which it stands."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts(one, where)
    elif is_dataclass(value):
        for one in fields(value):
            yield from texts(getattr(value, one.name), f"{type(value).__name__}.{one.name}")


def left(body: Any) -> set[str]:
    """Give the fields in which a card's number still stands."""
    given = Inbound("test", "d1", ContactSubject(WEB, ExternalRef("visitor"), BILLING), body, NOW)
    return {
        where
        for where, text in texts(screened(given, RULES))
        if any(sign.isdigit() for sign in text) and where != "Inbound.dedupe"
    }


@pytest.mark.parametrize("kind", [one for one in BODIES if one not in (*OF_AGENTS, *OF_OUR_OWN)])
def test_no_field_of_what_comes_from_customers_is_stored_as_it_came(kind: type) -> None:
    assert left(made(kind)) - NO_WORDS.keys() == set()


@pytest.mark.parametrize("name", ["asks", "marks"])
def test_nor_does_any_kind_of_button_or_link_in_a_text(name: str) -> None:
    for kind in _each(get_type_hints(Text)[name]):
        if kind is NoneType:
            continue
        for body in (came.CustomerMessage, came.BotAnswered):
            field, value = ("parts", made(kind)) if body is came.CustomerMessage else ("texts", made(kind))
            assert (
                left(replace(made(body), **{field: (replace(Text(CARD), **{name: value}),)})) - NO_WORDS.keys() == set()
            )


def test_the_subject_of_what_comes_holds_no_name_as_it_came() -> None:
    for kind in get_args(Subject):
        given = Inbound("test", "", made(kind), came.CustomerDid("left"), NOW)
        assert not [where for where, text in texts(screened(given, RULES)) if CARD in text]


def test_every_kind_is_known_to_be_a_customers_an_agents_or_our_own() -> None:
    """A new kind is a customer's until somebody says otherwise here, so that its words are looked for."""
    assert set(OF_AGENTS) | set(OF_OUR_OWN) <= set(BODIES)
    assert [one.__name__ for one in BODIES if one not in (*OF_AGENTS, *OF_OUR_OWN)] == [
        "CustomerMessage",
        "OfflineRequest",
        "BotAnswered",
        "CustomerDid",
        "CustomerIdentified",
        "CustomerChose",
        "CustomerAnsweredPage",
        "CustomerRating",
        "CustomerForm",
        "CustomerReceipt",
        "CustomerConsent",
        "AnsweredElsewhere",
        "TooMuchDropped",
    ]


def test_what_is_found_in_every_field_can_be_found_at_all() -> None:
    given = made(came.CustomerMessage)
    assert {where for where, text in texts(given) if CARD in text} > {"CustomerMessage.name", "Text.text", "Page.url"}
