"""What follows when an inbound was parked: nobody stays reserved for it, and its thread is told.

Rule: parking itself is a transaction of its own, before this one. What fails here leaves the row parked all the same;
the next start gives back what is still reserved.
"""

from bridge.delivery.jobs import NoticeJob
from bridge.handlers import lanes
from bridge.handlers.reservations import release
from bridge.handlers.unit import Unit
from bridge.store.inbox import InboxRow
from core.inbound import BotAnswered, CustomerMessage, DeskEdited, DeskMessage, OfflineRequest, RoutingAnswer
from core.sentences import say

SAID = (CustomerMessage, OfflineRequest, BotAnswered, DeskMessage, DeskEdited)
"""What somebody said and believes to have been taken."""


def after_parking(unit: Unit, row: InboxRow) -> None:
    """Give back what was reserved for the inbound, and tell the thread when it was somebody's words."""
    body = row.inbound.body
    conversation = lanes.conversation_of(row.lane)
    if conversation is None:
        return
    if isinstance(body, RoutingAnswer):
        for agent in body.agents:
            release(unit, agent, conversation)
    chat = unit.chat(conversation)
    if chat is None:
        return
    if isinstance(body, RoutingAnswer):
        unit.route_chat(chat)
    elif isinstance(body, SAID):
        unit.tell_desk(unit.queue(chat).desk, NoticeJob(say("thread_parked", row=row.id)), chat)
