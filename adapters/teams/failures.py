"""What a failed call of Teams' means: may it be repeated, and what must a person do?

Rules:
1. Teams keeps no idempotency key: a repeated post posts twice. Only 429 and 412 are surely not sent; a post that was
   answered by a server's error, or by nothing, is `Uncertain`. A change and a deletion may be repeated freely.
2. What a person can mend is `Blocked`: it is kept. What nobody can is `Permanent`. Both say what to do.
3. `detail` names what was done, the status and Teams' own code; never what was sent, nor what Teams says about it.

Codes: https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-codes-from-bot-conversational-apis
"""

from collections.abc import Mapping
from types import MappingProxyType

from adapters.teams.connector import NoAnswer, TeamsRefused
from core.errors import Blocked, DeliveryFailed, Permanent, Transient, Uncertain, Unreachable
from core.sentences import Sentence, say

Trouble = TeamsRefused | NoAnswer

_UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND, _TIMEOUT, _PRECONDITION, _TOO_LARGE = 401, 403, 404, 408, 412, 413
_TOO_MANY, _SERVER = 429, 500
_THROTTLED = 1.0
"""Seconds to wait where Teams doesn't say how long."""
_ACTIVITY_GONE = "ActivityNotFoundInConversation"
_OF_A_CHANNEL: Mapping[str, str] = MappingProxyType(
    {
        "BotNotInConversationRoster": "teams_not_in_team",
        "BotDisabledByAdmin": "teams_disabled",
        "MessageWritesBlocked": "teams_archived",
        "TeamArchived": "teams_archived",
        "NoServiceUrl": "teams_service",
    }
)
"""What a person can mend in a team or in the configuration, by Teams' code."""


def judged(what: str, trouble: Trouble, *, repeatable: bool = False, personal: bool = False) -> DeliveryFailed:
    """Say what a failure means; `repeatable` where doing it twice changes nothing, `personal` for a personal chat."""
    if isinstance(trouble, NoAnswer):
        may_be_done = trouble.sent and not repeatable
        return Uncertain(f"{what}: no answer") if may_be_done else Transient(f"{what}: no answer")
    detail = f"{what}: {trouble.status} {trouble.code}"
    if trouble.status in (_TOO_MANY, _PRECONDITION):
        is_limit = trouble.status == _TOO_MANY
        pause = trouble.retry_after if trouble.retry_after is not None else _THROTTLED if is_limit else None
        return Transient(detail, retry_after=pause, throttled=is_limit)
    if trouble.status >= _SERVER or trouble.status == _TIMEOUT:
        return Transient(detail, retry_after=trouble.retry_after) if repeatable else Uncertain(detail)
    return _final(detail, trouble, personal=personal)


def is_gone(trouble: Trouble) -> bool:
    """Tell whether the message, or the whole conversation, is not there any more."""
    return isinstance(trouble, TeamsRefused) and trouble.status == _NOT_FOUND


def _final(detail: str, trouble: TeamsRefused, *, personal: bool) -> DeliveryFailed:
    """Judge what no repetition mends."""
    if trouble.status == _UNAUTHORIZED:
        return Blocked(detail, reason=say("teams_auth"))
    if trouble.status in (_FORBIDDEN, _NOT_FOUND):
        return _forbidden(detail, trouble, personal=personal)
    if trouble.status == _TOO_LARGE:
        return Permanent(detail, reason=say("teams_too_large"))
    return Permanent(detail, reason=say("teams_content", code=trouble.code))


def _forbidden(detail: str, trouble: TeamsRefused, *, personal: bool) -> DeliveryFailed:
    if trouble.code == _ACTIVITY_GONE:
        return Permanent(detail, reason=say("teams_message_gone"))
    if personal:
        # Nothing of one person's is worth keeping until they install the app: an offer would ring hours later.
        return Unreachable(detail, reason=say("teams_person"))
    return Blocked(detail, reason=_in_a_channel(trouble))


def _in_a_channel(trouble: TeamsRefused) -> Sentence:
    key = _OF_A_CHANNEL.get(trouble.code)
    if key is not None:
        return Sentence(key)
    if trouble.status == _NOT_FOUND:
        return say("teams_channel_gone")
    return say("teams_forbidden", code=trouble.code)
