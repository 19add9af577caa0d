"""Who is meant where experts may be: by account, by name, and in which order they are offered."""

from collections.abc import Callable

import pytest

from core.agents.experts import ExpertProfile, as_expert
from core.directory import Directory
from core.errors import ArgumentsInvalid
from core.ids import AgentId, PersonRef
from tests.build import ADA, NOOR, SLACK, a_profile, a_queue, account
from tests.core.stepping import refusal

LOVELACE = a_profile(ADA, "Ada Lovelace")
TEA = ExpertProfile(NOOR, "Noor Rahman", "Noor", {SLACK: PersonRef("T1:U-noor")}, "Tea buyer", ("oolong", "matcha"))
ADAMS = ExpertProfile(AgentId("sam"), "Adam Park", "Sam", {SLACK: PersonRef("T1:U-sam")})
BILLING = a_queue(title="Billing")
KNOWN = Directory({ADA: LOVELACE}, {BILLING.id: BILLING}, experts={NOOR: TEA, ADAMS.id: ADAMS})


def test_who_an_expert_is_is_said_in_few_words() -> None:
    assert TEA.about() == "Tea buyer · oolong, matcha"
    assert ADAMS.about() == ""


def test_an_account_tells_an_expert_and_every_agent_can_be_one() -> None:
    assert KNOWN.expert_by_person(SLACK, PersonRef("T1:U-noor")) == TEA
    assert KNOWN.expert_by_person(SLACK, account(ADA)) == as_expert(LOVELACE)
    assert KNOWN.expert_by_person(SLACK, PersonRef("T1:U-nobody")) is None
    assert KNOWN.expert(ADA) == as_expert(LOVELACE)
    assert KNOWN.expert(AgentId("nobody")) is None


def test_those_asked_lately_come_first_and_the_others_by_name() -> None:
    assert KNOWN.experts_in_order(()) == (ADAMS, TEA)
    assert KNOWN.experts_in_order((NOOR, ADA, AgentId("gone"))) == (TEA, as_expert(LOVELACE), ADAMS)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("agent:ada", LOVELACE),
        (f"queue:{BILLING.id}", BILLING),
        ("expert:noor", TEA),
        ("expert:ada", as_expert(LOVELACE)),
        ("@Noor", TEA),
        ("ada lovelace", LOVELACE),
        ("Billing", BILLING),
    ],
)
def test_anybody_is_found_by_kind_and_id_or_by_name(words: str, meant: object) -> None:
    assert KNOWN.find_anybody(words) == meant


@pytest.mark.parametrize(
    ("find", "words", "key"),
    [
        (KNOWN.find_anybody, "Ad", "anybody_ambiguous"),
        (KNOWN.find_anybody, "Zoe", "anybody_unknown"),
        (KNOWN.find_anybody, "expert:zoe", "anybody_unknown"),
        (KNOWN.find_expert, "Ad", "agent_ambiguous"),
        (KNOWN.find_expert, "Zoe", "expert_unknown"),
    ],
)
def test_words_that_mean_nobody_or_several_are_refused(find: Callable[[str], object], words: str, key: str) -> None:
    assert refusal(lambda: find(words), ArgumentsInvalid).key == key


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("noor", TEA),
        ("expert:noor", TEA),
        ("Noor Rah", TEA),
        ("Ada Love", as_expert(LOVELACE)),
    ],
)
def test_an_expert_is_found_by_id_or_name_and_agents_are_among_them(words: str, meant: object) -> None:
    assert KNOWN.find_expert(words) == meant
