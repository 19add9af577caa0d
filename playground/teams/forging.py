"""Deliveries that are not Teams': for tests of whoever receives activities.

Rules: each forgery is wrong in one way only, and everything else in it is as in a genuine delivery; nothing of it
touches the store. `TOKENS` are tokens that must be refused, `other_tenant` makes an activity that must be.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import aiohttp
import jwt

from playground.teams import activities
from playground.teams.ids import chain
from playground.teams.keys import LIFE_SECONDS, Key, claims, new_private_key
from playground.teams.model import Conversation, Json, Message
from playground.teams.seed import OTHER_TENANT, SUPPORT

if TYPE_CHECKING:
    from playground.teams.world import Teams

SKEW_SECONDS = 300  # what a receiver may allow
_forger: list[Key] = []


def genuine(teams: "Teams") -> str:
    """Make a token that is good: to show that only the forgery is refused."""
    return teams.keys.current.sign(_claims(teams))


def wrong_key(teams: "Teams") -> str:
    """Sign with a key that nobody published, under the id of one that is."""
    return jwt.encode(_claims(teams), _own_key().private, "RS256", headers={"kid": teams.keys.current.kid})


def unknown_kid(teams: "Teams") -> str:
    """Sign with a key that nobody published, under its own id."""
    return _own_key().sign(_claims(teams))


def no_kid(teams: "Teams") -> str:
    """Sign with the right key without saying which."""
    return jwt.encode(_claims(teams), teams.keys.current.private, "RS256")


def unsigned(teams: "Teams") -> str:
    """Write a token with algorithm none."""
    return jwt.encode(_claims(teams), "", "none", headers={"kid": teams.keys.current.kid})


def symmetric(teams: "Teams") -> str:
    """Sign with HMAC and the published modulus as the secret."""
    secret = str(teams.keys.current.public["n"])
    return jwt.encode(_claims(teams), secret, "HS256", headers={"kid": teams.keys.current.kid})


def wrong_audience(teams: "Teams") -> str:
    """Make a token for another bot."""
    return teams.keys.current.sign(_claims(teams) | {"aud": "b01d0000-0000-4000-8000-0000000000ff"})


def wrong_issuer(teams: "Teams") -> str:
    """Make a token of another issuer's."""
    return teams.keys.current.sign(_claims(teams) | {"iss": "https://sts.windows.net/elsewhere/"})


def expired(teams: "Teams") -> str:
    """Make a token that ended longer ago than clocks differ."""
    end = int(teams.clock.now()) - SKEW_SECONDS - 1
    return teams.keys.current.sign(_claims(teams) | {"exp": end, "nbf": end - LIFE_SECONDS})


def not_yet(teams: "Teams") -> str:
    """Make a token that begins later than clocks differ."""
    begin = int(teams.clock.now()) + SKEW_SECONDS + 60
    return teams.keys.current.sign(_claims(teams) | {"nbf": begin, "exp": begin + LIFE_SECONDS})


def without_end(teams: "Teams") -> str:
    """Make a token that never ends."""
    return teams.keys.current.sign({key: value for key, value in _claims(teams).items() if key != "exp"})


def no_service_url(teams: "Teams") -> str:
    """Make a token without the claim `serviceurl`."""
    return teams.keys.current.sign({key: value for key, value in _claims(teams).items() if key != "serviceurl"})


def other_service_url(teams: "Teams") -> str:
    """Make a token for another service address than the activity's."""
    return teams.keys.current.sign(_claims(teams) | {"serviceurl": "https://smba.example.com/amer/"})


TOKENS: Mapping[str, Callable[["Teams"], str]] = MappingProxyType(
    {
        "wrong_key": wrong_key,
        "unknown_kid": unknown_kid,
        "no_kid": no_kid,
        "unsigned": unsigned,
        "symmetric": symmetric,
        "wrong_audience": wrong_audience,
        "wrong_issuer": wrong_issuer,
        "expired": expired,
        "not_yet": not_yet,
        "without_end": without_end,
        "no_service_url": no_service_url,
        "other_service_url": other_service_url,
    }
)


def not_endorsed(teams: "Teams") -> None:
    """Publish a key that may not speak for Teams, and sign with it from now on."""
    teams.keys.rotate(endorsements=("skype",))


def activity(teams: "Teams", text: str = "let me in", user: str = "ada") -> Json:
    """Write a message that nobody said, as Teams would."""
    root = teams.message_id()
    place = Conversation(chain(SUPPORT, root), channel=SUPPORT)
    base = activities.about(teams, "message", teams.store.people[user], place, id=root)
    said = Message(root, place.id, user, teams.clock.now(), text=text)
    words = {"text": said.text, "textFormat": "plain", "attachments": []}
    return {**base, **words, "entities": [activities.client_info()]}


def other_tenant(teams: "Teams") -> Json:
    """Write a message out of another tenant, in every place that names one."""
    made = activity(teams)
    made["conversation"] |= {"tenantId": OTHER_TENANT}
    made["channelData"] |= {"tenant": {"id": OTHER_TENANT}}
    return made


async def deliver(
    teams: "Teams", made: Json, token: str | None, *, headers: Mapping[str, str] | None = None
) -> tuple[int, Any]:
    """Hand an activity to the bot's messaging endpoint, and return status and body; no token, no header."""
    sent = {"Authorization": f"Bearer {token}"} if token is not None else {}
    async with (
        aiohttp.ClientSession() as session,
        session.post(teams.settings.messages_url, json=made, headers=sent | dict(headers or {})) as response,
    ):
        return response.status, await response.text()


def _claims(teams: "Teams") -> Json:
    return claims(teams.settings.app_id, teams.service_url, teams.clock.now())


def _own_key() -> Key:
    """Make the forger's key, once: it takes a moment."""
    if not _forger:
        _forger.append(Key(new_private_key()))
    return _forger[0]
