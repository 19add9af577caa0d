"""The people: what a person does in Slack's client, as calls.

Rules: a person may do only what the client lets them do, and reads its sentence when it does not (HumanError); what
they do causes the same events as at Slack. Every call answers a small dictionary with what it made.
"""

import uuid
from typing import TYPE_CHECKING

from playground.slack import commands, interactions, membership, posting, suggestions
from playground.slack.model import Channel, Json, Message
from playground.slack.reach import Reach, decoded, refuse
from playground.slack.rich_text import as_typed, rich_text

if TYPE_CHECKING:
    from collections.abc import Sequence


MAX_TYPED = 12_000  # beyond it the client offers a text snippet instead (unverified; apps' own limit is another)


class Simulate(Reach):
    """What people do."""

    async def post(
        self,
        *,
        user: str,
        channel: str,
        text: str = "",
        thread_ts: str | None = None,
        broadcast: bool = False,
        files: "Sequence[Json]" = (),
    ) -> Json:
        """Send what was typed: a message, or a slash command."""
        place = self._open_channel(user, channel)
        if thread_ts and (thread_ts not in place.messages or place.messages[thread_ts].is_reply):
            refuse("thread_not_found", "That thread does not exist any more.")
        if text.startswith("/") and not files:
            return await commands.run(self._slack, user, place, text, in_thread=bool(thread_ts))
        self._sendable(user, place, text, files)
        contents = decoded(files)
        words = as_typed(self._slack.store, text)
        message = Message(channel, self._slack.ts(), words, user=user, thread_ts=thread_ts, blocks=rich_text(words))
        message.client_msg_id = str(uuid.uuid4())
        if broadcast and thread_ts:
            message.broadcast, message.subtype = True, "thread_broadcast"
        self._attach(message, files, contents)
        posting.post(self._slack, message)
        for file in message.files:
            about = {"type": "file_shared", "file_id": file, "user_id": user, "file": {"id": file}}
            self._slack.events.emit(about | {"channel_id": channel}, channel=place)
        return {"channel": channel, "ts": message.ts}

    def _sendable(self, user: str, place: Channel, text: str, files: "Sequence[Json]") -> None:
        if not text.strip() and not files:
            refuse("no_text", "There is nothing to send.")
        if len(text) > MAX_TYPED:
            refuse("msg_too_long", f"Your message is too long: {len(text)} characters, {MAX_TYPED} at most.")
        if user not in place.members:
            refuse("not_in_channel", f"You are not a member of #{place.name}. Join it first.")

    async def me_message(self, *, user: str, channel: str, text: str) -> Json:
        """Say something with /me: a message of subtype me_message."""
        self._open_channel(user, channel)
        message = Message(channel, self._slack.ts(), as_typed(self._slack.store, text), user=user, subtype="me_message")
        return {"channel": channel, "ts": posting.post(self._slack, message).ts}

    async def edit(self, *, user: str, channel: str, ts: str, text: str) -> Json:
        """Edit one's own message."""
        message = self._own(user, channel, ts, "cant_update_message", "You can edit only your own messages.")
        words = as_typed(self._slack.store, text)
        posting.edit(self._slack, message, by=user, text=words, blocks=rich_text(words))
        return {}

    async def unfurl(self, *, user: str, channel: str, ts: str) -> Json:
        """Let Slack add a link's preview: a message_changed without a change of text."""
        message = self._message(user, channel, ts)
        posting.edit(
            self._slack,
            message,
            by=None,
            attachments=[{"id": 1, "fallback": "A page", "title": "A page", "from_url": "https://example.com"}],
        )
        return {}

    async def delete(self, *, user: str, channel: str, ts: str) -> Json:
        """Delete one's own message; an administrator may delete any."""
        message = self._message(user, channel, ts)
        if message.only_for:
            self._drop_ephemeral(message)
            return {}
        if not self._slack.store.users[user].is_admin:
            self._own(user, channel, ts, "cant_delete_message", "You can delete only your own messages.")
        posting.delete(self._slack, message)
        return {}

    async def react(self, *, user: str, channel: str, ts: str, name: str, add: bool = True) -> Json:
        """Add or take back a reaction."""
        self._open_channel(user, channel)
        message = self._message(user, channel, ts)
        if message.only_for:
            refuse("no_reactions_on_ephemeral", "Messages that only you can see take no reactions.")
        return {"changed": posting.react(self._slack, message, name.strip(":"), user, add=add)}

    async def click(
        self,
        *,
        user: str,
        channel: str | None = None,
        ts: str | None = None,
        view_id: str | None = None,
        **given: object,
    ) -> Json:
        """Use a button or menu of a message, a modal or the Home tab (block_id, action_id, and what was picked)."""
        if view_id:
            return await interactions.click_in_view(self._slack, self._view(user, view_id), given)
        return await interactions.click_in_message(self._slack, user, self._message(user, str(channel), str(ts)), given)

    async def suggest(
        self,
        *,
        user: str,
        channel: str | None = None,
        ts: str | None = None,
        view_id: str | None = None,
        **given: object,
    ) -> Json:
        """Type into a select whose options the app gives (block_id, action_id, and the words so far as `value`)."""
        if view_id:
            return await suggestions.in_view(self._slack, self._view(user, view_id), given)
        return await suggestions.in_message(self._slack, user, self._message(user, str(channel), str(ts)), given)

    async def submit_view(self, *, user: str, view_id: str, values: Json | None = None) -> Json:
        """Submit a modal with what was filled in."""
        return await interactions.submit(self._slack, self._view(user, view_id), values or {})

    async def close_view(self, *, user: str, view_id: str, all: bool = False) -> Json:  # noqa: A002 - the wire's name
        """Close a modal; `all` is the X that closes the whole stack."""
        await interactions.close(self._slack, self._view(user, view_id), whole_stack=all)
        return {}

    async def shortcut(self, *, user: str, callback_id: str, channel: str | None = None, ts: str | None = None) -> Json:
        """Use a shortcut, on a message or from the search box."""
        message = self._message(user, channel, ts) if channel and ts else None
        return await interactions.shortcut(self._slack, user, callback_id, message)

    async def open_home(self, *, user: str) -> Json:
        """Look at the app's Home tab."""
        return self._look(user, "home")

    async def open_im(self, *, user: str) -> Json:
        """Open the direct message with the app."""
        return {"channel": membership.open_im(self._slack, user).id} | self._look(user, "messages")

    async def reload(self, *, user: str) -> Json:
        """Reload the client: ephemeral messages and open modals are gone."""
        for channel in self._slack.store.channels.values():
            channel.ephemerals = [m for m in channel.ephemerals if m.only_for != user]
        self._slack.store.modals.pop(user, None)
        self._slack.store.toasts.pop(user, None)
        self._slack.changes.ring()
        return {}

    async def read(self, *, user: str, channel: str, ts: str | None = None) -> Json:
        """Read a channel up to `ts`, or to its end."""
        place = self._channel(user, channel)
        place.read[user] = ts or (max(place.messages) if place.messages else "0")
        self._slack.changes.ring()
        return {}

    async def dismiss_toast(self, *, user: str, id: str) -> Json:
        """Put a notice away."""
        self._slack.store.toasts[user] = [t for t in self._slack.store.toasts.get(user, []) if t["id"] != id]
        self._slack.changes.ring()
        return {}

    async def presence(self, *, user: str, presence: str) -> Json:
        """Become active or away; apps are not told (presence is not in the Events API)."""
        if presence not in {"active", "away"}:
            refuse("invalid_presence", "Presence is active or away.")
        self._person(user).presence = presence
        self._slack.changes.ring()
        return {}

    async def dnd(self, *, user: str, on: bool) -> Json:
        """Pause or resume notifications."""
        self._person(user).dnd = on
        self._slack.changes.ring()
        return {}

    async def join(self, *, user: str, channel: str) -> Json:
        """Join a public channel."""
        place = self._open_channel(user, channel)
        if user not in place.members:
            membership.join(self._slack, place, user)
        return {}

    async def leave(self, *, user: str, channel: str) -> Json:
        """Leave a channel."""
        place = self._channel(user, channel)
        if user in place.members and not place.is_im:
            membership.leave(self._slack, place, user)
        return {}

    async def invite(self, *, user: str, channel: str, who: str) -> Json:
        """Add somebody, or the app's bot, to a channel."""
        place = self._open_channel(user, channel)
        self._slack.store.user(who)
        if who not in place.members:
            membership.join(self._slack, place, who, inviter=user)
        return {}

    async def kick(self, *, user: str, channel: str, who: str) -> Json:
        """Remove somebody, or the app's bot, from a channel."""
        place = self._channel(user, channel)
        if who in place.members:
            membership.leave(self._slack, place, who)
        return {}

    async def create_channel(self, *, user: str, name: str, private: bool = False) -> Json:
        """Make a channel."""
        self._person(user)
        self._name_is_free(name)
        return {"channel": membership.create_channel(self._slack, name, user, private=private).id}

    async def archive(self, *, user: str, channel: str) -> Json:
        """Archive a channel."""
        membership.set_archived(self._slack, self._open_channel(user, channel), user, archived=True)
        return {}

    async def unarchive(self, *, user: str, channel: str) -> Json:
        """Bring an archived channel back."""
        membership.set_archived(self._slack, self._channel(user, channel), user, archived=False)
        return {}

    async def rename(self, *, user: str, channel: str, name: str) -> Json:
        """Give a channel another name."""
        place = self._open_channel(user, channel)
        self._name_is_free(name)
        membership.rename(self._slack, place, name, user)
        return {}
