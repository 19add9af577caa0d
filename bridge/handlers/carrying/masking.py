"""What stood under a mask, the copies beside the thread, and the words that only their author can delete."""

from collections.abc import Iterator
from dataclasses import replace

from bridge import topics
from bridge.delivery import aside_jobs, jobs
from bridge.delivery.quoting import renewed
from bridge.handlers.scouring import scour_log
from bridge.handlers.unit import Unit
from bridge.store import asides, attributes, deliveries, originals, quotes, survey
from core.conversation import effects as do
from core.conversation.model import Conversation
from core.features.masked import hide, stretches, without
from core.ids import CUSTOMER, AgentId, DeskName, agent_of, expert_of
from core.messages import Message, plain_text
from core.sentences import Sentence, say


def keep(unit: Unit, chat: Conversation, effect: do.KeepOriginal) -> None:
    """Keep a message as it was, with what the customer told a bot or a form by it: that is masked, too.

    A comment on the survey is kept beside its message as well, and is what its message is.
    """
    originals.keep(unit.conn, effect.message, effect.files, unit.now, anew=effect.anew)
    words = stretches(effect.message, effect.spans) if effect.message.author == CUSTOMER else ()
    known = attributes.of(unit.conn, chat.id) if words else ()
    hidden = tuple(replace(one, values=tuple(without(value, words) for value in one.values)) for one in known)
    changed = [one for one, after in zip(known, hidden, strict=True) if one != after]
    if changed:
        originals.keep_answers(unit.conn, effect.message.id, changed)
        attributes.learn(unit.conn, chat.id, unit.now, hidden)
    _in_survey(unit, effect.message, hide(effect.message, effect.spans))


def give_back(unit: Unit, chat: Conversation, effect: do.ReturnOriginal) -> None:
    """Let a message's files be reached again, and show again what the customer told by it."""
    attributes.learn(unit.conn, chat.id, unit.now, originals.answers(unit.conn, effect.message))
    masked, original = unit.message(effect.message), originals.get(unit.conn, effect.message)
    if masked is not None and original is not None:
        _in_survey(unit, masked, original)
    originals.give_back(unit.conn, effect.message)


def _in_survey(unit: Unit, before: Message, after: Message) -> None:
    """Let the survey's copy of a customer's message follow it."""
    if before.author == CUSTOMER:
        survey.rewrite(unit.conn, before.conversation, plain_text(before.parts), plain_text(after.parts))


def forget(unit: Unit, chat: Conversation, effect: do.ForgetOriginal) -> None:  # noqa: ARG001 - one shape for all effects
    """Overwrite a message as it was."""
    originals.forget(unit.conn, effect.message, unit.now)
    unit.wakes.add(topics.SCOURING)


def scour(unit: Unit, chat: Conversation, effect: do.ScourLog) -> None:  # noqa: ARG001 - as above
    """Have the log overwritten in which the database wrote what stood there."""
    scour_log(unit)


def show_quotes(unit: Unit, chat: Conversation, effect: do.ShowQuotesAnew) -> None:  # noqa: ARG001 - as above
    """Show anew whatever quotes words of the chat: cards, experts' cards, home pages, what was said in private."""
    unit.tell_desk(unit.queue(chat).desk, jobs.CardJob(), chat)
    for talk in asides.of_chat(unit.conn, chat.id):
        if talk.card is not None:
            unit.tell_desk(talk.desk, aside_jobs.AsideCardJob(talk.invitation), chat)
    for quote in quotes.of_chat(unit.conn, chat):
        unit.tell_desk(quote.desk, renewed(quote), chat)
    for queue in (chat.queue, *chat.overflow):
        unit.show_line(queue)
    for agent in sorted(_shown_at_home(chat)):
        unit.show_homes(unit.agent(agent))


def _shown_at_home(chat: Conversation) -> set[AgentId]:
    """Give those on whose own pages a chat stands, whatever queues they serve."""
    seats = {seat.agent for seat in chat.participants} | {one.agent for one in chat.held if one.agent}
    return seats | set(chat.offer.agents if chat.offer is not None else ())


def tell_of_source(unit: Unit, chat: Conversation, effect: do.TellOfSource) -> None:
    """Tell who masked a message, and its author, that it stands where it was written by hand, with the way there."""
    message = unit.message(effect.message)
    if message is None:
        return
    written_at = {one.where for one in deliveries.refs(unit.conn, message.id) if one.role == "source"}
    for desk in sorted(written_at & unit.office.desks.keys()):
        for agent, words in _told(message, effect.agent):
            account = unit.person_at(agent, DeskName(desk))
            if account is not None:
                unit.tell_desk(account[0], jobs.TellJob(account[1], words, source_of=message.id), chat)
        expert = next((one for one in chat.experts if one.agent == expert_of(message.author)), None)
        if expert is not None:
            unit.tell_desk(expert.desk, aside_jobs.AsideNoticeJob(expert.id, say("mask_source_here")), chat)


def _told(message: Message, by: AgentId) -> Iterator[tuple[AgentId, Sentence]]:
    author = agent_of(message.author)
    if author is not None:
        yield author, say("mask_source_here")
    if by != author:
        yield by, say("mask_own_words", agent=author or expert_of(message.author) or message.author_name)
