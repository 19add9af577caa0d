"""Messages of the playground's Teams, read from its state as Teams' client shows them.

Rules:
1. In a chain the author's name heads a text; the line is the author's, not part of what was said. Small print isn't
   either.
2. An answer to a click is shown for a moment; it is a line like any other, to the person who clicked.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from playground.teams.html import without_tags
from playground.teams.ids import root_of
from playground.teams.model import BOT, Message
from playground.teams.world import Teams
from tests.scenarios.shown import Control, Json, Picture
from tests.scenarios.teams.cards import blocks, controls, is_small, parts, plain, runs, seen, words

_AUTHOR = re.compile(r"\A<b>(?P<name>.*?)</b>(?:<br/>|\Z)", re.DOTALL)
_SMALL = re.compile(r"(?:<br/>)*(?:📎 <a [^>]*>[^<]*</a> ?)?<i>.*?</i>(?:<br/>(?=<blockquote>))?", re.DOTALL)
_FILE = re.compile(r'📎 <a href="(?P<url>[^"]*)">(?P<name>[^<]*)</a>')
_LINK = re.compile(r'<a href="(?P<url>[^"]*)"')
_STYLED = re.compile(r"<(?P<tag>strong|em|strike|code)>(?P<words>.*?)</(?P=tag)>", re.DOTALL)
EMOJI = {
    "2705_whiteheavycheckmark": "white_check_mark",
    "1f4ec_openmailboxwithraisedflag": "mailbox_with_mail",
    "1f440_eyes": "eyes",
    "270b_raisedhand": "raised_hand",
    "1f512_locked": "lock",
    "26a0_warningsign": "warning",
}
_STYLES = {"strong": "bold", "em": "italic", "strike": "strike", "code": "code"}


@dataclass(frozen=True)
class TeamsLine:
    """A message of Teams', as one person sees it, or as everybody does."""

    teams: Teams
    message: Message
    user: str = ""

    @property
    def ref(self) -> str:
        """Give the conversation and the message's id."""
        return f"{self.message.conversation}#{self.message.id}"

    @property
    def card(self) -> Json | None:
        """Give its card, if it has one."""
        return self.message.card(self.user)

    @property
    def _markup(self) -> str:
        return self.message.text if self.message.is_bot else self.message.html

    @property
    def _is_headed(self) -> bool:
        return self.message.is_bot and not self.is_direct

    @property
    def is_post(self) -> bool:
        """Tell whether somebody's name, or what it is about, heads it."""
        return self.message.is_bot and _AUTHOR.match(self._markup) is not None

    @property
    def text(self) -> str:
        """Give what it says, without its head and small print."""
        if self.card is not None:
            return "\n".join(words(one) for one in blocks(self.card) if not is_small(one))
        body = _AUTHOR.sub("", self._markup, count=1) if self._is_headed else self._markup
        return plain(without_tags(_SMALL.sub("", body) if self.message.is_bot else body))

    @property
    def whole(self) -> str:
        """Give everything on it."""
        card = self.card
        return "\n".join(filter(None, [plain(without_tags(self._markup)), seen(card) if card else ""]))

    @property
    def author(self) -> str:
        """Give the name that heads it."""
        if not self.message.is_bot:
            return self.teams.store.people[self.message.sender].name
        found = _AUTHOR.match(self._markup) if self._is_headed else None
        return plain(unescape(found["name"])) if found else ""

    @property
    def facts(self) -> Mapping[str, str]:
        """Give what stands under labels on its card."""
        found: dict[str, str] = {}
        for column in (one for one in parts(self.card) if one["type"] == "Column"):
            items = [one for one in column.get("items", ()) if one["type"] in ("RichTextBlock", "TextBlock")]
            if len(items) > 1 and is_small(items[0]):
                found[words(items[0])] = "\n".join(words(one) for one in items[1:])
        return found

    @property
    def controls(self) -> Sequence[Control]:
        """Give the actions of its card."""
        return controls(self.card) if self.card and not self.message.deleted else ()

    @property
    def marks(self) -> Sequence[str]:
        """Give the bot's reactions, by the names that scenarios use."""
        return tuple(EMOJI[kind] for kind, users in self.message.reactions.items() if BOT in users)

    @property
    def links(self) -> Sequence[str]:
        """Give where its words and its card's lead."""
        opening = [str(one["url"]) for one in parts(self.card) if one["type"] == "Action.OpenUrl"]
        return [*(unescape(url) for url in _LINK.findall(self._markup)), *opening]

    @property
    def files(self) -> Sequence[tuple[str, str]]:
        """Give the names of its files, and where each can be opened."""
        return [(unescape(name), unescape(url)) for url, name in _FILE.findall(self._markup)]

    @property
    def styles(self) -> Sequence[tuple[str, str]]:
        """Give the marks in its text and on its card."""
        text = [(_STYLES[tag], plain(without_tags(inside))) for tag, inside in _STYLED.findall(self._markup)]
        shown = [run for block in blocks(self.card or {}) for run in runs(block)]
        return [*text, *(("code", plain(str(run["text"]))) for run in shown if run.get("highlight"))]

    @property
    def mentions(self) -> Sequence[str]:
        """Give the people whom it tells."""
        store = self.teams.store
        told = [store.person(one["mentioned"]["id"]) for one in self.message.entities if one.get("type") == "mention"]
        return tuple(person.user for person in told if person is not None)

    @property
    def alive(self) -> Sequence[str]:
        """Give its mentions."""
        return tuple(str(one.get("text")) for one in self.message.entities if one.get("type") == "mention")

    @property
    def pictures(self) -> Sequence[Picture]:
        """Give the pictures on its card."""
        shown = (one for one in parts(self.card) if one["type"] == "Image")
        return [Picture(str(one.get("altText", "")), str(one["url"])) for one in shown]

    @property
    def thread(self) -> str:
        """Give the root of its chain."""
        return root_ref(self.message.conversation)

    @property
    def is_direct(self) -> bool:
        """Tell whether it stands in somebody's chat with the bot."""
        return self.teams.store.conversations[self.message.conversation].is_personal


def root_ref(conversation: str) -> str:
    """Give the reference of a chain's root; nothing for a personal chat."""
    root = root_of(conversation)
    return f"{conversation}#{root}" if root else ""


class Aside:
    """What the client shows beside the messages, to one person."""

    author = ""
    is_direct = True
    facts: Mapping[str, str] = {}
    controls: Sequence[Control] = ()
    marks: Sequence[str] = ()
    links: Sequence[str] = ()
    styles: Sequence[tuple[str, str]] = ()
    mentions: Sequence[str] = ()
    alive: Sequence[str] = ()
    pictures: Sequence[Picture] = ()

    def __init__(self, ref: str, text: str, thread: str = "") -> None:
        """Take its id, its words, and the root of the chain in which it is seen."""
        self.ref = ref
        self.thread = thread
        self.text = self.whole = plain(text)
