"""Teams' requests at the bridge: activities, and the token that Microsoft signs for them."""

import json
from collections.abc import Mapping, Sequence

from playground.teams import forging
from playground.teams.seed import OTHER_TENANT
from tests.scenarios.shown import Json, Root
from tests.scenarios.teams.hands import TeamsHands
from tests.scenarios.teams.looks import at

_JSON = {"Content-Type": "application/json"}
_STRANGE: Sequence[Json] = (
    {"type": "something new"},
    {"text": None, "from": None, "id": None},
    {"text": 5, "from": [], "entities": "mention", "attachments": {}},
    {"from": {"id": ["29:"]}, "id": {}, "timestamp": "yesterday"},
    {"type": "messageUpdate", "text": {}, "from": "ada"},
    {"type": "conversationUpdate", "membersAdded": 7},
    {"type": "messageReaction", "reactionsAdded": [None, "like"], "replyToId": 5},
)
"""What is wrong with activities that say nothing; where they are from is left as it is, or they are refused."""


class TeamsWire(TeamsHands):
    """What Teams sends, and what only says that it comes from Teams."""

    @property
    def gives_up_by(self) -> Mapping[str, str]:
        """Give nothing: Teams has no such header."""
        return {}

    @property
    def paths(self) -> Sequence[str]:
        """Give the messaging endpoint."""
        return ("/teams/messages",)

    def message(self, user: str, text: str, root: Root | None = None) -> bytes:
        """Write the activity of a message."""
        return json.dumps(self._activity(user, text, root)).encode()

    def senseless(self) -> Sequence[bytes]:
        """Write activities that say nothing."""
        return [json.dumps(self._activity("ada", "hello") | one).encode() for one in _STRANGE]

    def signed(self, body: bytes) -> Mapping[str, str]:
        """Give a token that is good: it says nothing of the body."""
        return _with(forging.genuine(self._teams))

    def forged(self, body: bytes) -> Mapping[str, Mapping[str, str]]:
        """Give each token that must be refused, and none."""
        wrong = {name: _with(make(self._teams)) for name, make in forging.TOKENS.items()}
        return {"no token": _JSON, "no token of Microsoft's": _with("abc.def.ghi"), **wrong}

    async def posts_from_elsewhere(self, user: str, root: Root, text: str) -> None:
        """Let an activity come out of another tenant, with the Entra object id of somebody of this one."""
        made = self._activity(user, text, root)
        made["conversation"] |= {"tenantId": OTHER_TENANT}
        made["channelData"] |= {"tenant": {"id": OTHER_TENANT}}
        await forging.deliver(self._teams, made, forging.genuine(self._teams))

    def _activity(self, user: str, text: str, root: Root | None = None) -> Json:
        made = forging.activity(self._teams, text, user)
        if root is not None:
            made["conversation"] |= {"id": at(root.ref)["conversation"]}
        return made


def _with(token: str) -> dict[str, str]:
    return _JSON | {"Authorization": f"Bearer {token}"}
