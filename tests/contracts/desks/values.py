"""What the desks are given to show in their contract suite."""

from typing import Any

from core.ids import ConversationId
from core.messages import Text
from core.views import Button, Card, Post, Prompt, Tone

MIA = "Mia Wong"
CHAT = ConversationId("c1")

CARD = Card(
    title=MIA,
    summary="#42 Billing: Waiting",
    tone=Tone.WARN,
    status="Waiting",
    quote="I was charged <twice> & nobody answers",
    buttons=(Button("Accept", "accept", CHAT, style="primary"),),
    footnote="#42 · Billing · web",
)
HANDLED = Card(title=MIA, summary="#42 Billing: Handled", tone=Tone.QUIET, status="Handled")
OFFER = Prompt("A chat for you", "offer-1", card=CARD)
CLOSED = Prompt("You accepted this chat", "offer-2")

HOSTILE = (
    "<!channel> <@U0ADA> <at>Ada</at> @here @Ada <https://evil.example|your bank> &lt;b&gt; *bold* _it_ `code` "
    "<b>bold</b> <script>alert(1)</script> [bank](https://evil.example) :tada:"
)
"""Words that some platform would make something of."""


def a_post(text: str = "Hello", key: str = "key-1", **more: Any) -> Post:
    """Make a post of the customer's, unless told otherwise."""
    given: dict[str, Any] = {"author": MIA, "by_customer": True, "parts": (Text(text),)} | more
    return Post(key=key, **given)


def an_agents_post(text: str = "Hello", key: str = "key-1", **more: Any) -> Post:
    """Make a post of an agent's who wrote elsewhere."""
    return a_post(text, key, by_customer=False, **more)


def a_long_text(limit: int) -> str:
    """Make a text that needs three pieces, with signs that grow when they are escaped."""
    words = "many & <words> for 🧵 you, "
    return (words * (2 * limit // len(words) + 2)).strip()
