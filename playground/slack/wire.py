"""How Slack writes its things as JSON.

Rules: pure; the same message looks the same in history, events and interactions, apart from what each leaves out.
It deliberately does not decide who may see what: `visible` and the API do.
"""

from playground.slack.model import Channel, File, Json, Message, View
from playground.slack.store import Store


def message_json(store: Store, message: Message, *, counts: bool = True, metadata: bool = True) -> Json:
    """Write a message (https://docs.slack.dev/reference/events/message); thread counts only where Slack has them."""
    out: Json = {"type": "message", "ts": message.ts, "text": message.text, "team": store.team.id}
    optional = {
        "subtype": message.subtype,
        "user": message.user,
        "bot_id": message.bot_id,
        "app_id": message.app_id,
        "username": message.username,
        "icons": message.icons,
        "thread_ts": message.thread_ts,
        "parent_user_id": message.parent_user,
        "client_msg_id": message.client_msg_id,
        "edited": message.edited,
        "blocks": message.blocks,
        "attachments": message.attachments,
        "metadata": message.metadata if metadata else None,
    }
    out |= {key: value for key, value in optional.items() if value}
    out |= _team_of_author(store, message)
    if message.bot_id:
        out["bot_profile"] = {
            "id": message.bot_id,
            "app_id": message.app_id or store.team.app_id,
            "name": store.bot().real_name,
            "team_id": store.team.id,
            "deleted": False,
        }
    if message.files:
        out |= {
            "files": [file_json(store, store.files[f]) for f in message.files],
            "upload": True,
            "display_as_bot": False,
        }
    if message.reactions:
        out["reactions"] = [{"name": n, "users": list(u), "count": len(u)} for n, u in message.reactions.items()]
    if counts and message.replies:
        out |= _thread_counts(store, message)
    return out | message.extra


def _team_of_author(store: Store, message: Message) -> Json:
    """Name the team of somebody from another company (https://docs.slack.dev/apis/slack-connect/#user_ids)."""
    author = store.users.get(message.user or "")
    if author is None or author.team_id == store.team.id:
        return {}
    return dict.fromkeys(("team", "user_team", "source_team"), author.team_id)


def _thread_counts(store: Store, root: Message) -> Json:
    messages = store.channels[root.channel].messages
    writers = list(dict.fromkeys(messages[ts].user or messages[ts].bot_id or "" for ts in root.replies))
    return {
        "thread_ts": root.ts,
        "reply_count": len(root.replies),
        "reply_users_count": len(writers),
        "latest_reply": root.replies[-1],
        "reply_users": writers[:5],
        "is_locked": False,
        "subscribed": False,
    }


def file_json(store: Store, file: File) -> Json:
    """Write a file (https://docs.slack.dev/reference/objects/file-object)."""
    if file.deleted:
        return {"id": file.id, "mode": "tombstone"}
    extension = file.name.rpartition(".")[2].lower() if "." in file.name else "binary"
    url = f"{store.base_url}/slack/files/{file.id}/{file.name}"
    places: dict[str, list[str]] = {"channel": [], "group": [], "im": []}
    shares: Json = {}
    for channel_id, rows in file.shares.items():
        kind = store.channels[channel_id].kind
        places[kind].append(channel_id)
        shares.setdefault("public" if kind == "channel" else "private", {})[channel_id] = [dict(row) for row in rows]
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": file.mimetype,
        "filetype": extension,
        "pretty_type": extension.upper(),
        "user": file.user,
        "user_team": store.team.id,
        "editable": False,
        "size": file.length,
        "mode": "hosted",
        "is_external": False,
        "is_public": bool(places["channel"]),
        "public_url_shared": False,
        "url_private": url,
        "url_private_download": f"{url}?download=1",
        "permalink": f"{store.base_url}/slack/files/{file.id}",
        "channels": places["channel"],
        "groups": places["group"],
        "ims": places["im"],
        "shares": shares,
        "has_rich_preview": False,
        "file_access": "visible",
    }


def channel_json(store: Store, channel: Channel, *, viewer: str) -> Json:
    """Write a conversation (https://docs.slack.dev/reference/objects/conversation-object)."""
    out: Json = {
        "id": channel.id,
        "created": channel.created,
        "is_im": channel.is_im,
        "is_org_shared": False,
        "is_archived": channel.is_archived,
        "context_team_id": store.team.id,
        "updated": channel.created * 1000,
    }
    if channel.is_im:
        return out | {"user": channel.im_user, "is_user_deleted": False, "priority": 0}
    return out | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_mpim": False,
        "is_private": channel.is_private,
        "is_general": False,
        "is_shared": channel.is_ext_shared,
        "is_ext_shared": channel.is_ext_shared,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "unlinked": 0,
        "creator": channel.creator,
        "is_member": viewer in channel.members,
        "num_members": len(channel.members),
        "topic": {
            "value": channel.topic,
            "creator": channel.topic_by,
            "last_set": channel.created if channel.topic else 0,
        },
        "purpose": {"value": channel.purpose, "creator": channel.creator if channel.purpose else "", "last_set": 0},
        "previous_names": channel.previous_names,
        "shared_team_ids": [store.team.id],
    }


def view_json(store: Store, view: View) -> Json:
    """Write an open view (https://docs.slack.dev/reference/views)."""
    body = {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "clear_on_close": False,
        "notify_on_close": False,
    }
    body |= {"title": None, "close": None, "submit": None, "previous_view_id": view.previous_view_id}
    return {
        **body,
        **view.body,
        "id": view.id,
        "team_id": store.team.id,
        "state": {"values": view.values},
        "hash": view.hash,
        "root_view_id": view.root_view_id,
        "app_id": store.team.app_id,
        "app_installed_team_id": store.team.id,
        "bot_id": store.team.bot_id,
    }
