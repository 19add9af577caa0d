"""Talks with experts, as the shell opens and closes them."""

from core.conversation import effects as do
from core.conversation.model import Conversation
from core.ids import InvitationId


def follow(open_: set[InvitationId], effect: do.Effect) -> None:
    """Open or close a talk of a chat; nothing is shown in one that is not open, and none is closed twice."""
    match effect:
        case do.CallExpert(invitation=talk):
            assert talk not in open_
            open_.add(talk)
        case do.CloseAside(invitation=talk):
            open_.remove(talk)
        case do.TellExpert(invitation=talk) | do.UpdateAside(invitation=talk):
            assert talk in open_, "told in a talk that is over"
        case do.SeatExpert(expert=one):
            assert one.id in open_
        case _:
            pass


def known(chat: Conversation) -> set[InvitationId]:
    """Give the talks with experts that a chat knows of."""
    call = {chat.invitation.id} if chat.invitation is not None and chat.invitation.call is not None else set()
    return {one.id for one in chat.experts} | call
