"""What somebody may be allowed to do beyond an agent's own chats.

Rules:
1. A right is given by a role of the configuration (`roles:`); supervisors have all of them.
2. A command that takes one says so in `Command.needs`; nothing else asks for a role's name.
"""

from enum import StrEnum, auto


class Right(StrEnum):
    """One right; its value is what stands in the configuration."""

    TAKE_ANY = auto()
    """Take chats of queues that the agent doesn't serve."""
    TEAM_TEXTS = auto()
    """Write canned responses for a team of the agent's."""
    ALL_TEXTS = auto()
    """Write canned responses for everybody."""
    BAN = auto()
    """Ban customers, see who is banned, and lift bans."""
    SUPERVISE = auto()
    """Follow chats of others unseen, coach, barge in, see all queues and agents, and set agents Not Ready."""
