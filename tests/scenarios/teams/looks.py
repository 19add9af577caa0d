"""What can be seen in the playground's Teams."""

import re
from base64 import b64decode
from collections.abc import Mapping, Sequence
from urllib.parse import unquote

from aiohttp import ClientSession

from adapters.teams.ids import parse_thread
from core.ids import ExternalRef
from playground.server import Playground
from playground.teams.attachments import FILE_INFO
from playground.teams.ids import root_of
from playground.teams.model import Message
from playground.teams.world import Teams
from tests.scenarios.shown import Line, Picture, Root
from tests.scenarios.teams.reading import Aside, TeamsLine, root_ref
from tests.scenarios.teams.screens import Notice, TeamsDialog, TeamsHome

EMOJI = {
    "heart": "heart",
    "eyes": "1f440_eyes",
    "white_check_mark": "2705_whiteheavycheckmark",
    "lock": "1f512_lock",
    "rocket": "1f680_rocket",
    "tada": "1f389_partypopper",
}
"""What emoji are called in Teams, by the names that scenarios use."""

_CHAT = re.compile(r"[^\w#]*(?:Chat )?#(?P<number>\d+)\b")
"""How a post, a notice, a question or a card in a personal chat says of which chat it is: by its first words."""

HOME = "home"
"""The verb by which a Home card brings itself up to date."""


def at(ref: str) -> dict[str, str]:
    """Give a message's address as `simulate` takes it."""
    conversation, _, id = ref.rpartition("#")
    return {"conversation": conversation, "id": id}


