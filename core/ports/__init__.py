"""What the shell and the adapters implement. The only place of the core with `async def`, as signatures.

An adapter states its conformance at its top (`_: type[CustomerChannel] = WebChannel`), so that the type checker says
what is missing. Two ports are mandatory, one for each side; every other ability is a Protocol of its own: whoever
implements it has it.
"""

from core.ports.aside import (
    Afterwards,
    Afterword,
    AlwaysOpen,
    Door,
    Doors,
    NoAfterwards,
    NoPlaces,
    Place,
    Places,
    SurveyOffer,
)
from core.ports.customers import CustomerChannel, Outbound, Receipt
from core.ports.desks import (
    AgentDesk,
    ChangesPosts,
    FetchesFiles,
    FindsOwnPosts,
    ListsMembers,
    MarksMessages,
    Member,
    Opened,
    OpensChannels,
    ReadsPresence,
    ShowsHome,
)
from core.ports.shell import (
    Clock,
    Desktop,
    Feed,
    FeedEvent,
    FeedNews,
    FeedState,
    FeedSubscription,
    FileStore,
    Fleeting,
    Inbox,
    Outcome,
    Search,
    WakeUps,
)

__all__ = [
    "Afterwards",
    "Afterword",
    "AgentDesk",
    "AlwaysOpen",
    "ChangesPosts",
    "Clock",
    "CustomerChannel",
    "Desktop",
    "Door",
    "Doors",
    "Feed",
    "FeedEvent",
    "FeedNews",
    "FeedState",
    "FeedSubscription",
    "FetchesFiles",
    "FileStore",
    "FindsOwnPosts",
    "Fleeting",
    "Inbox",
    "ListsMembers",
    "MarksMessages",
    "Member",
    "NoAfterwards",
    "NoPlaces",
    "Opened",
    "OpensChannels",
    "Outbound",
    "Outcome",
    "Place",
    "Places",
    "ReadsPresence",
    "Receipt",
    "Search",
    "ShowsHome",
    "SurveyOffer",
    "WakeUps",
]
