"""In what desks differ: what one of them does not have, and what happens there instead.

Each scenario is played on every desk. One that is about something which only some desks have is marked
`@pytest.mark.desks("slack", because=Difference.…)` and is played on those alone; docs/teams-and-slack.md tells people.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from types import MappingProxyType


class Difference(StrEnum):
    """What not every desk has."""

    SOCKET = auto()
    SLASH = auto()
    OWN_CHANNEL = auto()
    PREVIEW = auto()
    OTHER_APPS = auto()
    BROADCAST = auto()
    SIGNATURE = auto()
    TRIGGER = auto()
    SPECIAL = auto()
    MARKS = auto()
    REACTIONS = auto()
    ORPHANS = auto()
    SIZES = auto()
    EXPERTS = auto()
    BLOCKED = auto()


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What a difference is about, and what stands in its place."""

    slack: str
    teams: str


DIFFERENCES: Mapping[Difference, Otherwise] = MappingProxyType({
    Difference.SOCKET: Otherwise(
        "The bridge can open the connection itself (Socket Mode), so that Slack needs no address to reach it.",
        "There is no such mode: Teams delivers to an address that it can reach.",
    ),
    Difference.SLASH: Otherwise(
        "Slash commands belong to the app. Slack answers them itself where they can't be used, as in threads.",
        "There are none: `/accept` is a text like `accept`, and what is no command is answered by the list of them.",
    ),
    Difference.OWN_CHANNEL: Otherwise(
        "A queue can give each chat a channel of its own (`thread_mode: channel`).",
        "A team holds a thousand channels for good and a bot may make none, so that each chat is a reply chain.",
    ),
    Difference.PREVIEW: Otherwise(
        "The preview of a link comes as an edit of the message, with the same words.",
        "Previews come with the message or not at all; nothing is told of them.",
    ),
    Difference.OTHER_APPS: Otherwise(
        "Other apps' posts are told to the bridge, which leaves them alone.",
        "A bot is never told what another bot has written.",
    ),
    Difference.BROADCAST: Otherwise(
        "A reply can be sent to the channel too; the bridge relays it once.",
        "A reply stands in its thread only.",
    ),
    Difference.SIGNATURE: Otherwise(
        "Requests are signed with the app's secret, which stays until an admin gives it another.",
        "Requests carry a token that Microsoft has signed, with keys that change: new ones are learnt under way.",
    ),
    Difference.TRIGGER: Otherwise(
        "A form opens within three seconds of the click, by a call of its own; a later one needs another click.",
        "The form is the answer to the click itself.",
    ),
    Difference.SPECIAL: Otherwise(
        "`@here` and `@channel` are written with a sign of their own, which customers never see.",
        "A channel or a tag is mentioned by its name, and arrives as that name.",
    ),
    Difference.MARKS: Otherwise(
        "A mark under a message says what became of it; the card isn't changed for it.",
        "The same, by a preview of Teams'. Where it is refused, or with `receipts: card`, the card says which message "
        "was sent, delivered and read last.",
    ),
    Difference.REACTIONS: Otherwise(
        "Emoji under anybody's messages are told to the bridge.",
        "Emoji are told under the bridge's own messages alone, so that a lock keeps no text of one's own internal.",
    ),
    Difference.EXPERTS: Otherwise(
        "Experts are asked in a direct message with the bot, each chat in a thread of its own.",
        "Personal chats have no threads: each post says of which chat it is, and an answer quotes it.",
    ),
    Difference.BLOCKED: Otherwise(
        "The bot can write to every member; nobody can block it.",
        "Whoever has blocked the app, or taken it away, is told nothing in private; a page says what to do instead.",
    ),
    Difference.ORPHANS: Otherwise(
        "A root card whose answer was lost is found by its echo, also where history can't be read.",
        "It is found by Graph. Where Graph can't be asked a second card takes its place. The first one's buttons work; "
        "whoever writes below it is told where the chat is, and from then on the card leads there.",
    ),
    Difference.SIZES: Otherwise(
        "A file's size is told with the message, so that a file that is too large is asked about first.",
        "A channel's file is named without its size: the words go, and the thread says which file was too large.",
    ),
})  # fmt: skip
