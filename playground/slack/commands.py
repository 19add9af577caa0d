"""Slash commands (https://docs.slack.dev/interactivity/implementing-slash-commands).

Rules: not in threads, for any app (bolt-python#873: by design); Slack's own commands never reach the app; only those
of the manifest exist; an answer within three seconds or the person reads operation_timeout. They are never retried.
"""

import re
from typing import TYPE_CHECKING

from playground.slack.attempt import Attempt
from playground.slack.errors import HumanError, SlackError
from playground.slack.interactions import channel_name
from playground.slack.manifest import BUILT_IN_COMMANDS
from playground.slack.membership import join, leave
from playground.slack.model import Channel, Json
from playground.slack.responses import Response, answer
from playground.slack.rich_text import as_typed

if TYPE_CHECKING:
    from playground.slack.world import Slack

_MENTION = re.compile(r"<@\w+>")


async def run(slack: "Slack", user: str, channel: Channel, typed: str, *, in_thread: bool) -> Json:
    """Do what a text that begins with a slash does.

    Raises HumanError with the sentence that the person reads.
    """
    word, _, text = typed.strip().partition(" ")
    name = word.lower()
    if name in BUILT_IN_COMMANDS:
        # Built-ins work in threads too: /invite there adds somebody to the whole channel.
        return _built_in(slack, user, channel, name, text.strip())
    if in_thread:
        code = "slash_in_thread"
        raise HumanError(code, f"{word} is not supported in threads. Sorry!")
    command = slack.manifest.command(name)
    if command is None or slack.uninstalled:
        code = "unknown_command"
        raise HumanError(code, f"{word} is not a valid command.")
    return await _dispatch(slack, user, channel, command, text.strip())


async def _dispatch(slack: "Slack", user: str, channel: Channel, command: Json, text: str) -> Json:
    got = await slack.send(Attempt("slash_commands", _payload(slack, user, channel, command, text)))
    if got.failure:
        raise _failed(slack, user, command, "operation_timeout" if got.failure == "http_timeout" else "dispatch_failed")
    body = got.body if isinstance(got.body, dict) else {"text": str(got.body or "")}
    if body.get("text") or body.get("blocks"):
        try:
            answer(slack, Response(user, channel.id, slack.clock.now()), body)
        except SlackError as problem:
            raise _failed(slack, user, command, problem.code) from problem
    return {}


def _payload(slack: "Slack", user: str, channel: Channel, command: Json, text: str) -> Json:
    team, person = slack.store.team, slack.store.users[user]
    return {
        "token": "verification-token",
        "team_id": team.id,
        "team_domain": team.domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": user,
        "user_name": person.name,
        "command": command["command"],
        "text": _escaped(slack, text) if command.get("should_escape") else text,
        "api_app_id": team.app_id,
        "is_enterprise_install": "false",
        "response_url": slack.responses.issue(user, channel.id),
        "trigger_id": slack.triggers.issue(user, slack.clock.now()),
    }


def _escaped(slack: "Slack", text: str) -> str:
    """Turn mentions into tokens with the name, as `should_escape` asks."""
    people = slack.store.users
    named = {f"<@{person.id}>": f"<@{person.id}|{person.name}>" for person in people.values()}
    return _MENTION.sub(lambda found: named.get(found.group(), found.group()), as_typed(slack.store, text))


def _failed(slack: "Slack", user: str, command: Json, code: str) -> HumanError:
    words = f'{command["command"]} failed with the error "{code}"'
    slack.store.toast(user, words)
    slack.changes.ring()
    return HumanError(code, words)


def _built_in(slack: "Slack", user: str, channel: Channel, name: str, text: str) -> Json:
    """Do the few of Slack's own commands that change what the app sees; the rest would only change the client."""
    who = next(
        (
            u.id
            for u in slack.store.users.values()
            if text.lstrip("@").lower() in {u.name, u.real_name.lower()} or text == f"<@{u.id}>"
        ),
        None,
    )
    if name == "/invite" and who and who not in channel.members:
        join(slack, channel, who, inviter=user)
    elif name in {"/leave", "/part"}:
        leave(slack, channel, user)
    elif name == "/away":
        slack.store.users[user].presence = "active" if slack.store.users[user].presence == "away" else "away"
        slack.changes.ring()
    return {"built_in": name}
