"""What an edit says of its new text: the same that a new message would say."""

from adapters.slack.inbound import translate
from core.conversation.model import HoldReason
from core.inbound import DeskEdited
from core.messages import Text
from tests.adapters.slack.inbound.fakes import INSTALL, NOW, FakeNames, payload


def edited_with(**changes: object) -> DeskEdited:
    """Give the edit with another new text."""
    raw = payload("edited")
    raw["event"]["message"] = {key: one for key, one in raw["event"]["message"].items() if key != "blocks"} | changes
    inbound = translate(raw, INSTALL, FakeNames(), NOW)
    assert inbound is not None
    assert isinstance(inbound.body, DeskEdited)
    return inbound.body


def test_edit_that_names_the_bot_says_so() -> None:
    body = edited_with(text=f"<@{INSTALL.bot_user}> invite Grace")
    assert body.mentioned
    assert body.parts == (Text("invite Grace"),)


def test_edit_into_what_cannot_be_read_is_doubted_and_one_of_plain_words_is_not() -> None:
    forwarded = {"text": "as they said", "is_share": True, "from_url": "https://demo.slack.com/archives/C1/p1"}
    assert edited_with(text="see", attachments=[forwarded]).doubt is HoldReason.UNREADABLE
    assert edited_with(text="see", attachments=[{"text": "an app's"}]).doubt is HoldReason.UNREADABLE
    assert edited_with(text="see").doubt is None


def test_preview_that_slack_added_makes_no_edit_doubtful() -> None:
    preview = {"title": "Tea", "from_url": "https://shop.example/tea"}
    assert edited_with(text="see https://shop.example/tea", attachments=[preview]).doubt is None
