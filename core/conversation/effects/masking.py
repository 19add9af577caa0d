"""What stood under a mask: kept until the chat ends, brought back, or gone for good."""

from dataclasses import dataclass

from core.conversation.model import Page
from core.ids import AgentId, FileId, MessageId
from core.messages import Message, Span


@dataclass(frozen=True, slots=True)
class KeepOriginal:
    """Keep a message as it was before its first mask, and let nobody reach its files.

    `anew` says that its author has written it anew meanwhile: those words count then.
    """

    message: Message
    anew: bool = False
    files: tuple[FileId, ...] = ()
    """Those that are masked."""
    spans: tuple[Span, ...] = ()
    """What of its text is."""


@dataclass(frozen=True, slots=True)
class ReturnOriginal:
    """Keep the original no longer, because the message shows it again; its files can be reached again."""

    message: MessageId


@dataclass(frozen=True, slots=True)
class ForgetOriginal:
    """Overwrite what stood under a message's masks, its files' bytes included."""

    message: MessageId


@dataclass(frozen=True, slots=True)
class HideParticulars:
    """Mask words wherever they stand in what is known of the chat beside its messages; keep what stood there.

    `name` and `page` are the customer's as they were; `final` says that nothing is kept.
    """

    words: str
    name: str
    page: Page | None
    final: bool


@dataclass(frozen=True, slots=True)
class ReturnParticulars:
    """Show again what was masked there."""


@dataclass(frozen=True, slots=True)
class ForgetParticulars:
    """Overwrite what stood there."""


@dataclass(frozen=True, slots=True)
class ShowQuotesAnew:
    """Show again whatever quotes words of the chat beside its thread: offers, private words, lists, cards elsewhere."""


@dataclass(frozen=True, slots=True)
class TellOfSource:
    """Tell whoever masked a message, and its author, that it still stands where its author wrote it by hand."""

    message: MessageId
    agent: AgentId


@dataclass(frozen=True, slots=True)
class ScourLog:
    """Overwrite what the store's own log still holds of words that this step has overwritten."""
