"""What the configuration says of each feature reaches the core as its value; what it leaves out is off."""

from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path

import pytest

import config.schema
from bridge.cli.settings import read
from bridge.directories import directory_of
from core.agents.rights import OF_NO_ROLE
from core.directory import Directory
from core.ids import AgentId, DeskName, DispositionId, ExternalRef, QueueId, TeamId
from core.policy.bots import ExternalBot
from core.policy.canned import CannedText
from core.policy.choosing import Choosing, LanguageMatch
from core.policy.cleaning import Strip
from core.policy.dispositions import Disposition, Dispositions
from core.policy.forms import Field, FieldKind
from core.policy.gone import Gone, GoneAction
from core.policy.hold import Hold
from core.policy.hours import Span
from core.policy.inactivity import Inactivity
from core.policy.masking import MaskAction, Sensitive
from core.policy.messages import AutomaticMessages
from core.policy.overflow import Overflow
from core.policy.pushing import Consent, Pushing, PushPage
from core.policy.silence import Silence
from core.policy.survey import Survey
from core.policy.teams import Team
from core.routing.queues import Queue
from tests.config.example_env import EXAMPLE_ENV

EXAMPLE = Path(config.schema.__file__).with_name("example.yaml")
BILLING, SALES = QueueId("billing"), QueueId("sales")
MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def directory() -> Directory:
    """The directory of the example, which has every key."""
    return directory_of(read([EXAMPLE], EXAMPLE_ENV))


@pytest.fixture(scope="module")
def billing(directory: Directory) -> Queue:
    """The example's queue with everything on."""
    return directory.queues[BILLING]


def test_a_role_gives_its_rights(directory: Directory) -> None:
    example = read([EXAMPLE], EXAMPLE_ENV)
    given = {right for role in example.agents["ada"].roles for right in example.roles[role].rights}
    assert directory.profiles[AgentId("ada")].rights == given != set()
    assert directory.profiles[AgentId("grace")].rights == OF_NO_ROLE
    assert [one.id for one in directory.overseers] == ["grace"]


def test_a_queue_that_says_nothing_has_everything_off_but_that_a_customer_is_told_of_a_move(
    directory: Directory,
) -> None:
    sales = directory.queues[SALES]
    plain = Queue(sales.id, sales.title, sales.desk)

    kept = {"title", "desk", "places", "offer_mode", "weights", "id", "masking"}
    said = {field.name: getattr(sales, field.name) for field in fields(sales) if field.name not in kept}
    default = {field.name: getattr(plain, field.name) for field in fields(plain) if field.name not in kept}
    moves = AutomaticMessages(moved="We go on with you by {channel}.", moved_here="We go on with our chat here.")
    assert said == default | {"answer_reminder": MINUTE, "messages": moves}
    assert (sales.masking.action, sales.masking.wait) == (MaskAction.MASK, None)


def test_what_is_masked_is_the_same_for_every_queue(billing: Queue, directory: Directory) -> None:
    rules = billing.masking.rules

    assert billing.masking.action is MaskAction.TELL
    assert billing.masking.wait == timedelta(seconds=2)
    assert rules == directory.queues[SALES].masking.rules
    assert rules.find == set(Sensitive)
    assert [one.pattern for one in (*rules.patterns, *rules.allow)] == ["MB-[0-9]{8}", "ORD-[0-9]{13,19}"]
    assert rules.agents


def test_hours_are_those_of_the_calendar(billing: Queue) -> None:
    assert billing.hours is not None
    assert billing.hours.zone == "Europe/Berlin"
    assert billing.hours.week[0] == (Span(540, 1020),)
    assert billing.hours.week[2] == (Span(540, 720), Span(780, 1020))
    assert billing.hours.week[5:] == ((), ())
    assert billing.hours.holidays == {date(2026, 12, 24): (Span(540, 720),), date(2026, 12, 25): ()}


def test_forms_keep_their_fields_in_order(billing: Queue) -> None:
    assert billing.offline is not None
    assert billing.offline.thanks == "Thank you. We will write to you."
    assert [field.name for field in billing.offline.form.required()] == ["email", "words"]
    assert billing.activity is not None
    assert billing.activity.fields == (
        Field("topic", "Topic", FieldKind.CHOICE, required=True, options=("Invoice", "Refund", "Other")),
    )


def test_rules_of_routing(billing: Queue, directory: Directory) -> None:
    week, wait = timedelta(days=7), timedelta(seconds=20)

    assert billing.choosing == Choosing(frozenset({"invoices"}), LanguageMatch.PREFER, 2 * MINUTE, week, wait)
    assert billing.overflow == (Overflow(SALES, 3 * MINUTE),)
    assert billing.hold == Hold(60 * MINUTE)
    assert billing.gone == Gone(5 * MINUTE, GoneAction.TRANSFER, SALES)
    assert directory.profiles[AgentId("ada")].skills == {"invoices"}
    assert directory.profiles[AgentId("ada")].languages == ("en", "de")


