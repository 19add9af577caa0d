"""How what people send is written in webhooks, where it is more than a text or a file."""

import hashlib

from playground.meta import files
from playground.meta.model import File, Json


def people(contacts: list[Json] | None) -> list[Json]:
    """Write contacts as WhatsApp tells of them (.../webhooks/reference/messages/contacts)."""
    return [
        {
            "name": {"formatted_name": one.get("name", ""), "first_name": str(one.get("name", "")).partition(" ")[0]},
            "phones": [
                {"phone": one.get("phone", ""), "type": "CELL"} | ({"wa_id": one["wa_id"]} if one.get("wa_id") else {})
            ],
        }
        for one in contacts or []
    ]


def family(attached: list[File]) -> str:
    """Say what kind of message files make."""
    return files.family(attached[0].mimetype) if attached else "text"


def special(given: Json) -> Json | None:
    """Write what is no text, file, place or card (.../webhooks/reference/messages/order and .../unsupported)."""
    if given.get("order"):
        return {"type": "order", "order": given["order"]}
    if not given.get("unsupported"):
        return None
    error = {"code": 131051, "title": "Message type unknown", "message": "Message type unknown"}
    details = {"error_data": {"details": "Message type is currently not supported."}}
    return {"type": "unsupported", "errors": [error | details], "unsupported": {"type": "poll_creation"}}


def digits(key: str) -> str:
    """Make digits that are always the same for a key."""
    return str(int(hashlib.sha256(key.encode()).hexdigest(), 16))[:20]
