"""From an inbound to its handler: the table of everything that can come in."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from bridge import topics
from bridge.handlers import (
    asking,
    banning,
    bots,
    customers,
    desk,
    elsewhere,
    experts,
    forms,
    holding,
    lanes,
    listing,
    pacing,
    presences,
    reactions,
    routing,
    screening,
    settling,
    surveying,
)
from bridge.handlers.advance import advance
from bridge.handlers.departures import Leaving
from bridge.handlers.invoke import Relane
from bridge.handlers.office import Office
from bridge.handlers.overtaking import Later
from bridge.handlers.turning_away import known_contact, turned_away
from bridge.handlers.unit import Unit
from bridge.store import inbox
from bridge.store.inbox import InboxRow
from bridge.store.outbox import OutboxRow
from core import inbound as came
from core.conversation.events import TimersDue
from core.inbound_customers import AnsweredElsewhere, CustomerConsent, TooMuchDropped
from core.inbound_own import FormMissing, FormOpening, FormUnshown
from core.ports import FeedNews, Outcome


@dataclass(frozen=True, slots=True)
class Handled:
    """What a handled inbound leaves to do after the commit."""

    outcome: Outcome | None = None
    wakes: frozenset[str] = field(default_factory=frozenset)
    added: tuple[OutboxRow, ...] = ()
    """Rows of the outbox, to be offered to `office.departures`."""
    announced: tuple[tuple[str, FeedNews], ...] = ()
    """What the customers' windows are told, to be given to `hints.announce`."""
    turned_away: bool = False
    """Whether nothing of it was stored: its sender is banned, or it was far too much."""


def handle(conn: Connection, office: Office, row: InboxRow, now: datetime) -> Handled:
    """Handle one inbound in this transaction and settle it.

    Raises:
        Conflict: another writer changed the same conversation or agent; nothing was written.
    """
    known = known_contact(conn, row.inbound)
    if turned_away(conn, office, row.inbound, known, now):
        inbox.settle(conn, row.id)
        return Handled(Outcome())
    if pacing.let_go_on(conn, office, row, known, now):
        return Handled(None, frozenset({topics.INBOX}))
    unit = Unit(conn, office, now)
    answer = _handle(unit, screening.as_handled(conn, office, row, now))
    if isinstance(answer, Relane):
        inbox.relane(conn, row.id, lanes.of_conversation(answer.conversation))
        return Handled(None, frozenset(unit.wakes | {topics.INBOX}), tuple(unit.added), tuple(unit.announced))
    if isinstance(answer, Later):
        inbox.wait(conn, row.id, answer.lane, answer.at, planned=answer.planned)
        return Handled(None, frozenset(unit.wakes), tuple(unit.added), tuple(unit.announced))
    inbox.settle(conn, row.id)
    return Handled(answer or Outcome(), frozenset(unit.wakes), tuple(unit.added), tuple(unit.announced))


def handle_stored(
    conn: Connection, office: Office, row: InboxRow, now: datetime, leaving: Leaving | None = None
) -> Handled | Relane | Later:
    """Handle one inbound in the transaction that stores it as settled; or say where, or from when on, it belongs.

    Raises:
        Conflict: another writer changed the same conversation or agent; nothing was written.
    """
    unit = Unit(conn, office, now, leaving)
    answer = _handle(unit, row)
    if leaving is not None:
        leaving.see(conn, unit.added, unit.written)
    if isinstance(answer, Relane | Later):
        return answer
    return Handled(answer or Outcome(), frozenset(unit.wakes), tuple(unit.added), tuple(unit.announced))


def _handle(unit: Unit, row: InboxRow) -> Outcome | Relane | Later | None:
    tracing = unit.office.tracing
    if tracing is None or row.inbound.trace is None:
        return _dispatched(unit, row)
    with tracing.handle(row.inbound, row.lane) as unit.trace:
        return _dispatched(unit, row)


def _dispatched(unit: Unit, row: InboxRow) -> Outcome | Relane | Later | None:  # noqa: C901 - a table in the shape of a match
    match row.inbound.body:
        case came.CustomerMessage() | came.OfflineRequest() as body:
            return customers.customer_message(unit, row, body)
        case came.CustomerIdentified() as body:
            customers.customer_identified(unit, row, body)
        case came.CustomerChose() as body:
            return asking.customer_chose(unit, row, body)
        case came.CustomerAnsweredPage() as body:
            asking.page_answered(unit, row, body)
        case came.CustomerRating() as body:
            surveying.customer_rated(unit, row, body)
        case came.CustomerForm() as body:
            forms.customer_form(unit, row, body)
        case came.CustomerDid() as body:
            return customers.customer_did(unit, row, body)
        case came.CustomerReceipt() as body:
            return settling.customer_receipt(unit, row, body)
        case CustomerConsent() | AnsweredElsewhere() | TooMuchDropped() as body:
            elsewhere.told_by_channel(unit, row, body)
        case came.DeskMessage() as body:
            return desk.desk_message(unit, row, body)
        case came.DeskEdited() as body:
            return desk.desk_edited(unit, row, body)
        case came.DeskReacted() as body:
            return reactions.desk_reacted(unit, row, body)
        case came.Invocation() as body:
            return desk.invocation(unit, row, body)
        case came.HomeOpened() as body:
            desk.home_opened(unit, body)
        case came.DeskEcho() as body:
            settling.desk_echo(unit, body)
        case came.DeskTrouble() as body:
            settling.desk_trouble(unit, body)
        case came.BotAnswered() as body:
            bots.bot_answered(unit, row, body)
        case _:
            _of_our_own(unit, row)
    return None


def _of_our_own(unit: Unit, row: InboxRow) -> None:
    """Handle what the bridge has handed to itself."""
    match row.inbound.body:
        case came.TimerDue():
            _timer_due(unit, row)
        case came.RouteQueue():
            routing.route_queue(unit, row)
        case came.RouteAgent() as body:
            routing.route_agent(unit, row, body)
        case came.RoutingAnswer() as body:
            routing.routing_answer(unit, row, body)
        case came.ResumeHeld():
            holding.resume_held(unit, row)
        case came.CustomerBanned() as body:
            banning.customer_banned(unit, row, body)
        case came.ShowLine():
            listing.show_line(unit, row)
        case came.AgentSeen() as body:
            presences.agent_seen(unit, row, body)
        case came.AgentRemoved() as body:
            presences.agent_removed(unit, row, body)
        case came.ExpertHeard() | came.ExpertGone() as body:
            experts.about_expert(unit, row, body)
        case FormOpening() | FormMissing() | FormUnshown() as body:
            forms.opened_on_a_page(unit, row, body)


def _timer_due(unit: Unit, row: InboxRow) -> None:
    chat = unit.chat(lanes.conversation_of(row.lane))
    if chat is not None:
        advance(unit, chat, TimersDue(unit.now))
        unit.keep_timer(chat.id)
