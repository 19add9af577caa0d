"""Talk that an agent writes elsewhere than in the thread: the text of a form, of a canned response, of an article.

Rule: it is judged as if it had been typed in the thread; nothing here decides what may reach the customer.
"""

from core.commands.context import Context
from core.commands.taking import need
from core.conversation.events import DeskWrote
from core.conversation.guard import Fate, judge
from core.conversation.model import Status
from core.conversation.outgoing import checked
from core.errors import ConversationClosed, NotPermitted, Refused
from core.features.markup import formatted
from core.features.templates import TEMPLATES, Approved
from core.ids import DeskName, MessageId, agent_participant
from core.messages import Message, Part
from core.sentences import Sentence, say


def wrote(context: Context, text: str, *files: Part, typed: bool = False) -> DeskWrote:
    """Make the event that the agent wrote a text in the chat, with its formatting as written by hand.

    `typed` when the text stands in the thread already, because it was typed there behind a command.
    """
    conversation, agent = need(context)
    name = context.profile.name if context.profile else ""
    message = Message(
        id=context.new_message if typed else MessageId(context.mint[2]),
        conversation=conversation.id,
        author=agent_participant(agent),
        author_name=name,
        at=context.at,
        parts=(*((formatted(text),) if text else ()), *files),
    )
    at = context.given_at or context.at
    return DeskWrote(at, message, desk_of(context), context.person, agent, came_at=context.at)


def goes_out(context: Context, event: DeskWrote) -> bool:
    """Tell whether a text goes to the customer at once: no guard, brake or preview stops it."""
    conversation, _ = need(context)
    stopped = context.queue is not None and checked(event.message, context.queue).reason is not None
    return judge(conversation, event).fate is Fate.SEND and not stopped


def told(context: Context, event: DeskWrote, sent: Sentence) -> Sentence:
    """Give what its author is told: `sent` when the text goes out, else what becomes of it."""
    conversation, _ = need(context)
    fate = judge(conversation, event).fate
    if fate is Fate.NOTE:
        return say("note_kept")
    return sent if goes_out(context, event) else say("held_again")


def see_that_it_can_go(context: Context) -> None:
    """Refuse what would only be held: the chat isn't running, or the agent has no seat in it.

    Raises:
        ConversationClosed: it isn't running.
        NotPermitted: the agent has no seat.
    """
    conversation, agent = need(context)
    if conversation.status is not Status.ACTIVE:
        raise ConversationClosed(say("chat_not_active"))
    if conversation.participant(agent) is None:
        raise NotPermitted(say("not_attendee"))


def see_that_words_reach(context: Context) -> None:
    """Refuse words of an agent's own where nothing but a template reaches the customer, as far as that was asked for.

    Raises:
        ConversationClosed: the chat isn't running.
        NotPermitted: the agent has no seat.
        Refused: only a template goes out.
    """
    see_that_it_can_go(context)
    see_that_no_template_is_needed(context)


def see_that_no_template_is_needed(context: Context) -> None:
    """Raise `Refused` where nothing but a template reaches the customer; what nobody has asked for is not known."""
    approved = context.given.get(TEMPLATES)
    if isinstance(approved, Approved) and approved.only:
        raise Refused(say("template_only"))


def desk_of(context: Context) -> DeskName:
    """Give the desk at which the command was given."""
    accounts = context.profile.people.items() if context.profile else ()
    here = next((desk for desk, person in accounts if person == context.person), None)
    if here is None:
        raise TypeError("the command was run for nobody's account")
    return here
