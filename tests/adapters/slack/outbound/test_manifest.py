"""The app's manifest: Slack takes it, and it asks for no more than is used."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from adapters.slack.manifest import (
    EVENTS,
    SCOPES,
    SCOPES_FOR_CHANNELS,
    SHORTCUTS,
    ManifestInvalid,
    manifest,
    render,
)
from core.commands.catalog import ALL
from core.commands.model import Command, Section
from core.commands.registry import Registry
from playground.slack import manifest as playground_manifest
from tests.adapters.slack.outbound.desks import section

URL = "https://bridge.example.com"
REGISTRY = Registry(ALL)
ADAPTER = Path(__file__).parents[4] / "adapters" / "slack"


def rendered(**settings: Any) -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(render(section(**settings), REGISTRY, URL))
    return found


def test_the_playground_takes_the_manifest_as_slack_would() -> None:
    taken = playground_manifest.load(rendered(bare_commands=("accept", "reject")))

    assert taken.scopes == set(SCOPES)
    assert taken.events == set(EVENTS)
    assert [command["command"] for command in taken.commands] == ["/chat", "/accept", "/reject"]
    assert {shortcut["callback_id"] for shortcut in taken.shortcuts} == {
        *("chat_actions", "chat_note", "chat_mask", "chat_unmask", "my_chats")
    }


def test_channels_are_managed_only_where_a_queue_wants_them() -> None:
    text = render(section(), REGISTRY, URL, own_channels=True)

    taken = playground_manifest.load(yaml.safe_load(text))
    assert taken.scopes == {*SCOPES, *SCOPES_FOR_CHANNELS}
    assert not set(SCOPES) & {"channels:manage", "groups:write"}
    assert "- channels:manage  # make, fill and archive a public channel for each chat" in text


def test_over_http_every_address_is_the_bridges() -> None:
    made = rendered()

    assert made["settings"]["event_subscriptions"]["request_url"] == f"{URL}/slack/events"
    assert made["settings"]["interactivity"]["request_url"] == f"{URL}/slack/interactivity"
    assert {one["url"] for one in made["features"]["slash_commands"]} == {f"{URL}/slack/commands"}
    assert made["settings"]["socket_mode_enabled"] is False


def test_over_the_socket_there_is_no_address() -> None:
    made = rendered(mode="socket", app_token="xapp-1")

    assert made["settings"]["socket_mode_enabled"] is True
    assert "http" not in json.dumps(made)


def test_the_redirect_address_is_there_only_for_oauth() -> None:
    assert "redirect_urls" not in rendered()["oauth_config"]
    with_oauth = rendered(client_id="1.2", client_secret="s")
    assert with_oauth["oauth_config"]["redirect_urls"] == [f"{URL}/slack/oauth_redirect"]


def test_every_scope_and_event_says_why_it_is_asked_for() -> None:
    text = render(section(), REGISTRY, URL)

    for name, reason in {**SCOPES, **EVENTS}.items():
        assert f"- {name}  # {reason}\n" in text


def test_slacks_address_must_be_https_unless_the_socket_is_used() -> None:
    with pytest.raises(ManifestInvalid, match="https"):
        manifest(section(), REGISTRY, "http://127.0.0.1:8080")
    assert manifest(section(mode="socket", app_token="xapp-1"), REGISTRY, "http://127.0.0.1:8080")


def test_what_slack_would_refuse_is_said_all_at_once() -> None:
    many = [Command(f"word{n}", "Do it.", ALL[0].run, Section.YOU) for n in range(60)]
    wordy = Command("x" * 40, "Do it.", ALL[0].run, Section.YOU)
    bare = tuple(one.name for one in many)

    with pytest.raises(ManifestInvalid) as refused:
        manifest(section(bare_commands=bare), Registry([*many, wordy]), "http://bridge.example.com")
    with pytest.raises(ManifestInvalid, match="no such command"):
        manifest(section(bare_commands=("nosuch",)), REGISTRY, URL)

    assert "61 slash commands" in str(refused.value)
    assert "https addresses only" in str(refused.value)


def test_shortcuts_are_within_slacks_limits() -> None:
    assert len(SHORTCUTS) <= 10
    assert all(len(one["name"]) <= 24 and len(one["description"]) <= 150 for one in SHORTCUTS)


@pytest.mark.parametrize("event", sorted(set(EVENTS) - {"message.channels", "message.groups", "message.im"}))
def test_every_event_that_is_subscribed_to_is_handled(event: str) -> None:
    handlers = "".join(path.read_text("utf-8") for path in ADAPTER.glob("*.py") if path.name != "manifest.py")

    assert f'"{event}"' in handlers


def test_agents_who_sign_in_with_slack_allow_that_and_come_back_to_the_bridge() -> None:
    settings = {"sign_in": "openid", "client_id": "1.2", "client_secret": "s" * 16}
    made = rendered(**settings)["oauth_config"]

    assert made["scopes"]["user"] == ["openid"]
    assert made["redirect_urls"] == [f"{URL}/slack/oauth_redirect", f"{URL}/desk/signed-in"]
    assert "- openid  # let agents sign in" in render(section(**settings), REGISTRY, URL)
    assert "user" not in rendered()["oauth_config"]["scopes"]
    with pytest.raises(ManifestInvalid, match="sends agents back to https"):
        manifest(section(**settings, mode="socket", app_token="xapp-1"), REGISTRY, "http://bridge.example")
