"""People write: messages, edits, deletions, reactions.

Rules: what a person does causes the activities that the bot may hear of, in the background; one's own messages only are
edited and deleted.
"""

from typing import TYPE_CHECKING

from playground.refusals import refuse
from playground.teams import activities, file_attachments
from playground.teams.compose import Composed, composed
from playground.teams.hearing import hears_change, hears_message, hears_of
from playground.teams.model import Conversation, Json, Message
from playground.teams.reach import Reach
from playground.teams.reachable import chat_of, has_app

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_TYPED = 28_000  # about what the client takes; the number is unverified


class Writing(Reach):
    """What people write."""

    async def post(
        self,
        *,
        user: str,
        conversation: str,
        text: str = "",
        mention: bool = False,
        files: "Sequence[Json]" = (),
        html: str | None = None,
    ) -> Json:
        """Send a message: a new post in a channel, a reply in a chain, or to the bot."""
        self._open(user, conversation)
        said = self._composed(user, conversation, text, html, mention=mention)
        if not (text.strip() or html or files):
            refuse("no_text", "There is nothing to send.")
        if len(said.text) > MAX_TYPED:
            refuse("too_long", "Your message is too large to send.")
        for one in files:
            file_attachments.decoded(one)
        id = self._teams.message_id()
        place = self._teams.store.conversations.get(conversation) or self._teams.store_chain(conversation, id)
        message = Message(id, place.id, user, int(id) / 1000, html=said.html, text=said.text)
        message.entities = said.entities
        file_attachments.attach(self._teams, message, place, files)
        place.messages[id] = message
        self._tell(place, message, mentioned=said.mentions_bot)
        return {"id": id, "conversation": place.id}

    async def open_personal(self, *, user: str) -> Json:
        """Open the chat with the bot."""
        person = self._person(user)
        if not has_app(self._teams, person):
            refuse("app_not_installed", f"{self._teams.manifest.name} is not installed.")
        fresh = self._teams.store.personal(user) is None
        place = chat_of(self._teams, user)
        if fresh:
            self._teams.events.emit(activities.began(self._teams, person, place))
        return {"conversation": place.id}

    async def edit(
        self, *, user: str, conversation: str, id: str, text: str = "", html: str | None = None, mention: bool = False
    ) -> Json:
        """Edit one's own message."""
        message = self._own(user, conversation, id)
        self._there(user, conversation, id)
        self._open(user, conversation)
        if not (text.strip() or html):
            refuse("no_text", "There is nothing left of the message: delete it instead.")
        said = self._composed(user, conversation, text, html, mention=mention)
        message.text, message.html, message.entities = said.text, said.html, said.entities
        message.edited = self._teams.moment()
        self._changed(message, "editMessage", mentioned=said.mentions_bot)
        return {}

    async def delete(self, *, user: str, conversation: str, id: str) -> Json:
        """Delete one's own message."""
        message = self._own(user, conversation, id)
        self._there(user, conversation, id)
        message.deleted = True
        self._teams.changes.ring()
        if hears_change(self._teams, message):
            self._teams.events.emit(activities.deleted(self._teams, message, self._person(user)))
        return {}

    async def undelete(self, *, user: str, conversation: str, id: str) -> Json:
        """Bring one's own deleted message back."""
        message = self._own(user, conversation, id)
        if not message.deleted:
            refuse("not_deleted", "That message is not deleted.")
        message.deleted, message.edited = False, self._teams.clock.now()
        self._changed(message, "undeleteMessage")
        return {}

    async def react(self, *, user: str, conversation: str, id: str, reaction: str, add: bool = True) -> Json:
        """Add or take back a reaction (like, heart, laugh, surprised, sad, angry, or another emoji's name)."""
        message = self._there(user, conversation, id)
        if message.only_for:
            refuse("no_reactions", "Messages that only you can see take no reactions.")
        who = message.reactions.setdefault(reaction, [])
        if (user in who) == add:
            return {"changed": False}
        who.append(user) if add else who.remove(user)
        self._teams.changes.ring()
        place = self._teams.store.conversations[message.conversation]
        if message.is_bot and hears_of(self._teams, place):
            about = activities.reaction(self._teams, message, self._person(user), reaction, add=add)
            self._teams.events.emit(about)
        return {"changed": True}

    async def read(self, *, user: str, conversation: str) -> Json:
        """See everything in a conversation."""
        place = self._place(user, conversation)
        self._teams.store.read[user, place.id] = next(reversed(place.messages), "")
        self._teams.changes.ring()
        return {}

    def _composed(self, user: str, conversation: str, text: str, html: str | None, *, mention: bool) -> Composed:
        store, name = self._teams.store, self._teams.manifest.name
        members = {one.name: one.member for one in store.members(conversation) if one.user != user}
        return composed(text, html, name, members, mention=mention)

    def _tell(self, place: Conversation, message: Message, *, mentioned: bool) -> None:
        self._teams.store.read[message.sender, place.id] = message.id
        self._teams.changes.ring()
        if hears_message(self._teams, place, mentioned=mentioned):
            message.told = True
            self._teams.events.emit(activities.message(self._teams, message))

    def _changed(self, message: Message, event: str, *, mentioned: bool = False) -> None:
        self._teams.changes.ring()
        if hears_change(self._teams, message, mentioned=mentioned):
            message.told = True
            self._teams.events.emit(activities.edited(self._teams, message, event))
