"""Whatever the core can say survives being stored."""

import json
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bridge.store.codec import check_key, dump, dump_mapping, load, load_mapping
from bridge.store.errors import RowUnreadable
from core.agents.model import Agent
from core.capabilities import Act
from core.conversation.effects import Record
from core.conversation.model import Conversation
from core.errors import PayloadMalformed
from core.ids import ConversationId
from core.inbound import Body, ConversationSubject, CustomerMessage, Inbound, Subject, TimerDue
from core.messages import Message, Part, Text
from core.sentences import Sentence, say
from tests.contracts.store_builders import NOW, a_conversation, a_message

st.register_type_strategy(str, st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))
st.register_type_strategy(
    Mapping, lambda kind: st.dictionaries(*(st.from_type(one) for one in typing.get_args(kind)), max_size=3)
)
# The core's own types build from their annotations; a union's members are all reached.
ROUND_TRIPS: tuple[Any, ...] = (Agent, Conversation, Inbound, Message, Record, Sentence)


@pytest.mark.parametrize("kind", ROUND_TRIPS, ids=lambda kind: kind.__name__)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_what_is_stored_comes_back_equal(kind: Any, data: st.DataObject) -> None:
    value = data.draw(st.builds(kind))

    assert load(kind, dump(value)) == value


@pytest.mark.parametrize("kind", [Agent, Conversation])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_an_aggregate_that_is_stored_briefly_comes_back_equal(kind: Any, data: st.DataObject) -> None:
    value = data.draw(st.builds(kind))

    assert load(kind, dump(value, brief=True)) == value


def test_what_a_chat_does_not_use_takes_no_room() -> None:
    assert set(json.loads(dump(a_conversation(), brief=True))) <= {
        *("id", "number", "queue", "channel", "contact", "customer_name", "opened_at"),
        *("status", "queued_at", "first_words"),
    }


@pytest.mark.parametrize("kind", [*typing.get_args(Body), *typing.get_args(Subject), *typing.get_args(Part)])
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_every_kind_of_a_union_comes_back_as_itself(kind: Any, data: st.DataObject) -> None:
    value = data.draw(st.builds(kind))
    assert is_dataclass(value)
    inbound = _carrying(value)

    back = load(Inbound, dump(inbound))

    assert back == inbound
    assert {type(getattr(back, one.name)) for one in fields(back)} == {
        type(getattr(inbound, one.name)) for one in fields(inbound)
    }


def _carrying(value: Any) -> Inbound:
    subject: Any = ConversationSubject(ConversationId("c1"))
    if isinstance(value, typing.get_args(Part)):
        return Inbound("web", "d1", subject, CustomerMessage((value,)), NOW)
    if isinstance(value, typing.get_args(Subject)):
        return Inbound("web", "d1", value, TimerDue(), NOW)
    return Inbound("web", "d1", subject, value, NOW)


def test_a_row_from_before_a_field_had_been_added_is_read_with_its_default() -> None:
    old = dump(a_message()).replace('"edited":false,', "")

    assert load(Message, old) == a_message()


def test_a_damaged_row_is_refused_without_quoting_it() -> None:
    with pytest.raises(RowUnreadable, match="a stored Message can't be read; wrong: at, author, ") as caught:
        load(Message, '{"id": "planted-text"}')

    assert "planted-text" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_half_a_character_is_refused_as_malformed() -> None:
    with pytest.raises(PayloadMalformed):
        dump(Text("\ud800"))


@pytest.mark.parametrize("word", ["a\0b", "a\ud800b"])
def test_an_id_that_not_every_database_can_keep_is_refused(word: str) -> None:
    with pytest.raises(PayloadMalformed):
        check_key("fine", word)


plain = st.none() | st.booleans() | st.integers() | st.text(max_size=10)
sentences = st.builds(say, st.text(max_size=5), name=st.text(max_size=5))
mappings: st.SearchStrategy[Mapping[str, Any]] = st.dictionaries(
    st.text(max_size=5),
    st.recursive(
        plain | sentences | st.datetimes(timezones=st.just(UTC)),
        lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=6,
    ),
    max_size=4,
)


@given(mappings)
def test_a_free_mapping_comes_back_equal(value: Mapping[str, Any]) -> None:
    assert load_mapping(dump_mapping(value)) == value


def test_enums_in_a_mapping_come_back_as_their_text_and_sets_in_order() -> None:
    assert load_mapping(dump_mapping({"act": Act.POST, "who": frozenset({"b", "a"})})) == {
        "act": "post",
        "who": ("a", "b"),
    }


@pytest.mark.parametrize("value", [Text("hello"), a_message(), b"bytes", object()])
def test_a_mapping_refuses_what_could_hide_text(value: object) -> None:
    with pytest.raises(TypeError, match="can't hold"):
        dump_mapping({"a": value})


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"kind": "post", "files": 0, "in_thread": False, "thread": None},
        {"name": 'Zoë \U0001f600 "quoted" \\ \x00 \n'},
        {"half": "a\ud800b"},
        {"half\udfff": "key"},
        {"long": 2**70, "longer": -(2**200)},
        {"share": 0.5},
        {"act": Act.POST},
        {"of": {"inner": ("a", ("b",))}},
    ],
)
def test_a_flat_mapping_is_written_and_read_as_any_other(value: dict[str, Any]) -> None:
    text = dump_mapping(value)

    assert load_mapping(text) == value
    assert json.loads(text) == json.loads(dump_mapping(MappingProxyType(value)))
    assert {name: type(one) for name, one in load_mapping(text).items()} == {
        name: str if isinstance(one, Act) else type(one) for name, one in value.items()
    }


def test_a_mapping_that_was_written_with_escapes_is_read() -> None:
    assert load_mapping('{"name":"Zo\\u00eb \\ud83d\\ude00","half":"\\ud800"}') == {
        "name": "Zoë \U0001f600",
        "half": "\ud800",
    }


def test_a_field_that_is_kept_elsewhere_is_read_with_its_default() -> None:
    text = dump(a_conversation(first_words="planted-text"), but="first_words")

    assert "planted-text" not in text
    assert load(Conversation, text) == a_conversation()


def test_an_id_may_hold_any_whole_character() -> None:
    check_key("", "plain", "Zoë \U0001f600 \n")
