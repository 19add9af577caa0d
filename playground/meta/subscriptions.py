"""Which of a Page's events the app is told, and that it is told a WhatsApp account's.

https://developers.facebook.com/docs/graph-api/reference/page/subscribed_apps and
https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account/subscribed_apps
"""

from typing import TYPE_CHECKING

from playground.meta.ask import Ask
from playground.meta.errors import parameter
from playground.meta.model import Json
from playground.meta.settings import MESSENGER_FIELDS, WHATSAPP_FIELDS

if TYPE_CHECKING:
    from playground.meta.world import Meta

_APP_NAME = "Bridge"


async def listed(meta: "Meta", ask: Ask) -> Json:
    """List the apps: ours, when it is subscribed to anything."""
    settings = meta.settings
    if ask.node == settings.page:
        found = {"id": settings.app_id, "name": _APP_NAME, "subscribed_fields": settings.messenger_fields}
        return {"data": [found] if settings.messenger_fields else []}
    about = {"id": settings.app_id, "name": _APP_NAME, "link": "https://www.facebook.com/games/?app_id=1"}
    return {"data": [{"whatsapp_business_api_data": about}] if settings.whatsapp_fields else []}


async def subscribe(meta: "Meta", ask: Ask) -> Json:
    """Subscribe the app.

    Raises GraphError 100 for a field that a Page does not have.
    """
    if ask.node == meta.settings.page:
        given = ask.parameters.get("subscribed_fields")
        fields = given if isinstance(given, list) else [one for one in str(given or "").split(",") if one]
        if not fields or any(one not in MESSENGER_FIELDS for one in fields):
            raise parameter(f"Param subscribed_fields must be one of {{{', '.join(MESSENGER_FIELDS)}}}")
        meta.settings.messenger_fields = [str(one) for one in fields]
    else:
        meta.settings.whatsapp_fields = list(WHATSAPP_FIELDS)
    meta.changes.ring()
    return {"success": True}


async def unsubscribe(meta: "Meta", ask: Ask) -> Json:
    """Tell the app no more."""
    if ask.node == meta.settings.page:
        meta.settings.messenger_fields = []
    else:
        meta.settings.whatsapp_fields = []
    meta.changes.ring()
    return {"success": True}
