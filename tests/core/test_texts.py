"""Sentences are rendered with names for agents' ids, and with everything else as given."""

from enum import StrEnum

import pytest

from core.agents.model import Presence
from core.conversation.effects import OfferOutcome
from core.conversation.model import EndedBy, HoldReason
from core.sentences import Sentence, say
from core.texts import PEOPLE, TEMPLATES, joined, render

NAMES = {"ada": "Ada Lovelace", "bob": "Bob"}


def test_agents_are_shown_by_name() -> None:
    assert render(say("thread_invited", agent="bob", by="ada"), NAMES) == "Ada Lovelace invites Bob."
    assert render(say("offer_gone", winner="ada"), NAMES).startswith("Ada Lovelace has already accepted this chat.")


def test_agent_who_is_no_longer_configured_is_shown_by_id() -> None:
    assert render(say("thread_left", agent="zoe"), NAMES) == "zoe has left."


def test_words_that_happen_to_be_an_id_are_left_alone() -> None:
    assert render(say("chat_unknown", number="ada"), NAMES).startswith("There is no chat #ada.")


def test_braces_in_what_somebody_typed_are_no_arguments() -> None:
    sentence = say("agent_unknown", words="{names} {0} %s", names="Ada")

    assert render(sentence, NAMES) == "I know no agent called “{names} {0} %s”. I know Ada."


def test_values_are_kept_as_text() -> None:
    assert say("accepted", number=7) == Sentence("accepted", {"number": "7"})


@pytest.mark.parametrize(
    ("prefix", "choices"),
    [
        ("hold_", HoldReason),
        ("offer_", OfferOutcome),
        ("card_ended_", EndedBy),
        ("home_", Presence),
    ],
)
def test_every_choice_that_is_shown_has_its_words(prefix: str, choices: type[StrEnum]) -> None:
    assert [choice for choice in choices if f"{prefix}{choice.value}" not in TEMPLATES] == []


@pytest.mark.parametrize("person", sorted(PEOPLE))
def test_every_argument_that_names_an_agent_is_shown_by_name(person: str) -> None:
    key = next(key for key, words in TEMPLATES.items() if f"{{{person}}}" in words)
    others = dict.fromkeys(("number", "names", "words", "by", "agent", "winner"), "")

    assert "Ada Lovelace" in render(Sentence(key, {**others, person: "ada"}), NAMES)


def test_key_that_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\['left'\] stand in core/texts twice"):
        joined(({"left": "You have left.", "ready": "You are Ready."}, {"left": "Gone."}))
