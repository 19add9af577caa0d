"""response_url: answering an interaction without a token.

Rules: five uses within thirty minutes
(https://docs.slack.dev/interactivity/handling-user-interaction#message_responses); ephemeral unless told otherwise;
replace_original and delete_original act on the message that was clicked. Unverified: the exact bodies of refusals
(`used_url`, `expired_url`, as reported by clients).
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from playground.slack import blocks as block_rules
from playground.slack import pictures
from playground.slack.errors import SlackError
from playground.slack.model import Json, Message
from playground.slack.posting import delete, edit, post, post_ephemeral

if TYPE_CHECKING:
    from playground.slack.world import Slack

MAX_USES = 5
LIFE_SECONDS = 1800.0


@dataclass(slots=True)
class Response:
    """One response_url: who acted, where, on which message."""

    user: str
    channel: str
    expires: float
    source: Message | None = None
    uses: int = 0


class Responses:
    """The response_urls given out."""

    def __init__(self, slack: "Slack") -> None:
        """Begin with none."""
        self._slack = slack
        self._issued: dict[str, Response] = {}

    def issue(self, user: str, channel: str, source: Message | None = None) -> str:
        """Make a response_url for what `user` has just done in `channel`."""
        key, now = self._slack.store.ids.secret(), self._slack.clock.now()
        self._issued = {k: r for k, r in self._issued.items() if r.expires > now - LIFE_SECONDS}
        self._issued[key] = Response(user, channel, now + LIFE_SECONDS, source)
        return f"{self._slack.store.base_url}/slack/response/{key}"

    def use(self, key: str, body: Json) -> None:
        """Do what the app answers.

        Raises SlackError with the refusal.
        """
        response = self._issued.get(key)
        code = ""
        if response is None:
            code = "invalid_url"
        elif self._slack.clock.now() > response.expires:
            code = "expired_url"
        elif response.uses >= MAX_USES:
            code = "used_url"
        if response is None or code:
            raise SlackError(code)
        answer(self._slack, response, body)
        response.uses += 1


def answer(slack: "Slack", response: Response, body: Json) -> None:
    """Post, replace or delete as `body` says (also the answer to a slash command)."""
    if body.get("delete_original"):
        _delete_source(slack, response)
        return
    text, blocks = str(body.get("text") or ""), body.get("blocks") or []
    if not text and not blocks and not body.get("attachments"):
        code = "no_text"
        raise SlackError(code)
    blocks = block_rules.accepted(blocks)
    pictures.check(slack, blocks, slack.store.team.bot_user)
    if body.get("replace_original") and response.source:
        _replace_source(slack, response, text, blocks)
        return
    ephemeral = body.get("response_type", "ephemeral") != "in_channel"
    team = slack.store.team
    message = Message(
        response.channel,
        slack.ts(),
        text,
        user=team.bot_user,
        bot_id=team.bot_id,
        app_id=team.app_id,
        blocks=blocks,
        thread_ts=body.get("thread_ts"),
        only_for=response.user if ephemeral else None,
    )
    if ephemeral:
        post_ephemeral(slack, message)
    else:
        post(slack, message)


def _delete_source(slack: "Slack", response: Response) -> None:
    source = response.source
    if source is None:
        return
    channel = slack.store.channels[source.channel]
    if source.only_for:
        channel.ephemerals = [m for m in channel.ephemerals if m is not source]
        slack.changes.ring()
    elif channel.messages.get(source.ts) is source:
        delete(slack, source)


def _replace_source(slack: "Slack", response: Response, text: str, blocks: list[Json]) -> None:
    source = response.source
    if source is None:
        return
    if source.only_for:
        channel = slack.store.channels[source.channel]
        if source in channel.ephemerals:  # gone after a reload: nothing to replace, and nobody is told
            channel.ephemerals[channel.ephemerals.index(source)] = response.source = replace(
                source, text=text, blocks=blocks
            )
            slack.changes.ring()
        return
    edit(slack, source, by=slack.store.team.bot_user, text=text, blocks=blocks)
