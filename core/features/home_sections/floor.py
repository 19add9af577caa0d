"""The supervisors' view: queues and agents as they are now."""

from core.features.floor import agents_now, queues_now
from core.features.overview import Overview, home_words
from core.views import HomeSection


def queues(view: Overview) -> HomeSection:
    """List the queues, for whoever sees the floor."""
    return queues_now(view.floor) if view.floor else HomeSection(home_words("floor_queues"), (), "")


def agents(view: Overview) -> HomeSection:
    """List the agents, for whoever sees the floor."""
    return agents_now(view.floor) if view.floor else HomeSection(home_words("floor_agents"), (), "")
