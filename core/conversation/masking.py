"""Masks by hand: set, taken off, and final at the end (S1-S4).

Rules:
1. A mask changes the message itself, so that each copy that is rendered from now on is masked; copies that stand
   already are shown anew.
2. While the chat is open what was masked is kept beside it and can be shown again. When the chat ends, by whatever
   way, it is overwritten in the same step (`sealed`); a mask that is set afterwards is final at once. A chat that goes
   on after its end brings nothing back.
3. An edit of a masked message is masked as a whole: nobody knows what its author may have said again. Where it is an
   agent's or an expert's that reached the customer, it changes nothing: nobody could look at what it would show.
4. What its author wrote by hand at a desk no bot can change: whoever masks it is told, and so is the author. When the
   author then deletes it there, the masked copies stay as they are.
5. What is known of the chat beside its messages is masked by words alone; 1 and 2 hold for it, too.
"""

from collections.abc import Iterable
from dataclasses import replace

from core.conversation import effects as do
from core.conversation.changed import changed
from core.conversation.events import (
    MessageDeleted,
    MessageEdited,
    MessagesMasked,
    MessagesUnmasked,
    ParticularsMasked,
    ParticularsUnmasked,
)
from core.conversation.model import Conversation
from core.conversation.transition import Transition
from core.errors import ConversationClosed
from core.features.detecting import masked
from core.features.masked import counted, finder, hide, hide_all
from core.features.particulars import page_hidden
from core.ids import CUSTOMER, MessageId, agent_of, expert_of
from core.messages import Media, Message, Visibility, seen_by_customer
from core.sentences import say


def messages_masked(state: Conversation, event: MessagesMasked) -> Transition:
    """Mask words and files in every copy; stale where nothing is left to mask."""
    effects: list[do.Effect] = []
    hidden: list[Message] = []
    for cut in event.cuts:
        after = hide(cut.message, cut.spans, files=cut.files)
        if after is cut.message or cut.message.deleted:
            continue
        hidden.append(after)
        effects += _covered(state, cut.message, after)
        fields = {"final": "no" if state.is_open() else "yes"}
        effects += [
            do.Record("words_masked", agent=event.agent, message=after.id, fields=fields),
            do.Audit(do.AuditAct.MASKED, event.agent, after.id, fields),
            do.TellOfSource(after.id, event.agent),
        ]
    if not hidden:
        return Transition(state)
    after_all = changed(state, masked=state.masked | _ids(hidden)) if state.is_open() else state
    key = "thread_words_masked" if state.is_open() else "thread_words_masked_for_good"
    notice = do.TellThread(say(key, agent=event.agent, count=counted(len(hidden))))
    return Transition(after_all, (*effects, do.ShowQuotesAnew(), notice))


def messages_unmasked(state: Conversation, event: MessagesUnmasked) -> Transition:
    """Show again what was masked.

    Raises:
        ConversationClosed: the chat has ended, and what was masked is gone.
    """
    if not state.is_open():
        raise ConversationClosed(say("unmask_too_late"))
    effects: list[do.Effect] = []
    shown = [one for one in event.messages if one.id in state.masked]
    for message in shown:
        effects += [do.ReturnOriginal(message.id), *_shown_anew(message)]
        effects.append(do.Record("words_unmasked", agent=event.agent, message=message.id))
        effects.append(do.Audit(do.AuditAct.UNMASKED, event.agent, message.id))
    if not shown:
        return Transition(state)
    notice = do.TellThread(say("thread_words_unmasked", agent=event.agent, count=counted(len(shown))))
    bared = changed(state, masked=state.masked - _ids(shown))
    return Transition(bared, (*effects, do.ShowQuotesAnew(), notice))


PARTICULARS = "details of the chat"
"""What stands in sentences where else messages are counted."""


def particulars_masked(state: Conversation, event: ParticularsMasked) -> Transition:
    """Mask words in what is known of the chat beside its messages."""
    is_open, find = state.is_open(), finder((event.words,))
    hidden = changed(
        state,
        customer_name=masked(state.customer_name, find),
        page=page_hidden(state.page, find),
        veiled=is_open,
        covered=state.covered or not is_open,
    )
    fields = {"final": "no" if is_open else "yes"}
    key = "thread_words_masked" if is_open else "thread_words_masked_for_good"
    effects = (
        do.HideParticulars(event.words, state.customer_name, state.page, final=not is_open),
        do.Record("words_masked", agent=event.agent, fields=fields),
        do.Audit(do.AuditAct.MASKED, event.agent, state.id, fields),
        *_particulars_shown_anew(state),
        do.TellThread(say(key, agent=event.agent, count=PARTICULARS)),
    )
    return Transition(hidden, effects)


