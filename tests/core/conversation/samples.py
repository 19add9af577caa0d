"""One event of each type, as it comes from Ada unless it can't, and the queues in which outcomes differ."""

from core.conversation import events as on
from core.conversation.model import Page
from core.ids import OfferId, agent_participant
from core.routing.queues import OfferMode, WrapUp, WrapUpMode
from tests.build import (
    ADA,
    BOB,
    INVITATION,
    a_desk_text,
    a_message,
    a_queue,
    account,
    an_agents_message,
    later,
)

AT = later(10)

EVENTS: tuple[on.Event, ...] = (
    on.CustomerWrote(AT, a_message()),
    on.CustomerEnded(AT),
    on.CustomerLeft(AT),
    on.CustomerReturned(AT),
    on.PageChanged(AT, Page("https://shop.example/cart")),
    on.OfferMade(AT, OfferId("o2"), OfferMode.RING, (ADA,), later(40)),
    on.Assigned(AT, ADA),
    on.OfferAccepted(AT, ADA),
    on.OfferRejected(AT, ADA),
    on.TimersDue(later(600)),
    a_desk_text(),
    on.HeldSent(AT, an_agents_message(), ADA),
    on.HeldDiscarded(AT, an_agents_message(), account(ADA)),
    on.NoteWritten(AT, a_message(author=agent_participant(ADA)), ADA),
    on.PrivateModeSet(AT, ADA, on=True),
    on.MessageEdited(AT, an_agents_message(text="Hello again")),
    on.MessageDeleted(AT, an_agents_message()),
    on.Invited(AT, INVITATION, BOB, ADA, later(120)),
    on.InvitationAccepted(AT, BOB),
    on.InvitationDeclined(AT, BOB),
    on.AgentLeft(AT, ADA),
    on.Ended(AT, ADA),
    on.WrapUpCompleted(AT, ADA),
)

QUEUES = tuple(a_queue(wrap_up=WrapUp(mode)) for mode in WrapUpMode)