class TeamsLooks:
    """The looks of everybody in the tenant."""

    def __init__(self, playground: Playground) -> None:
        """Take the playground."""
        self._playground = playground
        self._toasts: dict[str, dict[str, tuple[int, Aside]]] = {}

    @property
    def _teams(self) -> Teams:
        return self._playground.teams

    @property
    def answers_in_forms(self) -> bool:
        """Tell that a short one does not."""
        return False

    @property
    def knows_posts(self) -> bool:
        """Tell that there is neither."""
        return False

    @property
    def keeps_private(self) -> bool:
        """Tell that the personal chat stays."""
        return True

    @property
    def deliveries(self) -> int:
        """Tell how many activities are on their way."""
        return self._teams.events.busy

    def root(self, thread: ExternalRef) -> Root:
        """Give the channel, and the root card's reference."""
        found = parse_thread(thread)
        return Root(found.channel, f"{thread}#{found.root}")

    def line(self, ref: str) -> TeamsLine:
        """Give a message by its conversation and id."""
        where = at(ref)
        message = self._teams.store.message(where["conversation"], where["id"])
        assert message is not None, ref
        return TeamsLine(self._teams, message)

    def thread(self, root: Root) -> Sequence[TeamsLine]:
        """Give a chain's messages, root first."""
        return [TeamsLine(self._teams, one) for one in self._there(at(root.ref)["conversation"])]

    def place(self, place: str) -> Sequence[TeamsLine]:
        """Give a channel's messages, those of its chains too."""
        return [TeamsLine(self._teams, one) for one in self._there(place)]

    def _there(self, conversation: str) -> list[Message]:
        return [one for one in self._teams.messages(conversation) if not one.deleted and one.only_for is None]

    def roots(self, place: str) -> Sequence[Root]:
        """Give a channel's chains."""
        return [Root(place, f"{chain}#{root_of(chain)}") for chain in self._teams.store.channels[place].chains]

    def private(self, user: str) -> Sequence[Line]:
        """Give what the bot wrote to somebody alone, and what it answered to clicks."""
        rows = [
            (int(one.id), TeamsLine(self._teams, one, user))
            for one in self._teams.messages()
            if one.is_bot and not one.deleted and self._is_for(one, user) and not _is_home(one)
        ]
        self.notes_answers(user)
        shown: list[tuple[int, Line]] = [*rows, *self._toasts[user].values()]
        lines = [line for _, line in sorted(shown, key=lambda one: one[0])]
        dialog = self.form(user)
        return [*lines, Notice(dialog)] if dialog is not None and dialog.is_notice else lines

    def talk(self, user: str, card: Line) -> Sequence[Line]:
        """Give what stands below the card in the personal chat, but for what is headed as another chat's."""
        lines = [one for one in self.private(user) if one.is_direct]
        at = next((number for number, one in enumerate(lines) if one.ref == card.ref), len(lines))
        return [one for one in lines[at + 1 :] if chat_of(one) in ("", chat_of(card))]

    def _is_for(self, message: Message, user: str) -> bool:
        return message.only_for == user or self._teams.store.conversations[message.conversation].user == user

    def notes_answers(self, user: str) -> None:
        """Remember what was answered to a click, in its place among the messages: Teams keeps the latest few."""
        known = self._toasts.setdefault(user, {})
        newest = max((int(one.id) for one in self._teams.messages()), default=0)
        for one in self._teams.store.toasts.get(user, ()):
            known.setdefault(one["id"], (newest, Aside(one["id"], one["text"], self._thread_of(one["message"]))))

    def _thread_of(self, id: str) -> str:
        found = (one for one in self._teams.store.conversations.values() if id in one.messages)
        return next((root_ref(one.id) for one in found), "")

    def home(self, user: str) -> TeamsHome | None:
        """Give the newest Home card in somebody's chat with the bot."""
        personal = self._teams.store.personal(user)
        found = [one for one in self._there(personal.id) if _is_home(one)] if personal else []
        return TeamsHome(TeamsLine(self._teams, found[-1], user)) if found else None

    def homes_drawn(self) -> int:
        """Count the Home cards."""
        return sum(_is_home(one) for one in self._teams.messages())

    def form(self, user: str) -> TeamsDialog | None:
        """Give the dialog that is open."""
        dialog = self._teams.store.dialogs.get(user)
        return TeamsDialog(dialog) if dialog else None

    async def files(self, root: Root) -> dict[str, bytes]:
        """Open what the links of a chain's files lead to: in SharePoint, or at the bridge."""
        named = [one for line in self.thread(root) for one in line.files]
        return {name: await self._content(link) for name, link in named}

    async def _content(self, link: str) -> bytes:
        path = unquote(link)
        stored = (one for one in self._teams.store.files.values() if one.path and path.endswith(one.path))
        found = next(stored, None)
        return found.content if found else await _fetched(link)

    def taken_files(self, user: str, card: Line) -> dict[str, bytes]:
        """Give the files that were taken below the card: they lie in the person's own OneDrive."""
        there = {one.id.upper(): one for one in self._teams.store.files.values()}
        taken = [there[id] for one in self.talk(user, card) if (id := _taken(one))]
        return {one.name: one.content for one in taken}

    async def picture(self, picture: Picture) -> bytes:
        """Read a picture that stands in its card, or fetch it."""
        scheme, _, data = picture.source.partition(";base64,")
        return b64decode(data) if scheme.startswith("data:image/") else await _fetched(picture.source)

    def refusals(self) -> Sequence[str]:
        """Give the calls that were answered by 429."""
        return [row["summary"] for row in self._playground.traffic.after(0) if row["status"] == 429]

    def reactions(self, ref: str) -> Mapping[str, Sequence[str]]:
        """Give a message's reactions, without those that were taken back."""
        names = {theirs: ours for ours, theirs in EMOJI.items()}
        return {names[theirs]: who for theirs, who in self.line(ref).message.reactions.items() if who}

    def presence(self, user: str) -> tuple[bool, bool]:
        """Give whether somebody is there, and whether they want no notifications."""
        availability = self._teams.store.people[user].availability
        return availability not in ("Away", "Offline"), availability == "DoNotDisturb"

    def link_of(self, root: Root) -> str:
        """Give the part of a deep link that names the root."""
        return f"/{at(root.ref)['id']}?"


def _is_home(message: Message) -> bool:
    refresh = next((card.get("refresh") for card in message.cards), None) or {}
    return bool(refresh.get("action", {}).get("verb") == HOME)


def chat_of(line: Line) -> str:
    """Give the number of the chat that a line in a personal chat is about; none where it doesn't say."""
    found = _CHAT.match(line.whole)
    return found["number"] if found else ""


def _taken(line: Line) -> str:
    """Give the id of the file that a line became; none for anything else."""
    if not isinstance(line, TeamsLine):
        return ""
    infos = (one["content"] for one in line.message.attachments if one.get("contentType") == FILE_INFO)
    return next((str(one["uniqueId"]) for one in infos), "")


async def _fetched(link: str) -> bytes:
    async with ClientSession() as session, session.get(link) as answer:
        answer.raise_for_status()
        return await answer.read()
