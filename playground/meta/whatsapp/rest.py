"""The calls of the Graph API that are WhatsApp's, but for media."""

from typing import TYPE_CHECKING

from playground.meta.ask import Ask
from playground.meta.errors import GraphError
from playground.meta.model import Json
from playground.meta.whatsapp import templates as templates_of
from playground.meta.whatsapp.send import send

if TYPE_CHECKING:
    from playground.meta.world import Meta

__all__ = ["phone", "phones", "send", "templates"]


async def templates(meta: "Meta", ask: Ask) -> Json:
    """List the message templates."""
    return templates_of.listed(meta, ask)


async def phones(meta: "Meta", ask: Ask) -> Json:
    """List the account's numbers."""
    return {"data": [_phone(meta, one, ask) for one in meta.settings.phones]}


async def phone(meta: "Meta", ask: Ask) -> Json:
    """Tell of a number (https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account-to-number-current-status).

    Raises GraphError 100 for a field that is none.
    """
    return _phone(meta, meta.settings.phone(ask.node) or {"id": ask.node, "number": "", "name": ""}, ask)


def _phone(meta: "Meta", found: Json, ask: Ask) -> Json:
    known = {
        "id": found["id"],
        "display_phone_number": f"+{found['number']}",
        "verified_name": found["name"],
        "quality_rating": meta.settings.quality,
        "code_verification_status": "VERIFIED",
        "platform_type": "CLOUD_API",
    }
    wanted = ask.fields("verified_name,display_phone_number,quality_rating,id")
    strange = next((name for name in wanted if name not in known), None)
    if strange:
        words = f"(#100) Tried accessing nonexisting field ({strange}) on node type (WhatsAppBusinessPhoneNumber)"
        raise GraphError(100, words)
    return {name: known[name] for name in [*wanted, "id"]}
