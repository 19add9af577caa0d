"""A customer with a phone: texts a number of the shop, and reads what arrives."""

import base64
from mimetypes import guess_type
from typing import Any, Self

from playground.server import Playground
from playground.twilio.model import Text
from playground.twilio.seed import MIA, NUMBER


class PhoneCustomer:
    """Mia, with her phone."""

    title = f"The phone {MIA} shows"

    def __init__(self, playground: Playground) -> None:
        """Take the playground, where the phone is."""
        self._twilio = playground.twilio
        self._files: dict[str, dict[str, Any]] = {}

    async def __aenter__(self) -> Self:
        """Take the phone."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Put it away."""

    async def uploads(self, name: str, data: bytes) -> str:
        """Choose a file; give that by which it is attached."""
        mime = guess_type(name)[0] or "application/octet-stream"
        self._files[name] = {"name": name, "mimetype": mime, "base64": base64.b64encode(data).decode()}
        return name

    async def says(self, text: str, *files: str) -> None:
        """Text the shop."""
        attached = [self._files[one] for one in files]
        await self._twilio.simulate.send(phone=MIA, to=NUMBER, text=text, files=attached)

    async def hears(self, text: str) -> None:
        """Wait until a text has arrived."""
        await self._twilio.until(lambda one: one.find(text, phone=MIA), what=f"“{text}” on the phone")

    async def gets_a_file(self) -> None:
        """Wait until a file, or its link, has arrived."""
        await self._twilio.until(
            lambda _: any(
                "/file/" in line or (line.startswith("Shop:") and line.endswith("]")) for line in self.lines()
            ),
            what="a file on the phone",
        )

    def seen(self) -> str:
        """Give all that stands on the phone, as text."""
        return "\n".join(self.lines())

    def lines(self) -> list[str]:
        """Give what stands on the phone, text by text."""
        return [_line(one) for one in self._twilio.texts(MIA)]


def _line(text: Text) -> str:
    files = [f"[{one.name}]" for one in text.files]
    return f"{'You' if text.mine else 'Shop'}: {' '.join((text.text, *files)).strip()}"
