"""What a customer's screen shows beside the log where the installation has nothing of the kind."""

from core.ports import Afterword, AlwaysOpen, Door, NoAfterwards, NoPlaces
from tests.build import BILLING, CHAT


def test_a_queue_without_hours_is_open_in_every_language() -> None:
    assert AlwaysOpen().door(BILLING, "de") == Door(open=True)


async def test_where_nobody_counts_no_chat_has_a_place() -> None:
    assert await NoPlaces().of_queues() == {}


async def test_where_nothing_is_said_after_a_chat_there_is_no_survey_and_no_transcript() -> None:
    assert await NoAfterwards().of(CHAT) == Afterword(survey=None, transcript=None)
