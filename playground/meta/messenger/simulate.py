"""The people: what one does in Messenger, as calls.

Rules: a person does only what the app lets them, and reads its sentence when they can't (HumanError). Somebody whom
nobody knew is made by their first message. Every call answers a small dictionary with what it made.
"""

from typing import TYPE_CHECKING

from playground.meta import files as files_of
from playground.meta.ids import mid
from playground.meta.messenger import events, send
from playground.meta.messenger.people import Person
from playground.meta.model import Bubble, Choice, Json, Message
from playground.refusals import refuse

if TYPE_CHECKING:
    from playground.meta.messenger.world import Messenger

_SWITCHES = ("blocked", "deactivated", "quiet", "private")
LONGEST_TEXT = 20_000  # unverified: people's own messages may be longer than a Page's
_MOST_EDITS = 5  # https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/message-edits
_NAMES = {
    "❤": "love",
    "❤️": "love",
    "😆": "smile",
    "😮": "wow",
    "😢": "sad",
    "😠": "angry",
    "👍": "like",
    "👎": "dislike",
}


class Simulate:
    """What people do."""

    def __init__(self, messenger: "Messenger") -> None:
        """Act in this world."""
        self._messenger = messenger
        self._meta = messenger.meta

    async def send(
        self, *, person: str, text: str = "", files: list[Json] | None = None, reply_to: str = "", sticker: bool = False
    ) -> Json:
        """Write to the Page; files as {name, mimetype, base64}."""
        who, attached = self._person(person, make=True), files_of.given(files)
        self._check_can_write(who)
        if not text.strip() and not attached:
            refuse("no_text", "Write something or attach a file.")
        if len(text) > LONGEST_TEXT:
            refuse("msg_too_long", f"Not sent: at most {LONGEST_TEXT:,} characters fit in one message.")
        if any(len(one.content) > 25 * files_of.MEGABYTE for one in attached):
            refuse("too_large", "Not sent: a file may have 25 MB at most.")
        if reply_to:
            self._bubble_of(who, reply_to)
        kind = "sticker" if sticker else files_of.family(attached[0].mimetype) if attached else "text"
        bubble = Bubble(0, True, kind, text, self._meta.clock.now(), mid(), attached, reply_to=reply_to)
        return self._written(who, bubble)

    async def start(self, *, person: str, ref: str = "") -> Json:
        """Tap Get Started, or come back by a link with a reference."""
        who = self._person(person, make=True)
        self._check_can_write(who)
        is_new = who.wrote is None
        self._touch(who)
        if ref and not is_new:
            events.referral(self._meta, who, ref)
            return {}
        told: Json = {"mid": mid(), "title": "Get Started", "payload": "GET_STARTED"}
        if ref:
            told["referral"] = {"ref": ref, "source": "SHORTLINK", "type": "OPEN_THREAD"}
        events.postback(self._meta, who, told)
        return {}

    async def tap(self, *, person: str, id: int, title: str = "", index: int | None = None) -> Json:
        """Tap what stands under a bubble: a quick reply answers with a message, a button tells its payload."""
        who = self._person(person)
        bubble, choice = chosen(who.bubbles, id, title, index)
        self._check_can_write(who)
        if choice.kind in {"url", "call"}:
            return {"url": choice.value if choice.kind == "url" else f"tel:{choice.value}"}
        bubble.tapped = choice.title
        if choice.kind == "postback":
            self._touch(who)
            told = {"mid": mid(), "title": choice.title, "payload": choice.value}
            events.postback(self._meta, who, told)
            return {}
        if bubble is not who.bubbles[-1]:
            refuse("gone", "These answers are gone: something was written after them.")
        said = Bubble(0, True, "text", choice.title, self._meta.clock.now(), mid())
        return self._written(who, said, quick_reply={"payload": choice.value})

    async def react(self, *, person: str, mid: str, emoji: str, add: bool = True) -> Json:
        """React to a message, or take the reaction back."""
        who = self._person(person)
        bubble = self._bubble_of(who, mid)
        if add:
            bubble.reactions["me"] = emoji
        else:
            bubble.reactions.pop("me", None)
        self._touch(who)
        told: Json = {"mid": mid, "action": "react" if add else "unreact"}
        events.reaction(
            self._meta, who, {"reaction": _NAMES.get(emoji, "other"), "emoji": emoji, **told} if add else told
        )
        return {}

    async def edit(self, *, person: str, mid: str, text: str) -> Json:
        """Change a message of one's own."""
        who = self._person(person)
        bubble = self._mine(who, mid)
        if bubble.edits >= _MOST_EDITS:
            refuse("edit_limit", "A message can be changed five times.")
        if not text.strip():
            refuse("no_text", "Write something.")
        bubble.text, bubble.edits = text, bubble.edits + 1
        events.edit(self._meta, who, bubble)
        self._meta.changes.ring()
        return {}

    async def delete(self, *, person: str, mid: str) -> Json:
        """Unsend a message: no event of Messenger's tells the Page."""
        self._mine(self._person(person), mid).removed = True
        self._meta.changes.ring()
        return {}

    async def read(self, *, person: str) -> Json:
        """Look at the conversation."""
        who = self._person(person)
        fresh = [one for one in who.bubbles if not one.mine and one.id > who.read]
        if not fresh:
            return {}
        who.read = who.bubbles[-1].id
        if not who.quiet:
            for bubble in fresh:
                self._messenger.store.messages[bubble.mid].status = "read"
            events.read(self._meta, who, self._meta.clock.now())
        self._meta.changes.ring()
        return {}

    async def switch(self, *, person: str, trouble: int | None = None, **switches: bool) -> Json:
        """Say what is the matter with a person: blocked, deactivated, quiet, private; trouble, a code or 0."""
        who = self._person(person)
        if any(name not in _SWITCHES for name in switches) or not all(isinstance(on, bool) for on in switches.values()):
            refuse("bad_request", f"Switches are {', '.join(_SWITCHES)}, each true or false; and trouble, a code or 0.")
        for name, on in switches.items():
            setattr(who, name, on)
        if trouble is not None:
            who.trouble = int(trouble)
        self._meta.changes.ring()
        return {name: getattr(who, name) for name in _SWITCHES} | {"trouble": who.trouble}

    async def inbox(self, *, person: str, text: str) -> Json:
        """Let somebody answer in Meta's own inbox: the app sees an echo of another one."""
        who = self._person(person)
        bubble = Bubble(0, False, "text", text, self._meta.clock.now(), mid(), by_other=True)
        return {"mid": send.put(self._meta, who, bubble, {"message": {"text": text}})}

    async def strange(self, *, person: str, event: Json) -> Json:
        """Let Meta tell of something that no page has told of yet."""
        who = self._person(person)
        self._touch(who)
        events.tell(self._meta, who, "messages", event, "something unknown")
        return {}

    def _written(self, who: Person, bubble: Bubble, **more: object) -> Json:
        store = self._messenger.store
        store.put(who, bubble)
        store.messages[bubble.mid] = Message(bubble.mid, True, who.psid, bubble, "received", bubble.at)
        self._touch(who)
        events.message(self._meta, who, bubble, **more)
        return {"mid": bubble.mid, "id": bubble.id}

    def _touch(self, who: Person) -> None:
        who.wrote = self._meta.clock.now()
        self._meta.changes.ring()

    def _check_can_write(self, who: Person) -> None:
        if who.blocked:
            refuse("blocked", "You have blocked this Page. Unblock it to write to it.")
        if who.deactivated:
            refuse("deactivated", "This account is not active.")

    def _person(self, psid: str, *, make: bool = False) -> Person:
        people = self._messenger.store.people
        if psid not in people and not (make and psid.isdigit()):
            refuse("person_not_found", f"Nobody in Messenger has the id {psid}.")
        return people.setdefault(psid, Person(psid))

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


def chosen(bubbles: list[Bubble], id: int, title: str, index: int | None) -> tuple[Bubble, Choice]:
    """Find what is tapped, by what it says or by its place.

    Raises HumanError.
    """
    bubble = next((one for one in bubbles if one.id == id and not one.removed), None)
    if bubble is None:
        refuse("message_not_found", "This message is not there.")
    choices = bubble.buttons
    if index is not None and 0 <= index < len(choices):
        return bubble, choices[index]
    found = next((one for one in choices if title and one.title == title), None)
    if found is None:
        refuse("no_such_choice", f"There is no {title or index!r} to tap.")
    return bubble, found
