"""Cards about a chat that stand beside its thread: a flag at the supervisors, what waits in another queue's place.

Rules:
1. They follow from what a step has changed in the state; no step asks for one.
2. Each is posted once, and afterwards shown anew; what has no card yet gets none by a change.
"""

from bridge.delivery.jobs import ChangePlaceCardJob, PlaceCardJob
from bridge.handlers.unit import Unit
from bridge.store import threads
from core.conversation.model import Conversation, Flag
from core.routing.queues import OfferMode

Kind = type[PlaceCardJob] | type[ChangePlaceCardJob]


def follow(unit: Unit, before: Conversation, after: Conversation) -> None:
    """Post and change the cards that a step concerns; hardly any step does."""
    if before.flag is not None or after.flag is not None:
        _follow_flag(unit, before, after)
    if before.transfer is not after.transfer:
        _follow_transfer(unit, before, after)


def _follow_flag(unit: Unit, before: Conversation, after: Conversation) -> None:
    """Call the supervisors of the agent's teams; show them who is there by now, and that the flag is down."""
    if before.flag != after.flag:
        if before.flag is not None:
            _tell_teams(unit, after, before.flag, ChangePlaceCardJob)
        if after.flag is not None:
            _tell_teams(unit, after, after.flag, PlaceCardJob)
    elif after.flag is not None and before.participants != after.participants:
        _tell_teams(unit, after, after.flag, ChangePlaceCardJob)


def _tell_teams(unit: Unit, chat: Conversation, flag: Flag, kind: Kind) -> None:
    for team in unit.office.directory().teams_of(flag.agent):
        if team.desk in unit.office.desks:
            unit.tell_desk(team.desk, kind(team.place, "flag", flag.agent, flag.note), chat)


def _follow_transfer(unit: Unit, before: Conversation, after: Conversation) -> None:
    """Point to a chat that was given to a queue whose agents look at another place; show when it waits no more."""
    given, queue = after.transfer or before.transfer, unit.queue(after)
    if given is None or given.to is not None or queue.offer_mode is not OfferMode.BROADCAST:
        return
    thread = threads.of(unit.conn, after.id, queue.desk)
    if thread is not None and queue.places and thread.place not in queue.places:
        kind: Kind = PlaceCardJob if before.transfer is None else ChangePlaceCardJob
        unit.tell_desk(queue.desk, kind(queue.places[0], "waits", given.by, given.note), after)
