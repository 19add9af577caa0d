"""Files: what may come in, what is refused and with which words, and how they are served."""

import io
from typing import Any

import pytest
from aiohttp import ClientSession, FormData
from PIL import Image

from adapters.attachments import pictures
from adapters.attachments.content import clean_name, recognise
from core.errors import FileRefused
from core.inbound import CustomerMessage
from core.messages import Media
from tests.adapters.web.conftest import Browser
from tests.adapters.web.ports import HandClock
from tests.adapters.web.world import World

ID = "11111111-2222-4333-8444-555555555555"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"
PROGRAM = b"MZ\x90\x00\x03" + b"\0" * 200
GPS = 0x8825
MB = 1_000_000


def picture(kind: str, size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, "teal").save(target, kind, **options)
    return target.getvalue()


def photo_with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Camera of Maya"
    exif.get_ifd(GPS)[1] = "N"
    exif[0x0112] = 6  # lies on its side
    target = io.BytesIO()
    Image.effect_noise((400, 300), 90).convert("RGB").save(target, "JPEG", exif=exif)
    return target.getvalue()


async def test_file_is_kept_and_travels_with_the_message_that_names_it(browser: Browser) -> None:
    uploaded = await browser.upload("invoice.pdf", PDF)
    window = await browser.window()
    await window.send(t="say", id=ID, text="here", files=[uploaded["id"]])
    await window.until("ack", id=ID)

    assert uploaded["status"] == 201
    assert (uploaded["name"], uploaded["mime"], uploaded["size"]) == ("invoice.pdf", "application/pdf", len(PDF))
    (body,) = browser.world.bodies(CustomerMessage)
    assert isinstance(body.parts[1], Media)
    assert body.parts[1].name == "invoice.pdf"


async def test_file_sent_as_a_form_is_taken_too(browser: Browser) -> None:
    await browser.session()
    form = FormData()
    form.add_field("note", "not a file")
    form.add_field("file", PDF, filename="invoice.pdf", content_type="application/pdf")
    headers = {"Origin": browser.world.url, "Authorization": f"Bearer {browser.token}"}
    async with browser.http.post(f"{browser.world.url}/widget/files", data=form, headers=headers) as response:
        assert response.status == 201
        assert (await response.json())["name"] == "invoice.pdf"


@pytest.mark.parametrize("announced", [True, False])
async def test_file_of_30_mb_is_refused_whether_or_not_it_says_its_size(
    browser: Browser,
    announced: bool,  # noqa: FBT001
) -> None:
    await browser.session()

    async def stream() -> Any:
        for _ in range(30):
            yield b"x" * MB

    headers = {
        "Origin": browser.world.url,
        "Authorization": f"Bearer {browser.token}",
        "X-File-Name": "huge.txt",
    }
    data = io.BytesIO(b"x" * 30 * MB) if announced else stream()
    async with browser.http.post(f"{browser.world.url}/widget/files", data=data, headers=headers) as response:
        answer = await response.json()

    assert (response.status, answer["error"]["code"]) == (413, "too_large")
    assert "20 MB" in answer["error"]["message"]
    assert browser.world.files.kept == {}


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("invoice.pdf", PROGRAM, "Windows program"),
        ("photo.jpg", b"\x7fELF\x02\x01\x01" + b"\0" * 50, "Linux program"),
        ("notes.txt", b"#!/bin/sh\nrm -rf /\n", "script"),
        ("notes.txt", b"<html><script>alert(1)</script>", "scripts"),
        ("drawing.svg", b'<?xml version="1.0"?><svg xmlns="x"/>', "scripts"),
        ("photo.png", b"  \n<SVG onload=alert(1)>", "scripts"),
        ("archive.zip", b"PK\x03\x04" + b"\0" * 50, "application/zip"),
        ("letter.docx", b"PK\x03\x04" + b"\0" * 50, "text files, PDFs, pictures"),
        ("film.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 50, "video/mp4"),
        ("notes.txt", b"M\xfcnchen in Latin-1", "UTF-8"),
        ("notes.txt", b"nul\0inside", "UTF-8"),
        ("notes.txt", b"fine at first" * 2000 + b"\xff", "UTF-8"),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + b"junk" * 20, "damaged"),
    ],
)
async def test_content_that_may_not_pass_is_refused_and_nothing_is_kept(
    browser: Browser, name: str, content: bytes, word: str
) -> None:
    answer = await browser.upload(name, content)

    assert answer["status"] == 415
    assert word in answer["error"]["message"]
    assert browser.world.files.kept == {}


