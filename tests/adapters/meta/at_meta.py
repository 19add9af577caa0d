"""What a channel of ours has done at the playground's Meta: its calls, as they came, and what Meta made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from aiohttp import ClientSession

from playground.meta.forging import SIGNATURE
from playground.meta.ids import node
from playground.meta.model import Json
from playground.meta.signature import sign
from playground.meta.world import Meta
from playground.server import Playground
from playground.traffic import Exchange

_LOST = 0
"""The status of a call whose answer was lost."""
_OK = 200


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the Graph API's: what it said, how it was answered, and what Meta would have said."""

    method: str
    path: str
    body: Mapping[str, Any]
    status: int
    answer: Mapping[str, Any]

    @property
    def is_message(self) -> bool:
        """Whether it was a message, and nothing else that goes to the same address."""
        is_said = "message" in self.body or "type" in self.body
        return self.method == "POST" and self.path.endswith("/messages") and is_said

    @property
    def is_upload(self) -> bool:
        """Whether a file was handed over by it."""
        return self.method == "POST" and self.path.endswith(("/message_attachments", "/media")) and bool(self.answer)

    @property
    def id(self) -> str:
        """Give Meta's id of the message; empty where it was not taken."""
        return str(self.answer.get("message_id") or (self.answer.get("messages") or [{}])[0].get("id", ""))


class AtMeta:
    """Meta, as somebody sees it who looks at the wire."""

    def __init__(self, playground: Playground) -> None:
        """Look from now on."""
        self.playground = playground
        self.calls: list[Call] = []
        playground.traffic.listen(self._note)

    @property
    def meta(self) -> Meta:
        """Give the playground's side."""
        return self.playground.meta

    @property
    def taken(self) -> list[tuple[str, Mapping[str, Any]]]:
        """Give the messages that Meta took, each with its id there, whether or not the answer arrived."""
        return [(one.id, one.body) for one in self.calls if one.is_message and one.status in (_OK, _LOST) and one.id]

    @property
    def actions(self) -> list[Mapping[str, Any]]:
        """Give what was shown to people that is no message: that something was read, or is being typed."""
        sent = [one.body for one in self.calls if one.path.endswith("/messages") and not one.is_message]
        return [{name: value for name, value in one.items() if name != "appsecret_proof"} for one in sent]

    @property
    def uploads(self) -> list[tuple[str, bytes]]:
        """Give the files that were handed over: name and bytes."""
        of_messenger, of_whatsapp = self.meta.messenger.store.attachments, self.meta.whatsapp.store.media
        ids = self.ids_of_uploads
        files = [of_messenger[id][1] if id in of_messenger else of_whatsapp[id].file for id in ids]
        return [(one.name, one.content) for one in files]

    @property
    def ids_of_uploads(self) -> list[str]:
        """Give what Meta calls each of them."""
        return [str(one.answer.get("attachment_id") or one.answer.get("id", "")) for one in self.calls if one.is_upload]

    def texts(self) -> list[str]:
        """Give the words of the messages that Meta took."""
        return [text_of(body) for _, body in self.taken]

    async def calls_us(self, url: str, payload: Any, signature: str | None = None) -> int:
        """Call an address of ours, signed by the app's secret unless a signature is given; give the answer's status."""
        data, headers = (payload, {}) if isinstance(payload, bytes) else self.meta.webhooks.signed(payload)
        head = {"Content-Type": "application/json"} | headers
        if signature is None:
            head[SIGNATURE] = sign(self.meta.settings.app_secret, data)
        else:
            head.pop(SIGNATURE, None)
            head |= {SIGNATURE: signature} if signature else {}
        async with ClientSession() as session, session.post(url, data=BytesIO(data), headers=head) as answer:
            await answer.read()
            return answer.status

    def has_template(self, name: str, text: str, language: str = "en_US", buttons: Sequence[str] = ()) -> Json:
        """Let Meta have approved a template, and give it as Meta knows it."""
        replies = [{"type": "QUICK_REPLY", "text": one} for one in buttons]
        parts: list[Json] = [{"type": "BODY", "text": text}]
        parts += [{"type": "BUTTONS", "buttons": replies}] if replies else []
        made: Json = {"id": node(), "name": name, "language": language, "status": "APPROVED", "category": "UTILITY"}
        made |= {"parameter_format": "POSITIONAL", "components": parts}
        there = self.meta.settings.templates
        there[:] = [one for one in there if (one["name"], one["language"]) != (name, language)] + [made]
        return made

    def fails(self, kind: str, target: str = "send", **how: Any) -> None:
        """Let the next call go wrong."""
        self.playground.faults.add(target, kind, vendor="meta", **how)

    def fails_after(self, messages: int, kind: str) -> None:
        """Let the call go wrong that comes when so many more messages were taken."""
        wanted = len(self.taken) + messages
        done: list[bool] = []

        def look(_: Exchange) -> None:
            if not done and len(self.taken) == wanted:
                done.append(True)
                self.fails(kind)

        self.playground.traffic.listen(look)

    def _note(self, one: Exchange) -> None:
        if one.vendor == "meta" and one.direction == "to_vendor":
            body = one.request if isinstance(one.request, dict) else {}
            answer = one.response if isinstance(one.response, dict) else {}
            self.calls.append(Call(one.method, one.path, body, one.status, answer))


def text_of(body: Mapping[str, Any]) -> str:
    """Give the words of a message that was taken."""
    message = body.get("message")
    if isinstance(message, dict):
        return str(message.get("text", ""))
    text, interactive = body.get("text"), body.get("interactive")
    if isinstance(text, dict):
        return str(text.get("body", ""))
    return str(interactive["body"]["text"]) if isinstance(interactive, dict) else ""
