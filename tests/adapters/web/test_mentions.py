"""A mention, which is for a desk alone, never reaches a customer's window: neither as a mark nor with its address."""

import json

from hypothesis import given
from hypothesis import strategies as st

from adapters.web.outbound import event_frame
from core.ids import BOT, ConversationId, MessageId
from core.messages import Mark, MarkKind, Message, Text
from core.ports import FeedEvent
from tests.adapters.web.ports import START
from tests.adapters.web.world import DIRECTORY

CHAT = ConversationId("0123456789abcdef0123456789abcdef-1")
WORDS = "Ada Lovelace is here"


@given(st.integers(-2, 25), st.integers(-2, 25))
def test_mention_is_dropped_with_its_address(start: int, end: int) -> None:
    text = Text(WORDS, (Mark(MarkKind.MENTION, start, end, "T0DEMO/U0ADA"),))
    message = Message(MessageId("M1"), CHAT, BOT, "Bot", START, (text,))

    frame = event_frame(FeedEvent(1, START, "message", message=message), CHAT, DIRECTORY, lambda media: media.file)

    assert "U0ADA" not in json.dumps(frame)
    assert frame["message"]["parts"] == [{"kind": "text", "text": WORDS}]
