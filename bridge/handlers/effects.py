"""Effects into rows: each becomes a row of the same transaction, or was dealt with before (agents, routing)."""

from datetime import timedelta
from typing import assert_never

from bridge.delivery import jobs
from bridge.handlers.customer_log import log_at_once
from bridge.handlers.marking import mark
from bridge.handlers.placing import opening
from bridge.handlers.showing import add_line
from bridge.handlers.unit import Unit
from bridge.store import contacts, deliveries, messages
from core.conversation import effects as do
from core.conversation.model import Conversation
from core.errors import Conflict
from core.features.card_changes import CardChange
from core.ids import CUSTOMER, DeskName, MessageId, agent_of
from core.messages import Message, Text, Visibility, with_visibility

CARD_PAUSE = timedelta(seconds=1)
"""How long new words on a card wait for more of them."""


def carry_out(unit: Unit, chat: Conversation, effects: tuple[do.Effect, ...], change: CardChange) -> None:
    """Write the rows of a step's effects, in order; `change` says what the step changes on the root card."""
    for effect in effects:
        match effect:
            case do.StoreMessage(message=message):
                messages.add(unit.conn, message)
                _remember_source(unit, message.id)
                _show_own_words(unit, chat, message)
            case do.ChangeMessage(message=message):
                messages.change(unit.conn, message)
            case do.KeepInternal(message=kept):
                _keep_internal(unit, kept)
            case do.Record():
                unit.journal(chat, effect)
            case do.OpenContact():
                _reopen(unit, chat)
            case do.CloseContact():
                contacts.close(unit.conn, chat.channel, chat.contact, chat.id)
            case do.EngageAgent() | do.WrapUpAgent() | do.ReleaseAgent() | do.Requeue():
                pass  # agents and routing are the caller's: they are computed before the first row is written
            case do.UpdateCard():
                _update_card(unit, chat, change)
            case do.SendToCustomer() | do.ChangeAtCustomer() | do.TellCustomer():
                _to_customer(unit, chat, effect)
            case _:
                _to_desk(unit, chat, effect)


def _reopen(unit: Unit, chat: Conversation) -> None:
    """Make a chat its customer's open one again. Raises `Conflict` when a newer one was opened at this very moment."""
    if not contacts.reopen(unit.conn, chat.channel, chat.contact, chat.id):
        raise Conflict(f"the customer of conversation {chat.id} has opened another one meanwhile")


def _keep_internal(unit: Unit, message_id: MessageId) -> None:
    """Make a held text a note."""
    message = messages.get(unit.conn, message_id)
    if message is not None and message.visibility is Visibility.HELD:
        messages.change(unit.conn, with_visibility(message, Visibility.AGENTS))


def _remember_source(unit: Unit, message: MessageId) -> None:
    """Tie a message to the place where it was written by hand: edits there are edits of it, its mark stands there."""
    source = unit.sources.pop(message, None)
    unit.stored[message] = source[0] if source else None
    if source is not None:
        deliveries.add(unit.conn, message, source[0], source[1], "source", "sent")


def _show_own_words(unit: Unit, chat: Conversation, message: Message) -> None:
    """Write a customer's own words into their log, before anything that is said about them."""
    if message.author == CUSTOMER and chat.channel in unit.office.feeds:
        _, news = add_line(unit.conn, chat.id, message.id, message.at, "message", message.id)
        unit.announce(chat, news)


def _to_customer(
    unit: Unit, chat: Conversation, effect: do.SendToCustomer | do.ChangeAtCustomer | do.TellCustomer
) -> None:
    match effect:
        case do.SendToCustomer(message=message):
            job: jobs.CustomerSideJob = jobs.CustomerJob(message, first_mark=message in unit.stored)
        case do.ChangeAtCustomer(message=message):
            job = jobs.CustomerChangeJob(message)
        case do.TellCustomer(turn=turn, agent=agent):
            job = jobs.TurnJob(turn, agent)
        case _:
            assert_never(effect)
    if not log_at_once(unit, chat, job):
        unit.send(chat, f"channel:{chat.channel}", job)


