"""What a failed call of Slack's means: may it be repeated, and what must a person do?

Rules:
1. Slack keeps no idempotency key: a repeated chat.postMessage posts twice. So what may have arrived is `Uncertain`, but
   for methods whose repetition changes nothing; those are `Transient`.
2. What a person can mend in Slack is `Blocked`: it is kept. What nobody can is `Permanent`. Both say what to do.
3. `detail` names the method and Slack's code; never what was sent.

Codes: https://docs.slack.dev/reference/methods/chat.postMessage#errors and the pages of the other methods.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from aiohttp import ClientConnectorError, ClientSSLError, ConnectionTimeoutError, InvalidURL

from core.errors import Blocked, DeliveryFailed, Permanent, Transient, Uncertain, Unreachable
from core.sentences import Sentence, say

NOT_REPEATABLE = frozenset({"chat.postMessage", "chat.postEphemeral", "files.completeUploadExternal", "response_url"})

_AUTH = "invalid_auth not_authed token_revoked token_expired account_inactive ekm_access_denied"
_SCOPE = "missing_scope no_permission not_allowed_token_type access_denied accesslimited two_factor_setup_required"
_CHANNEL = "channel_not_found channel_is_limited_access team_not_found team_access_not_granted"
_RESTRICTED = (
    "restricted_action restricted_action_read_only_channel restricted_action_thread_only_channel"
    " restricted_action_non_threadable_channel restricted_action_thread_locked as_user_not_supported"
)
_CONTENT = (
    "msg_too_long msg_blocks_too_long invalid_blocks invalid_blocks_format block_mismatch no_text invalid_arguments"
    " invalid_arg_name invalid_metadata_format invalid_metadata_schema metadata_too_large"
    " metadata_must_be_sent_from_app invalid_post_type missing_post_type view_too_large"
)
_MESSAGE = "message_not_found cant_update_message cant_delete_message edit_window_closed is_inactive"
_THREAD = "thread_not_found invalid_thread_ts cannot_reply_to_message messages_not_found"
_PERSON = (
    "user_not_found user_not_visible user_disabled users_not_found cannot_dm_bot messages_tab_disabled not_enabled"
    " user_not_in_channel method_not_supported_for_channel_type"
)
_FILE = (
    "file_upload_size_restricted file_uploads_disabled file_uploads_except_images_disabled over_file_limit"
    " malware_detected"
)
_FILE_GONE = "file_not_found file_deleted"
_AGAIN = "ratelimited rate_limited service_unavailable team_added_to_org request_timeout not_ready slack_unavailable"
_UNKNOWN_FATE = frozenset({"internal_error", "fatal_error"})  # "possible some aspect of the operation succeeded"

_SAYING: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(_AUTH.split(), "slack_auth"),
        **dict.fromkeys(_SCOPE.split(), "slack_scope"),
        **dict.fromkeys(_CHANNEL.split(), "slack_channel_gone"),
        **dict.fromkeys(_RESTRICTED.split(), "slack_restricted"),
        **dict.fromkeys(_CONTENT.split(), "slack_content"),
        **dict.fromkeys(_MESSAGE.split(), "slack_message_gone"),
        **dict.fromkeys(_THREAD.split(), "slack_thread_gone"),
        **dict.fromkeys(_PERSON.split(), "slack_person"),
        **dict.fromkeys(_FILE.split(), "slack_file"),
        **dict.fromkeys(_FILE_GONE.split(), "slack_file_gone"),
        "not_in_channel": "slack_not_in_channel",
        "is_archived": "slack_archived",
    }
)
_MENDABLE = frozenset(
    (*_AUTH.split(), *_SCOPE.split(), *_CHANNEL.split(), *_RESTRICTED.split(), "not_in_channel", "is_archived")
)
_LIMITED = frozenset({"ratelimited", "rate_limited"})
_NEVER_LEFT = (ClientConnectorError, ClientSSLError, ConnectionTimeoutError, InvalidURL)
_MOST_SECONDS = 3_600.0
_CODE = re.compile(r"[a-z0-9_.-]{0,80}", re.IGNORECASE)
_TOO_MANY, _UNAVAILABLE, _SERVER = 429, 503, 500
_LOST_BEHIND = frozenset({502, 504})
"""A gateway lost sight of the server behind it, which may have done the work."""


class SlackRefused(Permanent):
    """Slack answered with an error that no repetition mends; `error` is Slack's own code."""

    def __init__(self, method: str, error: str, reason: Sentence) -> None:
        super().__init__(f"{method}: {error}", reason=reason)
        self.error = error


