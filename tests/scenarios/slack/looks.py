"""What can be seen in the playground's Slack."""

from collections.abc import Mapping, Sequence

from adapters.slack.ids import parse_thread
from core.ids import ExternalRef
from playground.server import Playground
from playground.slack.model import Message
from playground.slack.world import Slack
from tests.scenarios.shown import Line, Picture, Root
from tests.scenarios.slack.reading import SlackLine, SlackScreen


def private_messages(slack: Slack, user: str) -> list[Message]:
    """Give what the bridge has said to this person alone, oldest first: direct and ephemeral messages."""
    found: list[Message] = []
    for channel in slack.store.channels.values():
        found += [one for one in channel.ephemerals if one.only_for == user]
        if channel.is_im and channel.im_user == user:
            found += [one for one in channel.messages.values() if one.bot_id]
    return sorted(found, key=lambda one: float(one.ts))


class SlackLooks:
    """The looks of everybody in the workspace."""

    def __init__(self, playground: Playground) -> None:
        """Take the playground."""
        self._playground = playground

    @property
    def _slack(self) -> Slack:
        return self._playground.slack

    @property
    def answers_in_forms(self) -> bool:
        """Tell that it does."""
        return True

    @property
    def knows_posts(self) -> bool:
        """Tell that there are both."""
        return True

    @property
    def keeps_private(self) -> bool:
        """Tell that what is ephemeral is gone."""
        return False

    @property
    def deliveries(self) -> int:
        """Tell how many events are on their way."""
        return self._slack.events.busy

    def root(self, thread: ExternalRef) -> Root:
        """Give the channel and the root's timestamp."""
        at = parse_thread(thread)
        return Root(at.channel, f"{at.channel}/{at.ts}")

    def line(self, ref: str) -> SlackLine:
        """Give a message by its channel and timestamp."""
        channel, _, ts = ref.partition("/")
        return self._line(self._slack.store.channels[channel].messages[ts])

    def thread(self, root: Root) -> Sequence[SlackLine]:
        """Give a thread's messages, root first."""
        _, _, ts = root.ref.partition("/")
        return [self._line(one) for one in self._slack.messages(root.place, thread=ts)]

    def place(self, place: str) -> Sequence[SlackLine]:
        """Give a channel's messages."""
        return [self._line(one) for one in self._slack.messages(place)]

    def roots(self, place: str) -> Sequence[Root]:
        """Give the messages of a channel that are no replies."""
        return [Root(place, f"{place}/{one.ts}") for one in self._slack.messages(place) if not one.is_reply]

    def private(self, user: str) -> Sequence[SlackLine]:
        """Give direct and ephemeral messages."""
        return [self._line(one) for one in private_messages(self._slack, user)]

    def talk(self, user: str, card: Line) -> Sequence[SlackLine]:
        """Give the thread under the card."""
        return [one for one in self.private(user) if one.is_direct and one.thread == card.ref != one.ref]

    def _line(self, message: Message) -> SlackLine:
        return SlackLine(self._slack, message)

    def home(self, user: str) -> SlackScreen | None:
        """Give a Home tab."""
        view = self._slack.store.homes.get(user)
        return SlackScreen(view) if view else None

    def homes_drawn(self) -> int:
        """Count the calls that publish a Home tab."""
        calls = (row["summary"] for row in self._playground.traffic.after(0))
        return sum(one.startswith("views.publish") for one in calls)

    def form(self, user: str) -> SlackScreen | None:
        """Give the topmost modal."""
        stack = self._slack.store.modals.get(user)
        return SlackScreen(stack[-1]) if stack else None

    async def files(self, root: Root) -> dict[str, bytes]:
        """Give the files that are shared in a thread."""
        return self._shared(self.thread(root))

    def taken_files(self, user: str, card: Line) -> dict[str, bytes]:
        """Give the files that are shared in the thread under the card."""
        return self._shared(self.thread(Root(card.ref.partition("/")[0], card.ref)))

    def _shared(self, lines: Sequence[SlackLine]) -> dict[str, bytes]:
        shared = [self._slack.store.files[file] for line in lines for file in line.message.files]
        return {file.name: file.content for file in shared}

    async def picture(self, picture: Picture) -> bytes:
        """Give the content of a picture's file."""
        return self._slack.store.files[picture.source].content

    def refusals(self) -> Sequence[str]:
        """Give the calls that were answered by 429."""
        return [row["summary"] for row in self._playground.traffic.after(0) if row["status"] == 429]

    def reactions(self, ref: str) -> Mapping[str, Sequence[str]]:
        """Give a message's reactions."""
        return dict(self.line(ref).message.reactions)

    def presence(self, user: str) -> tuple[bool, bool]:
        """Give whether somebody is active, and “do not disturb”."""
        person = self._slack.store.users[user]
        return person.presence == "active", person.dnd

    def link_of(self, root: Root) -> str:
        """Give the path of a permalink."""
        channel, _, ts = root.ref.partition("/")
        return f"/archives/{channel}/p{ts.replace('.', '')}"
