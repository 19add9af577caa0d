"""The views of people and queues: attendees, directory, overview; and what a supervisor's home page shows of them."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from bridge.store import agents, asides, conversations, floor, journal, threads
from core.agents.experts import ExpertProfile
from core.agents.model import Profile
from core.conversation.model import Conversation, Status
from core.conversation.seats import is_engaged
from core.directory import Directory
from core.features.attendees import attendees
from core.features.floor import Floor, agents_now, as_lines, chats_of, queue_words, queues_now, state_of
from core.features.reports import as_lines_for_people, offers
from core.ids import AgentId, QueueId
from core.sentences import say
from core.texts import render
from core.views import Button

if TYPE_CHECKING:
    from bridge.handlers.views import Asked

MOST_BUTTONS = 5
"""To how many of those who were found a directory's answer gives buttons."""

MOST_LISTED = 40
"""How many agents and queues an answer lists; a part of a name finds the rest."""

Answer = tuple[str, tuple[Button, ...]]


def floor_of(conn: Connection, directory: Directory, at: datetime | None) -> Floor:
    """Read all queues and agents as they are now, at that time."""
    known = {agent.id: agent for agent in agents.many(conn, directory.profiles)}
    return Floor(directory, known, floor.lines(conn), at)


def who_is_here(_: Connection, asked: "Asked") -> Answer:
    """List the attendees of a chat."""
    if asked.chat is None:
        return asked.office.words(say("thread_unknown", usage="/chat attendees 42")), ()
    return attendees(asked.chat, asked.office.directory()), ()


def directory(conn: Connection, asked: "Asked") -> Answer:
    """List agents and queues with their states; in a running chat with the ways to bring them in."""
    seen = floor_of(conn, asked.office.directory(), asked.at)
    profiles, queues = _chosen(asked, seen.directory)
    lines = [f"• {seen.directory.queues[queue].title} · {queue_words(seen, queue)}" for queue in queues]
    lines += [f"• {one.name} · {state_of(seen.agent(one))}" for one in profiles]
    experts = _experts(conn, asked)
    lines += [_expert(one) for one in experts]
    left = len(lines) - MOST_LISTED
    if left > 0:
        lines = [*lines[:MOST_LISTED], asked.office.words(say("directory_more", count=left))]
    head = asked.office.words(say("directory" if lines else "directory_empty"))
    return "\n".join([head, *lines]), (
        *_ways(asked, seen, profiles, queues),
        *_ways_to(asked, experts),
    )


def _experts(conn: Connection, asked: "Asked") -> list[ExpertProfile]:
    """Give the experts who are meant, those first whom the agent has asked lately."""
    recent = asides.recent(conn, asked.profile.id) if asked.profile is not None else ()
    everyone = asked.office.directory().experts_in_order(recent)
    if not asked.args:
        return list(everyone)
    wanted = set(asked.args.get("experts", "").split(","))
    return [one for one in everyone if one.id in wanted and one.id in asked.office.directory().experts]


def _expert(one: ExpertProfile) -> str:
    return " · ".join(part for part in (f"• {one.name}", render(say("role_expert"), {}), one.about()) if part)


def _ways_to(asked: "Asked", experts: list[ExpertProfile]) -> Iterator[Button]:
    """Give the buttons by which the first few experts are asked."""
    chat, profile = asked.chat, asked.profile
    if chat is None or profile is None or chat.status is not Status.ACTIVE or chat.owner is None:
        return
    here = {one.agent for one in chat.experts}
    for one in [one for one in experts if one.id not in here and chat.participant(one.id) is None][:MOST_BUTTONS]:
        yield Button(f"Ask {one.name}", "invite", chat.id, {"agent": f"expert:{one.id}"})


