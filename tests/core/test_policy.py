"""The values of what an installation has chosen answer the few questions that they know."""

from core.features.brake import titles
from core.ids import DispositionId
from core.policy.messages import AutomaticMessages
from tests.build import ADA, BOB, a_directory
from tests.build_policy import a_bot, a_brake, a_canned_text, a_form, a_team, dispositions, hours


def test_form_knows_what_must_be_filled_in() -> None:
    assert [field.name for field in a_form().required()] == ["topic"]


def test_disposition_is_found_by_its_id() -> None:
    choices = dispositions("Solved", "Billing/Refund")
    found = choices.find(DispositionId("refund"))

    assert found is not None
    assert found.folder == ("Billing",)
    assert choices.find(DispositionId("other")) is None


def test_language_of_a_region_falls_back_to_the_language_and_then_to_the_queues_own_words() -> None:
    german = AutomaticMessages(welcome="Hallo", ended="Ende")
    messages = AutomaticMessages(welcome="Hello", waiting="Wait", languages={"de": german})

    said = messages.in_language("de_AT")

    assert (said.welcome, said.waiting, said.ended) == ("Hallo", "Wait", "Ende")
    assert messages.in_language("fr") is messages


def test_team_without_members_is_everybodys() -> None:
    everybody, adas = a_team("tea"), a_team("sales", members=frozenset({ADA}))

    assert [everybody.has(BOB), adas.has(BOB), adas.has(ADA)] == [True, False, True]


def test_directory_gives_an_agents_teams() -> None:
    tea, sales = a_team("tea"), a_team("sales", members=frozenset({ADA}))
    plain = a_directory()
    directory = type(plain)(plain.profiles, plain.queues, {tea.id: tea, sales.id: sales}, {"x": a_canned_text("x")})

    assert directory.teams_of(ADA) == (tea, sales)
    assert directory.teams_of(BOB) == (tea,)


def test_builders_make_what_they_say() -> None:
    assert titles("TEA", a_brake("tea")) == ("the word tea",)
    assert len(hours().week) == 7
    assert a_bot().menus["main"].choices[0].ask == tuple(a_bot().questions)
