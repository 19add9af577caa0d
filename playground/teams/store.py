"""Everything that one tenant holds, in memory.

Rules: plain dictionaries by id; look-ups refuse in the Connector's words. It deliberately sends no activities:
`posting` and `rosters` change the store and tell the bot.
"""

from playground.teams.errors import bad_argument, no_conversation
from playground.teams.ids import Ids, channel_of
from playground.teams.model import Channel, Conversation, Dialog, File, Json, Message, Person, Team

KEEP_TOASTS = 5


class Store:
    """The state of one tenant."""

    def __init__(self) -> None:
        """Begin empty."""
        self.ids = Ids()
        self.people: dict[str, Person] = {}
        self.teams: dict[str, Team] = {}
        self.channels: dict[str, Channel] = {}
        self.conversations: dict[str, Conversation] = {}
        self.files: dict[str, File] = {}
        self.dialogs: dict[str, Dialog] = {}  # person -> what they have open
        self.toasts: dict[str, list[Json]] = {}  # person -> what the app answered, latest last
        self.typing: dict[str, float] = {}  # conversation -> when the bot last said that it types
        self.read: dict[tuple[str, str], str] = {}  # (person, conversation) -> the last message that they saw

    def conversation(self, id: str) -> Conversation:
        """Find a reply chain or a personal chat.

        Raises ConnectorError ConversationNotFound.
        """
        found = self.conversations.get(id)
        if found is None or (found.channel and self.channels[found.channel].deleted):
            raise no_conversation()
        return found

    def channel(self, conversation: str) -> Channel:
        """Find the channel that a channel's or a chain's id belongs to.

        Raises ConnectorError ConversationNotFound.
        """
        found = self.channels.get(channel_of(conversation))
        if found is None or found.deleted:
            raise no_conversation()
        return found

    def team(self, ref: str) -> Team:
        """Find a team by its id, its group's id or its name.

        Raises ConnectorError ConversationNotFound.
        """
        for team in self.teams.values():
            if ref in {team.id, team.group, team.name}:
                return team
        raise no_conversation()

    def person(self, ref: str) -> Person | None:
        """Find a person by short name, member id or Entra's object id."""
        return next((one for one in self.people.values() if ref in {one.user, one.member, one.aad}), None)

    def personal(self, user: str) -> Conversation | None:
        """Find the chat of `user` with the bot."""
        return next((one for one in self.conversations.values() if one.user == user), None)

    def members(self, conversation: str) -> list[Person]:
        """List the people of a team, channel, chain or personal chat."""
        found = self.conversations.get(conversation)
        if found and found.is_personal:
            return [self.people[found.user]]
        return [self.people[user] for user in self.teams[self.channel(conversation).team].members]

    def message(self, conversation: str, id: str) -> Message | None:
        """Find a message by the ids of its conversation and itself; a channel's id serves for its chains."""
        if conversation in self.conversations:
            return self.conversations[conversation].messages.get(id)
        channel = self.channels.get(conversation)
        chains = (self.conversations[one] for one in channel.chains) if channel else iter(())
        return next((one.messages[id] for one in chains if id in one.messages), None)

    def file(self, secret: str) -> File | None:
        """Find a file by the secret of its address."""
        return next((one for one in self.files.values() if one.secret == secret and secret), None)

    def known_tenant(self, tenant: str) -> None:
        """Check the tenant of a request that makes a conversation.

        Raises ConnectorError BadArgument.
        """
        if all(person.tenant != tenant for person in self.people.values()):
            raise bad_argument(f"Tenant {tenant!r} is not the conversation's.")

    def toast(self, user: str, text: str, *, kind: str = "info", message: str = "") -> None:
        """Show `user` a short notice, at a message if given; the latest five stay."""
        shown = self.toasts.setdefault(user, [])
        shown.append({"id": self.ids.unique(), "text": text, "kind": kind, "message": message})
        del shown[:-KEEP_TOASTS]