def _chosen(asked: "Asked", known: Directory) -> tuple[list[Profile], list[QueueId]]:
    """Give who is meant: those whom the command has found, or everybody."""
    profiles = sorted(known.profiles.values(), key=lambda one: one.name)
    if not asked.args:
        return profiles, list(known.queues)
    people, queues = (set(asked.args.get(key, "").split(",")) for key in ("agents", "queues"))
    return [one for one in profiles if one.id in people], [queue for queue in known.queues if queue in queues]


def _ways(asked: "Asked", seen: Floor, profiles: list[Profile], queues: list[QueueId]) -> Iterator[Button]:
    """Give the buttons for the first few: to invite whoever is not here, to hand over to whoever could take it."""
    chat, profile = asked.chat, asked.profile
    if chat is None or profile is None or chat.status is not Status.ACTIVE or chat.owner is None:
        return
    weight = seen.directory.queues[chat.queue].weight(chat.channel) if chat.queue in seen.directory.queues else 1
    others = [one for one in profiles if not is_engaged(chat.participant(one.id))]
    free = [one for one in others if seen.agent(one).can_take(weight)]
    for one in [*free, *(one for one in others if one not in free)][:MOST_BUTTONS]:
        yield Button(f"Invite {one.name}", "invite", chat.id, {"agent": f"agent:{one.id}"})
    if chat.owner != profile.id:
        return
    for one in free[:MOST_BUTTONS]:
        yield Button(f"Transfer to {one.name}", "transfer", chat.id, {"to": f"agent:{one.id}"})
    desk = seen.directory.queues[chat.queue].desk
    for queue in [one for one in queues if seen.directory.queues[one].desk == desk][:MOST_BUTTONS]:
        title = seen.directory.queues[queue].title
        yield Button(f"Transfer to {title}", "transfer", chat.id, {"to": f"queue:{queue}"})


def overview(conn: Connection, asked: "Asked") -> Answer:
    """Show all queues and agents, or one agent's chats with the ways into them."""
    known = asked.office.directory()
    profile = known.profiles.get(AgentId(asked.args.get("agent", "")))
    if profile is None:
        seen = floor_of(conn, known, asked.at)
        return f"{as_lines(queues_now(seen), MOST_LISTED)}\n\n{as_lines(agents_now(seen), MOST_LISTED)}", ()
    chats = conversations.of_agent(conn, profile.id)
    rows = {chat.id: threads.of(conn, chat.id, asked.desk) for chat in chats}
    links = {key: row.link for key, row in rows.items() if row is not None}
    state = agents.get(conn, profile.id)
    head = f"{profile.name} · {state_of(state)}" if state else profile.name
    lines = [head, *(chats_of(profile, chats, links) or [asked.office.words(say("overview_no_chats"))])]
    return "\n".join(lines), tuple(button for chat in chats[:MOST_BUTTONS] for button in _ways_into(asked, chat))


def _ways_into(asked: "Asked", chat: Conversation) -> Iterator[Button]:
    profile = asked.profile
    if profile is None or chat.status is not Status.ACTIVE or is_engaged(chat.participant(profile.id)):
        return
    for label, command in (("Monitor", "monitor"), ("Coach", "coach"), ("Barge in", "barge")):
        yield Button(f"{label} #{chat.number}", command, chat.id)


def report(conn: Connection, asked: "Asked") -> Answer:
    """Show what became of the offers of a time, for each agent and queue."""
    known = asked.office.directory()
    since, until = (datetime.fromisoformat(asked.args[key]) for key in ("since", "until"))
    titles = {str(queue.id): queue.title for queue in known.queues.values()}
    names = {str(key): name for key, name in known.names().items()}
    lines = as_lines_for_people(offers(journal.counts(conn, since, until)), names, titles)
    if not lines:
        return asked.office.words(say("report_empty")), ()
    shown = lines[:MOST_LISTED]
    if len(lines) > MOST_LISTED:
        shown.append(asked.office.words(say("report_more", count=len(lines) - MOST_LISTED)))
    return "\n".join([asked.office.words(say("report_head")), *shown]), ()