def particulars_unmasked(state: Conversation, event: ParticularsUnmasked) -> Transition:
    """Show again what was masked there.

    Raises:
        ConversationClosed: the chat has ended, and what was masked is gone.
    """
    if not state.is_open():
        raise ConversationClosed(say("unmask_too_late"))
    if not state.veiled:
        return Transition(state)
    shown = changed(state, customer_name=event.name, page=event.page, veiled=False)
    effects = (
        do.ReturnParticulars(),
        do.Record("words_unmasked", agent=event.agent),
        do.Audit(do.AuditAct.UNMASKED, event.agent, state.id),
        *_particulars_shown_anew(state),
        do.TellThread(say("thread_words_unmasked", agent=event.agent, count=PARTICULARS)),
    )
    return Transition(shown, effects)


def _particulars_shown_anew(state: Conversation) -> tuple[do.Effect, ...]:
    """Show the cards anew; that of a wrap-up where there is one by now."""
    wrap_up = () if state.is_open() and not state.reopened else (do.ShowWrapUp(),)
    return (do.ShowQuotesAnew(), *wrap_up)


def masked_edited(state: Conversation, event: MessageEdited) -> Transition:
    """Keep a message masked that its author writes anew: all of it, for anything in it may be what was masked."""
    author = agent_of(event.message.author)
    if event.message.author != CUSTOMER and seen_by_customer(event.message):
        return Transition(state, (do.TellAgent(author, say("edit_masked")),) if author is not None else ())
    original = replace(event.message, masks=(), masked_files=False, edited=True)
    after = hide_all(original)
    record = do.Record("edited", agent=author or expert_of(after.author), message=after.id)
    if after is original:  # nothing is left in it that could be masked
        return Transition(state, (*_shown_anew(replace(original, masked_files=True)), record))
    masked = changed(state, masked=state.masked | {after.id}) if state.is_open() else state
    return Transition(masked, (*_covered(state, original, after, anew=True), record))


def masked_deleted(state: Conversation, event: MessageDeleted) -> Transition | None:
    """Let masked copies stay when the words that stood at the desk are taken away; None for the customer's own."""
    if event.message.author == CUSTOMER:
        return None
    author = agent_of(event.message.author) or expert_of(event.message.author)
    return Transition(state, (do.Record("masked_source_deleted", agent=author, message=event.message.id),))


def sealed(before: Conversation, step: Transition) -> Transition:
    """Overwrite what was masked when a chat ends. Looked at behind every step: whatever ends a chat need not know."""
    after = step.state
    if not (after.masked or after.veiled) or after.is_open():
        return step
    gone: list[do.Effect] = [do.ForgetOriginal(message) for message in sorted(before.masked | after.masked)]
    gone += [do.ForgetParticulars()] if after.veiled else []
    return Transition(changed(after, masked=frozenset(), veiled=False), (*step.effects, *gone))


def _covered(state: Conversation, before: Message, after: Message, *, anew: bool = False) -> tuple[do.Effect, ...]:
    """Put the masked message in the place of the open one; in a chat that is over, for good."""
    files = tuple(part.file for part in before.parts if isinstance(part, Media) and part not in after.parts)
    kept: tuple[do.Effect, ...] = (do.KeepOriginal(before, anew, files, after.masks),)
    if not state.is_open():
        kept = (*kept, do.ForgetOriginal(after.id))
    return (*kept, *_shown_anew(after))


def _shown_anew(message: Message) -> tuple[do.Effect, ...]:
    changes: tuple[do.Effect, ...] = (do.ChangeMessage(message), do.ChangeInThread(message.id))
    if message.visibility is Visibility.EVERYONE:
        return (*changes, do.ChangeAtCustomer(message.id))
    return changes


def _ids(messages: Iterable[Message]) -> frozenset[MessageId]:
    return frozenset(one.id for one in messages)
