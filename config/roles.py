"""Roles: named bundles of what agents may do beyond their own chats."""

from typing import Annotated

from pydantic import Field

from config.base import Part
from core.agents.rights import Right


class Role(Part):
    """What somebody with this role may do."""

    rights: Annotated[tuple[Right, ...], Field(min_length=1)] = Field(
        description="Take chats of any queue (take_any), write canned responses for a team of one's own (team_texts) "
        "or for everybody (all_texts), monitor, coach and barge in (supervise), mask words and files by hand (mask), "
        "show them again while the chat is open (unmask). Supervisors may do all of it. An agent without a role has "
        "the rights of the role named `default`; where there is none, mask alone."
    )