async def test_empty_file_is_refused(browser: Browser) -> None:
    answer = await browser.upload("empty.txt", b"")

    assert (answer["status"], answer["error"]["code"]) == (400, "empty")


async def test_upload_without_a_good_token_is_refused(browser: Browser) -> None:
    answer = await browser.upload("invoice.pdf", PDF, token="bad")

    assert (answer["status"], answer["error"]["code"]) == (401, "token_invalid")


async def test_text_with_a_character_cut_at_the_first_look_is_text(browser: Browser) -> None:
    content = ("x" * 8191 + "é" + "more").encode()

    assert (await browser.upload("notes.md", content))["status"] == 201


async def test_photo_loses_its_place_and_camera_and_stands_upright(browser: Browser) -> None:
    content = photo_with_place() + b"<script>appended</script>"
    answer = await browser.upload("photo.jpg", content)
    (kept,) = [data for _, data in browser.world.files.kept.values()]

    assert b"Camera of Maya" in content
    assert b"Camera of Maya" not in kept
    assert b"appended" not in kept
    assert dict(Image.open(io.BytesIO(kept)).getexif()) == {}
    assert (answer["width"], answer["height"]) == (300, 400)


async def test_moving_picture_keeps_moving(browser: Browser) -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    target = io.BytesIO()
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:], duration=80, loop=0)
    await browser.upload("fun.gif", target.getvalue())
    (kept,) = [data for _, data in browser.world.files.kept.values()]

    assert getattr(Image.open(io.BytesIO(kept)), "n_frames", 1) == 3


async def test_picture_with_too_many_pixels_is_refused_before_it_is_unpacked(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 1000)
    answer = await browser.upload("large.png", picture("PNG"))

    assert (answer["status"], answer["error"]["code"]) == (413, "picture_too_large")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
async def test_picture_of_any_mode_is_kept_with_its_colours(browser: Browser, mode: str) -> None:
    target = io.BytesIO()
    source = Image.new("RGB", (8, 8), "teal").convert("L" if mode == "I;16" else mode).convert(mode)
    source.save(target, "PNG")
    answer = await browser.upload("p.png", target.getvalue())
    (kept,) = [data for _, data in browser.world.files.kept.values()]

    assert answer["status"] == 201
    found = Image.open(io.BytesIO(kept))
    assert found.convert("RGBA").tobytes() == Image.open(target).convert("RGBA").tobytes()


async def test_queue_that_lets_only_text_pass_refuses_a_picture(browser: Browser) -> None:
    await browser.session(queue="sales")
    answer = await browser.upload("photo.png", picture("PNG"))

    assert answer["status"] == 415
    assert "You can send text files." in answer["error"]["message"]


async def test_more_files_than_the_queue_lets_pass_are_refused(browser: Browser) -> None:
    await browser.session(queue="sales")
    ids = [(await browser.upload(f"{n}.txt", b"x"))["id"] for n in range(2)]
    window = await browser.window()
    await window.send(t="say", id=ID, text="", files=ids)
    refused = await window.until("refused", id=ID)

    assert refused["code"] == "too_many"


async def test_file_of_another_visitor_can_not_be_attached(browser: Browser) -> None:
    uploaded = await browser.upload("invoice.pdf", PDF)
    browser.token = ""
    window = await browser.window()
    await window.send(t="say", id=ID, text="", files=[uploaded["id"]])

    assert (await window.until("refused", id=ID))["code"] == "file_gone"


async def test_file_is_served_in_a_way_that_no_browser_runs_it(browser: Browser, http: ClientSession) -> None:
    uploaded = await browser.upload("räch nung.pdf", PDF)
    async with http.get(browser.world.url + uploaded["url"]) as response:
        assert await response.read() == PDF
        assert response.headers["Content-Disposition"] == "attachment; filename*=UTF-8''r%C3%A4ch%20nung.pdf"
        assert response.headers["Content-Type"] == "application/pdf"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"


