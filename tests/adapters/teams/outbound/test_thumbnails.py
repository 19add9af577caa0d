"""Pictures shown small in a question: small enough for any card, and never what a question waits or fails for."""

import json
from base64 import b64decode
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from io import BytesIO
from random import Random

import pytest
from PIL import Image

from adapters.teams import prompt
from adapters.teams.links import Links
from adapters.teams.members import Members
from adapters.teams.private import Private, Telling
from adapters.teams.thumbnails import MOST, SIDE, Thumbnails
from core.errors import Permanent, Transient, Unreachable
from core.ids import ExternalRef, PersonRef
from core.messages import Unfetched
from core.views import Button, Prompt
from tests.adapters.teams.inbound.fakes import Clock
from tests.adapters.teams.inbound.microsoft import Wired, wired

NOW = datetime(2026, 11, 21, tzinfo=UTC)
ADA = PersonRef("contoso/ada-object-id")
AIM = 28_000
"""Bytes of a whole card, by https://learn.microsoft.com/answers/questions/2152702."""


def noise(width: int, height: int, kind: str = "PNG", mode: str = "RGB") -> bytes:
    """Draw what can be compressed least."""
    target = BytesIO()
    data = Random(5).randbytes(width * height * len(mode))
    Image.frombytes(mode, (width, height), data).save(target, kind)
    return target.getvalue()


class Files:
    """What was posted, by its source; an exception is raised instead."""

    def __init__(self, *there: bytes | Exception) -> None:
        self.there = there
        self.asked: list[str] = []

    async def fetch(self, file: Unfetched) -> AsyncIterator[bytes]:
        self.asked.append(file.source)
        found = self.there[int(file.source.rpartition("/")[2])]
        if isinstance(found, Exception):
            raise found
        yield found


def file(number: int, name: str = "pot.png", mime: str = "image/png") -> Unfetched:
    return Unfetched(ExternalRef(f"https://files.example/{number}"), name, mime, 0)


def picture(address: str) -> Image.Image:
    head, _, data = address.partition(";base64,")
    assert head == "data:image/jpeg"
    return Image.open(BytesIO(b64decode(data)))


@pytest.mark.parametrize(
    ("given", "size"),
    [
        (noise(900, 300), (SIDE, 43)),
        (noise(300, 900, "JPEG"), (43, SIDE)),
        (noise(400, 400, "PNG", "RGBA"), (SIDE, SIDE)),
        (noise(20, 10, "GIF", "L"), (20, 10)),
    ],
    ids=["wide", "high", "transparent", "tiny"],
)
async def test_a_picture_keeps_its_shape_and_is_never_larger(given: bytes, size: tuple[int, int]) -> None:
    (shown,) = await Thumbnails(Files(given).fetch).of([file(0)])

    assert (picture(shown.address).size, shown.width) == (size, size[0])


async def test_what_is_transparent_stands_on_white() -> None:
    target = BytesIO()
    Image.new("RGBA", (40, 40), (200, 0, 0, 0)).save(target, "PNG")

    (shown,) = await Thumbnails(Files(target.getvalue()).fetch).of([file(0)])

    assert picture(shown.address).getpixel((20, 20)) == (255, 255, 255)


async def test_a_card_with_as_many_pictures_as_it_shows_stays_small() -> None:
    files = Files(*[noise(1200, 1200)] * 5)
    names = "x" * 255

    shown = await Thumbnails(files.fetch).of([file(number, names) for number in range(5)])
    asked = Prompt("w" * 7_000, "k", quote="q" * 2_000, buttons=(Button("Send", "send"),))
    card = prompt.message(asked, NOW, shown)

    assert len(shown) == MOST == len(files.asked)
    assert len(json.dumps(card)) < AIM


@pytest.mark.parametrize(
    "there",
    [b"%PDF-1.4", b"", noise(50, 50)[:200], noise(50, 50, "WEBP"), Permanent("gone"), Transient("later")],
    ids=["no picture", "nothing", "half of one", "another kind", "gone", "not now"],
)
async def test_what_can_t_be_shown_is_left_out(there: bytes | Exception) -> None:
    shown = await Thumbnails(Files(there, noise(50, 50)).fetch).of([file(0), file(1)])

    assert [one.file for one in shown] == [file(1)]


async def test_only_what_is_called_a_picture_is_fetched_and_each_once() -> None:
    files = Files(noise(50, 50), noise(50, 50))
    thumbnails = Thumbnails(files.fetch)

    for _ in range(2):
        await thumbnails.of([file(0), file(1, "pot.svg", "image/svg+xml")])

    assert files.asked == [file(0).source]


def telling(wire: Wired, *files: bytes) -> Private:
    """Give what tells Ada something, before a Microsoft that answers as it is told."""
    clock = Clock(wire.time)
    members = Members(wire.connector, wire.known, lambda: (), clock)
    return Private(
        wire.connector, wire.known, members, Telling(Links(wire.section), Thumbnails(Files(*files).fetch), clock)
    )


async def test_a_picture_that_teams_refuses_keeps_no_question_back() -> None:
    async with wired() as wire:
        await wire.known.learn_personal(ADA, "a:ada")
        wire.microsoft.says(413, {"error": {"code": "MessageSizeTooBig", "message": "too big"}})
        question = Prompt("Look once more", "k", buttons=(Button("Send", "send"),), pictures=(file(0),))

        receipt = await telling(wire, noise(50, 50)).tell(ADA, None, question)

        assert receipt.ref == "a:ada#17"
        first, second = (one.body for one in wire.microsoft.asked if one.path.endswith("/activities"))
        assert ("data:image/" in first, "data:image/" in second) == (True, False)


async def test_whoever_cannot_be_reached_is_not_written_to_again_without_the_picture() -> None:
    async with wired() as wire:
        await wire.known.learn_personal(ADA, "a:ada")
        wire.microsoft.says(403, {"error": {"code": "MessageWritesBlocked", "message": "blocked"}})
        question = Prompt("Look once more", "k", buttons=(Button("Send", "send"),), pictures=(file(0),))

        with pytest.raises(Unreachable):
            await telling(wire, noise(50, 50)).tell(ADA, None, question)

        assert sum(one.path.endswith("/activities") for one in wire.microsoft.asked) == 1
