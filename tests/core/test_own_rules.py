"""Small values that settings are made into: rules of a channel's own for files, emoji in either writing."""

from core.ids import ChannelName
from core.policy.reactions import bare
from core.routing.queues import AttachmentRules


def test_a_channel_without_rules_of_its_own_has_the_queues() -> None:
    web = AttachmentRules(max_files=1)
    rules = AttachmentRules(channels={ChannelName("web"): web})

    assert rules.on(ChannelName("web")) is web
    assert rules.on(ChannelName("sms")) is rules


def test_both_writings_of_an_emoji_are_one() -> None:
    assert bare("\u2764\ufe0f") == bare("\u2764")
