"""The Web API's methods: what each runs, its rate limit tier, its scopes, and what it takes.

Source of tiers and scopes: each method's page under https://docs.slack.dev/reference/methods . A method that is not
here does not exist: unknown_method.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from playground.slack import (
    api_app,
    api_channels,
    api_chat,
    api_conversations,
    api_files,
    api_people,
    api_reactions,
    api_views,
)
from playground.slack.call import Call
from playground.slack.model import Json


@dataclass(frozen=True, slots=True)
class Method:
    """One method. `scopes`: any one of them; those that depend on the channel are checked by `run`."""

    run: Callable[[Call], Json]
    tier: str
    scopes: tuple[str, ...] = ()
    token: str = "bot"
    takes_json: bool = True


def _read(run: Callable[[Call], Json], tier: str, *scopes: str) -> Method:
    return Method(run, tier, scopes, takes_json=False)


METHODS: Mapping[str, Method] = MappingProxyType(
    {
        "apps.connections.open": Method(api_app.connections_open, "3", ("connections:write",), token="app"),
        "assistant.threads.setStatus": Method(api_app.set_status, "status", ("assistant:write", "chat:write")),
        "auth.test": Method(api_app.auth_test, "auth"),
        "bots.info": _read(api_people.bot_info, "3", "users:read"),
        "chat.delete": Method(api_chat.remove, "3", ("chat:write",)),
        "chat.getPermalink": _read(api_chat.permalink, "status"),
        "chat.postEphemeral": Method(api_chat.post_ephemeral_message, "4", ("chat:write",)),
        "chat.postMessage": Method(api_chat.post_message, "posting", ("chat:write",)),
        "chat.update": Method(api_chat.update, "3", ("chat:write",)),
        "conversations.archive": Method(api_channels.archive, "2"),
        "conversations.create": Method(api_channels.create, "2"),
        "conversations.history": _read(api_conversations.history, "3"),
        "conversations.info": _read(api_conversations.info, "3"),
        "conversations.invite": Method(api_channels.invite, "3"),
        "conversations.join": Method(api_channels.join, "3"),
        "conversations.kick": Method(api_channels.kick, "3"),
        "conversations.leave": Method(api_channels.leave, "3"),
        "conversations.list": _read(api_conversations.list_all, "2"),
        "conversations.members": _read(api_conversations.members, "4"),
        "conversations.open": Method(api_channels.open_direct, "3"),
        "conversations.rename": Method(api_channels.rename, "2"),
        "conversations.replies": _read(api_conversations.replies, "3"),
        "conversations.setTopic": Method(api_channels.set_topic, "2"),
        "dnd.info": _read(api_people.dnd, "3", "dnd:read"),
        "dnd.teamInfo": _read(api_people.dnd_team, "2", "dnd:read"),
        "emoji.list": _read(api_app.emoji_list, "2", "emoji:read"),
        "files.completeUploadExternal": Method(api_files.complete, "4", ("files:write",)),
        "files.delete": Method(api_files.delete, "3", ("files:write",)),
        "files.getUploadURLExternal": _read(api_files.upload_url, "4", "files:write"),
        "files.info": _read(api_files.info, "4", "files:read"),
        "reactions.add": Method(api_reactions.add, "3", ("reactions:write",)),
        "reactions.get": _read(api_reactions.get, "3", "reactions:read"),
        "reactions.remove": Method(api_reactions.remove, "2", ("reactions:write",)),
        "team.info": _read(api_app.team_info, "3", "team:read"),
        "usergroups.list": _read(api_people.groups, "2", "usergroups:read"),
        "usergroups.users.list": _read(api_people.group_users, "2", "usergroups:read"),
        "users.conversations": _read(api_conversations.list_mine, "3"),
        "users.getPresence": _read(api_people.presence, "3", "users:read"),
        "users.info": _read(api_people.info, "4", "users:read"),
        "users.list": _read(api_people.list_all, "2", "users:read"),
        "users.lookupByEmail": _read(api_people.by_email, "3", "users:read.email"),
        "views.open": Method(api_views.open_view, "4"),
        "views.publish": Method(api_views.publish, "4"),
        "views.push": Method(api_views.push_view, "4"),
        "views.update": Method(api_views.update, "4"),
    }
)
