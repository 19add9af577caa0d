"""What one sees in Messenger or WhatsApp, as data for the page; both look alike to it."""

from typing import TYPE_CHECKING
from urllib.parse import quote

from aiohttp import web

from playground.meta.model import Bubble, Choice, Json
from playground.refusals import refuse

if TYPE_CHECKING:
    from playground.meta.messenger.people import Person as Writer
    from playground.meta.whatsapp.people import Person
    from playground.meta.world import Meta


def messenger(meta: "Meta", psid: str) -> Json:
    """Write all that Messenger shows to one person.

    Raises HumanError person_not_found.
    """
    people = meta.messenger.store.people
    me = people.get(psid or next(iter(people), ""))
    if me is None:
        refuse("person_not_found", f"Nobody in Messenger has the id {psid}.")
    page = {"id": meta.settings.page, "name": meta.settings.page_name, "hint": "Messenger"}
    return {
        "me": me.psid,
        "people": [
            {"id": one.psid, "name": one.name, "hint": "", "unread": _unread(one.bubbles, one.read)}
            | {"switches": {"blocked": one.blocked, "quiet": one.quiet}}
            for one in people.values()
        ],
        "places": [page],
        "connected": bool(meta.settings.messenger_url),
        "threads": [_thread(meta, "messenger", me.psid, page["id"], me.bubbles, me.read, typing=_types(meta, me))]
        if me.bubbles
        else [],
        "problems": len(meta.given_up),
    }


def whatsapp(meta: "Meta", key: str) -> Json:
    """Write all that WhatsApp shows to one person.

    Raises HumanError person_not_found.
    """
    people = meta.whatsapp.store.people
    me = meta.whatsapp.store.find(key) if key else next(iter(people), None)
    if me is None:
        refuse("person_not_found", f"Nobody in WhatsApp has the number or id {key}.")
    switches = ("off", "blocked", "quiet", "opted_out")
    return {
        "me": me.key,
        "people": [
            {"id": one.key, "name": one.name, "hint": _hint(one), "unread": _unread_of_all(one)}
            | {"switches": {name: getattr(one, name) for name in switches}}
            for one in people
        ],
        "places": [{"id": one["id"], "name": one["name"], "hint": f"+{one['number']}"} for one in meta.settings.phones],
        "connected": bool(meta.settings.whatsapp_url),
        "threads": [_chat(meta, me, number) for number in dict.fromkeys(one.number for one in me.bubbles)],
        "problems": len(meta.given_up),
    }


def file(bubbles: list[Bubble], id: str, at: str) -> web.Response:
    """Give a file's bytes to the page."""
    files = next((one.files for one in bubbles if str(one.id) == id), [])
    if not (at.isdigit() and int(at) < len(files)):
        raise web.HTTPNotFound(text="There is no such file here.")
    found = files[int(at)]
    headers = {
        "Content-Type": found.mimetype,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'",
    }
    return web.Response(body=found.content, headers=headers)


def _types(meta: "Meta", one: "Writer") -> bool:
    return one.typing_until > meta.clock.now()


def _hint(one: "Person") -> str:
    return f"+{one.number}" if one.is_numbered else f"@{one.username}"


def _chat(meta: "Meta", me: "Person", number: str) -> Json:
    bubbles = [one for one in me.bubbles if one.number == number]
    typing = me.typing_until.get(number, 0.0) > meta.clock.now()
    return _thread(meta, "whatsapp", me.key, number, bubbles, me.read.get(number, 0), typing=typing)


def _unread_of_all(one: "Person") -> int:
    return sum(1 for each in one.bubbles if _is_fresh(each, one.read.get(each.number, 0)))


def _unread(bubbles: list[Bubble], read: int) -> int:
    return sum(1 for one in bubbles if _is_fresh(one, read))


def _is_fresh(one: Bubble, read: int) -> bool:
    return not one.mine and one.id > read


def _thread(
    meta: "Meta", product: str, who: str, place: str, bubbles: list[Bubble], read: int, *, typing: bool
) -> Json:
    by_mid = {one.mid: one for one in bubbles}
    is_heard = bool(meta.settings.messenger_url if product == "messenger" else meta.settings.whatsapp_url)
    rows = [_bubble(product, who, one, by_mid, read, is_heard=is_heard) for one in bubbles]
    return {"place": place, "unread": _unread(bubbles, read), "typing": typing, "bubbles": rows}


def _bubble(product: str, who: str, one: Bubble, by_mid: dict[str, Bubble], read: int, *, is_heard: bool) -> Json:
    quoted = by_mid.get(one.reply_to)
    address = f"/_sim/{product}/file/{one.id}"
    if one.removed:
        return {"id": one.id, "mid": one.mid, "mine": one.mine, "at": one.at, "removed": True, "text": "", "files": []}
    return {
        "id": one.id,
        "mid": one.mid,
        "mine": one.mine,
        "kind": one.kind,
        "text": one.text,
        "at": one.at,
        "files": [
            {"name": file.name, "mimetype": file.mimetype, "url": f"{address}/{at}?person={quote(who)}"}
            for at, file in enumerate(one.files)
        ],
        "choices": [_choice(each, at) for at, each in enumerate(one.choices)],
        "cards": _cards(one),
        "header": one.header,
        "footer": one.footer,
        "list_label": one.list_label,
        "quoted": quoted and {"mine": quoted.mine, "text": quoted.text or quoted.kind},
        "reactions": list(one.reactions.values()),
        "my_reaction": one.reactions.get("me", ""),
        "location": one.place,
        "contacts": [_contact(each) for each in one.people],
        "tapped": one.tapped,
        "edits": one.edits,
        "removed": False,
        "by_other": one.by_other,
        "state": "" if not one.mine else "read" if one.seen else "delivered" if is_heard else "sent",
        "fresh": _is_fresh(one, read),
    }


def _choice(one: Choice, at: int) -> Json:
    return {
        "index": at,
        "kind": one.kind,
        "title": one.title,
        "description": one.description,
        "section": one.section,
        "value": one.value if one.kind in {"url", "call"} else "",
    }


def _cards(one: Bubble) -> list[Json]:
    """Write the cards, their buttons numbered after those under the bubble, as `simulate.tap` counts them."""
    rows: list[Json] = []
    at = len(one.choices)
    for card in one.cards:
        choices = [_choice(each, at + more) for more, each in enumerate(card.choices)]
        at += len(choices)
        rows.append({"title": card.title, "subtitle": card.subtitle, "picture": card.picture, "choices": choices})
    return rows


def _contact(one: Json) -> Json:
    phones = one.get("phones") or [{}]
    return {"name": (one.get("name") or {}).get("formatted_name", ""), "phone": phones[0].get("phone", "")}
