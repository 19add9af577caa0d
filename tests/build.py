"""Makers of the values that tests are about: plain, whole, and with only what a test names differing.

A conversation is made coherent for its status: `a_conversation(Status.OFFERED)` has an offer that rings Ada and the
timer that goes with it; `a_conversation(Status.ACTIVE)` is Ada's.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from core.agents.model import Agent, Engagement, Profile, Stage
from core.commands.model import Context
from core.conversation.events import DeskWrote, ExpertWrote
from core.conversation.expert import Call, Expert, ExpertMode
from core.conversation.form import AskedForm
from core.conversation.model import (
    Conversation,
    EndedBy,
    Held,
    HoldReason,
    Invitation,
    Offer,
    Participant,
    Role,
    Status,
    Timer,
)
from core.directory import Directory
from core.ids import (
    CUSTOMER,
    AgentId,
    ChannelName,
    ConversationId,
    DeskName,
    ExternalRef,
    FormId,
    InvitationId,
    MessageId,
    OfferId,
    ParticipantId,
    PersonRef,
    QueueId,
    agent_participant,
    expert_participant,
    person_participant,
)
from core.messages import Message, Text, Visibility
from core.routing.queues import OfferMode, Queue

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ADA = AgentId("ada")
BOB = AgentId("bob")
CLEO = AgentId("cleo")
NOOR = AgentId("noor")
BILLING = QueueId("billing")
WEB = ChannelName("web")
SLACK = DeskName("slack")
CHAT = ConversationId("c1")
RING = OfferId("o1")
INVITATION = InvitationId("i1")
BYSTANDER = PersonRef("T1:U-bystander")


def later(seconds: float) -> datetime:
    """Give a time after `NOW`."""
    return NOW + timedelta(seconds=seconds)


def account(agent: AgentId) -> PersonRef:
    """Give an agent's account on Slack."""
    return PersonRef(f"T1:U-{agent}")


def a_queue(**changes: Any) -> Queue:
    """Make a queue that rings, with a timed wrap-up."""
    given: dict[str, Any] = {"id": BILLING, "title": "Billing", "desk": SLACK} | changes
    return Queue(**given)


def a_seat(agent: AgentId = ADA) -> Participant:
    """Make a seat in a chat."""
    return Participant(agent, Role.AGENT, NOW)


def an_offer(*agents: AgentId, mode: OfferMode = OfferMode.RING) -> Offer:
    """Make an open offer, to Ada unless told otherwise, that runs out in 30 seconds."""
    return Offer(RING, mode, agents or (ADA,), NOW, later(30))


def an_invitation(agent: AgentId = BOB, by: AgentId = ADA) -> Invitation:
    """Make an open invitation of Bob by Ada."""
    return Invitation(INVITATION, agent, by, NOW, later(120))


def an_expert(agent: AgentId = NOOR, **changes: Any) -> Expert:
    """Make the taking part of an expert whom Ada asked, and who knows the mode."""
    given: dict[str, Any] = {"mode": ExpertMode.CONSULT, "joined_at": NOW, "told_at": NOW} | changes
    return Expert(InvitationId(f"i-{agent}"), agent, ADA, SLACK, account(agent), **given)


def a_call(agent: AgentId = NOOR, mode: ExpertMode = ExpertMode.CONSULT) -> Invitation:
    """Make Ada's open invitation of an expert."""
    call = Call(SLACK, account(agent), mode)
    return Invitation(InvitationId(f"i-{agent}"), agent, ADA, NOW, later(900), call=call)


def an_experts_text(id: str = "m1", text: str = "Hello", agent: AgentId = NOOR, **changes: Any) -> ExpertWrote:
    """Make the event that an expert wrote in the talk about the chat."""
    message = a_message(id, text, author=expert_participant(agent))
    return ExpertWrote(changes.pop("at", later(10)), message, InvitationId(f"i-{agent}"), **changes)


def a_held(message: str = "m1", agent: AgentId | None = ADA, **changes: Any) -> Held:
    """Make the record of a held text, of Ada's or, with no agent, of a bystander's."""
    given: dict[str, Any] = {
        "desk": SLACK,
        "author": account(agent) if agent else BYSTANDER,
        "reason": HoldReason.NOT_ACCEPTED,
        "at": NOW,
    } | changes
    return Held(message=MessageId(message), agent=agent, **given)


