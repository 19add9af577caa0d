"""users.*, usergroups.*, dnd.*, bots.*: who is there (https://docs.slack.dev/reference/methods#users)."""

from playground.slack.call import Call
from playground.slack.errors import SlackError
from playground.slack.model import Json, User
from playground.slack.paging import page
from playground.slack.store import Group


def info(call: Call) -> Json:
    """users.info."""
    return {"user": _described(call, call.slack.store.user(call.args.text("user")))}


def list_all(call: Call) -> Json:
    """users.list."""
    found, more = page(list(call.slack.store.users.values()), call.args)
    return {"members": [_described(call, user) for user in found], "cache_ts": int(call.slack.clock.now())} | more


def by_email(call: Call) -> Json:
    """users.lookupByEmail."""
    email = call.args.needed("email").lower()
    user = next((u for u in call.slack.store.users.values() if u.email.lower() == email and not u.deleted), None)
    if user is None:
        raise SlackError("users_not_found")
    return {"user": _described(call, user)}


def presence(call: Call) -> Json:
    """users.getPresence: of others, only active or away."""
    return {"presence": call.slack.store.user(call.args.text("user") or call.user).presence}


def bot_info(call: Call) -> Json:
    """bots.info."""
    team = call.slack.store.team
    if call.args.text("bot", team.bot_id) != team.bot_id:
        raise SlackError("bot_not_found")
    about = {
        "id": team.bot_id,
        "deleted": False,
        "name": call.slack.manifest.name,
        "updated": 0,
        "app_id": team.app_id,
        "user_id": team.bot_user,
    }
    return {"bot": about | {"icons": {"image_48": _described(call, call.slack.store.bot())["profile"]["image_48"]}}}


def groups(call: Call) -> Json:
    """usergroups.list."""
    members = call.args.flag("include_users")
    counts = call.args.flag("include_count")
    return {"usergroups": [_group(call, g, members=members, counts=counts) for g in call.slack.store.groups.values()]}


def group_users(call: Call) -> Json:
    """usergroups.users.list."""
    group = call.slack.store.groups.get(call.args.text("usergroup"))
    if group is None:
        raise SlackError("no_such_subteam")
    return {"users": list(group.users)}


def dnd(call: Call) -> Json:
    """dnd.info."""
    return _dnd(call, call.slack.store.user(call.args.text("user") or call.user))


def dnd_team(call: Call) -> Json:
    """dnd.teamInfo, for up to fifty people."""
    names = call.args.names("users")
    if len(names) > 50:  # noqa: PLR2004 - https://docs.slack.dev/reference/methods/dnd.teamInfo
        raise SlackError("too_many_users")
    return {"users": {name: _dnd(call, call.slack.store.user(name)) for name in names}}


def _described(call: Call, user: User) -> Json:
    return user.to_json(with_email="users:read.email" in call.grant.scopes, base_url=call.slack.store.base_url)


def _group(call: Call, group: Group, *, members: bool, counts: bool) -> Json:
    out: Json = {
        "id": group.id,
        "team_id": call.slack.store.team.id,
        "is_usergroup": True,
        "name": group.name,
        "handle": group.handle,
        "date_delete": 0,
    }
    return (
        out | ({"users": list(group.users)} if members else {}) | ({"user_count": len(group.users)} if counts else {})
    )


def _dnd(call: Call, user: User) -> Json:
    now = int(call.slack.clock.now())
    quiet = {"next_dnd_start_ts": now, "next_dnd_end_ts": now + 3600, "dnd_enabled": True}
    return quiet if user.dnd else {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}
