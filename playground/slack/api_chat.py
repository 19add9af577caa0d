"""chat.*: posting, changing and removing the app's messages (https://docs.slack.dev/reference/methods#chat)."""

from playground.slack import blocks as block_rules
from playground.slack import pictures
from playground.slack.call import Call
from playground.slack.emoji import known
from playground.slack.errors import SlackError
from playground.slack.ids import is_ts
from playground.slack.membership import open_im
from playground.slack.model import Channel, Json, Message
from playground.slack.posting import delete, edit, post, post_ephemeral
from playground.slack.rich_text import as_stored
from playground.slack.wire import message_json

# Longer text is truncated: https://docs.slack.dev/reference/methods/chat.postMessage#truncating
MAX_TEXT = 40_000
# Longer text is msg_too_long: https://docs.slack.dev/reference/methods/chat.update (reported: ChatGPT-in-Slack#102)
MAX_UPDATED_TEXT = 4_000
MAX_ATTACHMENTS = 100
MAX_METADATA = 8_000  # reported; the page names no number


def post_message(call: Call) -> Json:
    """chat.postMessage."""
    channel = _place(call)
    message = _composed(call, channel)
    call.slack.meter.post(channel.id, call.slack.clock.now())
    if call.args.flag("reply_broadcast") and message.is_reply:
        # The icon is lost with a broadcast (python-slack-sdk#1051).
        message.broadcast, message.subtype, message.icons = True, "thread_broadcast", None
    post(call.slack, message)
    return {"channel": channel.id, "ts": message.ts, "message": message_json(call.slack.store, message)}


def post_ephemeral_message(call: Call) -> Json:
    """chat.postEphemeral."""
    channel = _place(call)
    user = call.args.needed("user")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    message = _composed(call, channel)
    message.only_for = user
    post_ephemeral(call.slack, message)
    return {"message_ts": message.ts}


def update(call: Call) -> Json:
    """chat.update: what is left out stays, an empty list removes."""
    channel = call.channel(member=True, alive=True)
    message = call.message(channel)
    _own(call, message, "cant_update_message")
    changed: dict[str, object] = {}
    if call.args.given("text"):
        text = call.args.text("text")
        if len(text) > MAX_UPDATED_TEXT:
            raise SlackError("msg_too_long")
        changed["text"] = as_stored(text)
    if call.args.given("blocks"):
        changed["blocks"] = _blocks(call)
    if call.args.given("attachments"):
        changed["attachments"] = _attachments(call)
    if not changed:
        raise SlackError("no_text")
    if not (
        changed.get("text", message.text)
        or changed.get("blocks", message.blocks)
        or changed.get("attachments", message.attachments)
    ):
        raise SlackError("no_text")
    if call.args.given("metadata"):
        changed["metadata"] = _metadata(call)
    edit(call.slack, message, by=call.user, **changed)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "text": message.text,
        "message": message_json(call.slack.store, message),
    }


def remove(call: Call) -> Json:
    """chat.delete."""
    channel = call.channel(member=True, alive=True)
    message = call.message(channel)
    _own(call, message, "cant_delete_message")
    delete(call.slack, message)
    return {"channel": channel.id, "ts": message.ts}


def permalink(call: Call) -> Json:
    """chat.getPermalink."""
    channel = call.channel()
    message = call.message(channel, "message_ts")
    address = f"https://{call.slack.store.team.domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    return {
        "channel": channel.id,
        "permalink": f"{address}?thread_ts={message.thread_ts}&cid={channel.id}" if message.is_reply else address,
    }


def _place(call: Call) -> Channel:
    """Find where to post: a channel by id or name, or a person's direct message."""
    ref, store = call.args.text("channel"), call.slack.store
    if ref in store.users and ref != call.user:
        return open_im(call.slack, ref)
    named = next((c for c in store.channels.values() if c.name and c.name == ref.removeprefix("#")), None)
    channel = named or store.channel(ref)
    if call.user not in channel.members and (channel.is_private or channel.is_im):
        raise SlackError("channel_not_found")
    if channel.is_archived:
        raise SlackError("is_archived")
    if call.user not in channel.members and "chat:write.public" not in call.grant.scopes:
        raise SlackError("not_in_channel")
    return channel


def _blocks(call: Call) -> list[Json]:
    blocks = block_rules.accepted(call.args.nested("blocks"))
    pictures.check(call.slack, blocks, call.user)
    return blocks


def _composed(call: Call, channel: Channel) -> Message:
    args, team = call.args, call.slack.store.team
    blocks, attachments = _blocks(call), _attachments(call)
    text = args.text("text")[:MAX_TEXT]
    if not text.strip() and not blocks and not attachments:
        raise SlackError("no_text")
    message = Message(
        channel.id,
        call.slack.ts(),
        as_stored(text),
        user=call.user,
        bot_id=team.bot_id,
        app_id=team.app_id,
        blocks=blocks,
        attachments=attachments,
        thread_ts=_thread(call, channel),
        metadata=_metadata(call),
    )
    if not args.flag("mrkdwn", default=True):
        message.extra["mrkdwn"] = False
    _customize(call, message)
    return message


def _customize(call: Call, message: Message) -> None:
    """Another name or picture makes the message a bot_message without `user`."""
    args = call.args
    username, url, emoji = args.text("username"), args.text("icon_url"), args.text("icon_emoji")
    if not (username or url or emoji):
        return
    call.need("chat:write.customize")
    if emoji and not known(emoji.strip(":"), call.slack.store.emoji):
        emoji = ""  # Slack falls back to the app's own picture
    message.user, message.subtype = None, "bot_message"
    message.username = username or call.slack.manifest.name
    message.icons = {"emoji": emoji} if emoji else {"image_48": url, "image_72": url} if url else None


def _thread(call: Call, channel: Channel) -> str | None:
    """Find the thread to reply in. Unverified: the code for a thread that does not exist."""
    ts = call.args.text("thread_ts")
    if not ts:
        return None
    if not is_ts(ts):
        raise SlackError("invalid_thread_ts")
    root = channel.messages.get(ts)
    if root is None:
        raise SlackError("thread_not_found")
    if root.is_reply:
        raise SlackError("cannot_reply_to_message")  # "avoid using a reply's ts value; use its parent instead"
    return ts


def _metadata(call: Call) -> Json | None:
    """Read metadata (https://docs.slack.dev/messaging/message-metadata)."""
    given = call.args.nested("metadata")
    if given in (None, {}):
        return None
    if not isinstance(given, dict) or set(given) - {"event_type", "event_payload", "entities"}:
        raise SlackError("invalid_metadata_format")
    if not isinstance(given.get("event_type"), str) or not isinstance(given.get("event_payload"), dict):
        raise SlackError("invalid_metadata_schema")
    if len(str(given)) > MAX_METADATA:
        raise SlackError("metadata_too_large")
    return given


def _attachments(call: Call) -> list[Json]:
    given = call.args.nested("attachments") or []
    if not isinstance(given, list) or not all(isinstance(row, dict) for row in given):
        raise SlackError("invalid_attachments")
    if len(given) > MAX_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    return given


def _own(call: Call, message: Message, code: str) -> None:
    mine = message.bot_id == call.grant.bot_id or message.user == call.user
    if not mine:
        raise SlackError(code)
