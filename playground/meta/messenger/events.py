"""What the app is told of a conversation (https://developers.facebook.com/docs/messenger-platform/reference/webhook-events).

Rules: only what the Page's subscription names; times are milliseconds; a watermark stands for everything up to it.
"""

from typing import TYPE_CHECKING

from playground.meta.files import family
from playground.meta.hook import CALLBACKS, EVENTS, MESSENGER, Event
from playground.meta.ids import secret
from playground.meta.model import Bubble, Json, Message
from playground.meta.seed import OTHER_APP

if TYPE_CHECKING:
    from playground.meta.messenger.people import Person
    from playground.meta.world import Meta

# What a file counts as in an attachment.
_TYPES = {"document": "file"}


def now(meta: "Meta") -> int:
    """Give the time as Messenger writes it."""
    return int(meta.clock.now() * 1000)


def message(meta: "Meta", person: "Person", bubble: Bubble, **more: object) -> None:
    """Tell of what a person has written (webhook-events/messages)."""
    body: Json = {"mid": bubble.mid}
    if bubble.text:
        body["text"] = bubble.text
    if bubble.files:
        body["attachments"] = [attachment(meta, bubble, at) for at in range(len(bubble.files))]
    if bubble.reply_to:
        body["reply_to"] = {"mid": bubble.reply_to}
    tell(meta, person, "messages", {"message": {**body, **more}}, "message")


def attachment(meta: "Meta", bubble: Bubble, at: int) -> Json:
    """Write one attachment: its type and where it can be fetched."""
    file = bubble.files[at]
    kind = family(file.mimetype)
    found: Json = {"url": meta.shown(file, secret())}
    if bubble.kind == "sticker":
        found["sticker_id"] = 369239263222822  # the thumb
    return {"type": _TYPES.get(kind, kind), "payload": found}


def postback(meta: "Meta", person: "Person", told: Json) -> None:
    """Tell of a button that was tapped (webhook-events/messaging_postbacks)."""
    tell(meta, person, "messaging_postbacks", {"postback": told}, "postback")


def referral(meta: "Meta", person: "Person", ref: str) -> None:
    """Tell of a link that led somebody back into the conversation (webhook-events/messaging_referrals)."""
    told = {"ref": ref, "source": "SHORTLINK", "type": "OPEN_THREAD"}
    tell(meta, person, "messaging_referrals", {"referral": told}, "referral")


def reaction(meta: "Meta", person: "Person", told: Json) -> None:
    """Tell of a reaction (webhook-events/message-reactions)."""
    tell(meta, person, "message_reactions", {"reaction": told}, "reaction")


def edit(meta: "Meta", person: "Person", bubble: Bubble) -> None:
    """Tell of a message that was changed (webhook-events/message-edits)."""
    told = {"mid": bubble.mid, "text": bubble.text, "num_edit": bubble.edits}
    tell(meta, person, "message_edits", {"message_edit": told}, "edit")


def delivered(meta: "Meta", person: "Person", messages: list[Message]) -> None:
    """Tell what has arrived (webhook-events/message-deliveries)."""
    told = {"mids": [one.mid for one in messages], "watermark": int(max(one.at for one in messages) * 1000)}
    tell(meta, person, "message_deliveries", {"delivery": told}, "delivery", about=messages[-1].mid)


def read(meta: "Meta", person: "Person", watermark: float) -> None:
    """Tell up to when all was read (webhook-events/message-reads)."""
    told = {"watermark": int(watermark * 1000)}
    tell(meta, person, "message_reads", {"read": told}, "read", about=f"read:{person.psid}")


def echo(meta: "Meta", person: "Person", sent: Message, files: list[Json]) -> None:
    """Tell of what the Page has sent itself (webhook-events/message-echoes)."""
    if "message_echoes" not in meta.settings.messenger_fields:
        return
    asked = sent.body.get("message") or {}
    ours = not sent.bubble.by_other
    body: Json = {"mid": sent.mid, "is_echo": True, "app_id": int(meta.settings.app_id if ours else OTHER_APP)}
    body |= {name: asked[name] for name in ("metadata", "text") if asked.get(name)}
    if files:
        body["attachments"] = files
    told = {"sender": {"id": meta.settings.page}, "recipient": {"id": person.psid}, "timestamp": now(meta)}
    event = Event(MESSENGER, meta.settings.page, {**told, "message": body}, "echo", sent.mid)
    meta.webhooks.tell(event, CALLBACKS)


def tell(meta: "Meta", person: "Person", field: str, what: Json, summary: str, *, about: str = "") -> None:
    """Tell of one thing that a person has done, when the Page's subscription names it."""
    if field not in meta.settings.messenger_fields:
        return
    told = {"sender": {"id": person.psid}, "recipient": {"id": meta.settings.page}, "timestamp": now(meta), **what}
    meta.webhooks.tell(Event(MESSENGER, meta.settings.page, told, summary, about), CALLBACKS if about else EVENTS)
