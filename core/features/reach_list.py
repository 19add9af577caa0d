"""The list of a customer's channels, for an agent's eyes alone (H5)."""

from collections.abc import Iterable

from core.features.choosing_way import ASKED, value_of
from core.features.identities import Identity
from core.features.reach import Reach, Way
from core.ids import ConversationId
from core.sentences import say
from core.texts import render
from core.views import Button


def ways_listed(ways: Iterable[Way], number: int) -> str:
    """Write the list, a line each."""
    return "\n".join((render(say("channels_title", number=number), {}), *(f"• {_line(way)}" for way in ways)))


def ways_to_go(ways: Iterable[Way], chat: ConversationId) -> tuple[Button, ...]:
    """Give a button for each way by which the chat can go on now; where nobody has written from, it asks first."""
    return tuple(_button(way, way.identity, chat) for way in ways if way.identity is not None and way.reach in GO)


GO = frozenset({Reach.OPEN, Reach.UNASKED})


def _button(way: Way, there: Identity, chat: ConversationId) -> Button:
    is_open = way.reach is Reach.OPEN
    where = value_of(there) if is_open else f"{value_of(there)} {ASKED}"
    confirm = None if is_open else render(say("channel_confirm", name=there.name), {})
    return Button(render(say("channel_go", name=there.name), {}), "channel", chat, {"where": where}, confirm=confirm)


def reason(way: Way) -> str:
    """Say how a way stands, as the list does."""
    return way.why if way.reach is Reach.CLOSED else render(say(f"channels_{way.reach}"), {})


def _line(way: Way) -> str:
    name = way.identity.name if way.identity is not None else way.title
    said = reason(way)
    if way.reach is Reach.HERE and way.why:
        return f"{name}: {said}, but {way.why}"
    return f"{name}: {said}"
