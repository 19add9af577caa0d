"""What the bridge hands to itself: the clock, routing, and what was looked at for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from core.conversation.expert import ExpertMode
from core.ids import AgentId, FormId, InvitationId, QueueId


@dataclass(frozen=True, slots=True)
class TimerDue:
    """The conversation's earliest timer has passed."""

    kind: Literal["timer_due"] = "timer_due"


@dataclass(frozen=True, slots=True)
class RouteQueue:
    """Routing should look at the queue."""

    kind: Literal["route_queue"] = "route_queue"


@dataclass(frozen=True, slots=True)
class RoutingAnswer:
    """Routing chose agents for the conversation; a ring's or an assignment's agent is reserved already."""

    agents: tuple[AgentId, ...]
    queue: QueueId | None = None
    """In which queue it was looked for; an answer that a transfer has overtaken is given back."""
    kind: Literal["routing_answer"] = "routing_answer"


@dataclass(frozen=True, slots=True)
class RouteAgent:
    """Routing should look for a chat for the agent; `anew` even if they were found away a while ago."""

    anew: bool = False
    kind: Literal["route_agent"] = "route_agent"


@dataclass(frozen=True, slots=True)
class ResumeHeld:
    """There may be room again for a chat on hold whose customer has written."""

    kind: Literal["resume_held"] = "resume_held"


@dataclass(frozen=True, slots=True)
class CustomerBanned:
    """The conversation's customer was banned in another one."""

    by: AgentId
    kind: Literal["customer_banned"] = "customer_banned"


@dataclass(frozen=True, slots=True)
class ShowLine:
    """The home pages that list the queue's line are to be brought up to date."""

    kind: Literal["show_line"] = "show_line"


@dataclass(frozen=True, slots=True)
class ExpertHeard:
    """An expert of the conversation was told of the mode that holds for them."""

    invitation: InvitationId
    mode: ExpertMode
    kind: Literal["expert_heard"] = "expert_heard"


@dataclass(frozen=True, slots=True)
class ExpertGone:
    """An expert of the conversation can't be reached at their desk; `reason` says why, in words of ours."""

    invitation: InvitationId
    reason: str
    kind: Literal["expert_gone"] = "expert_gone"


@dataclass(frozen=True, slots=True)
class FormOpening:
    """An agent opens what was filled into a secure form, on a page of ours; `key` names this act."""

    form: FormId
    agent: AgentId
    key: str
    kind: Literal["form_opening"] = "form_opening"


@dataclass(frozen=True, slots=True)
class FormMissing:
    """What was to be opened was not in the vault any more."""

    form: FormId
    title: str
    agent: AgentId
    kind: Literal["form_missing"] = "form_missing"


@dataclass(frozen=True, slots=True)
class FormUnshown:
    """The vault could not be reached when what an opening had claimed was to be fetched; `key` names that opening."""

    form: FormId
    agent: AgentId
    key: str
    kind: Literal["form_unshown"] = "form_unshown"


FormAct = FormOpening | FormMissing | FormUnshown


@dataclass(frozen=True, slots=True)
class AgentSeen:
    """It was looked at whether an agent with chats in hand is there; `since` is from when on they are away."""

    agent: AgentId
    away: bool
    since: datetime
    kind: Literal["agent_seen"] = "agent_seen"


@dataclass(frozen=True, slots=True)
class AgentRemoved:
    """Somebody with a seat in the conversation is no agent any more."""

    agent: AgentId
    kind: Literal["agent_removed"] = "agent_removed"
