"""Files into a Slack thread, in Slack's three steps.

https://docs.slack.dev/messaging/working-with-files#upload

Rules:
1. The bytes go up first, seen by nobody; then the post that names their author; then the files appear below it.
2. Slack says "ok" before a file has appeared, and sometimes it never does (it answers with no message): it is looked
   for, and only what was seen counts as shared.
3. A file that Slack refuses doesn't hold up the words that came with it; the post says that it could not be shown.
"""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

import structlog

from adapters.slack.client import SlackClient
from adapters.slack.escaping import cut, one_line
from adapters.slack.failures import is_error
from adapters.slack.find import Progress
from adapters.slack.ids import Thread
from adapters.slack.payload import objects, part, text
from core.errors import DeliveryFailed, Permanent, Transient
from core.messages import Media
from core.ports import Clock, FileStore

log = structlog.get_logger(__name__)

_LONGEST_NAME = 120
_LONGEST_SUFFIX = 12
_LOOK_AGAIN = (0.3, 1.0, 2.0)
"""Seconds between looks. What has not appeared then is looked for at the next try."""


class Uploads:
    """Carries files from the store to Slack."""

    def __init__(self, client: SlackClient, files: FileStore, clock: Clock) -> None:
        self._client = client
        self._files = files
        self._clock = clock

    async def prepare(self, media: Sequence[Media]) -> Progress:
        """Send the bytes up; give the ids of what Slack took, and what it refused.

        Raises:
            Transient: not now; nothing was seen by anybody.
        """
        taken: list[str] = []
        refused: list[str] = []
        for one in media:
            try:
                taken.append(await self._send(one))
            except (Permanent, KeyError) as failure:
                log.warning("slack_file_refused", file=one.file, why=getattr(failure, "detail", "not in the store"))
                refused.append(one.file)
        return Progress(files=tuple(taken), refused=tuple(refused))

    async def _send(self, media: Media) -> str:
        data = await self._files.read(media.file)
        if not data:
            raise Permanent("an empty file")
        name = file_name(media.name)
        answer = await self._client.call("files.getUploadURLExternal", filename=name, length=len(data))
        await self._client.upload(text(answer, "upload_url"), data)
        return text(answer, "file_id")

    async def share(self, files: Sequence[str], thread: Thread, *, look_first: bool) -> tuple[str, ...]:
        """Let the files appear in the thread; give the timestamps of the messages that show them.

        Raises:
            Transient: they have not appeared. Asked again with `look_first`, nothing is shown twice.
            Permanent: Slack refused.
        """
        seen = await self._seen(files, thread) if look_first else None
        if seen is not None:
            return seen
        try:
            await self._client.call(
                "files.completeUploadExternal",
                files=[{"id": file} for file in files],
                channel_id=thread.channel,
                **({"thread_ts": thread.root} if thread.root else {}),
            )
        except DeliveryFailed as failure:
            if failure.certain:
                raise
        for seconds in (0.0, *_LOOK_AGAIN):
            if seconds:
                await self._clock.sleep(seconds)
            seen = await self._seen(files, thread)
            if seen is not None:
                return seen
        raise Transient("files.completeUploadExternal: the files have not appeared", retry_after=5.0)

    async def _seen(self, files: Sequence[str], thread: Thread) -> tuple[str, ...] | None:
        """Give where all files appeared, or None when one has not; empty when we may not look."""
        found: list[str] = []
        for file in files:
            try:
                answer = await self._client.call("files.info", file=file)
            except DeliveryFailed as failure:
                if is_error(failure, "missing_scope"):
                    return ()
                if is_error(failure, "file_not_found", "file_deleted"):
                    return None
                raise
            at = _shared_in(part(answer, "file", "shares"), thread)
            if not at:
                return None
            found.append(at)
        return tuple(dict.fromkeys(found))

    async def are_there(self, files: Sequence[str]) -> bool:
        """Tell whether none of these files has been deleted. Raises `DeliveryFailed`."""
        for file in files:
            try:
                await self._client.call("files.info", file=file)
            except DeliveryFailed as failure:
                if is_error(failure, "file_not_found", "file_deleted"):
                    return False
                if not is_error(failure, "missing_scope"):
                    raise
        return True

    async def delete(self, files: Sequence[str]) -> None:
        """Delete files of ours; those that are gone count as deleted.

        Raises:
            DeliveryFailed: Slack refused; doing it again is harmless.
        """
        for file in files:
            try:
                await self._client.call("files.delete", file=file)
            except DeliveryFailed as failure:
                if not is_error(failure, "file_not_found", "file_deleted"):
                    raise


def file_name(name: str) -> str:
    """Give a file's name for Slack: on one line, not too long, its ending kept."""
    line = one_line(name).replace("/", "_")
    suffix = PurePosixPath(line).suffix
    if len(suffix) > _LONGEST_SUFFIX:
        suffix = ""
    return cut(line.removesuffix(suffix), _LONGEST_NAME - len(suffix)) + suffix or "file"


def _shared_in(shares: Mapping[str, object], thread: Thread) -> str:
    """Give the timestamp of the message that shows a file in a thread; `shares` has public and private ones."""
    for places in shares.values():
        if isinstance(places, dict):
            for row in objects(places, thread.channel):
                if text(row, "thread_ts") == thread.root:
                    return text(row, "ts")
    return ""
