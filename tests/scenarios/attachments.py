"""Files that people send."""

import base64
from io import BytesIO

from PIL import Image

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def _pot() -> bytes:
    image, target = Image.new("RGB", (600, 400), (200, 30, 30)), BytesIO()
    image.paste((20, 60, 200), (300, 0, 600, 200))
    image.paste((240, 240, 230), (0, 200, 300, 400))
    image.save(target, "PNG")
    return target.getvalue()


POT = _pot()
"""A picture of some size, of four colours."""
