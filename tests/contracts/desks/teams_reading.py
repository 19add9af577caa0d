"""What people see in the playground's Teams, read from its state as a client would show it.

Rule: our own look is told from people's words by its tags (`<b>`, `<i>`), as `markup` writes them; on cards by its
small print.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from adapters.teams.ids import make_message, parse_message, parse_person, parse_thread
from core.ids import ExternalRef, PersonRef
from playground.teams.model import BOT, Conversation, Message
from playground.teams.world import Teams
from tests.contracts.desks.shown import Shown

Json = dict[str, Any]

_AUTHOR = re.compile(r"^<b>(.*?)</b><br/>", re.DOTALL)
_SMALL = re.compile(r"<i>(.*?)</i>", re.DOTALL)
_FILE = re.compile(r'^📎 <a href="([^"]*)">(.*?)</a>', re.DOTALL)
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_AT = re.compile(r"<at>(.*?)</at>", re.DOTALL)
_OURS = re.compile(r"https://teams\.microsoft\.com/l/message/")
_TIME = re.compile(r"(\{\{(DATE|TIME)\([^)]*\)\}\}(, )?)+")


@dataclass(frozen=True, slots=True)
class TeamsReading:
    """One tenant, read."""

    teams: Teams

    def user(self, person: PersonRef) -> str:
        """Give a person's short name."""
        aad = parse_person(person).user
        return next(one.user for one in self.teams.store.people.values() if one.aad == aad)

    def place(self, place: str) -> list[Shown]:
        """Give what stands at the head of a channel's chains."""
        chains = (self.teams.store.conversations[one] for one in self.teams.store.channels[place].chains)
        return [self.shown(one) for chain in chains for one in self._roots(chain)]

    def thread(self, thread: ExternalRef) -> list[Shown]:
        """Give a chain's replies."""
        chain = self.teams.store.conversations[parse_thread(thread).conversation]
        roots = [one.id for one in self._roots(chain)] or [chain.id.partition(";messageid=")[2]]
        return [self.shown(one) for one in _standing(chain) if one.id not in roots and not one.only_for]

    def personal(self, person: PersonRef) -> list[Shown]:
        """Give what stands in somebody's chat with the bot, the home page aside."""
        return [self.shown(one) for one in self.personal_messages(person)]

    def personal_messages(self, person: PersonRef) -> list[Message]:
        """Give it as Teams keeps it."""
        chat = self.teams.store.personal(self.user(person))
        return [one for one in _standing(chat) if not _is_home(one)] if chat else []

    def home(self, person: PersonRef) -> str:
        """Give a person's home page: the newest one."""
        chat = self.teams.store.personal(self.user(person))
        homes = [one for one in _standing(chat) if _is_home(one)] if chat else []
        return "\n".join(self.shown(one).whole for one in homes)

    def sees(self, person: PersonRef) -> str:
        """Give all that a person can see anywhere."""
        user, store = self.user(person), self.teams.store
        mine = [one for one in store.conversations.values() if one.user == user or user in self._team_of(one)]
        shown = [self.shown(one).whole for chat in mine for one in _standing(chat) if one.only_for in (None, user)]
        return "\n".join([*shown, *(toast["text"] for toast in store.toasts.get(user, ()))])

    def look(self, ref: ExternalRef) -> Shown:
        """Give one message."""
        at = parse_message(ref)
        return self.shown(self.teams.store.conversations[at.conversation].messages[at.activity])

    def shown(self, message: Message) -> Shown:
        """Read one message."""
        ref = make_message(message.conversation, message.id)
        if not message.is_bot:
            name = self.teams.store.people[message.sender].name
            return Shown(ref, name, message.plain, marks=tuple(_marks(message)))
        if message.cards:
            return _read_card(ref, message.cards[0])
        return self._read_text(ref, message)

    def _read_text(self, ref: ExternalRef, message: Message) -> Shown:
        markup = message.text if message.text_format == "xml" else message.text.replace("<", "&lt;")
        author = _AUTHOR.match(markup)
        lines = _AUTHOR.sub("", markup).split("<br/>")
        files = [found for line in lines if (found := _FILE.match(line))]
        said = [line for line in lines if not (_FILE.match(line) or _SMALL.fullmatch(line))]
        small = [_words(one) for one in _SMALL.findall(markup)]
        return Shown(
            ref=ref,
            author=_words(author[1]) if author else "",
            text=_words("\n".join(said)),
            small="\n".join(small),
            pings=tuple(self._pings(markup, message.entities)),
            files=tuple(_words(one[2]) for one in files),
        )

    def _pings(self, markup: str, entities: list[Json]) -> Iterator[str]:
        told = {one["text"]: one["mentioned"]["id"] for one in entities if one["type"] == "mention"}
        for tag in _AT.finditer(markup):
            person = self.teams.store.person(told[tag[0]])
            yield f"{person.aad if person else '?'} {tag[1]}"
        for link in _LINK.finditer(markup):
            is_file = markup[: link.start()].endswith("📎 ")
            if not is_file and unescape(link[1]) != _words(link[2]) and not _OURS.match(unescape(link[1])):
                yield link[0]

    def _team_of(self, chat: Conversation) -> list[str]:
        channel = self.teams.store.channels.get(chat.channel)
        return self.teams.store.teams[channel.team].members if channel else []

    def _roots(self, chain: Conversation) -> list[Message]:
        return [one for one in _standing(chain) if chain.id.endswith(f";messageid={one.id}")]


