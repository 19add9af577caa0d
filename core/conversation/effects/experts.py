"""What an expert is shown, in their personal chat."""

from dataclasses import dataclass

from core.conversation.expert import Expert, ExpertMode, ExpertOutcome
from core.ids import AgentId, DeskName, InvitationId, PersonRef
from core.sentences import Sentence


@dataclass(frozen=True, slots=True)
class CallExpert:
    """Open the talk with somebody who is asked to come: the card at its head."""

    invitation: InvitationId
    expert: AgentId
    by: AgentId
    desk: DeskName
    person: PersonRef


@dataclass(frozen=True, slots=True)
class SeatExpert:
    """Show the expert the whole history that they may read, and the card as it is now."""

    expert: Expert


@dataclass(frozen=True, slots=True)
class UpdateAside:
    """Render the card at the head of the talk again."""

    invitation: InvitationId
    desk: DeskName


@dataclass(frozen=True, slots=True)
class TellExpert:
    """Tell the expert something in their talk; `mode` is that of which they know when it has arrived."""

    invitation: InvitationId
    desk: DeskName
    sentence: Sentence
    mode: ExpertMode | None = None


@dataclass(frozen=True, slots=True)
class CloseAside:
    """Close the talk: nothing more is shown there but what became of it."""

    invitation: InvitationId
    desk: DeskName
    outcome: ExpertOutcome
