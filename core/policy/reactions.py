"""What an emoji means that an agent puts on a chat's card or on a message."""

from enum import StrEnum, auto


class ReactionCommand(StrEnum):
    """What a reaction does."""

    TAKE = auto()
    """On a chat's card: take the chat."""
    DONE = auto()
    """On a chat's card: end the chat, or finish its after-call work."""
    PRIVATE = auto()
    """On a chat's card: private mode, as long as it stands there. On a held text of one's own: keep it internal."""


def bare(emoji: str) -> str:
    """Give an emoji without the sign that only says how it is drawn, so that both writings are one."""
    return emoji.replace("\ufe0f", "")
