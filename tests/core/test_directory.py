"""Who is meant: accounts decide, names only point."""

from core.directory import NAMED, Directory
from core.errors import ArgumentsInvalid
from core.ids import AgentId, DeskName, ExternalRef, PersonRef, QueueId
from core.sentences import say
from tests.build import ADA, BOB, SLACK, a_directory, a_profile, a_queue, account
from tests.core.stepping import refusal

LOVELACE = a_profile(ADA, "Ada Lovelace", nickname="Countess")
BYRON = a_profile(AgentId("a2"), "Ada Byron", nickname="Addie")
BOB_GREEN = a_profile(BOB, "Bob Green")
PEOPLE = a_directory(LOVELACE, BYRON, BOB_GREEN)


def test_account_on_a_desk_decides_who_is_an_agent() -> None:
    assert PEOPLE.agent_by_person(SLACK, account(ADA)) == LOVELACE
    assert PEOPLE.agent_by_person(DeskName("teams"), account(ADA)) is None
    assert PEOPLE.agent_by_person(SLACK, PersonRef("T1:U-nobody")) is None


def test_names_are_given_by_id() -> None:
    assert PEOPLE.names() == {"ada": "Ada Lovelace", "a2": "Ada Byron", "bob": "Bob Green"}


def test_queue_is_served_by_those_who_may() -> None:
    sales = a_profile(BOB, queues=(QueueId("sales"),))

    assert a_directory(LOVELACE, sales).serving(QueueId("sales")) == (sales,)


def test_queues_beside_one_stand_where_it_stands_and_nowhere_else() -> None:
    one, two = ExternalRef("T1/C1"), ExternalRef("T1/C2")
    queues = {
        "both": a_queue(id=QueueId("both"), places=(one, two)),
        "one": a_queue(id=QueueId("one"), places=(one,)),
        "away": a_queue(id=QueueId("away"), places=(one,), desk=DeskName("teams")),
    }
    known = Directory(queues={QueueId(name): queue for name, queue in queues.items()})

    assert known.beside(queues["both"]) == {"both", "one"}
    assert known.beside(queues["one"]) == {"one"}


def test_agent_is_found_by_id_name_nickname_or_the_beginning_of_a_name() -> None:
    assert PEOPLE.find_agent("a2") == BYRON
    assert PEOPLE.find_agent("ada byron") == BYRON
    assert PEOPLE.find_agent("@Countess") == LOVELACE
    assert PEOPLE.find_agent(" gre ") == BOB_GREEN
    assert PEOPLE.find_agent("Ada Lo") == LOVELACE


def test_exact_match_goes_before_a_beginning_and_an_id_before_a_name() -> None:
    assert PEOPLE.find_agent("ada") == LOVELACE
    namesake = a_profile(AgentId("x"), "Bob")
    assert a_directory(namesake, a_profile(BOB, "Robert")).find_agent("bob").id == BOB


def test_several_who_could_be_meant_are_named() -> None:
    sentence = refusal(lambda: PEOPLE.find_agent("ad"), ArgumentsInvalid)

    assert sentence == say("agent_ambiguous", words="ad", names="Ada Byron, Ada Lovelace")


def test_nobody_of_that_name_is_told_who_there_is() -> None:
    sentence = refusal(lambda: PEOPLE.find_agent("Zoe"), ArgumentsInvalid)

    assert sentence == say("agent_unknown", words="Zoe", names="Ada Byron, Ada Lovelace, Bob Green")


def test_no_words_mean_nobody_even_where_a_nickname_is_empty() -> None:
    nameless = a_directory(a_profile(nickname=""))

    assert refusal(lambda: nameless.find_agent("@")).key == "agent_unknown"


def test_long_list_of_names_is_cut() -> None:
    crowd = a_directory(*(a_profile(AgentId(f"agent{number:03}")) for number in range(200)))

    names = refusal(lambda: crowd.find_agent("zoe")).args["names"].split(", ")

    assert (len(names), names[0], names[-1]) == (NAMED + 1, "Agent000", "…")


def test_empty_directory_knows_nobody() -> None:
    assert refusal(lambda: Directory().find_agent("ada")) == say("agent_unknown", words="ada", names="")


def test_customers_know_an_agent_by_the_nickname_and_a_former_one_by_none() -> None:
    directory = a_directory(LOVELACE)

    assert directory.nickname(ADA) == "Countess"
    assert directory.nickname(AgentId("former")) == "Agent"
