"""What people do in Telegram: write, send files, press buttons, react, change their words, block the bot.

Rules: what a person may not do raises HumanError. Each returns what the page needs to know of it.
"""

import base64
from typing import TYPE_CHECKING, Any

from playground.refusals import refuse
from playground.telegram.model import File, Json, Message, Person
from playground.telegram.writing import chat_of, message_of, user_of

if TYPE_CHECKING:
    from playground.telegram.world import Telegram

KINDS = ("photo", "document", "video", "animation", "audio", "voice", "video_note")


class Simulate:
    """The people."""

    def __init__(self, telegram: "Telegram") -> None:
        """Act in a world."""
        self._telegram = telegram

    async def start(self, person: int, ref: str = "") -> Json:
        """Open the bot's page, perhaps by a link with a word in it, and press Start."""
        return await self.send(person, f"/start {ref}".strip())

    async def send(
        self, person: int, text: str = "", file: Json | None = None, reply_to: int = 0, **content: Any
    ) -> Json:
        """Write; `file` is {kind?, name?, mimetype?, base64 or size}, `content` anything else that a message holds."""
        who = self._person(person)
        if not (text.strip() or file or content):
            refuse("nothing_to_send", "Telegram sends no empty messages.")
        await self._meets(who)
        kept = self._file(file) if file else None
        message = Message(
            next(self._telegram.store.numbers),
            True,
            text,
            self._telegram.clock.now(),
            file=kept,
            reply_to=reply_to,
            content=content,
            entities=content.pop("entities", []),
        )
        who.messages.append(message)
        self._telegram.webhooks.tell(who.id, "message", message_of(self._telegram.store, who, message))
        self._telegram.changes.ring()
        return {"message": message.number}

    async def edit(self, person: int, message: int, text: str) -> Json:
        """Change one's own words."""
        who, old = self._of(person, message)
        if not old.mine:
            refuse("not_yours", "One changes one's own messages only.")
        old.text, old.edited = text, self._telegram.clock.now()
        self._telegram.webhooks.tell(who.id, "edited_message", message_of(self._telegram.store, who, old))
        self._telegram.changes.ring()
        return {}

    async def press(self, person: int, message: int, title: str) -> Json:
        """Press a button below a message."""
        who, old = self._of(person, message)
        button = old.button(title)
        if button is None:
            refuse("no_such_button", f"There is no button {title!r} below this message.")
        id = f"{who.id}{next(self._telegram.store.ids):09}"
        self._telegram.store.presses[id] = self._telegram.clock.now()
        pressed = {
            "id": id,
            "from": user_of(who),
            "message": message_of(self._telegram.store, who, old),
            "chat_instance": "-1",
            "data": button.get("callback_data", ""),
        }
        self._telegram.webhooks.tell(who.id, "callback_query", pressed)
        return {"press": id}

    async def react(self, person: int, message: int, emoji: str = "") -> Json:
        """Put an emoji on a message, or take it away."""
        who, old = self._of(person, message)
        before, old.reactions = old.reactions, [emoji] if emoji else []
        said = {
            "chat": chat_of(who),
            "message_id": old.number,
            "user": user_of(who),
            "date": int(self._telegram.clock.now()),
            "old_reaction": [{"type": "emoji", "emoji": one} for one in before],
            "new_reaction": [{"type": "emoji", "emoji": one} for one in old.reactions],
        }
        self._telegram.webhooks.tell(who.id, "message_reaction", said)
        self._telegram.changes.ring()
        return {}

    async def block(self, person: int) -> Json:
        """Block the bot."""
        who = self._person(person)
        who.blocked = True
        self._stands(who, "member", "kicked")
        return {}

    async def unblock(self, person: int) -> Json:
        """Let the bot write again."""
        who = self._person(person)
        who.blocked = False
        self._stands(who, "kicked", "member")
        return {}

    async def deactivate(self, person: int) -> Json:
        """Delete one's account."""
        self._person(person).deactivated = True
        return {}

    def _stands(self, who: Person, before: str, now: str) -> None:
        bot = {"id": 1000000001, "is_bot": True, "first_name": "Northwind", "username": "northwind_bot"}
        said = {
            "chat": chat_of(who),
            "from": user_of(who),
            "date": int(self._telegram.clock.now()),
            "old_chat_member": {"user": bot, "status": before},
            "new_chat_member": {"user": bot, "status": now} | ({"until_date": 0} if now == "kicked" else {}),
        }
        self._telegram.webhooks.tell(who.id, "my_chat_member", said)
        self._telegram.changes.ring()

    async def _meets(self, who: Person) -> None:
        """Whoever writes to a bot that they have blocked unblocks it first."""
        if who.blocked:
            await self.unblock(who.id)
        who.met = True

    def _file(self, given: Json) -> File:
        kind = given.get("kind", "document")
        if kind not in KINDS:
            refuse("bad_request", f"kind is one of {', '.join(KINDS)}.")
        content = base64.b64decode(given.get("base64", ""))
        name, mimetype = given.get("name", ""), given.get("mimetype", "")
        return self._telegram.keep(kind, name, mimetype, content, given.get("size", 0))

    def _person(self, person: int) -> Person:
        found = self._telegram.store.people.get(int(person))
        if found is None:
            refuse("person_not_found", f"Nobody on Telegram is {person}.")
        if found.deactivated:
            refuse("account_deleted", f"{found.first_name} has deleted the account.")
        return found

    def _of(self, person: int, message: int) -> tuple[Person, Message]:
        who = self._person(person)
        old = next((one for one in who.messages if one.number == int(message)), None)
        if old is None:
            refuse("message_not_found", "There is no such message in this chat.")
        return who, old
