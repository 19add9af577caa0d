"""What this desk says to people. Put beside the texts of the core, by key, when the bridge is wired.

Rules: what happened, then what to do. Keys begin with `teams_`.
"""

from collections.abc import Mapping
from types import MappingProxyType

TEMPLATES: Mapping[str, str] = MappingProxyType({
    "teams_auth": "Teams no longer accepts the app's secret. Your admin must put a new one into the configuration.",
    "teams_not_in_team": "the app isn't in this team any more. Add it to the team again.",
    "teams_disabled": "an admin has switched the app off in Teams. Your admin can switch it on again.",
    "teams_archived": "Teams takes no messages there: the team is archived. Restore it, or set another channel.",
    "teams_channel_gone": "Teams knows no such channel. Restore it, or set another one for this queue.",
    "teams_service": "nobody knows yet where Teams' service is. Your admin must set service_url in the configuration.",
    "teams_forbidden": "Teams doesn't let the app do this here ({code}). Your admin can allow it.",
    "teams_person": "Teams can't show this person anything: they haven't installed the app, or have blocked it.",
    "teams_message_gone": "the message was deleted in Teams.",
    "teams_too_large": "it is larger than Teams takes.",
    "teams_content": "Teams refused its content ({code}). Your admin finds it in the log.",
    "teams_file_gone": "the file can't be read in Teams any more: its address has run out, or it was deleted.",
    "teams_file_elsewhere": "the file lies in the team's SharePoint, which the bridge can't read: ask another way.",
    "teams_file_host": "the file lies on {host}, which isn't among files_hosts in the configuration.",
    "teams_file_large": "the file is larger than may be fetched.",
    "teams_error": "Teams refused it ({code}). Your admin finds it in the log.",
})  # fmt: skip

CUSTOMER = "Customer"
CUSTOMER_SUFFIX = " (customer)"
PRIVATE = "Private · the customer doesn't see this"
EDITED = "edited"
DELETED = "This message was deleted."
NO_TEXT = "(no text)"
OFFERED = "A file of the chat"
NOT_TAKEN = "not taken"
NOT_FETCHED = "not fetched yet"
NOT_SHOWN = "can't be shown here: ask for it another way"
SHORTENED = "The rest does not fit here."
MENTION_ME = "Begin each message for the customer with @ and the bridge's name: others don't reach the bridge."
AND_MORE = "and {count} more"
OPEN_CHAT = "Open the chat's thread"
OPEN_THREAD = "open thread"
REFRESH = "Refresh"
UNREAD = "{count} unread"
COUNT = "Count"
"""The button that tells how long a text is: Teams tells nothing of what is typed."""
CHOOSE = "Choose"
SEARCH = "Type to search"
PLEASE_FILL_IN = "Please fill this in."
NOTHING_TO_FILL_IN = "Nothing to fill in."
NOTHING_TO_DO = "There is nothing that you can do in this chat at the moment."
CHAT_ACTIONS = "Chat actions"
