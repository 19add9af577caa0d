"""Files: the three steps of an upload, and downloads.

Rules: an address for the bytes, the bytes, completion (https://docs.slack.dev/messaging/working-with-files#upload);
the share comes afterwards, on its own, and the answer to completion has no message ts; downloads need a token with
files:read, else Slack's sign-in page comes instead of the file. It deliberately keeps contents in memory.
"""

import mimetypes
from typing import TYPE_CHECKING

from aiohttp import web

from playground.slack.model import File, Json, Message
from playground.slack.posting import post

if TYPE_CHECKING:
    from playground.slack.world import Slack

MAX_BYTES = 1_000_000_000  # 1 GB (https://slack.com/help/articles/201330736)


def new_file(slack: "Slack", name: str, length: int, user: str) -> File:
    """Make a file that awaits its bytes."""
    file = File(slack.store.ids.new("F"), name, length, user, int(slack.clock.now()))
    file.mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    slack.store.files[file.id] = file
    return file


async def receive(slack: "Slack", request: web.Request) -> web.Response:
    """Take the bytes of step two, raw or as a form."""
    file = slack.store.files.get(request.match_info["id"])
    if file is None or file.completed:
        raise web.HTTPNotFound(text="upload_not_found")
    content = await _content(request)
    if len(content) != file.length:
        # Slack answers a 4xx or 5xx that it does not document; what matters is that the file is not accepted.
        raise web.HTTPBadRequest(text=f"length mismatch: {file.length} announced, {len(content)} received")
    file.content, file.uploaded = content, True
    return web.Response(text=f"OK - {len(content)}")


async def _content(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    for value in (await request.post()).values():
        if isinstance(value, web.FileField):
            return value.file.read()
    return b""


async def share(
    slack: "Slack", files: list[File], channels: list[str], *, comment: str, thread_ts: str | None, blocks: list[Json]
) -> None:
    """Post completed files, a moment after their completion was answered."""
    if slack.settings.share_seconds:
        await slack.events.sleep_until(slack.clock.now() + slack.settings.share_seconds)
    for channel in channels:
        place = slack.store.channels.get(channel)
        if place is None or place.is_archived:
            continue
        # An uploaded file is the bot user's: the message has `user` and no bot_id, unlike its other posts.
        message = Message(
            channel,
            slack.ts(),
            comment,
            user=slack.store.team.bot_user,
            subtype="file_share",
            thread_ts=thread_ts,
            blocks=blocks,
        )
        message.files = [file.id for file in files]
        row = {"ts": message.ts} | ({"thread_ts": thread_ts} if thread_ts else {})
        for file in files:
            file.shares.setdefault(channel, []).append(dict(row))
        post(slack, message)
        for file in files:
            about = {
                "type": "file_shared",
                "file_id": file.id,
                "user_id": file.user,
                "file": {"id": file.id},
                "channel_id": channel,
            }
            slack.events.emit(about, channel=place)


def serve(slack: "Slack", request: web.Request) -> web.Response:
    """Answer a download with a token; without one, the sign-in page, status 200, as Slack does."""
    file = slack.store.files.get(request.match_info["id"])
    token = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    grant = slack.store.grants.get(token)
    if grant is None or grant.revoked or "files:read" not in grant.scopes:
        return web.Response(
            text="<!DOCTYPE html><title>Sign in | Slack</title><p>Sign in to see this file.", content_type="text/html"
        )
    if file is None or file.deleted or not file.uploaded or not may_read(slack, file, grant.user):
        raise web.HTTPNotFound(text="file_not_found")
    return content_response(file)


def content_response(file: File) -> web.Response:
    """Send a file's bytes, never to be run by a browser."""
    headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
    return web.Response(
        body=file.content, content_type=file.mimetype.partition(";")[0] or "application/octet-stream", headers=headers
    )


def may_read(slack: "Slack", file: File, user: str) -> bool:
    """Tell whether an account has access: the file is its own, or shared where it is."""
    return file.user == user or any(user in slack.store.channels[channel].members for channel in file.shares)
