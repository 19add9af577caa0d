"""Home pages that list a queue's line: they have waited already for more changes of it."""

from datetime import timedelta

from bridge.handlers.unit import Unit
from bridge.store.inbox import InboxRow
from core.inbound import QueueSubject


def show_line(unit: Unit, row: InboxRow) -> None:
    """Bring the home pages of a queue's agents up to date."""
    subject = row.inbound.subject
    if not isinstance(subject, QueueSubject):
        raise TypeError("a line is a queue's")
    serving = unit.office.directory().serving(subject.queue)
    for agent in unit.agents(profile.id for profile in serving):
        unit.show_homes(agent, timedelta())
