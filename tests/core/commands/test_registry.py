"""The commands by name, who may give which, and what an unknown one is told."""

from dataclasses import replace
from typing import Any

import pytest

from core.agents.model import Profile, RoleAtWork
from core.agents.rights import Right
from core.commands.catalog import ALL
from core.commands.model import Arg, ArgKind, Command, Scope, Surface
from core.commands.registry import Registry
from core.commands.you import HELP, READY
from core.conversation.model import Status
from core.errors import CommandUnknown, NotPermitted
from core.sentences import say
from tests.build import a_conversation, a_held, a_profile, a_queue, a_seat
from tests.core.stepping import refusal

REGISTRY = Registry(ALL)
SUPERVISOR = a_profile(role=RoleAtWork.SUPERVISOR)
COACH = replace(READY, name="coach", aliases=(), scope=Scope.CONVERSATION, needs=Right.TAKE_ANY)


def test_commands_come_in_the_catalogues_order() -> None:
    assert tuple(REGISTRY) == ALL


def test_command_is_found_by_name_and_alias_whatever_the_case() -> None:
    assert REGISTRY.find("Accept").name == "accept"
    assert REGISTRY.find("TAKE").name == "accept"
    assert REGISTRY.get("nothing") is None


def test_two_commands_never_claim_one_word() -> None:
    with pytest.raises(ValueError, match="'help'"):
        Registry((HELP, replace(READY, aliases=("help",))))


@pytest.mark.parametrize(("word", "near"), [("acept", "accept"), ("notredy", "notready"), ("Invte", "invite")])
def test_mistyped_command_is_told_the_nearest(word: str, near: str) -> None:
    assert refusal(lambda: REGISTRY.find(word), CommandUnknown) == say(
        "command_unknown_near", word=word, near=f"!{near}"
    )


@pytest.mark.parametrize("word", ["zzz", ""])
def test_unknown_command_is_pointed_to_the_help_with_the_configured_prefix(word: str) -> None:
    sentence = refusal(lambda: Registry(ALL, "+").find(word), CommandUnknown)

    assert sentence == say("command_unknown", word=word, help="+help")


@pytest.mark.parametrize(
    ("command", "profile", "key"),
    [
        (HELP, None, None),
        (READY, None, "not_an_agent"),
        (READY, a_profile(), None),
        (READY, SUPERVISOR, None),
        (COACH, None, "not_an_agent"),
        (COACH, a_profile(), "right_missing"),
        (COACH, SUPERVISOR, None),
        (COACH, a_profile(rights=frozenset({Right.TAKE_ANY})), None),
    ],
)
def test_who_may_give_a_command(command: Command, profile: Profile | None, key: str | None) -> None:
    if key is None:
        REGISTRY.check_right(command, profile)
    else:
        assert refusal(lambda: REGISTRY.check_right(command, profile), NotPermitted).key == key
    assert REGISTRY.may_give(command, profile) is (key is None)


FEW = Registry(
    [
        REGISTRY.find(word)
        for word in ("accept", "reject", "note", "private", "invite", "leave", "end", "stay", "complete", "discard")
    ]
)
"""Those that a chat has always had."""


def names(status: Status, profile: Profile | None, registry: Registry = FEW, **changes: Any) -> list[str]:
    """Give the names of what is offered to somebody in a chat."""
    return [command.name for command in registry.offered(a_conversation(status, **changes), profile, a_queue())]


def test_offered_commands_follow_the_chats_state() -> None:
    ada = a_profile()

    assert names(Status.QUEUED, ada) == ["accept"]
    assert names(Status.OFFERED, ada) == ["accept", "reject"]
    usual = ("note", "private", "invite", "leave", "end")
    alone, company = names(Status.ACTIVE, ada), names(Status.ACTIVE, ada, participants=(a_seat(), a_seat()))
    assert [name for name in usual if name in alone] == ["note", "private", "invite", "end"]
    assert [name for name in company if name in usual] == list(usual)
    assert names(Status.WRAP_UP, ada) == ["note", "complete"]
    assert names(Status.HANDLED, ada) == []


def test_what_needs_the_button_of_one_text_or_article_is_no_part_of_the_list() -> None:
    everything = Registry(ALL)
    offered = names(Status.ACTIVE, a_profile(), everything, held=(a_held(),))

    assert [name in offered for name in ("edit", "article", "pick", "past", "ready")] == [False] * 5
    assert [name in offered for name in ("send", "discard", "directory", "kb")] == [True, True, True, False]
    assert "directory" not in names(Status.HANDLED, a_profile(), everything)


def test_bystander_is_offered_only_what_is_for_everybody() -> None:
    assert names(Status.ACTIVE, None, held=(a_held(agent=None),)) == ["discard"]


def test_supervisors_command_is_offered_to_supervisors_only() -> None:
    registry = Registry((COACH,))

    assert names(Status.ACTIVE, a_profile(), registry) == []
    assert names(Status.ACTIVE, SUPERVISOR, registry) == ["coach"]


def test_usage_shows_what_must_and_what_may_be_given() -> None:
    args = (Arg("who", ArgKind.AGENT, "the agent"), Arg("why", ArgKind.REST, "the reason", required=False))

    assert replace(HELP, args=args).usage() == "!help <who> [why]"
    assert HELP.usage("/chat ") == "/chat help"
    assert replace(HELP, args=args).usage("/chat ", 42) == "/chat help 42 <who> [why]"


@pytest.mark.parametrize("command", ALL, ids=lambda command: command.name)
def test_every_command_has_its_words_and_can_be_given_by_everybodys_hands(command: Command) -> None:
    assert command.summary.endswith(".")
    assert command.button_label()[0].isupper()
    assert Surface.TEXT | Surface.SLASH | Surface.BUTTON in command.surfaces
    assert all(arg.help for arg in command.args)


def test_only_commands_about_a_chat_are_message_shortcuts_besides_help() -> None:
    assert [
        command.name
        for command in ALL
        if Surface.SHORTCUT in command.surfaces and command.scope is not Scope.CONVERSATION
    ] == ["help"]


def test_optional_arguments_come_last_and_a_rest_is_the_very_last() -> None:
    for command in ALL:
        required = [arg.required for arg in command.args]
        whole = [arg.kind in (ArgKind.REST, ArgKind.AGENT) for arg in command.args]
        assert required == sorted(required, reverse=True), command.name
        assert whole == sorted(whole), command.name
