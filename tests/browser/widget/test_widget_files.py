"""Files in the widget: picked, dropped, refused with a reason."""

import re
from pathlib import Path

import pytest
from playwright.async_api import FilePayload, expect

from core.inbound import CustomerMessage
from tests.browser.conftest import OpenPage
from tests.browser.widget.site import Shop, drop, open_chat, picture, wait_for

pytestmark = pytest.mark.browser


async def test_files_by_picker_and_drop_show_and_arrive(shop: Shop, open_page: OpenPage) -> None:
    frame = await open_chat(shop, await open_page(shop.url))
    await frame.locator("input[type=file]").set_input_files(
        {"name": "leaf.png", "mimeType": "image/png", "buffer": picture()}
    )
    await drop(frame, "notes.txt", "text/plain", "some notes")
    await expect(frame.get_by_role("button", name="Remove notes.txt")).to_be_visible()
    send = frame.get_by_role("button", name="Send", exact=True)
    await expect(send).to_be_enabled()
    await send.click()
    await expect(frame.get_by_label("Sent", exact=True)).to_be_visible()

    (message,) = shop.world.bodies(CustomerMessage)
    assert [part.name for part in message.parts] == ["leaf.png", "notes.txt"]
    thumb = frame.get_by_role("button", name="View leaf.png")
    await wait_for(lambda: thumb.locator("img").evaluate("img => img.complete && img.naturalWidth > 0"))
    await thumb.click()
    await expect(frame.get_by_role("dialog", name="leaf.png")).to_be_visible()
    await frame.get_by_role("button", name="Close", exact=True).click()
    await expect(frame.get_by_role("link", name=re.compile("Download notes.txt"))).to_be_visible()


async def test_file_that_may_not_pass_says_why_and_can_be_removed(
    shop: Shop, open_page: OpenPage, tmp_path: Path
) -> None:
    frame = await open_chat(shop, await open_page(shop.url))
    program, huge = tmp_path / "invoice.pdf", tmp_path / "huge.txt"
    program.write_bytes(b"MZ" + b"\0" * 100)
    huge.write_bytes(b"x" * 21_000_000)
    await frame.locator("input[type=file]").set_input_files([program, huge])

    await expect(frame.get_by_text("“invoice.pdf” is a Windows program")).to_be_visible()
    await expect(frame.get_by_text("huge.txt is too large. Files can be up to 20 MB.")).to_be_visible()
    await frame.get_by_role("button", name="Remove invoice.pdf").click()
    await expect(frame.get_by_text("“invoice.pdf”")).to_have_count(0)
    await expect(frame.get_by_role("button", name="Send", exact=True)).to_be_disabled()


async def test_picture_is_pasted(shop: Shop, open_page: OpenPage) -> None:
    frame = await open_chat(shop, await open_page(shop.url))
    await frame.get_by_label("Your message").evaluate(
        """async (field, bytes) => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes)], "image.png", {type: "image/png"}));
            field.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        list(picture()),
    )
    await expect(frame.get_by_role("button", name="Remove image.png")).to_be_visible()
    await expect(frame.get_by_role("button", name="Send", exact=True)).to_be_enabled()

    assert [media.mime for media, _ in shop.world.files.kept.values()] == ["image/png"]


async def test_more_files_than_allowed_are_not_taken_and_it_is_said(shop: Shop, open_page: OpenPage) -> None:
    frame = await open_chat(shop, await open_page(shop.url))
    six: list[FilePayload] = [{"name": f"{n}.txt", "mimeType": "text/plain", "buffer": b"x"} for n in range(6)]
    await frame.locator("input[type=file]").set_input_files(six)

    await expect(frame.get_by_text("You can send up to 5 files with one message.")).to_be_visible()
    await expect(frame.get_by_role("button", name="Remove")).to_have_count(5)
    await frame.get_by_role("button", name="Dismiss").click()
    await expect(frame.get_by_text("You can send up to 5 files")).to_have_count(0)
