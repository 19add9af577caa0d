"""What an outbox row asks for in an expert's talk about a chat: ids and sentences, never the text of a message."""

from dataclasses import dataclass
from typing import Literal

from core.conversation.expert import ExpertMode
from core.ids import InvitationId, MessageId, PersonRef
from core.sentences import Sentence


@dataclass(frozen=True, slots=True)
class OpenAsideJob:
    """Open the talk with somebody who is asked as an expert: its card, in their personal chat with the bot."""

    invitation: InvitationId
    person: PersonRef
    kind: Literal["open_aside"] = "open_aside"


@dataclass(frozen=True, slots=True)
class AsideCardJob:
    """Render the card at the head of an expert's talk anew."""

    invitation: InvitationId
    kind: Literal["aside_card"] = "aside_card"


@dataclass(frozen=True, slots=True)
class AsidePostJob:
    """Post messages in an expert's talk: one, or several of the history together; `files` as `PostJob` has it."""

    invitation: InvitationId
    messages: tuple[MessageId, ...]
    files: int = 0
    kind: Literal["aside_post"] = "aside_post"


@dataclass(frozen=True, slots=True)
class AsideNoticeJob:
    """Tell an expert something in the talk; when it has arrived, they know of the `mode`."""

    invitation: InvitationId
    sentence: Sentence
    mode: ExpertMode | None = None
    kind: Literal["aside_notice"] = "aside_notice"


@dataclass(frozen=True, slots=True)
class AsideChangeJob:
    """Bring an expert's copy of a message up to date."""

    invitation: InvitationId
    message: MessageId
    kind: Literal["aside_change"] = "aside_change"


AsideJob = OpenAsideJob | AsideCardJob | AsidePostJob | AsideNoticeJob | AsideChangeJob
