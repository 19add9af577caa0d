"""What the customer gets to see: in their log at once where the channel reads it, through the outbox elsewhere.

Of a chat that has moved a word goes by the present route; a change of what was said goes wherever that stands; and the
end is told in every log of ours, whose windows would else wait on.
"""

from bridge.delivery import jobs
from bridge.handlers.customer_log import log_at_once
from bridge.handlers.unit import Unit
from bridge.handlers.wants.customers import title_of
from bridge.store import feed, shown
from core.conversation import effects as do
from core.conversation.model import Conversation
from core.conversation.routes import named, present, routes_of
from core.conversation.seats import is_seen
from core.ids import Contact, MessageId

ENDS = frozenset({do.CustomerTurn.ENDED, do.CustomerTurn.TIMED_OUT})


def send(unit: Unit, chat: Conversation, effect: do.SendToCustomer) -> None:
    """Send a message."""
    here = present(chat)
    first = effect.message in unit.stored
    _show(unit, chat, here, jobs.CustomerJob(effect.message, first_mark=first, to=named(chat, here)))


def change(unit: Unit, chat: Conversation, effect: do.ChangeAtCustomer) -> None:
    """Change the customer's copies of a message."""
    for route in _where(unit, chat, effect.message):
        _show(unit, chat, route, jobs.CustomerChangeJob(effect.message, to=named(chat, route)))


def _where(unit: Unit, chat: Conversation, message: MessageId) -> tuple[Contact, ...]:
    """Give the routes by which a message went, or is on its way."""
    if not chat.taken:
        return (present(chat),)
    there = shown.addresses_with(unit.conn, chat.id, message)
    log = _log(unit, chat) if is_logged(unit, chat, message) else None
    found = (route for route in chat.taken if (route[0], named(chat, route)) in there)
    elsewhere = tuple(route for route in found if route[0] not in unit.office.feeds)
    return (*elsewhere, log) if log is not None else elsewhere


def is_logged(unit: Unit, chat: Conversation, message: MessageId) -> bool:
    """Tell whether a message is shown in our log; in one of a chat that never moved all are."""
    return _log(unit, chat) is not None and (not chat.taken or feed.has(unit.conn, chat.id, message))


def _log(unit: Unit, chat: Conversation) -> Contact | None:
    """Give a route whose customer reads our log: a chat has one log, whichever windows show it."""
    return next((route for route in routes_of(chat) if route[0] in unit.office.feeds), None)


def tell(unit: Unit, chat: Conversation, effect: do.TellCustomer) -> None:
    """Tell of a turn of the chat. Of somebody whom the customer doesn't see nothing is told, whoever asks for it."""
    seat = chat.participant(effect.agent)
    if seat is not None and not is_seen(seat) and effect.turn is not do.CustomerTurn.LEFT:
        return
    here = effect.by or present(chat)
    log = _log(unit, chat) if effect.turn in ENDS and here[0] not in unit.office.feeds else None
    goes_on = title_of(unit.office.channels, chat.channel) if effect.turn is do.CustomerTurn.MOVED else ""
    for route in (here, log) if log is not None else (here,):
        job = jobs.TurnJob(effect.turn, effect.agent, effect.queue, to=named(chat, route), channel=goes_on)
        _show(unit, chat, route, job)


def _show(unit: Unit, chat: Conversation, route: Contact, job: jobs.CustomerSideJob) -> None:
    if not log_at_once(unit, chat, route[0], job):
        unit.send(chat, f"channel:{route[0]}", job)
