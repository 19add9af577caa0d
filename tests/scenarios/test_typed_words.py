"""What was typed and not understood is told to its author, and kept nowhere."""

import pytest

from bridge.store.work_tables import OUTBOX
from tests.scenarios.scenes import sentence, talking
from tests.scenarios.world import a_world

CARD = "4111 1111 1111 1111"


@pytest.mark.parametrize(
    "typed",
    [
        f"!end card {CARD} was refused",
        f"!invite {CARD}",
        f"!send {CARD}",
        f"!private on card {CARD}",
        f"@deskbridge {CARD.replace(' ', '')} was refused",
    ],
)
async def test_a_number_typed_behind_a_command_waits_in_no_row(typed: str) -> None:
    async with a_world() as world:
        ada, _ = await talking(world)
        before = len(ada.heard())
        await ada.writes(typed)
        await world.quiet()
        assert len(ada.heard()) > before
        rows = await world.read(lambda conn: [row.body for row in conn.execute(OUTBOX.select()).all()])
        assert not [body for body in rows if "4111 1" in body or "41111" in body]


async def test_words_left_over_are_told_by_the_first_of_them() -> None:
    async with a_world() as world:
        ada, _ = await talking(world)
        await ada.writes(f"!end card {CARD} was refused")
        await ada.is_told(sentence("argument_left_over", words="card …", usage="!end"))