def test_rules_of_time(billing: Queue) -> None:
    assert billing.inactivity == Inactivity(10 * MINUTE, 5 * MINUTE)
    assert billing.silence == Silence(MINUTE, 3 * MINUTE)
    assert billing.survey == Survey("How did we do?", 5, "What could we do better?", timedelta(hours=24))


def test_the_bots_words_menus_and_questions(billing: Queue) -> None:
    bot = billing.bot

    assert bot is not None
    assert (bot.title, bot.start, bot.external) == ("Tilly", "about", None)
    assert [choice.id for choice in bot.menus["about"].choices] == ["invoice", "other"]
    assert bot.menus["about"].choices[0].queue == BILLING
    assert bot.menus["about"].choices[1].queue is None
    assert bot.questions["number"].kind is FieldKind.NUMBER
    assert bot.hand_over.words == ("human", "agent")


def test_a_bot_of_somebody_elses_keeps_its_address_and_secret_in_the_shell(tmp_path: Path) -> None:
    file = tmp_path / "bridge.yaml"
    file.write_text(EXAMPLE.read_text("utf-8").replace("bot: first-line", "bot: outside"), "utf-8")

    bot = directory_of(read([file], EXAMPLE_ENV)).queues[BILLING].bot

    assert bot is not None
    assert bot.external == ExternalBot(timedelta(seconds=10))
    assert "bot.example" not in repr(bot)
    assert "only-an-example" not in repr(bot)


def test_the_brake_finds_words_patterns_and_digits_of_cards(billing: Queue, tmp_path: Path) -> None:
    file = tmp_path / "bridge.yaml"
    rules = "brake: [cards, our-accounts, names]"
    file.write_text(EXAMPLE.read_text("utf-8").replace("brake: [cards, our-accounts]", rules), "utf-8")

    brake = directory_of(read([file], EXAMPLE_ENV)).queues[BILLING].brake

    assert brake is not None
    cards, accounts, names = brake.rules
    assert cards.cards
    assert accounts.pattern is not None
    assert names.pattern is not None
    assert accounts.pattern.search("ACC-123456")
    assert names.pattern.search("our BLUEBIRD")
    assert names.pattern.search("bluebirds") is None


def test_what_is_cleaned(billing: Queue) -> None:
    assert billing.clean_up is not None
    assert billing.clean_up.strip == {Strip.TABLES, Strip.TRACKING}
    dashes = billing.clean_up.replacements[0]
    assert dashes.pattern.sub(dashes.by, "a -- b") == "a \N{EN DASH} b"


def test_pages_and_consent(billing: Queue) -> None:
    page = PushPage("return-form", "Return form", "https://shop.example/returns", ("Returns",))

    assert billing.pushing == Pushing(Consent.EACH_TIME, (page,), ("https://shop.example",))


def test_dispositions_and_their_folders(billing: Queue) -> None:
    solved, refunded = Disposition(DispositionId("solved"), "Solved"), DispositionId("refunded")

    assert billing.dispositions == Dispositions(
        (solved, Disposition(refunded, "Refunded", ("Billing",))), required=True
    )
    assert billing.dispositions.find(solved.id) == solved
    assert billing.dispositions.find(DispositionId("gone")) is None
    assert billing.dispositions.find(None) is None


def test_sentences_in_the_customers_language(billing: Queue) -> None:
    said = billing.messages

    assert said.in_language("de-AT").ended == "Der Chat ist beendet."
    assert said.in_language("DE").agent_joined == said.agent_joined
    assert said.in_language("fr") is said
    assert said.in_language("") is said


def test_teams_and_canned_texts(directory: Directory) -> None:
    money = TeamId("money")
    ada, grace = AgentId("ada"), AgentId("grace")

    assert directory.teams[money] == Team(
        money, "Money", DeskName("slack"), directory.teams[money].place, frozenset({grace}), frozenset({ada})
    )
    assert directory.teams[money].place != ExternalRef("")
    assert directory.teams_of(ada) == (directory.teams[money],)
    assert directory.teams_of(grace) == ()
    assert directory.canned["refund-sent"] == CannedText(
        id="refund-sent",
        title="The refund is on its way",
        text="Hello %{F|there}, the refund for %{order|your order} is on its way. %AF",
        folder=("Billing", "Refunds"),
        shortcut="refund",
        language="en",
        teams=frozenset({money}),
    )


def test_a_team_without_members_is_everybodys() -> None:
    team = Team(TeamId("all"), "All", DeskName("slack"), ExternalRef("x"))

    assert team.has(AgentId("anybody"))
