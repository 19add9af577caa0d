"""What one person at a desk is told, asked or shown, in private."""

from bridge.delivery import jobs
from bridge.handlers.marking import mark as mark_message
from bridge.handlers.unit import Unit
from bridge.store import asides, threads
from core.conversation import effects as do
from core.conversation.model import Conversation


def show_offer(unit: Unit, chat: Conversation, effect: do.ShowOffer) -> None:
    """Ring an agent."""
    account = unit.person_at(effect.agent, unit.queue(chat).desk)
    if account is not None:
        unit.tell_desk(account[0], jobs.OfferJob(effect.offer, effect.agent, account[1]), chat)


def close_offer(unit: Unit, chat: Conversation, effect: do.CloseOffer) -> None:
    """Close an agent's offer card."""
    account = unit.person_at(effect.agent, unit.queue(chat).desk)
    if account is not None:
        job = jobs.CloseOfferJob(effect.offer, effect.agent, account[1], effect.outcome, effect.winner)
        unit.tell_desk(account[0], job, chat)


def tell(unit: Unit, chat: Conversation, effect: do.TellAgent) -> None:
    """Tell one agent, in the thread when they have a seat there."""
    account = unit.person_at(effect.agent, unit.queue(chat).desk)
    if account is None or (effect.alert is not None and not unit.agent(effect.agent).wants(effect.alert)):
        return
    in_thread = not effect.directly and chat.participant(effect.agent) is not None
    opening = effect.directly and threads.of(unit.conn, chat.id, account[0]) is None
    job = jobs.TellJob(
        account[1],
        effect.sentence,
        in_thread=in_thread,
        agent=effect.agent,
        with_link=effect.directly,
        after_opening=opening,
    )
    unit.tell_desk(account[0], job, chat)


def ask_author(unit: Unit, chat: Conversation, effect: do.AskAuthor) -> None:
    """Ask what is to become of a held text."""
    held = effect.held
    there = asides.of_person(unit.conn, held.desk, held.author) if held.expert is not None else ()
    thread = next((one.thread for one in there if one.conversation == chat.id), None)
    unit.tell_desk(held.desk, jobs.AskJob(held.message, held.author, thread), chat)


def mark(unit: Unit, chat: Conversation, effect: do.MarkMessage) -> None:
    """Show a message's fate."""
    mark_message(unit, chat.id, effect.message, first=effect.message in unit.stored)
