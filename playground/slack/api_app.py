"""auth.*, api.test, team.*, emoji.*, apps.*, assistant.*, oauth.*: the app and its workspace."""

from playground.slack.call import Call
from playground.slack.errors import SlackError
from playground.slack.model import Json

STATUS_SECONDS = (
    120.0  # "auto-clears after 2 minutes" (https://docs.slack.dev/reference/methods/assistant.threads.setStatus)
)
MAX_STATUS = 50  # unverified; the page names no number


def auth_test(call: Call) -> Json:
    """auth.test."""
    team, user = call.slack.store.team, call.slack.store.users[call.user]
    return {
        "url": f"https://{team.domain}.slack.com/",
        "team": team.name,
        "user": user.name,
        "team_id": team.id,
        "user_id": user.id,
        "bot_id": call.grant.bot_id,
        "is_enterprise_install": False,
    }


def team_info(call: Call) -> Json:
    """team.info."""
    team = call.slack.store.team
    about = {
        "id": team.id,
        "name": team.name,
        "domain": team.domain,
        "email_domain": "",
        "icon": {"image_default": True},
    }
    return {"team": about | {"url": f"https://{team.domain}.slack.com/"}}


def emoji_list(call: Call) -> Json:
    """emoji.list: the custom ones only."""
    return {"emoji": dict(call.slack.store.emoji), "cache_ts": call.slack.ts()}


def connections_open(call: Call) -> Json:
    """apps.connections.open."""
    base = call.slack.store.base_url.replace("http", "ws", 1)
    return {"url": f"{base}/slack/socket/{call.slack.sockets.ticket()}"}


def set_status(call: Call) -> Json:
    """assistant.threads.setStatus: shown under the thread until cleared, replied to, or two minutes old."""
    channel = call.channel("channel_id", member=True, alive=True)
    thread = call.args.needed("thread_ts")
    if thread not in channel.messages:
        raise SlackError("thread_not_found")
    status = call.args.text("status")
    if len(status) > MAX_STATUS:
        raise SlackError(
            "invalid_arguments", details=[f"must be less than {MAX_STATUS + 1} characters [json-pointer:/status]"]
        )
    key = (channel.id, thread)
    if status:
        call.slack.store.statuses[key] = {"status": status, "until": call.slack.clock.now() + STATUS_SECONDS}
        call.slack.events.spawn(_clear_status(call, key))
    else:
        call.slack.store.statuses.pop(key, None)
    call.slack.changes.ring()
    return {}


async def _clear_status(call: Call, key: tuple[str, str]) -> None:
    await call.slack.events.sleep_until(call.slack.clock.now() + STATUS_SECONDS)
    shown = call.slack.store.statuses.get(key)
    if shown and shown["until"] <= call.slack.clock.now():
        del call.slack.store.statuses[key]
        call.slack.changes.ring()