def a_conversation(status: Status = Status.QUEUED, *, id: str = "c1", number: int = 1, **changes: Any) -> Conversation:
    """Make a chat that is coherent for its status."""
    given: dict[str, Any] = {} if status is Status.NEW else {"queued_at": NOW, "first_words": "Hello"}
    if status is Status.OFFERED:
        given |= {"offer": an_offer(), "timers": {Timer.OFFER: later(30)}}
    if status in (Status.ACTIVE, Status.WRAP_UP):
        given |= {"participants": (a_seat(),)}
    if status in (Status.ACTIVE, Status.WRAP_UP, Status.HANDLED):
        given |= {"owner": ADA, "accepted_at": NOW}
    if status in (Status.WRAP_UP, Status.HANDLED):
        given |= {"ended_at": NOW, "ended_by": EndedBy.AGENT}
    if status is Status.WRAP_UP:
        given |= {"timers": {Timer.WRAP_UP: later(60)}}
    given |= changes
    return Conversation(
        id=ConversationId(id),
        number=number,
        queue=given.pop("queue", BILLING),
        channel=WEB,
        contact=ExternalRef(f"visitor-{id}"),
        customer_name=given.pop("customer_name", "Grace"),
        opened_at=NOW,
        status=status,
        **given,
    )


def a_message(id: str = "m1", text: str = "Hello", author: ParticipantId = CUSTOMER, **changes: Any) -> Message:
    """Make a message of the customer's, unless told otherwise."""
    given: dict[str, Any] = {"conversation": CHAT, "author_name": "Grace", "at": NOW, "parts": (Text(text),)} | changes
    return Message(id=MessageId(id), author=author, **given)


def an_agents_message(
    id: str = "m1", text: str = "Hello", agent: AgentId = ADA, visibility: Visibility = Visibility.EVERYONE
) -> Message:
    """Make a message that an agent wrote."""
    return a_message(id, text, agent_participant(agent), author_name=agent.title(), visibility=visibility)


def a_desk_text(id: str = "m1", agent: AgentId | None = ADA, text: str = "Hello", **changes: Any) -> DeskWrote:
    """Make the event that an agent, or with None a bystander, wrote in the chat's thread."""
    person = account(agent) if agent else BYSTANDER
    author = agent_participant(agent) if agent else person_participant(person)
    given: dict[str, Any] = {"at": NOW, "desk": SLACK, "person": person} | changes
    return DeskWrote(message=a_message(id, text, author), agent=agent, **given)


def a_profile(agent: AgentId = ADA, name: str = "", **changes: Any) -> Profile:
    """Make an agent's profile; Ada is called “Ada”, serves Billing and has a Slack account."""
    given: dict[str, Any] = {"nickname": agent.title(), "people": {SLACK: account(agent)}, "queues": (BILLING,)}
    return Profile(id=agent, name=name or agent.title(), **(given | changes))


def a_directory(*profiles: Profile, queues: tuple[Queue, ...] = ()) -> Directory:
    """Make a directory of Ada, Bob and Cleo, unless told otherwise."""
    people = profiles or (a_profile(ADA), a_profile(BOB), a_profile(CLEO))
    return Directory({one.id: one for one in people}, {one.id: one for one in queues or (a_queue(),)})


def an_agent(agent: AgentId = ADA, **changes: Any) -> Agent:
    """Make an agent who is Ready, idle since `NOW`, and can have three chats."""
    chats: Mapping[ConversationId, Engagement] = changes.get("chats", {})
    ready: bool = changes.get("ready", True)
    idle = NOW if ready and not chats else None
    given: dict[str, Any] = {"capacity": 3, "ready": True, "idle_since": idle, "changed_at": NOW} | changes
    return Agent(id=agent, **given)


def in_hand(stage: Stage = Stage.ACTIVE, weight: int = 1) -> Engagement:
    """Make a chat in hand."""
    return Engagement(stage, weight, NOW)


def a_context(agent: AgentId | None = ADA, **changes: Any) -> Context:
    """Make what a command is run with: Ada in an active chat of hers, or with None a bystander there."""
    directory: Directory = changes.get("directory", a_directory())
    given: dict[str, Any] = {
        "at": NOW,
        "person": account(agent) if agent else BYSTANDER,
        "directory": directory,
        "mint": ("new", INVITATION, "new-2", "new-3"),
        "profile": directory.profiles.get(agent) if agent else None,
        "agent": an_agent(agent) if agent else None,
        "conversation": a_conversation(Status.ACTIVE),
        "queue": a_queue(),
    } | changes
    return Context(**given)


def an_asked_form(id: str = "f1", by: AgentId = ADA, **changes: Any) -> AskedForm:
    """Build a secure form that a customer is asked for."""
    asked = AskedForm(FormId(id), "address", "Address", MessageId("m1"), by, later(900))
    return replace(asked, **changes)
