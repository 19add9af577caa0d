"""What the thread is told of a message that has arrived: what its channel could not carry, and how long it was.

Rule: the same whether the answer said that it arrived, a look-up, or the platform's own report. Whoever comes first
tells it (`settling.sent`).
"""

from collections.abc import Iterator

from bridge.delivery.jobs import CustomerJob
from bridge.delivery.settling import Lessened, job_of, name_of
from bridge.forms.links import with_form_link
from bridge.handlers.office import Office
from bridge.handlers.unit import Unit
from bridge.store.outbox import OutboxRow
from core.capabilities import Fitted, fit
from core.conversation.routes import first_at
from core.ids import ChannelName, ExternalRef
from core.messages import Message, Part, Unfetched, seen_by_customer
from core.ports import CountsMessages, CustomerChannel, Receipt
from core.sentences import Sentence, say


def fitted(office: Office, channel: CustomerChannel, to: ExternalRef, parts: tuple[Part, ...]) -> Fitted:
    """Fit a message to a channel as it goes out to an address."""
    return fit(with_form_link(parts, office.form_links), channel.capabilities(to), office.file_links)


def lessened(
    channel: CustomerChannel, parts: tuple[Part, ...], losses: tuple[Sentence, ...], receipt: Receipt
) -> Receipt | Lessened:
    """Add to the receipt of a message what the thread is told of it: of its parts as they went out, and its losses."""
    told = (*losses, *receipt.losses, *_length(channel, parts))
    return Lessened(receipt, told) if told else receipt


def of_report(unit: Unit, row: OutboxRow, receipt: Receipt) -> Receipt | Lessened:
    """Add the same to the receipt of a message of which only a report says that it arrived, as the message stands now.

    Of what was taken back or erased meanwhile nothing is told.
    """
    job, chat = job_of(row), unit.chat(row.conversation)
    name = ChannelName(name_of(row.destination))
    channel = unit.office.channels.get(name)
    message = unit.message(job.message) if isinstance(job, CustomerJob) else None
    if not isinstance(job, CustomerJob) or chat is None or channel is None or message is None:
        return receipt
    to = job.to or first_at(chat, name)
    if to is None or not may_be_sent(message):
        return receipt
    went = tuple(part for part in message.parts if not isinstance(part, Unfetched))  # came by a change since
    fits = fitted(unit.office, channel, to, went)
    return lessened(channel, fits.parts, fits.losses, receipt)


def may_be_sent(message: Message) -> bool:
    """Tell whether the customer may have a message."""
    return not message.deleted and seen_by_customer(message)


def _length(channel: CustomerChannel, parts: tuple[Part, ...]) -> Iterator[Sentence]:
    """Say how long a message is that went out in several of the network's messages."""
    if not parts or not isinstance(channel, CountsMessages):
        return
    length = channel.count(parts)
    if length.messages > 1:
        yield say("thread_length", units=length.units, messages=length.messages)
