"""What this desk says to people. Put beside the texts of the core, by key, when the bridge is wired.

Rules: what happened, then what to do. Keys begin with `teams_`.
"""

from collections.abc import Mapping
from types import MappingProxyType

TEMPLATES: Mapping[str, str] = MappingProxyType({
    "teams_error": "Teams refused it ({code}). Your admin finds it in the log.",
})  # fmt: skip

CUSTOMER = "Customer"
CUSTOMER_SUFFIX = " (customer)"
PRIVATE = "Private · the customer doesn't see this"
EDITED = "edited"
DELETED = "This message was deleted."
NO_TEXT = "(no text)"
NOT_FETCHED = "not fetched yet"
NOT_SHOWN = "can't be shown here: ask for it another way"
SHORTENED = "The rest does not fit here."
MENTION_ME = "Begin each message for the customer with @ and the bridge's name: others don't reach the bridge."
AND_MORE = "and {count} more"
CANCEL = "Cancel"
OPEN_CHAT = "Open the chat's thread"
OPEN_THREAD = "open thread"
REFRESH = "Refresh"
UNREAD = "{count} unread"
CHOOSE = "Choose"
SEARCH = "Type to search"
PLEASE_FILL_IN = "Please fill this in."
NOTHING_TO_FILL_IN = "Nothing to fill in."
NOTHING_TO_DO = "There is nothing that you can do in this chat at the moment."
CHAT_ACTIONS = "Chat actions"
