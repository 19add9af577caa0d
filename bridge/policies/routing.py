"""Of routing: whom to choose, other queues, hold, agents who are gone, teams."""

from collections.abc import Callable

from config.queues import Queue as QueueSettings
from config.schema import Config
from core.ids import AgentId, DeskName, ExternalRef, QueueId, TeamId
from core.policy.choosing import Choosing
from core.policy.gone import Gone
from core.policy.hold import Hold
from core.policy.overflow import Overflow
from core.policy.teams import Team


def choosing(queue: QueueSettings) -> Choosing:
    """Give how an agent is chosen."""
    choice = queue.agent_choice
    return Choosing(frozenset(choice.skills), choice.language, choice.relax_after, choice.sticky, choice.sticky_wait)


def overflow(queue: QueueSettings) -> tuple[Overflow, ...]:
    """Give the further queues, the soonest first."""
    steps = sorted(queue.overflow, key=lambda step: step.after)
    return tuple(Overflow(QueueId(step.queue), step.after) for step in steps)


def hold(queue: QueueSettings) -> Hold | None:
    """Give whether chats may be set on hold, and for how long."""
    return Hold(queue.hold.return_after) if queue.hold is not None else None


def gone(queue: QueueSettings) -> Gone | None:
    """Give what becomes of the chats of an agent who is gone."""
    rule = queue.agent_gone
    if rule is None:
        return None
    return Gone(rule.after, rule.action, QueueId(rule.to) if rule.to is not None else None)


def teams(config: Config, place: Callable[[str], Callable[[str], ExternalRef]]) -> dict[TeamId, Team]:
    """Give the teams; `place` makes a desk's places from their ids."""
    found: dict[TeamId, Team] = {}
    for name, team in config.teams.items():
        desk = team.desk or next(iter(config.desks))
        found[TeamId(name)] = Team(
            id=TeamId(name),
            title=team.title or name,
            desk=DeskName(desk),
            place=place(desk)(team.supervisors_place),
            supervisors=frozenset(AgentId(one) for one in team.supervisors),
            members=frozenset(AgentId(one) for one in team.members),
        )
    return found
