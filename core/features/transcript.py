"""A chat as a document: for its customer, and for the organisation.

Rules:
1. The customer's holds what the customer was shown and nothing else: messages for everyone, and the turns of the chat
   as their window told them. No note, no held text, nobody unseen, nothing of the journal.
2. The organisation's holds the private notes too, each marked as one, and what happened by the journal.
3. What is masked is masked in both; what was deleted is not in the customer's.
4. Pure: the same material gives the same document. Times are in one zone, which it names.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum, auto
from zoneinfo import ZoneInfo

from core.conversation.effects import Record
from core.conversation.model import Conversation
from core.conversation.routes import channels_of
from core.directory import UNNAMED
from core.ids import BOT, CUSTOMER, AgentId, ChannelName, ParticipantId, agent_of, expert_of
from core.messages import Message, Text, Visibility, seen_by_customer
from core.sentences import say
from core.texts import TEMPLATES, render


class Audience(StrEnum):
    """For whom a transcript is."""

    CUSTOMER = auto()
    ORGANISATION = auto()


class Kind(StrEnum):
    """What a line of a transcript is."""

    CUSTOMER = auto()
    AGENT = auto()
    BOT = auto()
    NOTE = auto()
    STATUS = auto()


@dataclass(frozen=True, slots=True)
class Told:
    """A turn of the chat as the customer's window told it."""

    at: datetime
    status: str | None
    text: str | None = None
    agent_name: str | None = None


@dataclass(frozen=True, slots=True)
class Happened:
    """A line of the journal."""

    at: datetime
    record: Record


@dataclass(frozen=True, slots=True)
class Material:
    """What a transcript is made from. `names` are agents' names, `nicknames` what customers know them by.

    `channels` are what people call the channels.
    """

    chat: Conversation
    queue: str
    names: Mapping[str, str] = field(default_factory=dict)
    nicknames: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[ChannelName, str] = field(default_factory=dict)
    messages: Sequence[Message] = ()
    told: Sequence[Told] = ()
    journal: Sequence[Happened] = ()
    details: Sequence[tuple[str, str]] = ()
    """Further lines of the organisation's head: the disposition, the activity form."""
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: who says what, or what happened."""

    at: datetime
    kind: Kind
    text: str
    who: str = ""
    files: tuple[str, ...] = ()
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Transcript:
    """A chat as a document, its times in `zone`."""

    title: str
    details: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    zone: str = "UTC"


def transcript(material: Material, audience: Audience) -> Transcript:
    """Make the document for an audience."""
    zone = ZoneInfo(material.zone)
    for_customer = audience is Audience.CUSTOMER
    said = _shown(material) if for_customer else _everything(material)
    turns = _turns(material.told) if for_customer else _events(material)
    lines = sorted((*said, *turns), key=lambda line: line.at)
    details = _details(material, zone) if for_customer else (*_details(material, zone), *_more(material))
    title = f"Chat #{material.chat.number} · {material.queue}"
    return Transcript(title, tuple(details), tuple(_in_zone(line, zone) for line in lines), material.zone)


def _details(material: Material, zone: ZoneInfo) -> tuple[tuple[str, str], ...]:
    chat = material.chat
    channels = ", ".join(material.channels.get(one, one) for one in channels_of(chat))
    found = [("Chat", f"#{chat.number}"), ("Service", material.queue), ("Channel", channels)]
    if chat.customer_name:
        found.append(("Customer", chat.customer_name))
    found.append(("Started", _moment(chat.opened_at, zone)))
    if chat.ended_at is not None:
        found.append(("Ended", _moment(chat.ended_at, zone)))
    return tuple(found)


def _more(material: Material) -> Iterable[tuple[str, str]]:
    chat = material.chat
    here = dict.fromkeys(_name(material, one.record.agent) for one in material.journal if one.record.what in _CAME)
    if here:
        yield "Agents", ", ".join(here)
    helped = dict.fromkeys(_name(material, one.record.agent) for one in material.journal if one.record.what == _HELPED)
    if helped:
        yield "Experts", ", ".join(helped)
    if chat.page is not None:
        yield "Page", chat.page.url
    yield from material.details


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M} {zone.key}"


def _in_zone(line: Line, zone: ZoneInfo) -> Line:
    return Line(line.at.astimezone(zone), line.kind, line.text, line.who, line.files, line.edited)


# --- what was said


def _shown(material: Material) -> Iterable[Line]:
    """Give what the customer may see: whatever is not surely for everyone is left out."""
    for message in material.messages:
        if seen_by_customer(message) and not message.deleted and not message.recipients:
            yield _line(message, _shown_name(material, message))


def _shown_name(material: Material, message: Message) -> str:
    agent = agent_of(message.author) or expert_of(message.author)
    if agent is not None:
        return material.nicknames.get(agent, UNNAMED)
    return message.author_name or material.chat.customer_name or "Customer"


def _everything(material: Material) -> Iterable[Line]:
    """Give what anybody said; a text that the guard still holds is its author's alone."""
    for message in material.messages:
        if message.visibility is Visibility.HELD:
            continue
        agent = agent_of(message.author)
        agent = agent or expert_of(message.author)
        name = material.names.get(agent, message.author_name) if agent else _shown_name(material, message)
        to = ", ".join(material.names.get(_id(one), "?") for one in sorted(message.recipients))
        yield _line(message, f"{name} → {to}" if to else name)


