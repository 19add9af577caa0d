"""Answers that are rendered from the state when they are shown: lists, the help, what can be done in a chat."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from types import MappingProxyType

from sqlalchemy import Connection

from bridge.handlers import floors
from bridge.handlers.actions import actions
from bridge.handlers.customers_shown import LISTED, customer_of, past_of
from bridge.handlers.office import Office
from bridge.handlers.past_shown import past_chats
from bridge.handlers.wants.asking import Asking
from bridge.handlers.wants.canned import load as load_canned
from bridge.handlers.wants.first import origins_of
from bridge.handlers.wants.ways import ways_of
from bridge.store import agents, asides, attributes, bans, conversations, intake, line, messages, threads
from bridge.transcripts.reading import read_transcript
from core.agents.model import Agent, Profile
from core.commands.model import ViewName
from core.conversation.model import Conversation, Status
from core.conversation.seats import is_seen
from core.features.articles_listed import article_buttons, articles_listed
from core.features.bans import bans_listed, holds, one_of_each
from core.features.customer_card import card_buttons, customer_card
from core.features.details import details
from core.features.floor import may_see_floor
from core.features.homes import Overview, as_text, held_texts, help_text, my_chats, waiting
from core.features.past_chats import listed
from core.features.reach import best_of
from core.features.reach_list import ways_listed, ways_to_go
from core.features.texts_listed import TEXT_BUTTONS, texts_listed
from core.features.transcript import Audience
from core.features.transcript_pages import as_text as as_document
from core.ids import ConversationId, DeskName, ExternalRef, MessageId, PersonRef
from core.messages import Message, excerpt
from core.sentences import say
from core.views import Button

SHOWN = 20
"""How many waiting chats a list shows; a longer one helps nobody."""

READABLE, HEAD = 2_700, 600
"""How much of a chat is shown again, in characters, and how much of that is its head."""

NOTE_LENGTH = 300
"""How much of a note a list shows, in characters."""


BUTTONS = 5
"""How many of them can be taken by a click on the answer itself."""


LISTS = frozenset({ViewName.WAITING, ViewName.MY_CHATS, ViewName.HELD, ViewName.BANS})
"""Views of several chats, with words of each, or about them."""
QUOTES_WORDS = LISTS | {ViewName.TRANSCRIPT, ViewName.NOTES, ViewName.DETAILS}
"""Views in which words of messages stand."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked, for what."""

    office: Office
    desk: DeskName
    person: PersonRef
    chat: Conversation | None = None
    args: Mapping[str, str] = field(default_factory=dict)
    at: datetime | None = None
    """When; for how long something has been waiting."""

    @property
    def profile(self) -> Profile | None:
        """The agent who asked, if it was one."""
        return self.office.directory().agent_by_person(self.desk, self.person)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown."""

    text: str
    buttons: tuple[Button, ...] = ()


def show(conn: Connection, asked: Asked, view: ViewName) -> Shown:
    """Render a view for a person."""
    return RENDERED[view](conn, asked)


def _help(_: Connection, asked: Asked) -> Shown:
    expert = asked.office.directory().expert_by_person(asked.desk, asked.person)
    return Shown(help_text(asked.office.registry, asked.profile, expert=expert is not None))


def _my_chats(conn: Connection, asked: Asked) -> Shown:
    seen = overview(conn, asked.office, asked.desk, asked.person)
    listed = (as_text(my_chats(seen)), as_text(held_texts(seen)), as_text(waiting(seen), asked.at))
    return Shown("\n\n".join(listed))


def _waiting(conn: Connection, asked: Asked) -> Shown:
    section = waiting(overview(conn, asked.office, asked.desk, asked.person))
    takes = (
        replace(button, label=f"{button.label} {line.title.split()[0]}")
        for line in section.lines
        for button in line.buttons
    )
    return Shown(as_text(section, asked.at), tuple(takes)[:BUTTONS])


def _held(conn: Connection, asked: Asked) -> Shown:
    return Shown(as_text(held_texts(overview(conn, asked.office, asked.desk, asked.person))))


def _notes(conn: Connection, asked: Asked) -> Shown:
    """List the notes for all agents; what was written for chosen people stays with them."""
    chat, office = asked.chat, asked.office
    if chat is None or asked.profile is None:
        return Shown(office.words(say("thread_unknown", usage="/chat notes 42")))
    found = messages.notes(conn, chat.id)[-SHOWN:]
    if not found:
        return Shown(office.words(say("notes_empty", number=chat.number)))
    lines = (f"• {one.at:%H:%M} {one.author_name}: {excerpt(one.parts, NOTE_LENGTH)}" for one in found)
    return Shown("\n".join((office.words(say("notes_title", number=chat.number)), *lines)))


def _transcript(conn: Connection, asked: Asked) -> Shown:
    """Show a chat as it can be read again: its head, and as much of its end as fits."""
    chat, reader, directory = asked.chat, asked.profile, asked.office.directory()
    found = read_transcript(conn, directory, chat.id, Audience.ORGANISATION, reader) if chat and reader else None
    if found is None:
        return Shown(asked.office.words(say("past_gone")))
    text = as_document(found, columns=False)
    shown = text if len(text) <= READABLE else f"{text[:HEAD]}\n[…]\n{text[HEAD - READABLE :]}"
    mask = asked.office.registry.get("mask")
    may = mask is not None and chat is not None and asked.office.registry.may_give(mask, reader)
    return Shown(shown, (Button("Mask…", "mask", chat.id, asks=True),) if may and chat else ())


def _past(conn: Connection, asked: Asked) -> Shown:
    """List past chats that were found, each with a button to read it."""
    found = map(ConversationId, asked.args.get("found", "").split())
    chats = past_chats(conn, asked.office, asked.desk, found)
    buttons = tuple(Button(f"Read #{chat.number}", "read", chat.id) for chat in chats)
    return Shown(listed(chats, more="more" in asked.args), buttons)


def _actions(conn: Connection, asked: Asked) -> Shown:
    chat, office = asked.chat, asked.office
    directory = office.directory()
    queue = directory.queues.get(chat.queue) if chat else None
    if chat is None or queue is None:
        return Shown(office.words(say("thread_unknown", usage="/chat list")))
    asking = Asking(asked.desk, asked.person, directory, asked.profile, chat, channels=office.channels, office=office)
    groups = actions(conn, office, asking, chat, queue)
    words = say("actions", number=chat.number) if groups else say("actions_none", number=chat.number)
    return Shown(office.words(words), tuple(button for group in groups for button in group.buttons))


def _texts(conn: Connection, asked: Asked) -> Shown:
    asking = Asking(asked.desk, asked.person, asked.office.directory(), asked.profile, asked.chat)
    names = {str(team.id): team.title for team in asking.directory.teams.values()}
    return Shown(texts_listed(load_canned(conn, asking).texts, names), TEXT_BUTTONS)


def _articles(_: Connection, asked: Asked) -> Shown:
    index, chat = asked.office.knowledge.index(), asked.chat
    queue = asked.office.directory().queues.get(chat.queue) if chat else None
    named = (index.articles.get(id) for id in asked.args.get("which", "").split("\n"))
    found = [one for one in named if one is not None and queue is not None and one.base in queue.knowledge]
    return Shown(articles_listed(found), article_buttons(found, chat.id if chat else None))


def _details(conn: Connection, asked: Asked) -> Shown:
    chat, office = asked.chat, asked.office
    if chat is None:
        return Shown(office.words(say("thread_unknown", usage="/chat details 42")))
    known = {one.label: ", ".join(one.values) for one in attributes.shown(conn, chat.id)}
    return Shown(details(chat, office.directory(), intake.facts(conn, chat.id), known))


def _customer(conn: Connection, asked: Asked) -> Shown:
    """Show who the customer is, with what can be done about it."""
    chat, office = asked.chat, asked.office
    if chat is None:
        return Shown(office.words(say("thread_unknown", usage="/chat customer 42")))
    found = past_of(conn, office, chat, asked.profile, asked.at)
    listed = past_chats(conn, office, asked.desk, found[:LISTED])
    known = replace(customer_of(conn, office, chat, asked.at), past=listed, more=len(found) > LISTED)
    return Shown(customer_card(known, office.directory().names()), card_buttons(known))


def _channels(conn: Connection, asked: Asked) -> Shown:
    chat, office = asked.chat, asked.office
    if chat is None:
        return Shown(office.words(say("thread_unknown", usage="/chat channel 42")))
    ways = ways_of(conn, office, chat, asked.at, asked.profile)
    may_go = asked.profile is not None and is_seen(chat.participant(asked.profile.id))
    buttons = ways_to_go(ways, chat.id) if may_go and chat.status is Status.ACTIVE else ()
    return Shown(ways_listed(best_of(ways), chat.number), buttons)


def _bans(conn: Connection, asked: Asked) -> Shown:
    """List the bans that hold, each with a button to lift it."""
    office, at = asked.office, asked.at or datetime.now(UTC)
    found = one_of_each(ban for ban in bans.standing(conn) if holds(ban, at))
    if not found:
        return Shown(office.words(say("bans_none")))
    shown = found[:SHOWN]
    lines = [office.words(say("bans_title")), bans_listed(shown, office.directory().names())]
    if len(found) > SHOWN:
        lines.append(office.words(say("bans_more", count=len(found) - SHOWN)))
    buttons = tuple(Button(f"Lift #{ban.chat}", "unban", values={"ban": ban.id}) for ban in shown)
    return Shown("\n".join(lines), buttons)


RENDERED: Mapping[ViewName, Callable[[Connection, Asked], Shown]] = MappingProxyType(
    {
        ViewName.HELP: _help,
        ViewName.MY_CHATS: _my_chats,
        ViewName.WAITING: _waiting,
        ViewName.HELD: _held,
        ViewName.ACTIONS: _actions,
        ViewName.NOTES: _notes,
        ViewName.TRANSCRIPT: _transcript,
        ViewName.PAST: _past,
        ViewName.ARTICLES: _articles,
        ViewName.TEXTS: _texts,
        ViewName.DETAILS: _details,
        ViewName.ATTENDEES: lambda conn, asked: Shown(*floors.who_is_here(conn, asked)),
        ViewName.DIRECTORY: lambda conn, asked: Shown(*floors.directory(conn, asked)),
        ViewName.OVERVIEW: lambda conn, asked: Shown(*floors.overview(conn, asked)),
        ViewName.BANS: _bans,
        ViewName.CUSTOMER: _customer,
        ViewName.CHANNELS: _channels,
        ViewName.REPORT: lambda conn, asked: Shown(*floors.report(conn, asked)),
    }
)
"""How each view is rendered; a feature adds its own."""


def overview(
    conn: Connection, office: Office, desk: DeskName, person: PersonRef, at: datetime | None = None
) -> Overview:
    """Read what a person's lists and home page show at a time."""
    directory = office.directory()
    profile = directory.agent_by_person(desk, person)
    mine = conversations.of_agent(conn, profile.id) if profile else ()
    seated = tuple(chat for chat in mine if profile and chat.participant(profile.id))
    invited = tuple(chat for chat in mine if profile and chat.invitation and chat.invitation.agent == profile.id)
    rings = tuple(chat for chat in mine if profile and chat.offer and profile.id in chat.offer.agents)
    agent = agents.get(conn, profile.id) if profile else None
    waits = _line(conn, profile, agent)
    holding = conversations.holding(conn, desk, person)
    talks = {one.conversation: one for one in asides.of_person(conn, desk, person)}
    helped = tuple(chat for chat in map(partial(conversations.get, conn), talks) if chat is not None)
    return Overview(
        profile=profile,
        agent=agent,
        chats=seated,
        waiting=waits,
        directory=directory,
        held=_held_messages(conn, holding),
        held_chats=holding,
        person=person,
        links=_links(conn, desk, (*seated, *rings, *invited, *waits, *holding)),
        ringing=rings,
        invited=invited,
        helping=helped,
        asides={key: ExternalRef(one.link) for key, one in talks.items() if one.link},
        expert=directory.expert_by_person(desk, person),
        desk=desk,
        floor=floors.floor_of(conn, directory, at) if may_see_floor(profile) else None,
        writes_first=office.registry.get("sms") is not None and bool(origins_of(office.channels, profile, directory)),
    )


def _line(conn: Connection, profile: Profile | None, agent: Agent | None) -> tuple[Conversation, ...]:
    """Give what waits in the queues that an agent serves now, the oldest first."""
    allowed = profile.queues if profile else ()
    served = [queue for queue in allowed if agent is None or agent.serves(queue)]
    found = (conversations.get(conn, chat) for chat in line.oldest(conn, served, SHOWN))
    return tuple(chat for chat in found if chat is not None)


def _held_messages(conn: Connection, chats: tuple[Conversation, ...]) -> Mapping[MessageId, Message]:
    found = (messages.get(conn, held.message) for chat in chats for held in chat.held)
    return {message.id: message for message in found if message is not None}


def _links(conn: Connection, desk: DeskName, chats: tuple[Conversation, ...]) -> Mapping[ConversationId, ExternalRef]:
    rows = {chat.id: threads.of(conn, chat.id, desk) for chat in chats}
    return {key: ExternalRef(row.link) for key, row in rows.items() if row is not None and row.link}