async def test_link_to_a_file_dies_with_its_time_and_with_any_change(
    browser: Browser, http: ClientSession, clock: HandClock
) -> None:
    one = await browser.upload("one.txt", b"one")
    two = await browser.upload("two.txt", b"two")
    swapped = two["url"].partition("?")[0] + "?" + one["url"].partition("?")[2]
    later = one["url"].replace("sig=1", "sig=2")
    statuses = []
    for url in (one["url"], swapped, later, one["url"].partition("?")[0], one["url"][:-2] + "AA"):
        async with http.get(browser.world.url + url) as response:
            statuses.append(response.status)
    clock.move(8 * 86400)
    async with http.get(browser.world.url + one["url"]) as response:
        statuses.append(response.status)

    assert statuses == [200, 403, 403, 403, 403, 403]


@pytest.mark.parametrize("until", ["999999999999", "9" * 40, "²", "-1", "1e9", ""])
async def test_link_with_an_invented_time_is_refused_in_words(
    browser: Browser, http: ClientSession, until: str
) -> None:
    address = (await browser.upload("one.txt", b"one"))["url"].partition("sig=")[0]
    async with http.get(f"{browser.world.url}{address}sig={until}.someone.signature") as response:
        assert (response.status, (await response.json())["error"]["code"]) == (403, "link_invalid")


async def test_file_that_is_not_kept_any_more_is_said_to_be_gone(browser: Browser, http: ClientSession) -> None:
    uploaded = await browser.upload("one.txt", b"one")
    browser.world.files.kept.clear()
    async with http.get(browser.world.url + uploaded["url"]) as response:
        assert (response.status, (await response.json())["error"]["code"]) == (404, "file_gone")


async def test_agents_file_reaches_the_customer_as_a_part_with_a_working_address(
    browser: Browser, http: ClientSession
) -> None:
    window = await browser.window()
    await window.send(t="say", id=ID, text="hello", files=[])
    await window.until("event", kind="message")
    await browser.world.says("look", browser.world.keep("terms.pdf", "application/pdf", PDF))
    event = await window.until("event", kind="message")
    part = event["message"]["parts"][1]

    assert (part["kind"], part["name"], part["mime"]) == ("file", "terms.pdf", "application/pdf")
    async with http.get(browser.world.url + part["url"]) as response:
        assert await response.read() == PDF


async def test_too_many_uploads_are_slowed_down(browser: Browser) -> None:
    statuses = [(await browser.upload(f"{n}.txt", b"x"))["status"] for n in range(13)]

    assert statuses == [201] * 12 + [429]


@pytest.mark.parametrize(
    ("given", "mime", "expected"),
    [
        ("../../etc/passwd", "text/plain", "passwd.txt"),
        ("C:\\Users\\maya\\photo.JPG", "image/jpeg", "photo.JPG"),
        ("photo.pdf", "image/png", "photo.pdf.png"),
        ("cod\u202efdp.exe", "application/pdf", "codfdp.exe.pdf"),
        ("a\r\nb: c.txt", "text/plain", "ab_ c.txt"),
        ("...", "text/plain", "file.txt"),
        ("x" * 500 + ".pdf", "application/pdf", "x" * 120 + ".pdf"),
        ("räch-nung.pdf", "application/pdf", "räch-nung.pdf"),
        ("table.csv", "text/plain", "table.csv"),
    ],
)
def test_name_is_made_harmless_and_fits_the_content(given: str, mime: str, expected: str) -> None:
    assert clean_name(given, mime) == expected


def test_nothing_passes_where_no_kind_may() -> None:
    with pytest.raises(FileRefused) as refused:
        recognise("x.pdf", PDF, ())
    assert "No files can be sent here." in refused.value.message


async def test_world_serves_only_what_it_keeps(world: World, http: ClientSession) -> None:
    async with http.get(f"{world.url}/widget/files/F1/x.pdf") as response:
        assert response.status == 403
