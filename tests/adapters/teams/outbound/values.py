"""What the outbound half is given to show in its tests."""

from datetime import UTC, datetime, timedelta

from core.ids import ConversationId
from core.messages import Text
from core.views import Button, Card, Fact, Post, Tone

NOW = datetime(2026, 11, 21, 15, 6, 40, tzinfo=UTC)
CHAT = ConversationId("c1")
HOSTILE = (
    "<at>Ada</at> **bold** _it_ [bank](https://evil.example) `code` {{DATE(2020-01-01T00:00:00Z)}} {{{{TIME("
    '<a href="https://evil.example">x</a> &lt;b&gt; <script>alert(1)</script>'
)
"""Words that Teams would make something of in a text, in a card or in Markdown."""

CARD = Card(
    title="Mia Wong",
    summary="#42 Billing: Waiting",
    tone=Tone.WARN,
    status="Waiting",
    facts=(Fact("Waiting since", moment=NOW - timedelta(minutes=3)), Fact("Page", "Refunds")),
    quote="I was charged <twice> & nobody answers",
    buttons=(Button("Accept", "accept", CHAT, style="primary"),),
    footnote="#42 · Billing · web",
)


def a_post(text: str = "Hello", key: str = "key-1", **more: object) -> Post:
    """Make a customer's post."""
    given: dict[str, object] = {"author": "Mia Wong", "by_customer": True, "parts": (Text(text),), **more}
    return Post(key=key, **given)  # type: ignore[arg-type] # the defaults of a builder
