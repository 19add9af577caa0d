"""What somebody may be allowed to do beyond an agent's own chats.

Rules:
1. A right is given by a role of the configuration (`roles:`); supervisors have all of them.
2. An agent without a role has those of the role `default` where the configuration has one, else `OF_NO_ROLE`.
3. A command that takes one says so in `Command.needs`; nothing else asks for a role's name.
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
    MASK = auto()
    """Mask words and files of chats that the agent may read."""
    UNMASK = auto()
    """Show again what was masked, while its chat is open."""


OF_NO_ROLE = frozenset({Right.MASK})
"""What an agent may do who has no role: whoever sees a card number must be able to hide it."""
