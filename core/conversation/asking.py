"""Asking the customer by buttons: menus, templates and pages, and the customer's answer to an offered page.

Rules:
1. Only who may write to the customer may ask: a seat in a running chat, unmasked, and private mode off.
2. What a customer chooses from a menu is a message of theirs like any other (`customer_wrote`); a page's answer is kept
   on the message that offered it, once.
"""

from dataclasses import replace

from core.conversation import effects as do
from core.conversation.changed import changed
from core.conversation.desk import send
from core.conversation.events import CustomerAsked, PageAnswered
from core.conversation.model import Conversation, Status
from core.conversation.transition import Transition
from core.errors import ConversationClosed, NotPermitted, Refused
from core.features.brake import spoken, titles
from core.features.pages import offer_of
from core.ids import AgentId
from core.messages import PageOffer, Part, Text, Visibility, plain_text, with_visibility
from core.policy.pushing import Consent
from core.routing.queues import Queue
from core.sentences import say


def customer_asked(state: Conversation, event: CustomerAsked, queue: Queue) -> Transition:
    """Send a menu, a template or a page's offer.

    Raises:
        ConversationClosed: the chat is not running.
        NotPermitted: the agent has no seat that the customer sees.
        Refused: the agent's private mode is on, or the brake finds something in the words.
    """
    _may_ask(state, event.agent)
    found = titles(plain_text(event.message.parts), queue.brake)
    if found:
        raise Refused(say("ask_braked", what=spoken(found)))
    sent = with_visibility(event.message, Visibility.EVERYONE)
    return send(state, sent, (do.StoreMessage(sent),))


def page_answered(state: Conversation, event: PageAnswered, queue: Queue) -> Transition:
    """Keep what the customer decided, and tell the thread; stale when it was decided or the chat has ended."""
    offer = offer_of(event.message)
    if offer is None or not state.is_open():
        return Transition(state)
    parts = tuple(_answered(part, opened=event.opened) for part in event.message.parts)
    message = replace(event.message, parts=parts)
    once = queue.pushing is not None and queue.pushing.consent is Consent.ONCE
    after = changed(state, push_allowed=True) if event.opened and once else state
    words = say("thread_page_opened" if event.opened else "thread_page_declined")
    record = do.Record("page_opened" if event.opened else "page_declined", message=message.id)
    return Transition(after, (do.ChangeMessage(message), do.ChangeAtCustomer(message.id), do.TellThread(words), record))


def _answered(part: Part, *, opened: bool) -> Part:
    if isinstance(part, Text) and isinstance(part.asks, PageOffer):
        return replace(part, asks=replace(part.asks, opened=opened))
    return part


def _may_ask(state: Conversation, agent: AgentId) -> None:
    if state.status is not Status.ACTIVE:
        raise ConversationClosed(say("chat_ended" if not state.is_open() else "chat_not_active"))
    seat = state.participant(agent)
    if seat is None or seat.masked or seat.listening is not None:
        raise NotPermitted(say("not_attendee"))
    if agent in state.private:
        raise Refused(say("ask_private_mode"))
