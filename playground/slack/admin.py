"""What an administrator does on Slack's app pages: addresses, secret, mode, manifest; revoke, uninstall, install.

Rules: a request address is saved only if it answers the challenge
(https://docs.slack.dev/reference/events/url_verification), unless `verify` is false; every problem is told, nothing
is half saved.
"""

import uuid
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from playground.slack import manifest as manifests
from playground.slack.attempt import Attempt
from playground.slack.errors import HumanError
from playground.slack.limits import TIERS, Limits
from playground.slack.model import Grant, Json
from playground.slack.openid_request import problem_of
from playground.slack.seed import BOT_TOKEN
from playground.slack.settings import MODES

if TYPE_CHECKING:
    from playground.slack.world import Slack

_PLAIN = (
    "events_url",
    "interactivity_url",
    "commands_url",
    "signing_secret",
    "mode",
    "share_seconds",
    "client_id",
    "client_secret",
    "redirect_urls",
)


def configuration(slack: "Slack") -> Json:
    """Tell the settings, the secret left out."""
    return {k: getattr(slack.settings, k) for k in _PLAIN if "secret" not in k} | {
        "limits": {f.name: getattr(slack.settings.limits, f.name) for f in fields(Limits) if f.name != "tiers"}
        | {"tiers": dict(slack.settings.limits.tiers)},
        "scopes": sorted(slack.bot_scopes()),
        "events": sorted(slack.manifest.events),
        "sockets": slack.sockets.count,
    }


async def configure(slack: "Slack", body: Json) -> Json:
    """Change the settings named in `body`; `manifest` replaces commands, shortcuts, scopes and events.

    Raises HumanError naming what is wrong; then nothing has changed.
    """
    given = dict(body)
    verify = given.pop("verify", True)
    manifest = manifests.load(given.pop("manifest")) if "manifest" in given else None
    limits = _limits(slack.settings.limits, given.pop("limits")) if "limits" in given else None
    _check(given)
    if "redirect_urls" in given:
        given["redirect_urls"] = _redirect_urls(given["redirect_urls"])
    before = {key: getattr(slack.settings, key) for key in _PLAIN}
    for key, value in given.items():
        setattr(slack.settings, key, value)
    if verify and given.get("events_url") and slack.settings.mode == "http" and not await _answers_challenge(slack):
        for key, value in before.items():
            setattr(slack.settings, key, value)
        code = "url_verification_failed"
        raise HumanError(
            code, "Your request URL didn't respond with the value of the challenge parameter. Nothing was saved."
        )
    if manifest:
        slack.manifest = manifest
        slack.store.grants[BOT_TOKEN].scopes = manifest.scopes
    if limits:
        slack.settings.limits = slack.meter.limits = limits
    if before["mode"] == "socket" and slack.settings.mode != "socket":
        await slack.sockets.disconnect("link_disabled")
    slack.changes.ring()
    return configuration(slack)


def _check(given: Mapping[str, Any]) -> None:
    unknown = sorted(set(given) - set(_PLAIN))
    if unknown:
        code = "bad_request"
        raise HumanError(
            code,
            f"Unknown setting {', '.join(unknown)}. "
            f"Settings: {', '.join(_PLAIN)}, manifest, limits, bridge_url, verify.",
        )
    if given.get("mode", "http") not in MODES:
        code = "bad_request"
        raise HumanError(code, f"mode is one of {', '.join(MODES)}.")


def _redirect_urls(given: object) -> tuple[str, ...]:
    if not isinstance(given, (list, tuple)) or not all(isinstance(one, str) for one in given):
        raise HumanError("bad_request", "redirect_urls is a list of addresses.")
    problems = [problem for one in given if (problem := problem_of(one))]
    if problems:
        raise HumanError("bad_request", f"redirect_urls: {'; '.join(problems)}.")
    return tuple(given)


def _limits(now: Limits, given: Json) -> Limits:
    try:
        changed = dict(given)
        tiers = {**now.tiers, **changed.pop("tiers", {})}
        if not set(tiers) <= set(TIERS):
            code = "bad_request"
            raise HumanError(code, f"limits.tiers knows {', '.join(TIERS)}.")
        return replace(now, tiers=tiers, **changed)
    except TypeError as problem:
        code = "bad_request"
        raise HumanError(code, f"limits: {problem}. Known: {', '.join(f.name for f in fields(Limits))}.") from problem


async def _answers_challenge(slack: "Slack") -> bool:
    challenge = uuid.uuid4().hex
    payload = {"token": "verification-token", "challenge": challenge, "type": "url_verification"}
    answer = await slack.send(Attempt("events_api", payload))
    echoed = answer.body.get("challenge") if isinstance(answer.body, dict) else answer.body
    return not answer.failure and echoed == challenge


async def revoke_token(slack: "Slack") -> Json:
    """Revoke the bot token: calls answer token_revoked, the app hears tokens_revoked."""
    slack.store.grants[BOT_TOKEN].revoked = True
    slack.events.emit({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [slack.store.team.bot_user]}})
    slack.changes.ring()
    return {}


async def uninstall(slack: "Slack") -> Json:
    """Remove the app: calls answer account_inactive, the app hears app_uninstalled and then nothing more."""
    slack.uninstalled = True
    slack.events.emit({"type": "app_uninstalled"})
    slack.events.emit({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [slack.store.team.bot_user]}})
    slack.changes.ring()
    return {}


async def install(slack: "Slack") -> Json:
    """Install the app (again) with the manifest's scopes."""
    slack.uninstalled = False
    slack.store.grants[BOT_TOKEN] = Grant(
        BOT_TOKEN, "bot", slack.manifest.scopes, slack.store.team.bot_user, slack.store.team.bot_id
    )
    slack.changes.ring()
    return {}


async def rotate_keys(slack: "Slack", *, overlap: bool = False) -> Json:
    """Sign who has signed in with a new key; the old one stays published only with `overlap`."""
    return {"kid": slack.openid.keys.rotate(overlap=overlap)}


async def refresh_sockets(slack: "Slack") -> Json:
    """Ask the app to open new Socket Mode connections, as Slack does every few hours."""
    await slack.sockets.disconnect("refresh_requested")
    return {}
