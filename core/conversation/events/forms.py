"""What becomes of secure forms, as events of a conversation. None of them carries what was filled in."""

from dataclasses import dataclass
from datetime import datetime

from core.conversation.form import AskedForm
from core.ids import AgentId, FormId
from core.messages import Message


@dataclass(frozen=True, slots=True)
class FormAsked:
    """An agent asked the customer to fill in a form; `message` is what the customer is shown of it."""

    at: datetime
    asked: AskedForm
    message: Message


@dataclass(frozen=True, slots=True)
class FormReceived:
    """The customer filled it in; the values are in the vault under `slot`. Of a payment link: they say it is paid."""

    at: datetime
    form: FormId
    slot: str


@dataclass(frozen=True, slots=True)
class FormDeclined:
    """The customer would not."""

    at: datetime
    form: FormId


@dataclass(frozen=True, slots=True)
class FormTakenBack:
    """An agent takes back what was asked; None: whatever is asked now."""

    at: datetime
    agent: AgentId
    form: FormId | None = None


@dataclass(frozen=True, slots=True)
class FormOpened:
    """An agent opens the values; `key` names this opening, so that nobody else takes it for theirs."""

    at: datetime
    form: FormId
    agent: AgentId
    key: str


@dataclass(frozen=True, slots=True)
class FormPutBack:
    """The values could not be fetched when they were to be shown: nobody has seen them."""

    at: datetime
    asked: AskedForm
    agent: AgentId


@dataclass(frozen=True, slots=True)
class FormLost:
    """The values were not there any more when they were to be opened."""

    at: datetime
    form: FormId
    title: str
    agent: AgentId
