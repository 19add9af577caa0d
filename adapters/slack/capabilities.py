"""What Slack carries, and how often it may be asked.

Rules:
1. Slack's "50+ a minute" is taken at its floor, counted over any 60 seconds: burst and rate together stay below it
   (https://docs.slack.dev/apis/web-api/rate-limits).
2. Budgets are an act's own. Opening a chat posts in the place too, so it is given what a post is given. No method is
   called by two acts whose budgets together exceed its limit.
3. A small burst leaves more for a steady flow; what is done all day has the smallest that people don't notice.
"""

from dataclasses import replace
from types import MappingProxyType

from adapters.slack.config import SlackSection
from core.capabilities import Act, Budget, DeskCapabilities, Support

TEXT_MAX = 40_000
"""chat.postMessage truncates beyond it; the desk splits long before (`pieces`).
https://docs.slack.dev/reference/methods/chat.postMessage#truncating"""
POSTS_A_MINUTE = 300
"""For the workspace: "several hundred messages per minute". https://docs.slack.dev/apis/web-api/rate-limits"""
_PRIVATE_A_MINUTE = 100
"""How many of them may be direct messages."""
_NO_LIMIT = 1_000_000
_BURST_IN_PLACE = 2
"""Slack allows "short bursts" above one a second in a channel and names no number."""


def capabilities(section: SlackSection) -> DeskCapabilities:
    """Give what the desk carries, with the budgets of this installation."""
    in_place = Budget(section.posts_per_second, burst=_BURST_IN_PLACE, per_place=True)
    posting: tuple[Budget, ...] = (in_place, per_minute(POSTS_A_MINUTE - _PRIVATE_A_MINUTE, burst=20))
    if section.post_limit == "none":  # kept account of like any other, and never used up
        posting = tuple(replace(one, rate=_NO_LIMIT, burst=_NO_LIMIT) for one in posting)
    return DeskCapabilities(
        text_max=TEXT_MAX,
        private=Support.FULL,
        marks=Support.FULL,
        edit=Support.FULL,
        author_names=Support.FULL,
        files=Support.FULL,
        home=Support.FULL,
        personal_threads=Support.FULL,
        budgets=MappingProxyType({
            # A root card is a post like any other.
            Act.POST: posting,
            # tier 3: https://docs.slack.dev/reference/methods/chat.update
            Act.UPDATE: (per_minute(50, burst=5),),
            # tier 3: https://docs.slack.dev/reference/methods/reactions.add
            Act.MARK: (per_minute(50, burst=5),),
            # chat.postEphemeral is tier 4, a direct message one of the workspace's posts. `private` keeps account of
            # conversations.open itself, which is called once for each person.
            # https://docs.slack.dev/reference/methods/chat.postEphemeral
            Act.PRIVATE: (per_minute(_PRIVATE_A_MINUTE, burst=20),),
            # tier 4: https://docs.slack.dev/reference/methods/views.publish
            Act.HOME: (per_minute(100, burst=5),),
            # `presence` keeps account of it itself: a chat doesn't wait for its answer.
            Act.LOOK: (),
            # A file costs one files.getUploadURLExternal and as a rule two looks by files.info, each method tier 4.
            # https://docs.slack.dev/reference/methods/files.info
            Act.FILE: (per_minute(50, burst=20),),
            # conversations.create, .setTopic and .archive are tier 2 each; together they stay below one's.
            # https://docs.slack.dev/reference/methods/conversations.create
            Act.CHANNEL: (per_minute(20, burst=5),),
        }),
    )  # fmt: skip


def per_minute(limit: int, burst: int) -> Budget:
    """Give the budget that never makes more than `limit` acts in any 60 seconds."""
    return Budget(rate=(limit - burst) / 60, burst=burst)
