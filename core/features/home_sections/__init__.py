"""The sections of a person's home page: one module a feature, in the order in which they stand.

A feature that has something to list brings a module with a function from the overview to its section, and its line
here. What needs an answer stands above, and only while there is something.
"""

from collections.abc import Callable, Iterator

from core.features.home_sections.chats import my_chats
from core.features.home_sections.experts import helping
from core.features.home_sections.floor import agents, queues
from core.features.home_sections.held import held_texts
from core.features.home_sections.invitations import invitations
from core.features.home_sections.ringing import ringing
from core.features.home_sections.waiting import waiting
from core.features.overview import Overview
from core.views import HomeSection

URGENT: tuple[Callable[[Overview], HomeSection], ...] = (ringing, invitations, helping, held_texts)
"""Shown first, and left out while empty."""

ALWAYS: tuple[Callable[[Overview], HomeSection], ...] = (my_chats, waiting)
"""Shown with words for emptiness."""

OF_THE_FLOOR: tuple[Callable[[Overview], HomeSection], ...] = (queues, agents)
"""Shown last, to those who see all queues and agents."""


def sections(view: Overview) -> Iterator[HomeSection]:
    """Give the sections that stand on a home page now."""
    urgent = (render(view) for render in URGENT)
    yield from (section for section in urgent if section.lines)
    yield from (render(view) for render in ALWAYS)
    if view.floor is not None:
        yield from (render(view) for render in OF_THE_FLOOR)