class SlackBlocked(Blocked):
    """Slack answered with an error that a person can mend, in Slack; `error` is Slack's own code."""

    def __init__(self, method: str, error: str, reason: Sentence) -> None:
        super().__init__(f"{method}: {error}", reason=reason)
        self.error = error


class SlackUnreachable(SlackRefused, Unreachable):
    """Slack answered that the person can't be written to."""


def from_answer(method: str, status: int, headers: Mapping[str, str], data: object) -> DeliveryFailed:
    """Judge an answer that is not the one hoped for."""
    error = _error(data)
    if status == _TOO_MANY or error in _AGAIN.split():
        limited = status == _TOO_MANY or error in _LIMITED
        pause = retry_after(headers, limited=limited)
        return Transient(f"{method}: {error or status}", retry_after=pause, throttled=limited)
    if error in _UNKNOWN_FATE or (not error and status in _LOST_BEHIND):
        return lost(method, error or str(status))
    if error in _MENDABLE:
        return SlackBlocked(method, error, _sentence(error, data))
    if error in _PERSON.split():
        return SlackUnreachable(method, error, _sentence(error, data))
    if error:
        return SlackRefused(method, error, _sentence(error, data))
    if status >= _SERVER:
        return Transient(f"{method}: {status}", retry_after=retry_after(headers, limited=False))
    if status >= 300:  # noqa: PLR2004 - anything but a success, and Slack sends no redirects
        return SlackRefused(method, f"http_{status}", say("slack_error", code=status))
    return lost(method, "unreadable answer")


def from_transport(method: str, error: Exception) -> DeliveryFailed:
    """Judge a call that got no answer: not sent when no connection came about, else perhaps sent."""
    if isinstance(error, _NEVER_LEFT) or (isinstance(error, RuntimeError) and "closed" in str(error)):
        return Transient(f"{method}: {type(error).__name__}")
    return lost(method, type(error).__name__)


def lost(method: str, why: str) -> DeliveryFailed:
    """Judge a call that may have been carried out."""
    detail = f"{method}: {why}"
    return Uncertain(detail) if method in NOT_REPEATABLE else Transient(detail)


def retry_after(headers: Mapping[str, str], *, limited: bool) -> float | None:
    """Read how long Slack wants us to wait; None leaves it to the caller's back-off."""
    text = headers.get("Retry-After", "")
    try:
        seconds = float(text)
    except ValueError:
        return 1.0 if limited else None
    return min(max(seconds, 0.0), _MOST_SECONDS) if seconds == seconds else None  # noqa: PLR0124 - NaN


def is_error(failure: DeliveryFailed, *codes: str) -> bool:
    """Tell whether Slack answered with one of these codes."""
    return isinstance(failure, SlackRefused | SlackBlocked) and failure.error in codes


def _error(data: object) -> str:
    """Give Slack's code. What is no code is not passed on: it might say back what was sent, and codes are logged."""
    found = data.get("error") if isinstance(data, Mapping) else None
    if not isinstance(found, str):
        return ""
    return found if _CODE.fullmatch(found) else "unknown_code"


def _sentence(error: str, data: Any) -> Sentence:
    key = _SAYING.get(error, "slack_error")
    if key == "slack_scope":
        return say(key, scope=data.get("needed") or error)
    if key == "slack_file":
        return say(key, name="")
    return say(key, code=error) if key in ("slack_content", "slack_error") else say(key)