def _id(participant: ParticipantId) -> str:
    return str(agent_of(participant) or expert_of(participant))


def _line(message: Message, who: str) -> Line:
    files = tuple(part.name for part in message.parts if not isinstance(part, Text))
    text = render(say("transcript_deleted"), {}) if message.deleted else visible_text(message)
    return Line(message.at, _kind(message), text, who, () if message.deleted else files, message.edited)


def _kind(message: Message) -> Kind:
    if message.visibility is not Visibility.EVERYONE:
        return Kind.NOTE
    if message.author == CUSTOMER:
        return Kind.CUSTOMER
    return Kind.BOT if message.author == BOT else Kind.AGENT


def visible_text(message: Message) -> str:
    """Give a message's words with what is masked as asterisks."""
    text = "\n".join(part.text for part in message.parts if isinstance(part, Text))
    for span in message.masks:
        text = text[: span.start] + "*" * len(text[span.start : span.end]) + text[span.end :]
    return text


# --- what happened


_CAME = frozenset({"accepted", "joined", "barged_in"})
_HELPED = "expert_joined"


def _turns(told: Sequence[Told]) -> Iterable[Line]:
    """Give the turns that the customer's window told: in its words, else by whom it named.

    Lines of former versions tell of a leaving like of a joining: of whoever is here already it can only be the former.
    """
    here: set[str] = set()
    for one in told:
        words = one.text
        if words == "" or one.status in {"waiting", "ended"}:
            here.clear()
        if words is None and one.agent_name is not None:
            key = "transcript_left_here" if one.agent_name in here else "transcript_joined_here"
            here ^= {one.agent_name}
            words = render(say(key, name=one.agent_name), {})
        elif words is None and one.status == "ended":
            words = render(say("transcript_ended"), {})
        elif one.agent_name is not None:
            here |= {one.agent_name}
        if words:
            yield Line(one.at, Kind.STATUS, words)


def _events(material: Material) -> Iterable[Line]:
    """Give what the journal knows and people should read."""
    for one in material.journal:
        key = f"transcript_{one.record.what}"
        if key in TEMPLATES:
            words = say(f"transcript_{one.record.what}", agent=one.record.agent or "")
            yield Line(one.at, Kind.STATUS, render(words, material.names))


def _name(material: Material, agent: AgentId | None) -> str:
    return material.names.get(agent, agent) if agent is not None else "?"
