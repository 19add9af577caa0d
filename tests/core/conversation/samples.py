"""One event of each type, as it comes from Ada unless it can't, and the queues in which outcomes differ."""

from datetime import timedelta

from core.conversation import events as on
from core.conversation.bot_talk import BotTalk
from core.conversation.expert import ExpertMode
from core.conversation.model import Listening, Page
from core.ids import (
    BOT,
    BotId,
    ChannelName,
    DispositionId,
    ExternalRef,
    FormId,
    MessageId,
    OfferId,
    QueueId,
    agent_participant,
)
from core.messages import Span
from core.policy.inactivity import Inactivity
from core.routing.queues import OfferMode, WrapUp, WrapUpMode
from tests.build import (
    ADA,
    BOB,
    CLEO,
    INVITATION,
    NOOR,
    SLACK,
    a_desk_text,
    a_message,
    a_queue,
    account,
    an_agents_message,
    an_asked_form,
    an_experts_text,
    later,
)
from tests.build_policy import a_bot

AT = later(10)

EVENTS: tuple[on.Event, ...] = (
    on.AgentBegan(AT, ADA),
    on.CustomerWrote(AT, a_message()),
    on.CustomerEnded(AT),
    on.CustomerLeft(AT),
    on.CustomerReturned(AT),
    on.PageChanged(AT, Page("https://shop.example/cart")),
    on.PiecesFound(AT, ((a_message(text="4111 1111"), a_message(text="**** ****")),)),
    on.WordsScreened(AT, ((a_message(text="4111 1111"), a_message(text="**** ****")),)),
    on.CustomerIdentified(AT, ExternalRef("visitor:known"), "Maya Lin"),
    on.CustomerAsked(AT, an_agents_message(), ADA),
    on.PageAnswered(AT, an_agents_message(), opened=True),
    on.AnsweredElsewhere(AT, an_agents_message()),
    on.CustomerRated(AT, 4),
    on.FormAsked(AT, an_asked_form(), an_agents_message()),
    on.FormReceived(AT, FormId("f1"), "slot"),
    on.FormDeclined(AT, FormId("f1")),
    on.FormTakenBack(AT, ADA),
    on.FormOpened(AT, FormId("f1"), ADA, "k1"),
    on.FormLost(AT, FormId("f1"), "Address", ADA),
    on.FormPutBack(AT, an_asked_form(), ADA),
    on.MessageReacted(AT, an_agents_message(), ADA, "👍", on=True),
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
    on.MessagesMasked(AT, ADA, (on.Cut(a_message(), (Span(0, 1),)),)),
    on.MessagesUnmasked(AT, ADA, (a_message(),)),
    on.ParticularsMasked(AT, ADA, "Grace"),
    on.ParticularsUnmasked(AT, ADA, "Grace", None),
    on.Invited(AT, INVITATION, BOB, ADA, later(120)),
    on.InvitationAccepted(AT, BOB),
    on.InvitationDeclined(AT, BOB),
    on.AgentLeft(AT, ADA),
    on.Ended(AT, ADA),
    on.WrapUpCompleted(AT, ADA),
    on.ContactBanned(AT, ADA),
    on.ChannelSwitched(AT, ADA, (ChannelName("sms"), ExternalRef("sms:1")), "SMS +12025550188"),
    on.Disposed(AT, ADA, DispositionId("solved")),
    on.ActivityFilled(AT, ADA, is_whole=True),
    on.BotSpoke(AT, (a_message("b1", author=BOT),), BotTalk(BotId("tilly"), AT)),
    on.BotAsked(AT, MessageId("m1")),
    on.BotLed(AT, QueueId("sales"), 2),
    on.BotHandedOver(AT),
    on.BotTakenOver(AT, ADA),
    on.InvitationTakenBack(AT, ADA),
    on.TransferredToQueue(AT, ADA, QueueId("sales"), "Sales"),
    on.TransferredToAgent(AT, ADA, BOB, OfferId("o3"), later(40)),
    on.Flagged(AT, ADA),
    on.FlagTakenBack(AT, ADA),
    on.Listened(AT, CLEO, Listening.MONITOR),
    on.BargedIn(AT, CLEO),
    on.MaskSet(AT, ADA, on=True),
    on.PutOnHold(AT, ADA),
    on.Resumed(AT, ADA),
    on.AgentWentAway(AT, ADA),
    on.AgentCameBack(AT, ADA),
    on.AgentDismissed(AT, ADA),
    on.ExpertInvited(AT, INVITATION, NOOR, ADA, later(900), SLACK, account(NOOR)),
    on.ExpertJoined(AT, INVITATION, ExpertMode.CONSULT),
    on.ExpertDeclined(AT, INVITATION),
    on.ExpertLeft(AT, INVITATION),
    on.ExpertDismissed(AT, NOOR, ADA),
    on.ExpertModeSet(AT, NOOR, ADA, ExpertMode.CONFERENCE),
    on.ExpertTold(AT, INVITATION, ExpertMode.CONSULT),
    on.ExpertLost(AT, INVITATION, "gone"),
    an_experts_text(),
    on.ExpertDecided(AT, an_agents_message(), SLACK, account(NOOR), to_customer=True),
)

QUIET = Inactivity(timedelta(minutes=10), timedelta(minutes=5))

QUEUES = (*(a_queue(wrap_up=WrapUp(mode), inactivity=QUIET) for mode in WrapUpMode), a_queue(bot=a_bot()))
