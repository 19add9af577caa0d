"""Files that people send in the demo."""

from playwright.async_api import FilePayload

from tests.browser.widget.site import picture

RECEIPT: FilePayload = {"name": "receipt.txt", "mimeType": "text/plain", "buffer": b"Order 1042: Golden Oolong, 60 g"}


def a_picture(name: str) -> FilePayload:
    return {"name": name, "mimeType": "image/png", "buffer": picture()}
