"""Finding our own posts again by the key that rides in them.

https://docs.slack.dev/reference/methods/conversations.replies

Rules:
1. "Not there" is said only when all was seen. Where Slack doesn't let us look, or there is too much, it is `Uncertain`.
2. A post of several pieces is there when its last piece and its files are. What is there of an unfinished one is
   remembered, so that the same post sent again goes on where it stopped.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from adapters.slack.client import SlackClient
from adapters.slack.ids import MessageAt, is_place, make_message, parse_place, parse_thread
from adapters.slack.payload import Json, mapping, number, objects, part, text
from adapters.slack.post import EVENT_TYPE, KEY_PREFIX
from adapters.slack.remembered import Remembered
from core.errors import DeliveryFailed, Permanent, Uncertain
from core.ids import ExternalRef

_PAGE = 200  # "we recommend no more than 200 results at a time"
_MOST_PAGES = 10


@dataclass(frozen=True, slots=True)
class Own:
    """A message of ours, as found: whose part it is, and the files that belong to it."""

    ts: str
    key: str
    piece: int = 1
    of: int = 1
    files: tuple[str, ...] = ()
    thread: str = ""
    """The root of the thread in which it stands; empty where it stands in none."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a post has come: its pieces that stand, the files that are uploaded for it, and where those appeared."""

    posted: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    done: bool = False


class Finder:
    """Looks through threads, channels and places. `progress` is shared with whoever posts."""

    def __init__(self, client: SlackClient, team: str, progress: Remembered[str, Progress]) -> None:
        self._client = client
        self._team = team
        self._progress = progress

    async def find(self, where: ExternalRef, key: str) -> ExternalRef | None:
        """Give the address of the post with that key in a thread, or of the root card in a place.

        Raises:
            Uncertain: Slack doesn't let us look, or there is too much to see.
            Transient: it can't be asked now.
        """
        if is_place(where):
            channel, thread = parse_place(where).channel, ""
        else:
            channel, thread = parse_thread(where).channel, parse_thread(where).root
        try:
            messages = [message async for message in self._messages(channel, thread)]
        except Permanent as failure:
            raise Uncertain(f"not allowed to look: {failure.detail}") from None
        mine = sorted((own for own in map(read_own, messages) if own and own.key == key), key=lambda one: one.piece)
        if not mine:
            return None
        if not _is_whole(mine, messages):
            files = mine[-1].files
            self._progress.put(key, Progress(tuple(one.ts for one in mine), files))
            return None
        return make_message(self._team, channel, mine[0].ts)

    async def pieces(self, at: MessageAt) -> Sequence[Own]:
        """Give all pieces of the post that a message belongs to, in order; itself alone where Slack doesn't say."""
        alone = Own(at.ts, "")
        try:
            # The root comes along when the message is a reply.
            answer = await self._page(
                "conversations.replies", at.channel, ts=at.ts, oldest=at.ts, latest=at.ts, inclusive=True, limit=5
            )
            message = next((one for one in objects(answer, "messages") if text(one, "ts") == at.ts), mapping(None))
            own, thread = read_own(message), text(message, "thread_ts")
            if own is None or own.of == 1:
                return (own or alone,)
            # Without a thread it stands in a chat's own channel.
            found = [read_own(one) async for one in self._messages(at.channel, thread)]
        except Permanent:
            return (alone,)
        return sorted((one for one in found if one and one.key == own.key), key=lambda one: one.piece) or (own,)

    async def keyed(self, channel: str) -> Sequence[Own]:
        """Give all that is ours in a channel, outside of threads.

        Raises:
            DeliveryFailed: Slack doesn't let us look, not now, or there is too much to see.
        """
        found = [read_own(message) async for message in self._messages(channel, "")]
        return [own for own in found if own is not None]

    async def _messages(self, channel: str, thread: str) -> AsyncIterator[Json]:
        """Give the messages of a thread, or of a place when there is no thread."""
        method = "conversations.replies" if thread else "conversations.history"
        where = {"ts": thread} if thread else {}
        cursor = ""
        for _ in range(_MOST_PAGES):
            paging = {"cursor": cursor} if cursor else {}
            answer = await self._page(method, channel, limit=_PAGE, **where, **paging)
            for message in objects(answer, "messages"):
                yield message
            cursor = text(part(answer, "response_metadata"), "next_cursor")
            if not cursor:
                return
        raise Uncertain(f"{method}: more than {_PAGE * _MOST_PAGES} messages")

    async def _page(self, method: str, channel: str, **arguments: str | int) -> Json:
        try:
            return await self._client.call(method, channel=channel, include_all_metadata=True, **arguments)
        except DeliveryFailed as failure:
            if isinstance(failure, Uncertain):
                raise Uncertain(failure.detail) from None
            raise


def read_own(message: Json) -> Own | None:
    """Read which post of ours a message belongs to; None when it is none of ours, or carries no key."""
    metadata = part(message, "metadata")
    payload = part(metadata, "event_payload")
    key = text(payload, "key") or text(payload, "part_of")
    ts, thread = text(message, "ts"), text(message, "thread_ts")
    if text(metadata, "event_type") == EVENT_TYPE and key:
        files = payload.get("files")
        ids = tuple(one for one in files if isinstance(one, str)) if isinstance(files, list) else ()
        return Own(ts, key, number(payload, "piece") or 1, number(payload, "of") or 1, ids, thread)
    ids_of_blocks = (text(block, "block_id") for block in objects(message, "blocks"))
    named = next((one for one in ids_of_blocks if one.startswith(KEY_PREFIX)), "")
    return Own(ts, named.removeprefix(KEY_PREFIX), thread=thread) if named else None


def _is_whole(mine: Sequence[Own], messages: Sequence[Json]) -> bool:
    last = mine[-1]
    appeared = {text(file, "id") for message in messages for file in objects(message, "files")}
    return last.piece == last.of == len(mine) and appeared.issuperset(last.files)
