"""A message as a post for a desk, in its present state."""

from bridge.delivery.courier import Courier
from bridge.handlers.wants.customers import route_name, title_of
from core.conversation.model import Conversation
from core.conversation.routes import route_of
from core.ids import BOT, CUSTOMER, ChannelName, agent_of, expert_of
from core.messages import Message, Visibility
from core.sentences import say
from core.views import Post

GEAR = "⚙️"
"""Marks what a bot has said."""


def post_of(
    courier: Courier, chat: Conversation | None, message: Message, key: str, *, for_expert: bool = False
) -> Post:
    """Render a message for whoever may read it; the chat is for one that has no name, or came by another route.

    An expert reads by which channel it came, and not from which number: whom to reach where is the agents' affair.
    """
    author = agent_of(message.author) or expert_of(message.author)
    profile = courier.office.directory().expert(author) if author is not None else None
    by_customer, by_bot = message.author == CUSTOMER, message.author == BOT
    name = message.author_name or (chat.customer_name if chat else "")
    if message.via is not None:
        channel = _by(courier, None if for_expert else chat, message, message.via)
        name = courier.office.words(say("came_by", customer=name or "Customer", channel=channel))
    return Post(
        key=key,
        parts=message.parts,
        author=f"{GEAR} {name}".rstrip() if by_bot else name or ("Customer" if by_customer else None),
        picture=profile.picture if profile else None,
        by_customer=by_customer,
        private=message.visibility is not Visibility.EVERYONE,
        edited=message.edited,
        deleted=message.deleted,
        message=message.id,
    )


def _by(courier: Courier, chat: Conversation | None, message: Message, via: ChannelName) -> str:
    """Give what agents call the route by which a message came."""
    route = route_of(chat, message) if chat is not None else None
    if chat is None or route is None:
        return title_of(courier.channels, via)
    return route_name(courier.channels, chat, route)
