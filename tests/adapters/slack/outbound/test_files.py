"""Files into a thread, and out of one."""

from base64 import b64encode
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.slack.client import SlackClient
from adapters.slack.files_in import FilesIn
from adapters.slack.ids import make_file
from adapters.slack.uploads import file_name
from core.errors import Permanent, Transient
from core.ids import ExternalRef
from core.messages import Text, Unfetched
from tests.adapters.slack.outbound.desks import Workplace, a_post, found, section


def file_posts(work: Workplace, thread: ExternalRef) -> list[list[str]]:
    names = work.pg.slack.store.files
    return [[names[file].name for file in one.files] for one in work.replies(thread) if one.files]


async def read(pieces: AsyncIterator[bytes]) -> bytes:
    return b"".join([piece async for piece in pieces])


async def test_a_file_appears_below_the_line_that_names_its_author(work: Workplace) -> None:
    thread = await work.thread()
    media = work.files.add("dress.png", b"png bytes")

    receipt = await work.desk.post(thread, a_post(parts=(Text("this one"), media)))

    line, shown = work.replies(thread)
    assert line.username == "Mia Wong (customer)"
    assert work.pg.slack.store.files[shown.files[0]].content == b"png bytes"
    assert (receipt.ref, receipt.more) == (
        f"T0DEMO/C0SUPPORT/{line.ts}",
        (ExternalRef(f"T0DEMO/C0SUPPORT/{shown.ts}"),),
    )


async def test_bytes_go_up_before_anything_is_seen(work: Workplace) -> None:
    thread = await work.thread()
    media = work.files.add("dress.png", b"png bytes")
    work.pg.faults.add("files.getUploadURLExternal", "500")

    with pytest.raises(Transient):
        await work.desk.post(thread, a_post(parts=(media,)))
    assert work.replies(thread) == []
    await work.desk.post(thread, a_post(parts=(media,)))

    assert file_posts(work, thread) == [["dress.png"]]


async def test_a_lost_answer_to_the_last_step_shares_nothing_twice(work: Workplace) -> None:
    thread = await work.thread()
    work.pg.faults.add("files.completeUploadExternal", "reset_after_accept")

    await work.desk.post(thread, a_post(parts=(work.files.add("dress.png", b"png"),)))

    assert file_posts(work, thread) == [["dress.png"]]


async def test_a_file_that_has_not_appeared_is_looked_for_again_and_the_line_is_not_repeated(work: Workplace) -> None:
    thread = await work.thread()
    work.pg.faults.add("files.completeUploadExternal", "500")

    with pytest.raises(Transient):
        await work.desk.post(thread, a_post(parts=(work.files.add("dress.png", b"png"),)))
    post = a_post(parts=(work.files.kept[next(iter(work.files.kept))][0],))
    await work.desk.post(thread, post)

    assert len(work.replies(thread)) == 2
    assert file_posts(work, thread) == [["dress.png"]]


async def test_after_a_restart_a_line_without_its_file_is_not_whole(work: Workplace) -> None:
    thread = await work.thread()
    post = a_post(parts=(work.files.add("dress.png", b"png"),))
    work.pg.faults.add("files.completeUploadExternal", "500")
    with pytest.raises(Transient):
        await work.desk.post(thread, post)
    after_restart = work.another_desk()

    assert await found(after_restart, thread, "key-1") is None
    await after_restart.post(thread, post)

    assert file_posts(work, thread) == [["dress.png"]]
    assert await found(work.another_desk(), thread, "key-1") is not None


async def test_a_file_that_slack_refuses_does_not_hold_up_the_words(work: Workplace) -> None:
    thread = await work.thread()
    grant = work.pg.slack.store.grants["xoxb-playground"]
    grant.scopes -= {"files:write"}

    await work.desk.post(thread, a_post(parts=(Text("look"), work.files.add("dress.png", b"png"))))

    (line,) = work.replies(thread)
    assert "could not be shown here" in str(line.blocks)


async def test_a_deleted_post_takes_its_files_along(work: Workplace) -> None:
    thread = await work.thread()
    receipt = await work.desk.post(thread, a_post(parts=(work.files.add("dress.png", b"png"),)))
    assert receipt.ref is not None

    await work.desk.change(receipt.ref, a_post(key="change-1", deleted=True))

    assert all(file.deleted for file in work.pg.slack.store.files.values())


async def agents_file(work: Workplace, data: bytes = b"%PDF") -> Unfetched:
    posted = await work.pg.slack.simulate.post(
        user="U0ADA",
        channel="C0SUPPORT",
        text="",
        files=[{"name": "terms.pdf", "mimetype": "application/pdf", "base64": b64encode(data).decode()}],
    )
    message = next(one for one in work.messages() if one.ts == posted["ts"])
    file = work.pg.slack.store.files[message.files[0]]
    url = f"{work.pg.url}/slack/files/{file.id}/{file.name}"
    return Unfetched(make_file("T0DEMO", file.id, url), file.name, file.mimetype, len(data))


async def test_an_agents_file_is_fetched_with_the_token(work: Workplace) -> None:
    file = await agents_file(work)

    assert await read(work.desk.fetch(file)) == b"%PDF"


async def test_a_file_known_by_id_alone_is_asked_for(work: Workplace) -> None:
    file = await agents_file(work)
    source = ExternalRef(file.source.partition("/http")[0] + "/")

    assert await read(work.desk.fetch(Unfetched(source, file.name, file.mime, file.size))) == b"%PDF"


async def test_the_sign_in_page_is_no_file(work: Workplace) -> None:
    file = await agents_file(work)
    grant = work.pg.slack.store.grants["xoxb-playground"]
    grant.scopes -= {"files:read"}

    with pytest.raises(Permanent) as caught:
        await read(work.desk.fetch(file))
    assert caught.value.reason is not None
    assert caught.value.reason.key == "slack_file_gone"


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/f",
        "https://files.slack.com.evil.example/f",
        "https://files.slack.com:8443/f",
        "https://files.slack.com@evil.example/f",
        "http://files.slack.com/f",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        "https://[",
    ],
)
async def test_the_token_is_shown_to_no_other_host(work: Workplace, url: str) -> None:
    files = FilesIn(SlackClient(section(), lambda: work.session), ("files.slack.com",))

    with pytest.raises(Permanent) as caught:
        await read(files.fetch(Unfetched(make_file("T0DEMO", "F0FILE", url), "f", "text/plain", 1)))
    assert caught.value.reason is not None
    assert caught.value.reason.key == "slack_file_host"


async def test_a_redirect_to_another_host_is_not_followed(work: Workplace) -> None:
    async def elsewhere(_: web.Request) -> web.StreamResponse:
        raise web.HTTPFound("http://localhost:9/steal")

    app = web.Application()
    app.router.add_get("/f", elsewhere)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    source = make_file("T0DEMO", "F0FILE", str(server.make_url("/f")))

    with pytest.raises(Permanent) as caught:
        await read(work.desk.fetch(Unfetched(source, "f", "text/plain", 1)))
    await server.close()

    assert caught.value.reason is not None
    assert caught.value.reason.args == {"host": "localhost"}


def test_a_files_name_keeps_its_ending() -> None:
    assert file_name("../a\nb/" + "x" * 300 + ".png").endswith(".png")
    assert len(file_name("x" * 300 + ".png")) <= 120
    assert file_name(" ") == "file"
