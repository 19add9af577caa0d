"""An edit is a text like any other: what the leak guard would hold never reaches the customer as an edit.

The earlier text stays at the customer, and the author is told so.
"""

import pytest

from tests.scenarios.attachments import PDF
from tests.scenarios.differences import Difference
from tests.scenarios.person import Person
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.slack.alone import previews_the_link
from tests.scenarios.world import World, a_world

LEAK = "this one is a liar"


async def _edits_the_last_text(world: World, ada: Person, ref: str, text: str) -> None:
    await ada.edits(ref, text)
    await ada.is_told(sentence("edit_not_sent"))
    await world.quiet()


@pytest.mark.parametrize(
    "text",
    [
        f"@deskbridge invite Grace, {LEAK}",
        f"ask @deskbridge, {LEAK}",
        f"!refund 30, {LEAK}",
        f" /invite grace {LEAK}",
        f"note: {LEAK}",
        f";; {LEAK}",
    ],
)
async def test_an_edit_that_is_no_plain_talk_is_not_sent_and_its_author_is_told(text: str) -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        ref = await ada.writes("one moment")
        await customer.hears("one moment")
        await _edits_the_last_text(world, ada, ref, text)
        assert customer.texts() == ["one moment"]
        await customer.never_heard(LEAK)


async def test_an_edit_that_names_the_bot_runs_no_command() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        ref = await ada.writes("one moment")
        await customer.hears("one moment")
        await _edits_the_last_text(world, ada, ref, "@deskbridge end")
        assert "The chat has ended." not in customer.notices()


async def test_an_edit_after_a_refused_one_is_shown() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        ref = await ada.writes("one moment")
        await customer.hears("one moment")
        await _edits_the_last_text(world, ada, ref, f"@deskbridge {LEAK}")
        await ada.edits(ref, "two moments")
        await customer.hears("two moments")
        await customer.never_heard(LEAK)


@pytest.mark.desks("slack", because=Difference.PREVIEW)
async def test_an_edit_of_a_message_whose_link_was_previewed_is_shown() -> None:
    async with a_world() as world:
        ada, customer = await talking(world)
        ref = await ada.writes("see https://shop.example/tee")
        await customer.hears("see https://shop.example/tee")
        await previews_the_link(world, ref)
        await ada.edits(ref, "see https://shop.example/tea")
        await customer.hears("see https://shop.example/tea")


async def test_an_edit_of_a_text_sent_with_more_files_than_allowed_is_not_sent() -> None:
    async with a_world({"queues": {"support": {"attachments": {"max_files": 1}}}}) as world:
        ada, customer = await talking(world)
        ref = await ada.writes("both labels", files={"one.pdf": PDF, "two.pdf": PDF})
        await ada.is_told(sentence("hold_files_many", count=2, most=1))
        await ada.clicks("Send to customer")
        await customer.hears("both labels")
        await _edits_the_last_text(world, ada, ref, "both labels of yours")
        await customer.never_heard("both labels of yours")
