"""Slack as a desk: the port that the outbox sends through.

Rules:
1. Only puts together: what is shown is decided in `post`, `cards`, `prompt` and `home`, all pure; what is sent goes
   through `client`.
2. Every failure is a `DeliveryFailed` (`failures`).
3. Keeps hints only; after a restart all is found again in Slack.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence

from aiohttp import ClientSession

from adapters.slack import cards, home
from adapters.slack.capabilities import capabilities
from adapters.slack.channels import Channels
from adapters.slack.client import SlackClient
from adapters.slack.config import SlackSection
from adapters.slack.files_in import FilesIn
from adapters.slack.find import Finder, Progress
from adapters.slack.groups import Groups
from adapters.slack.ids import (
    is_place,
    is_response,
    make_message,
    make_place,
    make_thread,
    parse_message,
    parse_person,
    parse_place,
    parse_thread,
    whole_channel,
)
from adapters.slack.marks import Marks
from adapters.slack.payload import text
from adapters.slack.post import keyed, named
from adapters.slack.posting import Posting
from adapters.slack.presence import Presence
from adapters.slack.private import Private
from adapters.slack.remembered import Remembered
from adapters.slack.uploads import Uploads
from core.capabilities import DeskCapabilities
from core.conversation.effects import SettledMark
from core.errors import DeliveryFailed, Uncertain
from core.ids import ExternalRef, PersonRef
from core.messages import Unfetched
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
    MarksMessages,
    Member,
    Opened,
    OpensChannels,
    ReadsPresence,
    Receipt,
    RemovesPosts,
    ShowsHome,
    Sought,
)
from core.views import Card, Home, Post, Prompt

_QUIET = {"mrkdwn": False, "unfurl_links": False, "unfurl_media": False}


class SlackDesk:
    """One Slack workspace, outbound."""

    def __init__(
        self,
        name: str,
        section: SlackSection,
        client: SlackClient,
        files: FileStore,
        clock: Clock,
    ) -> None:
        self.name = name
        self._client = client
        self._clock = clock
        self._team = section.team
        self._capabilities = capabilities(section)
        progress: Remembered[str, Progress] = Remembered(5_000)
        finder = Finder(client, section.team, progress)
        self._finder = finder
        self._posting = Posting(client, Uploads(client, files, clock), finder, progress)
        self._private = Private(client, section.team, clock)
        self._marks = Marks(client, clock.now())
        self._presence = Presence(client, clock)
        self._groups = Groups(client, section.team)
        self._files = FilesIn(client, section.files_hosts)
        self._channels = Channels(client, finder, section.team, clock)

    @classmethod
    def build(
        cls,
        name: str,
        section: SlackSection,
        session: Callable[[], ClientSession],
        files: FileStore,
        clock: Clock,
    ) -> "SlackDesk":
        """Make a desk with a client of its own. No I/O."""
        return cls(name, section, SlackClient(section, session), files, clock)

    def capabilities(self) -> DeskCapabilities:
        """Say what the desk carries, and its budgets."""
        return self._capabilities

    def place_of(self, thread: ExternalRef) -> ExternalRef:
        """Give the channel of a thread; an address for answers has a budget of its own."""
        if is_response(thread):
            return thread
        at = parse_thread(thread)
        return make_place(at.team, at.channel)

    async def open_thread(self, place: ExternalRef, card: Card, key: str) -> Opened:
        """Post the root card and give the thread under it."""
        channel = parse_place(place).channel
        ts = await self._card_posted({"channel": channel}, card, key)
        thread = make_thread(self._team, channel, ts)
        link = link_to(await self._workspace(), thread)
        return Opened(thread, make_message(self._team, channel, ts), link)

    async def open_aside(self, person: PersonRef, card: Card, key: str) -> Opened:
        """Post the card at the head of a talk in a direct message; the same key is the same card."""
        channel = await self._private.channel(person)
        try:
            found = await self._finder.find(make_place(self._team, channel), key)
        except Uncertain:  # a second card does no harm: the last one counts
            found = None
        ts = parse_message(found).ts if found is not None else await self._card_posted({"channel": channel}, card, key)
        thread = make_thread(self._team, channel, ts)
        return Opened(thread, make_message(self._team, channel, ts), link_to(await self._workspace(), thread))

    async def open_channel(
        self, place: ExternalRef, name: str, people: Sequence[PersonRef], card: Card, key: str
    ) -> Opened:
        """Make a channel for a chat alone, with its root card; the same key is the same channel."""
        made = await self._channels.open(place, name, people, card, key)
        thread = whole_channel(self._team, made.channel)
        link = link_to(await self._workspace(), thread)
        return Opened(thread, make_message(self._team, made.channel, made.card), link)

    async def bring_in(self, thread: ExternalRef, people: Sequence[PersonRef]) -> None:
        """Bring people into a chat's own channel."""
        at = parse_thread(thread)
        if at.is_channel:
            await self._channels.bring_in(at.channel, people)

    async def close_channel(self, thread: ExternalRef) -> None:
        """Archive a chat's own channel."""
        at = parse_thread(thread)
        if at.is_channel:
            await self._channels.close(at.channel)

    async def post(self, thread: ExternalRef, post: Post) -> Receipt:
        """Post in a thread, in pieces where it is long, files below."""
        return await self._posting.post(thread, post)

    async def change(self, ref: ExternalRef, post: Post) -> None:
        """Show a post anew, all its pieces."""
        await self._posting.change(ref, post)

    async def remove(self, ref: ExternalRef) -> None:
        """Take a post, a card or a prompt away; of an answer to a click nothing stays."""
        if not is_response(ref):
            await self._posting.remove(ref)

    async def post_card(self, thread: ExternalRef, card: Card, key: str) -> Receipt:
        """Post a further card in a thread."""
        at = parse_thread(thread)
        return Receipt(make_message(self._team, at.channel, await self._card_posted(at.where(), card, key)))

    async def _card_posted(self, where: Mapping[str, object], card: Card, key: str) -> str:
        """Post a card and give its time, which is its address in the channel."""
        body = {**cards.message(card, self._clock.now()), **keyed(key), **_QUIET}
        body["blocks"] = named(body["blocks"], key)
        return text(await self._client.call("chat.postMessage", **where, **body), "ts")

    async def update_card(self, card: ExternalRef, view: Card, key: str) -> None:
        """Show the root card anew."""
        at = parse_message(card)
        body = cards.message(view, self._clock.now())
        await self._client.call("chat.update", channel=at.channel, ts=at.ts, **body)

    async def tell(self, person: PersonRef, thread: ExternalRef | None, prompt: Prompt) -> Receipt:
        """Show something to one person: in the thread, on the address of a click, or by direct message."""
        return await self._private.tell(person, thread, prompt)

    async def update_prompt(self, prompt_ref: ExternalRef, person: PersonRef, prompt: Prompt) -> None:
        """Show a direct prompt anew."""
        await self._private.update(prompt_ref, prompt)

    async def mark(self, ref: ExternalRef, mark: SettledMark, *, first: bool = False) -> None:
        """Set the one settled mark on a message."""
        await self._marks.mark(ref, mark, first=first)

    async def show_home(self, person: PersonRef, home_page: Home) -> None:
        """Show a person's home page anew."""
        workspace = await self._workspace()
        view = home.view(home_page, lambda ref: link_to(workspace, ref), self._clock.now())
        await self._client.call("views.publish", user_id=parse_person(person).user, view=view)

    def fetch(self, file: Unfetched) -> AsyncIterator[bytes]:
        """Give the bytes of a file that a person posted."""
        return self._files.fetch(file)

    async def find(self, where: ExternalRef, sought: Sought) -> Opened | Receipt | None:
        """Look up by its key whether a post, or in a place a root card, is there."""
        found = await self._finder.find(where, sought.key)
        if found is None or not is_place(where):
            return None if found is None else Receipt(found)
        thread = make_thread(self._team, parse_place(where).channel, parse_message(found).ts)
        return Opened(thread, found, link_to(await self._workspace(), thread))

    async def link_to(self, ref: ExternalRef) -> str:
        """Give the address of a message."""
        at = parse_message(ref)
        try:
            answer = await self._client.call("chat.getPermalink", channel=at.channel, message_ts=at.ts)
        except DeliveryFailed:
            return ""
        return text(answer, "permalink")

    async def is_away(self, person: PersonRef) -> bool | None:
        """Tell whether Slack says that the person is away or not to be disturbed."""
        return await self._presence.is_away(person)

    async def members_of(self, group: str) -> tuple[Member, ...]:
        """Give the people of a user group."""
        return await self._groups.members_of(group)

    async def _workspace(self) -> str:
        """Give the workspace's address for people, or nothing when Slack doesn't say; a link is no reason to fail."""
        try:
            return text(await self._client.identity(), "url")
        except DeliveryFailed:
            return ""


def link_to(workspace: str, thread: ExternalRef) -> str:
    """Give the address of a thread that a person can open; nothing where it can't be made.

    The form is that of https://docs.slack.dev/reference/methods/chat.getPermalink, without asking for each.
    """
    if not workspace.startswith(("https://", "http://")):
        return ""
    try:
        at = parse_thread(thread)
    except ValueError:
        return thread if thread.startswith("https://") else ""
    channel = f"{workspace.rstrip('/')}/archives/{at.channel}"
    return channel if at.is_channel else f"{channel}/p{at.ts.replace('.', '')}?thread_ts={at.ts}&cid={at.channel}"


_desk: type[AgentDesk] = SlackDesk
_marks: type[MarksMessages] = SlackDesk
_changes: type[ChangesPosts] = SlackDesk
_removes: type[RemovesPosts] = SlackDesk
_home: type[ShowsHome] = SlackDesk
_fetches: type[FetchesFiles] = SlackDesk
_finds: type[FindsOwnPosts] = SlackDesk
_links: type[LinksMessages] = SlackDesk
_presence: type[ReadsPresence] = SlackDesk
_groups: type[ListsMembers] = SlackDesk
_channels: type[OpensChannels] = SlackDesk
_experts: type[HostsExperts] = SlackDesk
