"""What a bot of somebody else's answers, checked: it comes from outside."""

from collections.abc import Mapping
from typing import Annotated, TypeVar

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.errors import PayloadMalformed
from core.features.answering import Answer
from core.features.menus import menu
from core.features.verified import without_lock
from core.ids import BotId, QueueId
from core.inbound import BotAnswered
from core.messages import Text

LARGEST = 64 * 1024
"""Bytes of an answer."""

R = TypeVar("R", bound="Reply")
_Words = Annotated[str, Field(min_length=1, max_length=4000)]
_Short = Annotated[str, Field(min_length=1, max_length=80)]
_Name = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[a-zA-Z0-9_.-]+$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class Said(_Part):
    """One message, perhaps with choices."""

    text: _Words
    choices: Annotated[tuple[_Short, ...], Field(max_length=10)] = ()


class Learnt(_Part):
    """An attribute with the words under which agents see it."""

    label: _Short
    value: Annotated[str, Field(max_length=4000)]


class Way(_Part):
    """Where the chat goes."""

    queue: _Name | None = None
    priority: Annotated[int, Field(ge=-9, le=9)] = 0


class Reply(_Part):
    """A bot's answer."""

    messages: Annotated[tuple[Said, ...], Field(max_length=10)] = ()
    attributes: Annotated[Mapping[_Name, Learnt | Annotated[str, Field(max_length=4000)]], Field(max_length=50)] = {}
    hand_over: bool | Way = False


class Later(Reply):
    """A bot's answer that comes by a request of its own; `id` is its own name for it, so that it counts once."""

    id: Annotated[str, Field(min_length=8, max_length=100, pattern=r"^[a-zA-Z0-9_.:-]+$")]
    conversation: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[!-~]+$")]


def read_reply(bot: BotId, body: bytes) -> BotAnswered:
    """Read the response to a request; an empty one says nothing.

    Raises:
        PayloadMalformed: it is no such answer; says what is wrong, and nothing of what it held.
    """
    return _answered(bot, _read(Reply, body)) if body.strip() else BotAnswered(bot)


def read_later(bot: BotId, body: bytes) -> tuple[Later, BotAnswered]:
    """Read an answer that comes later. Raises `PayloadMalformed`."""
    later = _read(Later, body)
    return later, _answered(bot, later)


def _read(kind: type[R], body: bytes) -> R:
    try:
        return kind.model_validate(orjson.loads(body))
    except orjson.JSONDecodeError:
        raise PayloadMalformed("the answer is not JSON") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"]) or "(all)"
        raise PayloadMalformed(f"the answer is wrong at {where}: {first['msg']}") from None


def _answered(bot: BotId, reply: Reply) -> BotAnswered:
    way = reply.hand_over if isinstance(reply.hand_over, Way) else Way()
    return BotAnswered(
        bot,
        texts=tuple(_text(one) for one in reply.messages),
        learnt=tuple(_learnt(name, one) for name, one in reply.attributes.items()),
        over=bool(reply.hand_over),
        queue=QueueId(way.queue) if way.queue is not None else None,
        priority=way.priority,
    )


def _text(said: Said) -> Text:
    return menu(said.text, said.choices) if said.choices else Text(said.text)


def _learnt(name: str, one: Learnt | str) -> Answer:
    if isinstance(one, str):
        return Answer(name, name.replace("_", " ").capitalize(), (one,))
    return Answer(name, without_lock(one.label), (one.value,))
