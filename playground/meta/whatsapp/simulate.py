"""The people: what one does in WhatsApp, as calls.

Rules: a person does only what the app lets them, and reads its sentence when they can't (HumanError). Somebody whom
nobody knew is made by their first message, from a number or an id. Every call answers a small dictionary.
"""

from typing import TYPE_CHECKING, Any

from playground.meta import files as files_of
from playground.meta.ids import wamid
from playground.meta.messenger.simulate import chosen
from playground.meta.model import Bubble, File, Json, Message
from playground.meta.whatsapp import events, media, saying, send
from playground.meta.whatsapp.people import Person
from playground.refusals import refuse

if TYPE_CHECKING:
    from playground.meta.whatsapp.world import WhatsApp

_SPECIAL = ("location", "contacts", "order", "sticker", "voice", "unsupported")
_KINDS = ("order", "unsupported", "sticker", "voice")
_SWITCHES = ("off", "blocked", "quiet", "no_whatsapp", "opted_out")
LONGEST_TEXT = 65_536  # of people's own messages (reported)
_REVOKE_SECONDS = 2 * 24 * 3600.0  # .../webhooks/reference/messages/revoke


class Simulate:
    """What people do."""

    def __init__(self, whatsapp: "WhatsApp") -> None:
        """Act in this world."""
        self._whatsapp = whatsapp
        self._meta = whatsapp.meta

    async def send(
        self,
        *,
        person: str,
        text: str = "",
        to: str = "",
        files: list[Json] | None = None,
        reply_to: str = "",
        **special: Any,
    ) -> Json:
        """Write to a number of the business (the first unless told); files as {name, mimetype, base64}, one each.

        What is special about it: location, contacts, order; sticker, voice or unsupported (true).
        """
        if not set(special) <= set(_SPECIAL):
            refuse("bad_request", f"What can be special about a message: {', '.join(_SPECIAL)}.")
        who, number = self._writer(person), self._number(to)
        attached = files_of.given(files)
        if not (text.strip() or attached or any(special.values())):
            refuse("no_text", "Write something or attach a file.")
        if len(text) > LONGEST_TEXT:
            refuse("msg_too_long", f"Not sent: at most {LONGEST_TEXT:,} characters fit in one message.")
        if reply_to:
            self._bubble_of(who, reply_to)
        self._check_sizes(attached)
        kind = next((name for name in _KINDS if special.get(name)), saying.family(attached))
        bubble = Bubble(0, True, kind, text, self._meta.clock.now(), wamid(who.key), attached[:1], number=number)
        bubble.reply_to, bubble.place, bubble.people = (
            reply_to,
            special.get("location"),
            saying.people(special.get("contacts")),
        )
        first = self._written(who, bubble, saying.special(special))
        for file in attached[1:]:  # WhatsApp sends each picture of an album as a message of its own
            more = Bubble(0, True, saying.family([file]), "", bubble.at, wamid(who.key), [file], number=number)
            self._written(who, more)
        return first

    async def tap(self, *, person: str, id: int, title: str = "", index: int | None = None) -> Json:
        """Tap a button or a row of a list: an answer goes back, or an address opens."""
        who = self._person(person)
        bubble, choice = chosen(who.bubbles, id, title, index)
        if choice.kind in {"url", "call"}:
            return {"url": choice.value if choice.kind == "url" else f"tel:{choice.value}"}
        self._check_can_write(who)
        if choice.kind == "reply" and bubble.tapped:
            refuse("tapped", "One of these buttons was tapped already.")
        bubble.tapped = choice.title
        said = Bubble(0, True, "text", choice.title, self._meta.clock.now(), wamid(who.key), number=bubble.number)
        said.reply_to = bubble.mid
        if choice.kind == "share_number":
            said.people = saying.people([{"name": who.name, "phone": f"+{who.number}", "wa_id": who.number}])
            who.shows_number = True
            return self._written(who, said)
        if choice.kind == "template_reply":
            return self._written(
                who, said, {"type": "button", "button": {"payload": choice.value, "text": choice.title}}
            )
        kind = "list_reply" if choice.kind == "row" else "button_reply"
        reply = {"id": choice.value, "title": choice.title}
        if choice.description:
            reply["description"] = choice.description
        return self._written(who, said, {"type": "interactive", "interactive": {"type": kind, kind: reply}})

    async def react(self, *, person: str, mid: str, emoji: str, add: bool = True) -> Json:
        """React to a message, or take the reaction back: then the emoji is missing."""
        who = self._writer(person)
        bubble = self._bubble_of(who, mid)
        if add:
            bubble.reactions["me"] = emoji
        else:
            bubble.reactions.pop("me", None)
        what: Json = {"message_id": mid, "emoji": emoji} if add else {"message_id": mid}
        said = Bubble(0, True, "reaction", "", self._meta.clock.now(), wamid(who.key), number=bubble.number)
        self._touch(who, bubble.number)
        events.received(self._meta, who, said, {"type": "reaction", "reaction": what})
        return {"wamid": said.mid}

    async def edit(self, *, person: str, mid: str, text: str) -> Json:
        """Change a message: told only where the number is in the WhatsApp Business app, too."""
        who = self._writer(person)
        bubble = self._mine(who, mid)
        if not text.strip():
            refuse("no_text", "Write something.")
        bubble.text, bubble.edits = text, bubble.edits + 1
        changed = {"type": "text", "context": {}, "text": {"body": text}}
        self._tell_coexisting(who, bubble, {"type": "edit", "edit": {"original_message_id": mid, "message": changed}})
        return {}

    async def delete(self, *, person: str, mid: str) -> Json:
        """Delete a message for everyone: told only where the number is in the WhatsApp Business app, too."""
        who = self._writer(person)
        bubble = self._mine(who, mid)
        if self._meta.clock.now() - bubble.at > _REVOKE_SECONDS:
            refuse("too_late", "A message can be deleted for everyone for two days.")
        bubble.removed = True
        self._tell_coexisting(who, bubble, {"type": "revoke", "revoke": {"original_message_id": mid}})
        return {}

    async def read(self, *, person: str, number: str = "") -> Json:
        """Look at the conversation with a number of the business, or at all."""
        who = self._person(person)
        for one in {bubble.number for bubble in who.bubbles} if not number else {number}:
            self._read(who, one)
        return {}

    async def switch(
        self, *, person: str, trouble: int | None = None, refused: int | None = None, **switches: bool
    ) -> Json:
        """Say what is the matter: off, blocked, quiet, no_whatsapp, opted_out; trouble and refused, a code or 0."""
        who = self._person(person)
        if any(name not in _SWITCHES for name in switches) or not all(isinstance(on, bool) for on in switches.values()):
            words = f"Switches are {', '.join(_SWITCHES)}, each true or false; and trouble and refused, a code or 0."
            refuse("bad_request", words)
        for name, on in switches.items():
            setattr(who, name, on)
        if trouble is not None:
            who.trouble = int(trouble)
        if refused is not None:
            who.refused = int(refused)
        if not who.off:
            waiting = [one for one in self._whatsapp.store.messages.values() if one.status == "sent"]
            for message in waiting:
                if not message.mine and message.person in {who.number, who.user_id}:
                    send.arrive(self._meta, who, message)
        self._meta.changes.ring()
        return {name: getattr(who, name) for name in _SWITCHES} | {"trouble": who.trouble, "refused": who.refused}

    async def rename(self, *, person: str, name: str) -> Json:
        """Take another profile name."""
        self._person(person).name = name
        self._meta.changes.ring()
        return {}

    async def show_number(self, *, person: str, on: bool = True) -> Json:
        """Let the business see the number in spite of a username."""
        self._person(person).shows_number = on
        self._meta.changes.ring()
        return {}

    async def change_number(self, *, person: str, number: str) -> Json:
        """Take another number: a new id comes with it, and the businesses that were written to are told."""
        who = self._person(person)
        if not number.isdigit() or self._whatsapp.store.find(number):
            refuse("bad_number", f"{number} is no free number of digits alone.")
        old, who.number = who.number, number
        who.user_id = f"{who.user_id[:2]}.{saying.digits(number)}"
        for ours in who.wrote:
            events.system(self._meta, who, ours, old)
        self._meta.changes.ring()
        return {"user_id": who.user_id}

    async def strange(self, *, person: str, event: Json, to: str = "") -> Json:
        """Let Meta tell of a message that no page has told of yet."""
        who, number = self._writer(person), self._number(to)
        self._touch(who, number)
        said = Bubble(0, True, "unknown", "", self._meta.clock.now(), wamid(who.key), number=number)
        events.received(self._meta, who, said, {"type": "unknown", **event})
        return {"wamid": said.mid}

    def _written(self, who: Person, bubble: Bubble, what: Json | None = None) -> Json:
        store = self._whatsapp.store
        store.put(who, bubble)
        store.messages[bubble.mid] = Message(
            bubble.mid, True, who.key, bubble, "received", bubble.at, number=bubble.number
        )
        self._touch(who, bubble.number)
        events.received(self._meta, who, bubble, what or events.content(self._meta, bubble))
        return {"wamid": bubble.mid, "id": bubble.id}

    def _read(self, who: Person, number: str) -> None:
        fresh = [
            one for one in who.bubbles if one.number == number and not one.mine and one.id > who.read.get(number, 0)
        ]
        if not fresh:
            return
        who.read[number] = fresh[-1].id
        for bubble in fresh if not who.quiet else []:
            message = self._whatsapp.store.messages[bubble.mid]
            message.status = "read"
            events.status(self._meta, who, message)
        self._meta.changes.ring()

    def _tell_coexisting(self, who: Person, bubble: Bubble, what: Json) -> None:
        """Tell where it is told at all.

        https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/revoke
        """
        if self._meta.settings.coexistence:
            said = Bubble(0, True, "", "", self._meta.clock.now(), wamid(who.key), number=bubble.number)
            events.received(self._meta, who, said, what)
        self._meta.changes.ring()

    def _touch(self, who: Person, number: str) -> None:
        who.wrote[number] = self._meta.clock.now()
        self._meta.changes.ring()

    def _check_sizes(self, attached: list[File]) -> None:
        if any(len(one.content) > media.MOST_BYTES[files_of.family(one.mimetype)] for one in attached):
            refuse("too_large", "Not sent: the file is too large (pictures 5 MB, sound and video 16, documents 100).")

    def _check_can_write(self, who: Person) -> None:
        if who.off:
            refuse("phone_off", "Not sent: the phone is off.")
        if who.blocked:
            refuse("blocked", "You have blocked this business. Unblock it to write to it.")

    def _number(self, to: str) -> str:
        found = next((one["id"] for one in self._meta.settings.phones if to in {"", one["id"], one["number"]}), None)
        if found is None:
            refuse("unknown_number", f"Not sent: {to} is no number of the business.")
        return str(found)

    def _writer(self, key: str) -> Person:
        """Find or make who writes."""
        store = self._whatsapp.store
        person = store.find(key)
        if person is None:
            is_number = key.isdigit()
            if not is_number and "." not in key:
                refuse("person_not_found", f"{key} is neither a number of digits alone nor an id like US.123.")
            number, user = (key, f"US.{saying.digits(key)}") if is_number else (saying.digits(key)[:11], key)
            person = Person(number, user, name="", username="" if is_number else f"user{saying.digits(key)[:6]}")
            store.people.append(person)
        self._check_can_write(person)
        return person

    def _person(self, key: str) -> Person:
        person = self._whatsapp.store.find(key)
        if person is None:
            refuse("person_not_found", f"Nobody in WhatsApp has the number or id {key}.")
        return person

    def _bubble_of(self, who: Person, wanted: str) -> Bubble:
        found = next((one for one in who.bubbles if one.mid == wanted and not one.removed), None)
        if found is None:
            refuse("message_not_found", "This message is not there.")
        return found

    def _mine(self, who: Person, wanted: str) -> Bubble:
        found = self._bubble_of(who, wanted)
        if not found.mine:
            refuse("not_yours", "Only your own messages can be changed.")
        return found
