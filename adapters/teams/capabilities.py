"""What Teams carries, and how often it may be asked.

Rules:
1. A limit is a conversation's: a channel with all its reply chains is one, a personal chat is another.
   https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
2. Two buckets keep a channel's four limits for posts: 7 in 1 s, 8 in 2 s and 60 in 30 s by the first, 1,800 in an hour
   by the second. Changes are not among what that page counts; they have a bucket of their own, so that a card that is
   shown anew never waits behind posts.
3. All acts together, with every burst at its fullest, keep to the 50 in any second that the page allows an app in a
   tenant; in the long run to the 30 a second that it allowed before. `tests/adapters/teams/outbound/test_budgets.py`
   adds them up.
"""

from dataclasses import replace
from types import MappingProxyType

from adapters.teams.config import TeamsSection
from adapters.teams.pieces import MOST
from core.capabilities import Act, Budget, DeskCapabilities, Support

TEXT_MAX = MOST
"""A piece: longer texts are split by the desk."""
_IN_CHANNEL = Budget(rate=1.5, burst=5, per_place=True)
"""At most 6 in 1 s, 8 in 2 s and 50 in 30 s."""
_IN_CHANNEL_FOR_LONG = Budget(rate=0.44, burst=200, per_place=True)
"""At most 1,784 in an hour."""
_CHANGES_IN_CHANNEL = Budget(rate=1.0, burst=5, per_place=True)
_MARKS = Budget(rate=0.7)
"""Each is two calls of the two in a second that an app has in all conversations together: the new one, and the one
that it takes the place of. https://learn.microsoft.com/microsoftteams/platform/agents-in-teams/agent-reactions
"""
_NO_LIMIT = 1_000_000


def capabilities(section: TeamsSection) -> DeskCapabilities:
    """Give what the desk carries, with the budgets of this installation."""
    posting: tuple[Budget, ...] = (_IN_CHANNEL, _IN_CHANNEL_FOR_LONG, Budget(rate=15.4, burst=8))
    if section.post_limit == "none":  # kept account of like any other, and never used up
        posting = tuple(replace(one, rate=_NO_LIMIT, burst=_NO_LIMIT) for one in posting)
    return DeskCapabilities(
        text_max=TEXT_MAX,
        private=Support.FULL if section.targeted else Support.FALLBACK,
        marks=Support.FULL if section.receipts == "message" else Support.DROPPED,
        edit=Support.FULL,
        author_names=Support.FALLBACK,
        files=Support.FALLBACK,
        home=Support.FULL,
        echoes=False,
        budgets=MappingProxyType({
            # A root card is a post like any other.
            Act.POST: posting,
            Act.UPDATE: (_CHANGES_IN_CHANNEL, Budget(rate=4.2, burst=3)),
            Act.MARK: (_MARKS,),
            # Each person's chat is a conversation with the limits of one; what is told in a second to all of them
            # counts as the app's.
            Act.PRIVATE: (Budget(rate=6.0, burst=5),),
            Act.HOME: (Budget(rate=2.0, burst=1),),
            # `presence` keeps account of it itself: a chat doesn't wait for its answer.
            Act.LOOK: (),
            # A file is a line of its post; what is offered in a personal chat is a post more.
            Act.FILE: (Budget(rate=1.0, burst=2),),
            Act.CHANNEL: (),
        }),
    )  # fmt: skip
