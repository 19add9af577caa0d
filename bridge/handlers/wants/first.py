"""From what an agent may write first, to whom a number is, and what stands against it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sqlalchemy import Connection

from bridge.handlers.wants.asking import Asking, Beyond
from bridge.store import contacts, conversations, memory, threads
from core.agents.model import Profile
from core.agents.rights import Right
from core.directory import Directory
from core.errors import ArgumentsInvalid
from core.features.writing_first import OWN, Addressee, OpenChat, Origin, Outlook, chosen, given
from core.ids import ChannelName, Contact, ConversationId
from core.ports import CustomerChannel, KnowsWhyNot, WritesFirst
from core.sentences import Sentence, say
from core.texts import render

Channels = Mapping[ChannelName, CustomerChannel]


def load(conn: Connection, asking: Asking) -> Outlook:
    """Give from what an agent may write; and to whom, where a number was given."""
    outlook = Outlook(origins_of(asking.channels, asking.profile, asking.directory))
    wanted = given(asking.words, asking.values)
    if asking.beyond is None or not outlook.origins or not wanted.number:
        return outlook
    try:
        origin = chosen(outlook.origins, wanted.origin)
        channel = asking.channels[origin.channel]
        number = channel.number(wanted.number) if isinstance(channel, WritesFirst) else ""
    except ArgumentsInvalid as refusal:
        return replace(outlook, wrong=asking.beyond.words(refusal.sentence))
    if not number or not isinstance(channel, WritesFirst):
        return outlook
    contact = (origin.channel, channel.line(number, origin.sender))
    return replace(outlook, to=_addressee(conn, asking, asking.beyond, contact, channel.called(number)))


def origins_of(channels: Channels, profile: Profile | None, directory: Directory) -> tuple[Origin, ...]:
    """Give from what an agent may write first: their own numbers, then the queues that they serve."""
    if profile is None:
        return ()
    found = [origin for name, one in channels.items() for origin in _of_channel(name, one, profile, directory)]
    return tuple(sorted(found, key=lambda origin: not origin.is_own))


def _of_channel(
    name: ChannelName, channel: CustomerChannel, profile: Profile, directory: Directory
) -> Iterator[Origin]:
    if not isinstance(channel, WritesFirst):
        return
    for one in channel.senders():
        queue = directory.queues.get(one.queue)
        if queue is None or one.agent not in (None, profile.id):
            continue
        value = f"{name}/{one.id}"  # read again by `channel_of`
        if one.agent is not None:
            title = _words(say("first_own", number=one.shown))
            yield Origin(value, title, (OWN, one.id, one.shown), name, one.id, one.queue, is_own=True)
        elif one.queue in profile.queues:
            title = _words(say("first_queue", queue=queue.title, number=one.shown))
            yield Origin(value, title, (queue.title, queue.id, one.id), name, one.id, one.queue)


def _words(sentence: Sentence) -> str:
    return render(sentence, {})


def _addressee(conn: Connection, asking: Asking, beyond: Beyond, contact: Contact, name: str) -> Addressee:
    channel, known = asking.channels[contact[0]], contacts.get(conn, *contact)
    return Addressee(
        contact,
        name,
        open=_open(conn, asking, known.open_conversation if known is not None else None),
        banned=beyond.is_banned(contact),
        why_not=_why_not(conn, channel, asking, contact),
    )


def _open(conn: Connection, asking: Asking, conversation: ConversationId | None) -> OpenChat | None:
    """Give the chat that is open there, named for whoever serves its queue."""
    chat = conversations.get(conn, conversation) if conversation is not None else None
    if conversation is None:
        return None
    profile = asking.profile
    if chat is None or profile is None:
        return OpenChat()
    may_read = profile.may(Right.TAKE_ANY) or {chat.queue, *chat.overflow} & set(profile.queues)
    if not may_read and chat.participant(profile.id) is None:
        return OpenChat()
    thread = next(iter(threads.all_of(conn, chat.id)), None)
    return OpenChat(chat.number, thread.link if thread is not None and thread.link else "")


def _why_not(conn: Connection, channel: CustomerChannel, asking: Asking, contact: Contact) -> str:
    name, address = contact
    if not isinstance(channel, KnowsWhyNot) or asking.beyond is None:
        return ""
    why = channel.why_not(address, lambda key: memory.get(conn, name, key), asking.at)
    return asking.beyond.words(why) if why is not None else ""
