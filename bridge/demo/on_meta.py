"""Customers with Messenger and with WhatsApp: they write to the shop, and read what arrives."""

import base64
from collections.abc import Callable, Mapping
from mimetypes import guess_type
from typing import Any, Self

from playground.meta.messenger.world import Messenger
from playground.meta.model import Bubble
from playground.meta.seed import MIA_PSID, MIA_WA
from playground.meta.whatsapp.world import WhatsApp


class MetaCustomer:
    """Mia, with one of Meta's apps."""

    def __init__(self, app: Messenger | WhatsApp, title: str, person: str) -> None:
        """Take the app, how what it shows is headed, and Mia's id in it."""
        self.title = title
        self._app, self._person = app, person
        self._files: dict[str, dict[str, Any]] = {}

    async def __aenter__(self) -> Self:
        """Open the app."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close it."""

    async def uploads(self, name: str, data: bytes) -> str:
        """Choose a file; give that by which it is attached."""
        mime = guess_type(name)[0] or "application/octet-stream"
        self._files[name] = {"name": name, "mimetype": mime, "base64": base64.b64encode(data).decode()}
        return name

    async def says(self, text: str, *files: str) -> None:
        """Write to the shop: the words, then each file, as the apps send them."""
        await self._app.simulate.send(person=self._person, text=text)
        for one in files:
            await self._app.simulate.send(person=self._person, files=[self._files[one]])

    async def hears(self, text: str) -> None:
        """Wait until a message has arrived."""
        await self._comes(lambda one: text in one.text, f"“{text}” in the app")

    async def gets_a_file(self) -> None:
        """Wait until a file has arrived."""
        await self._comes(lambda one: bool(one.files), "a file in the app")

    def seen(self) -> str:
        """Give all that the app shows, as text."""
        return "\n".join(self.lines())

    def lines(self) -> list[str]:
        """Give what the app shows, message by message."""
        return [_line(one) for one in self._bubbles()]

    def _bubbles(self) -> list[Bubble]:
        return self._app.bubbles(self._person)

    async def _comes(self, is_it: Callable[[Bubble], bool], what: str) -> None:
        def look() -> bool:
            return any(is_it(one) for one in self._bubbles() if not one.mine)

        await self._app.meta.changes.until(look, what=what)


def on_messenger(messenger: Messenger) -> MetaCustomer:
    """Give Mia, who writes to the shop's page."""
    return MetaCustomer(messenger, f"Messenger of {MIA_PSID} shows", MIA_PSID)


def on_whatsapp(whatsapp: WhatsApp) -> MetaCustomer:
    """Give Mia, who writes to the shop's number."""
    return MetaCustomer(whatsapp, f"WhatsApp of +{MIA_WA} shows", MIA_WA)


def settings(url: str) -> Mapping[str, str]:
    """Give what is entered in the app's dashboard, for a bridge at this address."""
    return {f"{product}_url": f"{url}/{product}/webhook" for product in ("messenger", "whatsapp")}


def _line(bubble: Bubble) -> str:
    files = [f"[{one.name or bubble.kind}]" for one in bubble.files]
    return f"{'You' if bubble.mine else 'Shop'}: {' '.join((bubble.text, *files)).strip()}"
