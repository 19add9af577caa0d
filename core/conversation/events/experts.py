"""Experts: asked, coming, writing, going, and whom their words reach."""

from dataclasses import dataclass
from datetime import datetime

from core.conversation.expert import ExpertMode
from core.conversation.model import HoldReason
from core.ids import AgentId, DeskName, InvitationId, MessageId, PersonRef
from core.messages import Message


@dataclass(frozen=True, slots=True)
class ExpertInvited:
    """An attendee asked somebody to take part as an expert, at an account of theirs."""

    at: datetime
    invitation: InvitationId
    expert: AgentId
    by: AgentId
    until: datetime
    desk: DeskName
    person: PersonRef
    mode: ExpertMode = ExpertMode.CONSULT
    note: MessageId | None = None


@dataclass(frozen=True, slots=True)
class ExpertJoined:
    """The expert came; `shown` is the mode that their button showed. `at` is by the clock of the desk."""

    at: datetime
    invitation: InvitationId
    shown: ExpertMode | None = None


@dataclass(frozen=True, slots=True)
class ExpertDeclined:
    """The expert said no."""

    at: datetime
    invitation: InvitationId


@dataclass(frozen=True, slots=True)
class ExpertLeft:
    """The expert went."""

    at: datetime
    invitation: InvitationId


@dataclass(frozen=True, slots=True)
class ExpertDismissed:
    """An attendee sent the expert away."""

    at: datetime
    expert: AgentId
    by: AgentId


@dataclass(frozen=True, slots=True)
class ExpertModeSet:
    """Whoever invited the expert decided whom their words reach from now on."""

    at: datetime
    expert: AgentId
    by: AgentId
    mode: ExpertMode


@dataclass(frozen=True, slots=True)
class ExpertTold:
    """The expert was told of a mode: what they write from now on is written by who knows it."""

    at: datetime
    invitation: InvitationId
    mode: ExpertMode


@dataclass(frozen=True, slots=True)
class ExpertLost:
    """The expert can't be reached at their desk; `reason` says why, in words of ours for agents."""

    at: datetime
    invitation: InvitationId
    reason: str


@dataclass(frozen=True, slots=True)
class ExpertWrote:
    """The expert wrote in their talk about the chat.

    `doubt` is what the parser or the adapter found wrong with it; `private` means that they marked it as a note. `at`
    is by the clock of the desk.
    """

    at: datetime
    message: Message
    invitation: InvitationId
    doubt: HoldReason | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class ExpertDecided:
    """The expert decided about a held text of theirs: for the customer, or for the agents alone."""

    at: datetime
    message: Message
    desk: DeskName
    person: PersonRef
    to_customer: bool
