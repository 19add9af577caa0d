"""Posting in a thread, changing what was posted, and going on where a post was cut short.

Rules:
1. The same key is the same sending: what stands of it is remembered and never posted twice. After a restart `find`
   fills the memory from Slack before anything is sent again.
2. Nothing is left half said: a changed post has its old pieces changed, filled or taken away, its files included.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from adapters.slack import post as rendering
from adapters.slack.client import SlackClient
from adapters.slack.failures import is_error
from adapters.slack.find import Finder, Own, Progress
from adapters.slack.ids import (
    MessageAt,
    Thread,
    make_message,
    make_thread,
    parse_message,
    parse_thread,
    whole_channel,
)
from adapters.slack.payload import text
from adapters.slack.remembered import Remembered
from adapters.slack.sentences import SHORTENED
from adapters.slack.uploads import Uploads
from core.errors import DeliveryFailed
from core.ids import ExternalRef
from core.messages import Media, Text
from core.ports import Receipt
from core.views import Post

Json = dict[str, Any]

_MOST_IN_ONE = 3
"""Pieces that fit into one message: together they stay below 13,200 characters, where Slack refuses
(msg_blocks_too_long; the number is not documented, seen in slackapi/bolt-js#2509)."""


class Posting:
    """Posts, and remembers how far each post has come."""

    def __init__(
        self, client: SlackClient, uploads: Uploads, finder: Finder, progress: Remembered[str, Progress]
    ) -> None:
        self._client = client
        self._uploads = uploads
        self._finder = finder
        self._progress = progress

    async def post(self, ref: ExternalRef, post: Post) -> Receipt:
        """Post all pieces and files that are not there yet.

        Raises:
            DeliveryFailed: it stopped at some point; `find` and the same call again finish it.
        """
        thread = parse_thread(ref)
        progress = self._progress.get(post.key) or Progress()
        goes_on = bool(progress.posted)
        if not progress.done:
            progress = await self._files_up(post, progress)
            progress = await self._pieces(thread, post, progress)
            progress = await self._files_shown(thread, post, progress, goes_on=goes_on)
        return _receipt(thread, progress)

    async def _files_up(self, post: Post, progress: Progress) -> Progress:
        media = [part for part in post.parts if isinstance(part, Media)]
        if progress.posted or progress.files or not media or post.deleted:
            return progress
        return self._keep(post, await self._uploads.prepare(media))

    async def _pieces(self, thread: Thread, post: Post, progress: Progress) -> Progress:
        files = rendering.Uploads(progress.files, progress.refused)
        for body in rendering.bodies(post, files)[len(progress.posted) :]:
            answer = await self._client.call("chat.postMessage", **thread.where(), **body)
            progress = self._keep(post, replace(progress, posted=(*progress.posted, text(answer, "ts"))))
        return progress

    async def _files_shown(self, thread: Thread, post: Post, progress: Progress, *, goes_on: bool) -> Progress:
        if not progress.files:
            return self._keep(post, replace(progress, done=True))
        try:
            shared = await self._uploads.share(progress.files, thread, look_first=goes_on)
        except DeliveryFailed as failure:
            if not is_error(failure, "file_not_found"):
                raise
            # Slack has lost the upload, or took it and never showed it: the bytes go up anew.
            again = await self._uploads.prepare([part for part in post.parts if isinstance(part, Media)])
            progress = self._keep(post, replace(progress, files=again.files))
            shared = await self._uploads.share(again.files, thread, look_first=False)
        return self._keep(post, replace(progress, shared=shared, done=True))

    def _keep(self, post: Post, progress: Progress) -> Progress:
        self._progress.put(post.key, progress)
        return progress

    async def change(self, ref: ExternalRef, post: Post) -> None:
        """Show a post anew in all its pieces.

        Raises:
            DeliveryFailed: Slack refused; doing it again is harmless.
        """
        at = parse_message(ref)
        pieces = await self._finder.pieces(at)
        back = await self._taken_back(pieces, post)
        for piece, body in _matched(pieces, rendering.changed(post)):
            try:
                if body is None:
                    await self._client.call("chat.delete", channel=at.channel, ts=piece.ts)
                else:
                    kept = rendering.keyed(piece.key, piece.piece, piece.of, back) if back and piece.files else {}
                    await self._client.call("chat.update", channel=at.channel, ts=piece.ts, **body, **kept)
            except DeliveryFailed as failure:
                is_gone = is_error(failure, "message_not_found")
                if not is_gone or not (post.deleted or body is None):
                    raise
        if back:
            await self._uploads.share(back, _thread_of(at, pieces[-1]), look_first=False)
        elif post.deleted or all(isinstance(part, Text) for part in post.parts):
            await self._uploads.delete(_files_of(pieces))

    async def _taken_back(self, pieces: Sequence[Own], post: Post) -> tuple[str, ...]:
        """Send up again the files of a post that were taken away from it: Slack brings none back. Give the new ids."""
        files, media = _files_of(pieces), [part for part in post.parts if isinstance(part, Media)]
        if post.deleted or not files or not media or await self._uploads.are_there(files):
            return ()
        return (await self._uploads.prepare(media)).files

    async def remove(self, ref: ExternalRef) -> None:
        """Take a post away: its files, then its pieces, the first one last, by which the others are found.

        Raises:
            DeliveryFailed: Slack refused; doing it again is harmless.
        """
        at = parse_message(ref)
        pieces = await self._finder.pieces(at)
        await self._uploads.delete([file for piece in pieces for file in piece.files])
        for ts in dict.fromkeys((*(piece.ts for piece in reversed(pieces)), at.ts)):
            try:
                await self._client.call("chat.delete", channel=at.channel, ts=ts)
            except DeliveryFailed as failure:
                if not is_error(failure, "message_not_found"):
                    raise


def _files_of(pieces: Sequence[Own]) -> list[str]:
    return [file for piece in pieces for file in piece.files]


def _thread_of(at: MessageAt, piece: Own) -> Thread:
    place = make_thread(at.team, at.channel, piece.thread) if piece.thread else whole_channel(at.team, at.channel)
    return parse_thread(place)


def _receipt(thread: Thread, progress: Progress) -> Receipt:
    refs = [make_message(thread.team, thread.channel, ts) for ts in (*progress.posted, *progress.shared)]
    return Receipt(refs[0], tuple(refs[1:])) if refs else Receipt()


def _matched(pieces: Sequence[Own], contents: Sequence[Json]) -> list[tuple[Own, Json | None]]:
    """Give each standing piece what it shows now, or None when it has nothing left to show."""
    there = len(pieces)
    if len(contents) <= there:
        return list(zip(pieces, [*contents, *[None] * (there - len(contents))], strict=True))
    whole, rest = contents[: there - 1], contents[there - 1 :]
    return list(zip(pieces, [*whole, _together(rest)], strict=True))


def _together(contents: Sequence[Json]) -> Json:
    """Put several pieces into one message, as far as Slack takes it."""
    blocks = [block for body in contents[:_MOST_IN_ONE] for block in body["blocks"]]
    if len(contents) > _MOST_IN_ONE:
        blocks.append({"type": "context", "elements": [{"type": "plain_text", "text": f"… {SHORTENED}"}]})
    return {**contents[0], "blocks": blocks}
