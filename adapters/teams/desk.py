"""Teams as a desk: the port that the outbox sends through.

Rules:
1. Only puts together: what is shown is decided in `post`, `cards`, `prompt` and `home`, all pure; what is sent goes
   through `connector`.
2. Every failure is a `DeliveryFailed` (`failures`).
3. What Teams can't be asked later is kept durably (`known`, `posting`, `homes`); all else is a hint.
"""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from adapters.teams import cards
from adapters.teams.capabilities import capabilities
from adapters.teams.config import TeamsSection
from adapters.teams.connector import Connector, NoAnswer, TeamsRefused
from adapters.teams.consents import Consents
from adapters.teams.failures import judged
from adapters.teams.files_in import FilesIn
from adapters.teams.files_out import FilesOut
from adapters.teams.graph import Graph
from adapters.teams.groups import Groups
from adapters.teams.history import History
from adapters.teams.homes import Homes
from adapters.teams.ids import (
    make_message,
    make_personal,
    make_place,
    make_thread,
    parse_message,
    parse_place,
    parse_thread,
)
from adapters.teams.known import Known
from adapters.teams.links import Links
from adapters.teams.members import Members
from adapters.teams.own_posts import OwnPosts
from adapters.teams.posting import Posting
from adapters.teams.presence import Presence
from adapters.teams.private import Private, Telling
from adapters.teams.remembered import Remembered
from adapters.teams.sentences import MENTION_ME
from adapters.teams.sharepoint import SharePoint
from adapters.teams.strays import Strays
from adapters.teams.thumbnails import Thumbnails
from core.capabilities import DeskCapabilities
from core.errors import Uncertain
from core.ids import ExternalRef, PersonRef
from core.messages import Media, Unfetched
from core.ports import (
    AgentDesk,
    ChangesPosts,
    Clock,
    FetchesFiles,
    FileStore,
    FindsOwnPosts,
    HostsExperts,
    LinksMessages,
    ListsMembers,
    Member,
    Memory,
    MindsStrays,
    Opened,
    ReadsPresence,
    Receipt,
    RemovesPosts,
    ShowsHome,
    Sought,
)
from core.views import Card, Home, Post, Prompt


def _nowhere() -> Iterable[ExternalRef]:
    return ()


@dataclass(frozen=True, slots=True)
class Around:
    """What the desk is given by the bridge: the time, files, durable notes; `places` are those of its queues."""

    clock: Clock
    files: FileStore
    memory: Memory
    links: Callable[[Media], str] | None = None
    places: Callable[[], Iterable[ExternalRef]] = _nowhere


