"""Asking Slack for names."""

from collections.abc import Mapping

from adapters.slack.client import SlackClient
from adapters.slack.names import display_name
from adapters.slack.payload import objects, part, text


class SlackNames:
    """Implements `names.NameSource`."""

    def __init__(self, client: SlackClient) -> None:
        self._client = client

    async def person_name(self, user: str) -> str | None:
        """Ask for a person's display name. https://docs.slack.dev/reference/methods/users.info."""
        return display_name(part(await self._client.call("users.info", user=user), "user")) or None

    async def channel_name(self, channel: str) -> str | None:
        """Ask for a channel's name. https://docs.slack.dev/reference/methods/conversations.info."""
        found = await self._client.call("conversations.info", channel=channel)
        return text(part(found, "channel"), "name") or None

    async def group_names(self) -> Mapping[str, str]:
        """Ask for all groups. https://docs.slack.dev/reference/methods/usergroups.list."""
        found = await self._client.call("usergroups.list")
        return {text(one, "id"): text(one, "name") or text(one, "handle") for one in objects(found, "usergroups")}
