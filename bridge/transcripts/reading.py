"""What a transcript is made from, read from the store."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection

from bridge.store import activity, conversations, feed, intake, journal, messages
from core.agents.experts import ExpertProfile
from core.agents.model import Profile
from core.agents.rights import Right
from core.conversation.model import Conversation
from core.directory import Directory
from core.features.languages import language_name
from core.features.transcript import Audience, Happened, Material, Told, Transcript, transcript
from core.features.wrap_up_card import titled
from core.ids import ConversationId, agent_participant
from core.messages import Message, Visibility
from core.routing.queues import Queue

MOST = 5_000
"""How many messages, and how many lines of the customer's log, a transcript holds at the most: the last ones."""


def read_transcript(
    conn: Connection,
    directory: Directory,
    conversation: ConversationId,
    audience: Audience,
    reader: Profile | None = None,
) -> Transcript | None:
    """Make a chat's transcript as the chat stands now, or None when there is no such chat.

    For the customer nothing is read that the customer may not see; for a `reader` at a desk no words between others,
    unless they supervise.
    """
    chat = conversations.get(conn, conversation)
    if chat is None:
        return None
    return transcript(_material(conn, directory, chat, audience, reader), audience)


def _material(
    conn: Connection, directory: Directory, chat: Conversation, audience: Audience, reader: Profile | None
) -> Material:
    queue = directory.queues.get(chat.queue)
    for_customer = audience is Audience.CUSTOMER
    return Material(
        chat=chat,
        queue=queue.title if queue else chat.queue,
        names={} if for_customer else directory.names(),
        nicknames=_nicknames(directory),
        channels=directory.channels,
        messages=tuple(one for one in messages.of_conversation(conn, chat.id, MOST) if _is_for(one, reader)),
        told=tuple(_told(conn, chat.id)) if for_customer else (),
        journal=() if for_customer else tuple(_happened(conn, chat.id)),
        details=() if for_customer else (*_browser(conn, chat), *_details(conn, chat, queue)),
        zone=queue.hours.zone if queue and queue.hours else "UTC",
    )


def _nicknames(directory: Directory) -> Mapping[str, str]:
    everyone: tuple[Profile | ExpertProfile, ...] = (*directory.experts.values(), *directory.profiles.values())
    return {str(one.id): one.nickname for one in everyone}


def _is_for(message: Message, reader: Profile | None) -> bool:
    """Tell whether somebody may read a message: what is for chosen people is theirs and its author's."""
    if reader is None or message.visibility is not Visibility.ONLY or reader.may(Right.SUPERVISE):
        return True
    return agent_participant(reader.id) in {message.author, *message.recipients}


def _told(conn: Connection, chat: ConversationId) -> Iterator[Told]:
    for line in feed.since(conn, chat, 0, MOST):
        if line.kind == "status":
            yield Told(line.at, line.status, line.text, line.agent_name)


def _happened(conn: Connection, chat: ConversationId) -> Iterator[Happened]:
    for line in journal.of_conversation(conn, chat):
        yield Happened(line.at, line.record)


def _browser(conn: Connection, chat: Conversation) -> Iterator[tuple[str, str]]:
    """Give what the customer's browser has told of itself."""
    facts = intake.facts(conn, chat.id)
    if facts is None:
        return
    told = {
        "Browser": facts.browser,
        "System": facts.system,
        "Language": language_name(facts.language),
        "Time zone": facts.zone,
    }
    for label, value in told.items():
        if value:
            yield label, value


def _details(conn: Connection, chat: Conversation, queue: Queue | None) -> Iterator[tuple[str, str]]:
    """Give what was written down about the chat."""
    rule = queue.dispositions if queue is not None else None
    chosen = rule.find(chat.disposition) if rule is not None else None
    if chosen is not None:
        yield "Disposition", titled(chosen)
    filled = activity.get(conn, chat.id)
    for answer in filled.answers if filled else ():
        yield answer.label, answer.text