class TeamsDesk:
    """One Teams tenant, outbound."""

    def __init__(
        self, name: str, section: TeamsSection, connector: Connector, known: Known, graph: Graph, around: Around
    ) -> None:
        self.name = name
        self._connector = connector
        self._clock = around.clock
        self._capabilities = capabilities(section)
        self._hint = "" if section.reads_all else MENTION_ME
        self._links = Links(section)
        members = Members(connector, known, around.places, around.clock)
        sharepoint = _sharepoint(section, graph, around)
        self._consents = Consents(connector, around.files, around.memory)
        files = FilesOut(around.files, around.links, sharepoint)
        self._posting = Posting(connector, members, around.memory, files, self._consents)
        history = History(graph, known, section.app_id, section.team) if _may_look(section) else None
        self._own_posts = OwnPosts(history, self._posting, self._links, around.clock)
        self._files = FilesIn(connector, sharepoint)
        pictures = Thumbnails(self._files.fetch)
        told = Telling(self._links, pictures, around.clock, targeted=section.targeted)
        self._private = Private(connector, known, members, told)
        self._strays = Strays(connector, around.memory, around.clock)
        self._asides: Remembered[str, ExternalRef] = Remembered(1_000)
        self._homes = Homes(connector, self._private, members, around.memory, around.clock, self._links.to)
        self._groups = Groups(connector, known, section.tenant, section.tenants())
        self._presence = Presence(graph, around.clock, is_on=section.graph.presence)

    def capabilities(self) -> DeskCapabilities:
        """Say what the desk carries, and its budgets."""
        return self._capabilities

    def place_of(self, thread: ExternalRef) -> ExternalRef:
        """Give the channel of a thread; a personal chat has a budget of its own."""
        at = parse_thread(ExternalRef(thread.partition("#")[0]))
        return make_personal(at.conversation) if at.is_personal else make_place(at.channel)

    async def open_thread(self, place: ExternalRef, card: Card, key: str) -> Opened:
        """Post the root card and give the reply chain under it."""
        activity = cards.message(card, self._clock.now(), hint=self._hint_on(card), key=key)
        try:
            made = await self._connector.create_chain(parse_place(place), activity)
        except (TeamsRefused, NoAnswer) as trouble:
            raise judged("open", trouble) from None
        at = parse_thread(ExternalRef(made.conversation))
        thread = make_thread(at.channel, at.root or made.activity)
        opened = Opened(thread, make_message(thread, made.activity), self._links.to(thread))
        await self._strays.opened(key, opened.link)
        return opened

    async def open_aside(self, person: PersonRef, card: Card, key: str) -> Opened:
        """Post the card in the personal chat, which is the talk's thread as it is that of all others of the person."""
        ref = self._asides.get(key) or await self._private.post(person, cards.message(card, self._clock.now()))
        if ref is None:
            raise Uncertain("open in private: no id came")
        self._asides.put(key, ref)
        return Opened(make_personal(parse_message(ref).conversation), ref)

    async def post(self, thread: ExternalRef, post: Post) -> Receipt:
        """Post in a thread, in pieces where it is long, files below."""
        return await self._posting.post(thread, post)

    async def change(self, ref: ExternalRef, post: Post) -> None:
        """Show a post anew, all its pieces."""
        await self._posting.change(ref, post)

    async def remove(self, ref: ExternalRef) -> None:
        """Take a post, a card or a prompt away."""
        await self._posting.remove(ref)

    async def post_card(self, thread: ExternalRef, card: Card, key: str) -> Receipt:
        """Post a further card in a thread; the same key is the same card."""
        activity = cards.message(card, self._clock.now(), key=key)
        return await self._posting.send(parse_thread(thread).conversation, [activity], key)

    async def find(self, where: ExternalRef, sought: Sought) -> Opened | Receipt | None:
        """Look up whether a post, or in a channel a root card, is there."""
        return await self._own_posts.find(where, sought)

    async def mind(self, place: ExternalRef, key: str) -> None:
        """Mind that a root card may stand in a place twice."""
        await self._strays.mind(place, key)

    async def may_be_astray(self, thread: ExternalRef) -> bool:
        """Tell whether there may be a card at the head of a chain with nobody behind it."""
        return await self._strays.may_be_one(thread)

    async def lead(self, thread: ExternalRef) -> Prompt | None:
        """Let such a card lead to its chat; give what to tell whoever wrote there."""
        return await self._strays.lead(thread)

    async def update_card(self, card: ExternalRef, view: Card, key: str) -> None:
        """Show a card anew, where it stands."""
        at = parse_message(card)
        where = parse_thread(ExternalRef(at.conversation))
        is_root = where.root == at.activity
        activity = cards.message(view, self._clock.now(), hint=self._hint_on(view) if is_root else "")
        try:
            await self._connector.update(at.conversation, at.activity, activity)
        except (TeamsRefused, NoAnswer) as trouble:
            raise judged("update", trouble, repeatable=True, personal=where.is_personal) from None

    async def tell(self, person: PersonRef, thread: ExternalRef | None, prompt: Prompt) -> Receipt:
        """Show something to one person, in the personal chat."""
        return await self._private.tell(person, thread, prompt)

    async def update_prompt(self, prompt_ref: ExternalRef, person: PersonRef, prompt: Prompt) -> None:
        """Show a direct prompt anew."""
        await self._private.update(prompt_ref, prompt)

    async def link_to(self, ref: ExternalRef) -> str:
        """Give the address of a message; of one in a personal chat there is none."""
        return self._links.to_message(ref)

    async def show_home(self, person: PersonRef, home: Home) -> None:
        """Show a person's home page anew."""
        await self._homes.show(person, home)

    async def bring_home(self, person: PersonRef) -> None:
        """Let the next home page stand at the end of the personal chat, where it is asked for."""
        await self._homes.bring(person)

    async def give_file(self, offer: ExternalRef, upload: Mapping[str, Any]) -> None:
        """Hand over the file that a message offers, to where its person's upload says."""
        await self._consents.take(offer, upload)

    async def keep_file(self, offer: ExternalRef) -> None:
        """Show that the file that a message offers was not wanted."""
        await self._consents.decline(offer)

    def fetch(self, file: Unfetched) -> AsyncIterator[bytes]:
        """Give the bytes of a file that a person posted."""
        return self._files.fetch(file)

    async def is_away(self, person: PersonRef) -> bool | None:
        """Tell whether Teams says that the person is away or not to be disturbed."""
        return await self._presence.is_away(person)

    async def members_of(self, group: str) -> tuple[Member, ...]:
        """Give the people of a team."""
        return await self._groups.members_of(group)

    def _hint_on(self, card: Card) -> str:
        """Give what the card of a running chat says where the bot hears only what names it."""
        return self._hint if card.buttons and not card.link else ""


def _sharepoint(section: TeamsSection, graph: Graph, around: Around) -> SharePoint | None:
    """Give the team's SharePoint, where the app may use it and it is said which team's."""
    if not (section.graph.sharepoint and section.team):
        return None
    return SharePoint(graph, section.team, around.files, around.memory)


def _may_look(section: TeamsSection) -> bool:
    """Tell whether the app may read what stands in channels: it is the permission by which all messages reach it."""
    return section.reads_all and section.graph.history


_desk: type[AgentDesk] = TeamsDesk
_changes: type[ChangesPosts] = TeamsDesk
_removes: type[RemovesPosts] = TeamsDesk
_home: type[ShowsHome] = TeamsDesk
_fetches: type[FetchesFiles] = TeamsDesk
_finds: type[FindsOwnPosts] = TeamsDesk
_strays: type[MindsStrays] = TeamsDesk
_presence: type[ReadsPresence] = TeamsDesk
_groups: type[ListsMembers] = TeamsDesk
_experts: type[HostsExperts] = TeamsDesk
_links: type[LinksMessages] = TeamsDesk
