"""Where a chat lives on its queue's desk: a thread in one of the queue's places, or a channel of its own.

A channel of its own follows its chat: whoever gets a seat is brought in; at Handled it is put away; and a chat that
comes back after that gets another one, because an app can't bring an archived channel back
(https://docs.slack.dev/reference/methods/conversations.unarchive).

Rule: the mode is the queue's at the moment. Chats that live in the other way go on as they are: the desk tells a
channel from a thread, and leaves the latter alone.
"""

from bridge.delivery.jobs import BringInJob, CloseChannelJob, NoticeJob, OpenChannelJob, OpeningJob, OpenThreadJob
from bridge.handlers.unit import Unit
from bridge.store import threads
from core.conversation.model import Conversation, Status
from core.ids import ExternalRef
from core.routing.queues import ThreadMode
from core.sentences import say


def opening(unit: Unit, chat: Conversation) -> OpeningJob:
    """Give the job that opens a chat's place."""
    places = _quietest_first(unit, chat)
    return OpenChannelJob(places) if _has_channel(unit, chat) else OpenThreadJob(places)


def make_room(unit: Unit, before: Conversation, after: Conversation) -> None:
    """Prepare a chat's own channel for what a step is about to say there."""
    if not _has_channel(unit, after):
        return
    if before.status is Status.HANDLED and after.is_open():
        _open_again(unit, after)
    desk = unit.queue(after).desk
    for seat in after.participants:
        profile = unit.office.directory().profiles.get(seat.agent)
        person = profile.people.get(desk) if profile else None
        if person is not None and before.participant(seat.agent) is None:
            unit.tell_desk(desk, BringInJob(person), after)


def put_away(unit: Unit, before: Conversation, after: Conversation) -> None:
    """Close the channel of a chat that is done with, behind everything that a step has said there."""
    if before.status is not Status.HANDLED and after.status is Status.HANDLED and _has_channel(unit, after):
        unit.tell_desk(unit.queue(after).desk, CloseChannelJob(), after)


def _open_again(unit: Unit, chat: Conversation) -> None:
    desk = unit.queue(chat).desk
    earlier = threads.of(unit.conn, chat.id, desk)
    unit.tell_desk(desk, opening(unit, chat), chat)
    if earlier is not None and earlier.link:
        unit.tell_desk(desk, NoticeJob(say("thread_new_channel", link=earlier.link)), chat)


def _has_channel(unit: Unit, chat: Conversation) -> bool:
    return unit.queue(chat).thread_mode is ThreadMode.CHANNEL


def _quietest_first(unit: Unit, chat: Conversation) -> tuple[ExternalRef, ...]:
    """Spread a queue's chats over its places: those with the fewest open chats first, equals as configured."""
    queue = unit.queue(chat)
    loads = threads.load_of_places(unit.conn, queue.desk, queue.places)
    return tuple(sorted(queue.places, key=lambda place: loads.get(place, 0)))
