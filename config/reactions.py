"""Emoji that stand for commands."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator

from config.labels import Label
from core.policy.reactions import ReactionCommand

_LONGEST = 16


def check_emoji(value: str) -> str:
    """Accept one emoji, as it is typed.

    Raises:
        ValueError: it is none.
    """
    if not value or len(value) > _LONGEST or not any(unicodedata.category(sign) == "So" for sign in value):
        raise ValueError("must be one emoji, such as 👀")
    return value


Emoji = Annotated[str, AfterValidator(check_emoji), Label("emoji")]

DEFAULT_REACTIONS: dict[str, ReactionCommand] = {
    "👀": ReactionCommand.TAKE,
    "✅": ReactionCommand.DONE,
    "🔒": ReactionCommand.PRIVATE,
}
