"""Pictures in private questions: small, of the kinds that Slack shows; one that it refuses keeps no question back."""

import base64

import pytest

from adapters.slack.ids import make_file
from core.errors import Permanent
from core.ids import ExternalRef
from core.messages import Unfetched
from core.views import Button, Prompt
from tests.adapters.slack.outbound.desks import ADA, Workplace

NOBODYS = Unfetched(make_file("T0DEMO", "F0NOBODY"), "pot.png", "image/png", 12_000)


async def asked(work: Workplace, *pictures: Unfetched) -> list[dict[str, object]]:
    """Let Ada be asked in a thread, and give the blocks."""
    prompt = Prompt("Look once more: pot.png", "k1", buttons=(Button("Send", "send"),), pictures=pictures)
    await work.desk.tell(ADA, await work.thread(), prompt)
    (shown,) = work.pg.slack.store.channels["C0SUPPORT"].ephemerals
    assert "Look once more" in shown.text
    return shown.blocks


async def test_a_picture_stands_small_beside_its_name_and_size(work: Workplace) -> None:
    root = await work.thread()
    pot = {"name": "pot.png", "mimetype": "image/png", "base64": base64.b64encode(b"\x89PNG").decode()}
    thread = root.rpartition("/")[2]
    await work.pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="x", thread_ts=thread, files=[pot])
    (file,) = work.pg.slack.store.files.values()

    blocks = await asked(work, Unfetched(make_file("T0DEMO", file.id), "pot.png", "image/png", 12_000))

    section = next(block for block in blocks if block["type"] == "section")
    assert section["text"] == {"type": "plain_text", "text": "pot.png · 12 kB", "emoji": False}
    assert section["accessory"] == {"type": "image", "slack_file": {"id": file.id}, "alt_text": "pot.png"}


@pytest.mark.parametrize(
    "file",
    [
        NOBODYS,
        Unfetched(make_file("T0DEMO", "F0NOBODY"), "pot.webp", "image/webp", 12_000),
        Unfetched(ExternalRef("elsewhere"), "pot.png", "image/png", 12_000),
    ],
)
async def test_what_slack_does_not_show_is_asked_about_without_a_picture(work: Workplace, file: Unfetched) -> None:
    blocks = await asked(work, file)

    assert [block["type"] for block in blocks] == ["rich_text", "actions"]


async def test_another_refusal_is_told_as_it_is(work: Workplace) -> None:
    thread = await work.thread()
    work.pg.slack.store.channels["C0SUPPORT"].members.remove("U0BRIDGE")
    work.pg.slack.store.grants.clear()

    with pytest.raises(Permanent):
        await work.desk.tell(ADA, thread, Prompt("Look", "k1", pictures=(NOBODYS,)))