def buttons(card: object) -> Iterator[Json]:
    """Give what can be clicked on a card, links aside."""
    for one in _elements(card):
        if one["type"] in ("Action.Execute", "Action.Submit"):
            yield one


def _marks(message: Message) -> Iterator[str]:
    """Give the bot's reactions."""
    return (kind for kind, users in message.reactions.items() if BOT in users)


def _standing(chat: Conversation) -> list[Message]:
    return [one for one in chat.messages.values() if not one.deleted]


def _is_home(message: Message) -> bool:
    return any(card.get("refresh") for card in message.cards)


def _words(markup: str) -> str:
    """Read markup as a client shows it: spaces that stand together are one, unless they must not be parted."""
    lines = (re.sub(" +", " ", line).strip(" ") for line in re.sub(r"<[^>]+>", "", markup).split("\n"))
    return unescape("\n".join(lines)).replace("\u00a0", " ")


def _read_card(ref: ExternalRef, card: Json) -> Shown:
    blocks = [one for one in _elements(card) if one["type"] in ("RichTextBlock", "TextBlock")]
    lines = [(_is_small(one), _line(one)) for one in blocks]
    return Shown(
        ref=ref,
        author="",
        text="\n".join(line for is_small, line in lines if not is_small),
        small="\n".join(line for is_small, line in lines if is_small),
        buttons=tuple(one["title"] for one in buttons(card)),
        pings=tuple(_alive(card)),
    )


def _line(block: Json) -> str:
    runs = block["inlines"] if block["type"] == "RichTextBlock" else [block]
    return "".join(run["text"] for run in runs).replace("\u2060", "").replace("\u200b", "")


def _is_small(block: Json) -> bool:
    return block["type"] == "RichTextBlock" and bool(block["inlines"][0].get("isSubtle"))


def _alive(card: Json) -> Iterator[str]:
    """Give what came alive on a card: words in Markdown, dates that people wrote, links that lead elsewhere."""
    for one in _elements(card):
        text = str(one.get("text", "")).replace("\u200b", "")
        if one["type"] == "TextBlock" and not _TIME.fullmatch(text):
            yield text
        if one["type"] == "TextRun" and "{{" in text:
            yield text
        address = one.get("selectAction", {}).get("url", "")
        if address and address != text and not _OURS.match(address):
            yield f"{text} {address}"
    if card.get("msteams", {}).get("entities"):
        yield str(card["msteams"])


def _elements(node: object) -> Iterator[Json]:
    if isinstance(node, dict):
        if "type" in node:
            yield node
        for key, value in node.items():
            if key not in ("data", "refresh", "selectAction"):
                yield from _elements(value)
    elif isinstance(node, list):
        for one in node:
            yield from _elements(one)
