"""What an administrator does: the messaging endpoint, the registration, the manifest, the tenant's settings; new keys.

Rules: every problem is told, nothing is half saved; the manifest decides what the bot may read. Unlike Slack, nothing
checks a messaging endpoint when it is entered.
"""

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from playground.refusals import refuse
from playground.teams import manifest as manifests
from playground.teams.limits import Limits
from playground.teams.model import Json
from playground.teams.sign_in_request import problem_of

if TYPE_CHECKING:
    from playground.teams.world import Teams

_KINDS: dict[str, type | tuple[type, ...]] = {
    "messages_url": str,
    "app_id": str,
    "app_secret": str,
    "tenant": str,
    "redirect_uris": tuple,
    "region": str,
    "reads_all": bool,
    "targeted": bool,
    "reactions": bool,
    "tells_edits": bool,
    "redelivers_errors": bool,
    "block_code": str,
    "channel_files": str,
    "smallest_page": int,
}
_CHOICES = {
    "region": ("amer", "emea", "apac", "in"),
    "block_code": ("subCode", "code"),
    "channel_files": ("reference", "hidden"),
}


def configuration(teams: "Teams") -> Json:
    """Tell the settings, the secret left out, and the addresses that the bot needs."""
    settings = {key: getattr(teams.settings, key) for key in _KINDS if key != "app_secret"}
    addresses = {
        "service_url": teams.service_url,
        "login_url": teams.login_url,
        "metadata_url": teams.metadata_url,
        "graph_url": teams.graph_url,
    }
    limits = {one.name: getattr(teams.settings.limits, one.name) for one in fields(Limits)}
    return {**settings, **addresses, "limits": limits, "keys": [key.kid for key in teams.keys.published]}


async def configure(teams: "Teams", body: Json) -> Json:
    """Change the settings named in `body`; `manifest` replaces commands, extensions and permissions.

    Raises HumanError naming what is wrong; then nothing has changed.
    """
    given = dict(body)
    manifest = manifests.load(given.pop("manifest")) if "manifest" in given else None
    limits = _limits(teams.settings.limits, given.pop("limits")) if "limits" in given else None
    if "redirect_uris" in given:
        given["redirect_uris"] = _redirect_uris(given["redirect_uris"])
    for key, value in given.items():
        _check(key, value)
    if manifest:
        teams.manifest = manifest
        teams.settings.reads_all = manifest.reads_all
    for key, value in given.items():
        setattr(teams.settings, key, value)
    if limits:
        teams.settings.limits = teams.meter.limits = limits
    teams.changes.ring()
    return configuration(teams)


async def rotate_keys(teams: "Teams", *, overlap: bool = False, issuer: str = "connector") -> Json:
    """Sign with a new key; the old one stays published only with `overlap`. Entra's own keys are the issuer "entra"."""
    if issuer not in {"connector", "entra"}:
        refuse("bad_request", "issuer is one of connector, entra.")
    if issuer == "entra":
        return {"kid": teams.sign_in.keys.rotate(overlap=overlap)}
    return {"kid": teams.rotate_keys(overlap=overlap)}


async def revoke_tokens(teams: "Teams") -> Json:
    """Let the bot's tokens be good no more: its next call answers 401."""
    teams.tokens.revoke()
    return {}


def _check(key: str, value: Any) -> None:
    if key not in _KINDS:
        refuse("bad_request", f"Unknown setting {key}. Settings: {', '.join(_KINDS)}, manifest, limits.")
    if not isinstance(value, _KINDS[key]):
        refuse("bad_request", f"{key} is of the wrong type.")
    if key in _CHOICES and value not in _CHOICES[key]:
        refuse("bad_request", f"{key} is one of {', '.join(_CHOICES[key])}.")


def _redirect_uris(given: object) -> tuple[str, ...]:
    if not isinstance(given, (list, tuple)) or not all(isinstance(one, str) for one in given):
        refuse("bad_request", "redirect_uris is a list of addresses.")
    problems = [problem for one in given if (problem := problem_of(one))]
    if problems:
        refuse("bad_request", f"redirect_uris: {'; '.join(problems)}.")
    return tuple(given)


def _limits(now: Limits, given: Json) -> Limits:
    try:
        changed: Json = {
            key: tuple((float(seconds), int(most)) for seconds, most in value) if key in {"sends", "reads"} else value
            for key, value in given.items()
        }
        return replace(now, **changed)
    except (TypeError, ValueError) as problem:
        refuse("bad_request", f"limits: {problem}. Known: {', '.join(one.name for one in fields(Limits))}.")
