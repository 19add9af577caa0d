"""Numbers covered in what is stored already, or is about to be: a customer's pieces, and agents' cards' numbers.

Rules:
1. What agents and experts write is looked at after the leak guard and the brake, and before it is stored: the number of
   a card is stored and passed on as asterisks. Not so what the brake has stopped: its author sees it, and decides. What
   they send anyway goes out as it is; what stays internal is covered.
2. Of agents' words nothing but cards' numbers is masked: the account to which a customer pays is theirs to tell.
3. What an agent has typed at the desk is the agent's own message there. Nobody else can change it, so they are told.
"""

from collections.abc import Iterable
from dataclasses import replace

from core.conversation import effects as do
from core.conversation.changed import changed
from core.conversation.events import Event, MessageReacted, PageAnswered, PiecesFound, WordsScreened
from core.conversation.model import Conversation
from core.conversation.transition import Transition, go
from core.features.answering import Answer
from core.features.detecting import answers_without, masked, parts_without
from core.features.quoted import first_words
from core.features.sensitive.finding import card_detector, detector
from core.ids import CUSTOMER, MessageId, agent_of, expert_of
from core.messages import Message, Visibility
from core.routing.queues import Queue
from core.sentences import Sentence, say

_WITHOUT_WORDS = (MessageReacted, PageAnswered)
"""Events that change a message, but nothing of its words."""


def covered(event: Event, step: Transition, queue: Queue) -> Transition:
    """Cover cards' numbers in what a step stores of agents' words."""
    if not _is_wanted(queue) or isinstance(event, _WITHOUT_WORDS):
        return step
    by_choice = {one.message for one in step.effects if isinstance(one, do.Record) and one.what == "sent_anyway"}
    effects: list[do.Effect] = []
    told: list[do.Effect] = []
    is_changed = False
    for effect in step.effects:
        if isinstance(effect, do.StoreMessage | do.ChangeMessage) and effect.message.id not in by_choice:
            clean = at_rest(effect.message, queue)
            if clean is not effect.message:
                is_changed = True
                effects.append(replace(effect, message=clean))
                told += (*_telling(step.state, clean, say("number_covered")), masked_by_itself(clean.id))
                told += [do.ScourLog()] if isinstance(effect, do.ChangeMessage) else []  # it was stored as it was
                continue
        effects.append(effect)
    return Transition(step.state, (*effects, *told)) if is_changed else step


def at_rest(message: Message, queue: Queue) -> Message:
    """Give an agent's message as it is stored when its author has nothing to decide any more."""
    is_ours = agent_of(message.author) is not None or expert_of(message.author) is not None
    if not is_ours or message.visibility is Visibility.HELD or not _is_wanted(queue):
        return message
    parts = parts_without(message.parts, card_detector(queue.masking.rules))
    return message if parts == message.parts else replace(message, parts=parts)


def masked_by_itself(message: MessageId) -> do.Audit:
    """Note for the audit log that something in a message was masked and nobody did it."""
    return do.Audit(do.AuditAct.MASKED, do.SYSTEM, message)


def answers_at_rest(answers: tuple[Answer, ...], queue: Queue) -> tuple[Answer, ...]:
    """Give what an agent has filled in about a chat as it is stored."""
    return answers_without(answers, card_detector(queue.masking.rules)) if _is_wanted(queue) else answers


def words_at_rest(words: str, queue: Queue | None) -> str:
    """Give what an agent has written about a customer, beside the chat, as it is stored: without what is looked for.

    Bank accounts too, unlike in messages: no customer is to be told anything by it.
    """
    if queue is None or not _is_wanted(queue):
        return words
    return masked(words, detector(queue.masking.rules))


def pieces_found(state: Conversation, event: PiecesFound) -> Transition:
    """Overwrite pieces of a number in messages that are stored and shown already, in every copy."""
    return _overwritten(state, event.pieces)


def words_screened(state: Conversation, event: WordsScreened, queue: Queue) -> Transition:
    """Overwrite in every copy what the people of another queue are not to see; tell who can do more about it."""
    named = changed(state, customer_name=event.name, page=event.page)
    if not event.messages:
        return Transition(state) if named == state else go(named, do.ScourLog(), do.ShowQuotesAnew())
    told: list[do.Effect] = []
    if queue.masking.tells and any(after.author == CUSTOMER for _, after in event.messages):
        told.append(do.TellCustomer(do.CustomerTurn.MASKED))
    for _, after in event.messages:
        told += _telling(state, after, say("number_covered"))
    step = _overwritten(named, event.messages)
    return Transition(step.state, (*step.effects, *told))


def _overwritten(state: Conversation, pairs: Iterable[tuple[Message, Message]]) -> Transition:
    effects: list[do.Effect] = []
    for before, after in pairs:
        if state.first_words == first_words(before.parts):
            state = changed(state, first_words=first_words(after.parts))
        effects += (do.ChangeMessage(after), do.ChangeInThread(after.id))
        effects += (do.ChangeAtCustomer(after.id),) if after.visibility is Visibility.EVERYONE else ()
        effects.append(masked_by_itself(after.id))
    return go(changed(state, covered=True), *effects, do.ScourLog(), do.ShowQuotesAnew())


def _is_wanted(queue: Queue) -> bool:
    return queue.masking.masks and queue.masking.rules.agents


def _telling(state: Conversation, message: Message, words: Sentence) -> list[do.Effect]:
    agent, expert = agent_of(message.author), expert_of(message.author)
    if agent is not None:
        return [do.TellAgent(agent, words)]
    if expert is None:
        return []
    return [do.TellExpert(one.id, one.desk, words) for one in state.experts if one.agent == expert]
