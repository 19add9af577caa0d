"""A job as the body of an outbox row, and back.

Rules:
1. `job_from(body_of(job))` is the job, also after the way through the table.
2. A field that a later version adds has a default; a field that is not known is passed over.

It deliberately checks no more than that a job can be made: bodies are written by us alone.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from enum import Enum
from typing import Any, cast, get_args

from bridge.delivery.aside_jobs import AsideJob
from bridge.delivery.jobs import AskBotJob, CustomerSideJob, DeskJob, Job, TranscriptMailJob
from bridge.delivery.vault_jobs import DropValuesJob
from core.commands.model import ViewName
from core.conversation.effects import CustomerTurn, OfferOutcome
from core.conversation.expert import ExpertMode
from core.errors import BridgeError
from core.sentences import Sentence
from core.views import Button


class JobUnknown(BridgeError):
    """A row asks for something that this version doesn't know, or doesn't say what it is about."""

    code = "job_unknown"


def _sentence(value: Mapping[str, Any]) -> Sentence:
    return Sentence(value["key"], value["args"])


def _buttons(value: Sequence[Mapping[str, Any]]) -> tuple[Button, ...]:
    return tuple(Button(**one) for one in value)


_READ: Mapping[str, Callable[[Any], object]] = {
    "sentence": _sentence,
    "places": tuple,
    "chats": tuple,
    "messages": tuple,
    "mode": ExpertMode,
    "turn": CustomerTurn,
    "outcome": OfferOutcome,
    "view": ViewName,
    "buttons": _buttons,
}
"""How a field is read that is not stored as it is, by its name."""

_KINDS: tuple[type[Job], ...] = (
    *get_args(DeskJob),
    *get_args(AsideJob),
    *get_args(CustomerSideJob),
    AskBotJob,
    TranscriptMailJob,
    DropValuesJob,
)
_FIELDS = {
    kind: tuple(
        (one.name, _READ.get(one.name), one.default is MISSING and one.default_factory is MISSING)
        for one in fields(kind)
        if one.name != "kind"
    )
    for kind in _KINDS
}
_BY_NAME: Mapping[str, type[Job]] = {
    cast(str, one.default): kind for kind in _KINDS for one in fields(kind) if one.name == "kind"
}


def body_of(job: Job) -> Mapping[str, object]:
    """Write a job as a body."""
    body: dict[str, object] = {name: _plain(getattr(job, name)) for name, _, _ in _FIELDS[type(job)]}
    body["kind"] = job.kind
    return body


def job_from(body: Mapping[str, Any]) -> Job:
    """Read a job.

    Raises:
        JobUnknown: there is no such kind of job, or something is missing.
    """
    kind = _BY_NAME.get(body.get("kind", ""))
    if kind is None:
        raise JobUnknown(f"there is no job of kind {body.get('kind')!r}")
    given: dict[str, Any] = {}
    try:
        for name, read, is_needed in _FIELDS[kind]:
            value = body[name] if is_needed else body.get(name, MISSING)
            if value is not MISSING:
                given[name] = value if read is None or value is None else read(value)
    except (KeyError, TypeError, ValueError) as error:
        raise JobUnknown(f"a job of kind {body['kind']!r} can't be read: {type(error).__name__} {error}") from None
    return kind(**given)


def _plain(value: object) -> object:
    if isinstance(value, Sentence):
        return {"key": value.key, "args": dict(value.args)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Button):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value
