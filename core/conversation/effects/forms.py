"""What follows for a secure form: what is kept of it beside the chat, and that values are dropped."""

from dataclasses import dataclass

from core.conversation.form import AskedForm
from core.ids import AgentId


@dataclass(frozen=True, slots=True)
class KeepForm:
    """Keep where a form stands, show it to the customer, and tell the thread of values that can be opened.

    `by` is whoever did it, None for the customer and the clock; `key` names an opening.
    """

    asked: AskedForm
    by: AgentId | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class DropValues:
    """Have the vault forget what was filled in."""

    slot: str
