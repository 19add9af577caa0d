"""files.*: the upload's first and last step, looking up and deleting (https://docs.slack.dev/reference/methods#files)."""

from playground.slack import blocks as block_rules
from playground.slack.call import Call
from playground.slack.errors import SlackError
from playground.slack.files import MAX_BYTES, new_file, share
from playground.slack.model import File, Json
from playground.slack.posting import edit
from playground.slack.rich_text import as_stored
from playground.slack.wire import file_json


def upload_url(call: Call) -> Json:
    """files.getUploadURLExternal."""
    name, length = call.args.needed("filename"), call.args.number("length", 0)
    if length <= 0:
        raise SlackError("invalid_arguments", details=["must be greater than 0 [json-pointer:/length]"])
    if length > MAX_BYTES:
        raise SlackError("file_upload_size_restricted")
    file = new_file(call.slack, name, length, call.user)
    return {"upload_url": f"{call.slack.store.base_url}/slack/upload/{file.id}", "file_id": file.id}


def complete(call: Call) -> Json:
    """files.completeUploadExternal: the share follows on its own, so the answer has no message ts."""
    given = call.args.nested("files")
    if not isinstance(given, list) or not given or not all(isinstance(row, dict) and row.get("id") for row in given):
        raise SlackError("invalid_arguments", details=["missing required field: files"])
    files = [_uploaded(call, str(row["id"])) for row in given]
    channels = _channels(call)
    thread = call.args.text("thread_ts") or None
    if thread and len(channels) != 1:
        raise SlackError("invalid_arguments", details=["thread_ts needs exactly one channel"])
    if thread and thread not in call.slack.store.channels[channels[0]].messages:
        raise SlackError("invalid_thread_ts")
    blocks = block_rules.accepted(call.args.nested("blocks"))
    for file, row in zip(files, given, strict=True):
        file.title, file.completed = str(row.get("title") or file.name), True
    comment = as_stored(call.args.text("initial_comment"))
    if channels:
        call.slack.events.spawn(share(call.slack, files, channels, comment=comment, thread_ts=thread, blocks=blocks))
    return {"files": [{"id": file.id, "title": file.title} for file in files]}


def info(call: Call) -> Json:
    """files.info: its `shares` are the way to learn where and as which message a file has appeared."""
    return {
        "file": file_json(call.slack.store, _visible(call)),
        "comments": [],
        "response_metadata": {"next_cursor": ""},
    }


def delete(call: Call) -> Json:
    """files.delete: the app's own files; messages keep a tombstone."""
    file = _visible(call)
    if file.user != call.user:
        raise SlackError("cant_delete_file")
    file.deleted, file.content = True, b""
    for channel_id, rows in file.shares.items():
        for row in rows:
            message = call.slack.store.message(channel_id, row["ts"])
            if message:
                edit(call.slack, message, by=None)
    call.slack.events.emit({"type": "file_deleted", "file_id": file.id, "event_ts": call.slack.ts()})
    return {}


def _uploaded(call: Call, file_id: str) -> File:
    file = call.slack.store.files.get(file_id)
    if file is None or not file.uploaded or file.completed:
        raise SlackError("file_not_found")
    return file


def _channels(call: Call) -> list[str]:
    names = call.args.names("channels") or call.args.names("channel_id")
    for name in names:
        channel = call.slack.store.channel(name)
        if channel.is_archived:
            raise SlackError("is_archived")
        if call.user not in channel.members:
            raise SlackError("channel_not_found" if channel.is_private or channel.is_im else "not_in_channel")
    return names


def _visible(call: Call) -> File:
    file = call.slack.store.files.get(call.args.text("file"))
    if file is None:
        raise SlackError("file_not_found")
    if file.deleted:
        raise SlackError("file_deleted")
    shared = any(call.user in call.slack.store.channels[channel].members for channel in file.shares)
    if file.user != call.user and not shared:
        raise SlackError("file_not_found")
    return file
