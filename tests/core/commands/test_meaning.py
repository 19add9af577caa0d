"""What the words for one argument mean, and what is said of words that mean nothing or too much."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.agents.model import Profile
from core.commands.model import Arg, ArgKind, Command, Context, Outcome, Section, Values
from core.commands.parse import arguments, as_values
from core.errors import ArgumentsInvalid
from core.ids import DeskName, QueueId
from core.quoting import quoted
from core.routing.queues import Queue
from core.sentences import Sentence, say
from tests.build import ADA, BILLING, BOB, NOW, a_context, a_directory, a_profile, a_queue
from tests.core.stepping import refusal

SALES = a_queue(id=QueueId("sales"), title="Sales of tea")
PEOPLE = a_directory(a_profile(ADA, "Ada Lovelace"), a_profile(BOB, "Bob Sales"), queues=(a_queue(), SALES))
TEAS = (("green", "Green tea"), ("black", "Black tea"), ("mint", "Mint"))


def _run(_: Context, __: Values) -> Outcome:
    return Outcome()


def of(*args: Arg) -> Command:
    return Command(name="try", summary="Try it.", run=_run, section=Section.YOU, args=args)


def context() -> Context:
    return a_context(directory=PEOPLE)


def meant(arg: Arg, words: str, **values: str) -> object:
    return arguments(of(arg), words, values, context()).get(arg.name)


def refused(arg: Arg, words: str) -> Sentence:
    with pytest.raises(ArgumentsInvalid) as raised:
        meant(arg, words)
    assert raised.value.arg == arg.name
    return raised.value.sentence


def an_arg(kind: ArgKind, name: str = "what", *, required: bool = True) -> Arg:
    return Arg(name, kind, "the thing", required)


TEA = replace(an_arg(ArgKind.CHOICE), options=lambda _: TEAS)
FOUND = replace(an_arg(ArgKind.CHOICE), search=lambda _, words: TEAS if words in ("", "tea") else TEAS[:1])


@pytest.mark.parametrize(
    ("words", "found"),
    [("billing", BILLING), ("Sales of tea", "sales"), ("#sales", "sales"), ("tea", "sales"), ("BILL", BILLING)],
)
def test_queue_is_found_by_id_title_or_the_beginning_of_a_word(words: str, found: str) -> None:
    queue = meant(an_arg(ArgKind.QUEUE), words)

    assert isinstance(queue, Queue)
    assert queue.id == found


def test_queue_that_is_not_there_or_could_be_two_is_refused() -> None:
    twins = a_directory(queues=(a_queue(), a_queue(id=QueueId("two"), title="Billing abroad")))

    assert refused(an_arg(ArgKind.QUEUE), "x") == say("queue_unknown", words="x", names="Billing, Sales of tea")
    with pytest.raises(ArgumentsInvalid) as raised:
        twins.find_queue("bil")
    assert raised.value.sentence == say("queue_ambiguous", words="bil", names="Billing, Billing abroad")
    assert refused(an_arg(ArgKind.QUEUE), "#").key == "queue_unknown"


@pytest.mark.parametrize(
    ("words", "found"),
    [("ada", "ada"), ("billing", BILLING), ("agent:bob", "bob"), ("queue:sales", "sales"), ("@bob", "bob")],
)
def test_agent_or_queue_is_whichever_is_meant(words: str, found: str) -> None:
    one = meant(an_arg(ArgKind.AGENT_OR_QUEUE), words)

    assert isinstance(one, Profile | Queue)
    assert one.id == found


def test_agent_and_queue_of_one_name_are_told_apart() -> None:
    both = refused(an_arg(ArgKind.AGENT_OR_QUEUE), "sal")

    assert both == say("agent_or_queue_ambiguous", words="sal", names="Bob Sales, Sales of tea")
    unknown = refused(an_arg(ArgKind.AGENT_OR_QUEUE), "agent:")
    assert unknown == say("agent_or_queue_unknown", words="agent:", queues="Billing, Sales of tea")
    assert refused(an_arg(ArgKind.AGENT_OR_QUEUE), "agent:zoe").key == "agent_unknown"


def test_who_names_nobody_is_told_the_queues_of_the_chats_own_desk() -> None:
    directory = a_directory(queues=(a_queue(), a_queue(id=QueueId("far"), title="Far", desk=DeskName("teams"))))

    with pytest.raises(ArgumentsInvalid) as unknown:
        directory.find_agent_or_queue("zoe", a_queue().desk)
    assert unknown.value.sentence == say("agent_or_queue_unknown", words="zoe", queues="Billing")
    far = directory.find_agent_or_queue("far", a_queue().desk)
    assert isinstance(far, Queue)
    assert far.id == QueueId("far")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-02-28", date(2026, 2, 28)),
        ("today", NOW.date()),
        ("Yesterday", NOW.date() - timedelta(days=1)),
        ("tomorrow", NOW.date() + timedelta(days=1)),
    ],
)
def test_day(words: str, day: date) -> None:
    assert meant(an_arg(ArgKind.DATE), words) == day


@pytest.mark.parametrize("words", ["2026-02-30", "28.2.2026", "soon"])
def test_what_is_no_day_is_refused(words: str) -> None:
    assert refused(an_arg(ArgKind.DATE), words) == say("argument_date", words=quoted(words))


@pytest.mark.parametrize(("words", "number"), [("1", 1), ("9", 9)])
def test_number(words: str, number: int) -> None:
    assert meant(replace(an_arg(ArgKind.NUMBER), least=1, most=9), words) == number


@pytest.mark.parametrize("words", ["0", "10", "-1", "two", "1.5", "²"])
def test_what_is_no_number_between_the_bounds_is_refused(words: str) -> None:
    arg = replace(an_arg(ArgKind.NUMBER), least=1, most=9)

    assert refused(arg, words) == say("argument_number", words=words, least=1, most=9)


@pytest.mark.parametrize(
    ("words", "seconds"),
    [("90s", 90), ("15m", 900), ("15 min", 900), ("1h 30m", 5400), ("1h30m", 5400), ("2 Hours", 7200), ("1d", 86400)],
)
def test_length_of_time(words: str, seconds: int) -> None:
    assert meant(an_arg(ArgKind.DURATION), words) == timedelta(seconds=seconds)


@pytest.mark.parametrize("words", ["15", "soon", "m", "15x"])
def test_what_is_no_length_of_time_is_refused(words: str) -> None:
    assert refused(an_arg(ArgKind.DURATION), words) == say("argument_duration", words=words)


def test_length_of_time_is_taken_from_the_front() -> None:
    command = of(an_arg(ArgKind.DURATION, "time"), an_arg(ArgKind.REST, "why"))

    given = arguments(command, "1h 30 min call back", {}, context())

    assert given == {"time": timedelta(minutes=90), "why": "call back"}


@pytest.mark.parametrize(
    ("words", "value"), [("green", "green"), ("GREEN TEA", "green"), ("bl", "black"), ("int", "mint")]
)
def test_choice_is_found_by_value_words_beginning_or_part(words: str, value: str) -> None:
    assert meant(TEA, words) == value


def test_choice_that_is_not_there_or_could_be_two_names_what_there_is() -> None:
    assert refused(TEA, "x") == say("argument_choice", words="x", options="Black tea, Green tea, Mint")
    assert refused(TEA, "tea") == say("argument_ambiguous", words="tea", options="Black tea, Green tea")
    assert refused(an_arg(ArgKind.CHOICE), "x") == say("choice_empty")


def test_search_finds_what_its_words_do_not_name() -> None:
    assert meant(FOUND, "leaves") == "green"
    assert refused(FOUND, "tea").key == "argument_ambiguous"


def test_several_choices_are_given_with_commas_or_lines() -> None:
    many = replace(TEA, many=True)

    assert meant(many, "mint, green,, mint") == ("mint", "green")
    assert meant(many, "", what="green\nblack") == ("green", "black")


@pytest.mark.parametrize(
    ("words", "who", "rest"),
    [
        ("Ada Lovelace knows", "ada", "knows"),
        ("bob", "bob", None),
        ("ada\nknows\nmore", "ada", "knows\nmore"),
        ("bob a b c d e f g h i j", "bob", "a b c d e f g h i j"),
    ],
)
def test_name_before_other_words_is_as_long_as_it_can_be(words: str, who: str, rest: str | None) -> None:
    command = of(an_arg(ArgKind.AGENT, "who"), an_arg(ArgKind.REST, "why", required=False))

    given = arguments(command, words, {}, context())

    profile = given["who"]
    assert isinstance(profile, Profile)
    assert (profile.id, given.get("why")) == (who, rest)


def test_name_before_other_words_that_is_none_or_missing_is_refused() -> None:
    command = of(an_arg(ArgKind.AGENT, "who"), an_arg(ArgKind.REST, "why", required=False))

    assert refusal(lambda: arguments(command, "zoe knows", {}, context())).args["words"] == "zoe"
    assert refusal(lambda: arguments(command, "", {}, context())).key == "argument_missing"


def test_arguments_written_as_values_mean_the_same_and_free_words_are_left_out() -> None:
    command = of(
        an_arg(ArgKind.AGENT, "who"),
        an_arg(ArgKind.AGENT_OR_QUEUE, "to"),
        an_arg(ArgKind.AGENT_OR_QUEUE, "place"),
        an_arg(ArgKind.ONOFF, "on"),
        an_arg(ArgKind.ONOFF, "off"),
        an_arg(ArgKind.DURATION, "time"),
        an_arg(ArgKind.DATE, "day"),
        an_arg(ArgKind.NUMBER, "count"),
        replace(TEA, name="teas", many=True),
        an_arg(ArgKind.QUEUE, "queue"),
        an_arg(ArgKind.REST, "why", required=False),
    )
    values = {
        "who": "ada", "to": "agent:bob", "place": "queue:sales", "on": "on", "off": "off", "time": "90s",
        "day": "2026-11-21", "count": "3", "teas": "green\nmint", "queue": "billing",
    }  # fmt: skip

    given = arguments(command, "", {**values, "why": "secret"}, context())

    assert as_values(command, given) == values
