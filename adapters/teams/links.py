"""The address of a chat's thread that a person can open.

https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams#deep-link-to-a-specific-message-in-a-channel
"""

from urllib.parse import quote, urlencode

from adapters.teams.config import TeamsSection
from adapters.teams.ids import parse_message, parse_thread
from core.ids import ExternalRef


class Links:
    """Makes addresses of threads in one tenant."""

    def __init__(self, section: TeamsSection) -> None:
        self._base = section.addresses().teams_url.rstrip("/")
        self._tenant = section.tenant
        self._team = section.team

    def to(self, thread: ExternalRef) -> str:
        """Give the address of a thread; nothing where it can't be made."""
        try:
            at = parse_thread(thread)
        except ValueError:
            return thread if thread.startswith("https://") else ""
        if at.root is None:
            return ""
        return self._address(at.channel, at.root, at.root)

    def to_message(self, ref: ExternalRef) -> str:
        """Give the address of a message in a chain; nothing where it can't be made."""
        try:
            at = parse_message(ref)
            chain = parse_thread(ExternalRef(at.conversation))
        except ValueError:
            return ""
        return "" if chain.root is None else self._address(chain.channel, chain.root, at.activity)

    def _address(self, channel: str, root: str, message: str) -> str:
        given = {"tenantId": self._tenant, "groupId": self._team, "parentMessageId": root}
        query = urlencode({name: one for name, one in given.items() if one})
        return f"{self._base}/l/message/{quote(channel, safe='')}/{quote(message, safe='')}?{query}"
