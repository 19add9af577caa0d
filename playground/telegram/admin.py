"""How the bot is set up from outside, and what a person sees, as data.

Rule: every problem is told, nothing is half saved.
"""

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from playground.refusals import refuse
from playground.telegram.model import Json, Message
from playground.telegram.seed import MIA
from playground.telegram.settings import Settings

if TYPE_CHECKING:
    from playground.telegram.world import Telegram

_SECRET = frozenset({"bot_token", "secret_token"})
_KINDS: Mapping[str, type] = {one.name: type(getattr(Settings(), one.name)) for one in fields(Settings)}


def configuration(telegram: "Telegram") -> Json:
    """Tell the settings, the secrets left out, and the address that the app calls."""
    shown = {name: getattr(telegram.settings, name) for name in _KINDS if name not in _SECRET}
    return {**shown, "base_url": telegram.base_url}


async def configure(telegram: "Telegram", body: Json) -> Json:
    """Change the settings named in `body`.

    Raises HumanError naming what is wrong; then nothing has changed.
    """
    for name, value in body.items():
        _check(name, value)
    for name, value in body.items():
        setattr(telegram.settings, name, value)
    telegram.changes.ring()
    return configuration(telegram)


def _check(name: str, value: Any) -> None:
    if name not in _KINDS:
        refuse("bad_request", f"Unknown setting {name}. Settings: {', '.join(_KINDS)}.")
    if not isinstance(value, _KINDS[name]):
        refuse("bad_request", f"{name} is a {_KINDS[name].__name__}.")


def state(telegram: "Telegram", query: Mapping[str, str]) -> Json:
    """Write all that a person sees.

    Raises HumanError person_not_found.
    """
    asked = query.get("person", str(MIA))
    person = telegram.store.people.get(int(asked)) if asked.isdecimal() else None
    if person is None:
        refuse("person_not_found", f"Nobody on Telegram is {asked}.")
    everybody = [{"id": one.id, "name": f"{one.first_name} {one.last_name}".strip()} for one in _all(telegram)]
    messages = [_message(one) for one in person.messages]
    return {
        "me": person.id,
        "people": everybody,
        "blocked": person.blocked,
        "doing": person.doing,
        "messages": messages,
    }


def _all(telegram: "Telegram") -> list[Any]:
    return list(telegram.store.people.values())


def _message(one: Message) -> Json:
    return {
        "message": one.number,
        "mine": one.mine,
        "text": one.text,
        "at": one.at,
        "entities": one.entities,
        "file": {"name": one.file.name, "kind": one.file.kind} if one.file else None,
        "buttons": [[button["text"] for button in row] for row in one.keyboard],
        "edited": one.edited is not None,
        "reactions": one.reactions,
        "reply_to": one.reply_to,
        **one.content,
    }