DeskEffect = (
    do.OpenThread
    | do.PostInThread
    | do.ChangeInThread
    | do.TellThread
    | do.ShowOffer
    | do.CloseOffer
    | do.TellAgent
    | do.AskAuthor
    | do.MarkMessage
)


def _to_desk(unit: Unit, chat: Conversation, effect: DeskEffect) -> None:
    desk = unit.queue(chat).desk
    match effect:
        case do.OpenThread():
            unit.tell_desk(desk, opening(unit, chat), chat)
        case do.PostInThread(message=message):
            _post(unit, chat, desk, message)
        case do.ChangeInThread(message=message):
            if not _is_source(unit, message, desk):
                unit.tell_desk(desk, jobs.ChangeJob(message), chat)
        case do.TellThread(sentence=sentence):
            unit.tell_desk(desk, jobs.NoticeJob(sentence), chat)
        case do.MarkMessage(message=message):
            mark(unit, chat.id, message, first=message in unit.stored)
        case do.AskAuthor(held=held):
            unit.tell_desk(held.desk, jobs.AskJob(held.message, held.author), chat)
        case do.ShowOffer() | do.CloseOffer() | do.TellAgent():
            _to_agent(unit, chat, desk, effect)
        case _:
            assert_never(effect)


def _update_card(unit: Unit, chat: Conversation, change: CardChange) -> None:
    """Show where the chat stands at once, new words a moment later; what can't be seen there is not shown again."""
    if change is not CardChange.NOTHING:
        later = unit.now + CARD_PAUSE if change is CardChange.WORDS else None
        unit.tell_desk(unit.queue(chat).desk, jobs.CardJob(), chat, later)


def _is_source(unit: Unit, message: MessageId, desk: DeskName) -> bool:
    """Tell whether the message was written at this desk, by hand: there is nothing of ours to post or change."""
    if message in unit.stored:
        return unit.stored[message] == desk
    return any(one.role == "source" for one in deliveries.refs(unit.conn, message, desk))


def _post(unit: Unit, chat: Conversation, desk: DeskName, message_id: MessageId) -> None:
    """Post where the message may be seen; private ones for chosen people are shown to these alone."""
    message = messages.get(unit.conn, message_id)
    if message is None or message.visibility is Visibility.HELD:
        return
    if message.visibility is Visibility.ONLY:
        for recipient in sorted(message.recipients):
            agent = agent_of(recipient)
            account = unit.person_at(agent, desk) if agent else None
            if account is not None:
                unit.tell_desk(account[0], jobs.WhisperJob(message_id, account[1]), chat)
        return
    if not _is_source(unit, message_id, desk):
        files = sum(not isinstance(part, Text) for part in message.parts)
        unit.tell_desk(desk, jobs.PostJob(message_id, files), chat)


def _to_agent(
    unit: Unit, chat: Conversation, desk: DeskName, effect: do.ShowOffer | do.CloseOffer | do.TellAgent
) -> None:
    account = unit.person_at(effect.agent, desk)
    if account is None:
        return
    where, person = account
    match effect:
        case do.ShowOffer(offer=offer, agent=agent):
            job: jobs.DeskJob = jobs.OfferJob(offer, agent, person)
        case do.CloseOffer(offer=offer, agent=agent, outcome=outcome, winner=winner):
            job = jobs.CloseOfferJob(offer, agent, person, outcome, winner)
        case do.TellAgent(sentence=sentence, agent=agent, directly=directly):
            in_thread = not directly and chat.participant(agent) is not None
            job = jobs.TellJob(person, sentence, in_thread=in_thread, agent=agent, with_link=directly)
        case _:
            assert_never(effect)
    unit.tell_desk(where, job, chat)
