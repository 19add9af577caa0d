"""What is written down for the reports."""

from dataclasses import dataclass, field

from core.ids import AgentId, MessageId, PersonRef


@dataclass(frozen=True, slots=True)
class Record:
    """Write a line of the journal; `fields` hold ids and numbers, never text of a message."""

    what: str
    agent: AgentId | None = None
    person: PersonRef | None = None
    message: MessageId | None = None
    fields: dict[str, str] = field(default_factory=dict)
