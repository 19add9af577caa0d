"""What this desk says to people. Put beside the texts of the core, by key, when the bridge is wired.

Rules: what happened, then what to do. Keys begin with `slack_`.
"""

from collections.abc import Mapping
from types import MappingProxyType

TEMPLATES: Mapping[str, str] = MappingProxyType({
    "slack_auth": "Slack no longer accepts the bridge's token. Your admin must install the app again and put the new "
    "token into the configuration.",
    "slack_scope": "the Slack app lacks the permission {scope}. Your admin must add it and install the app again.",
    "slack_not_in_channel": "the app isn't in this channel any more. Type /invite and the app's name in the channel.",
    "slack_archived": "the channel is archived. Unarchive it, or set another channel for this queue.",
    "slack_channel_gone": "Slack knows no such channel, or the app isn't in it. Invite the app, or set another one.",
    "slack_restricted": "the workspace's settings don't let the app do this here. Your admin can allow it.",
    "slack_content": "Slack refused its content ({code}). Your admin finds it in the log.",
    "slack_message_gone": "the message can't be changed in Slack any more.",
    "slack_thread_gone": "the chat's thread was deleted in Slack.",
    "slack_person": "Slack can't show this person anything: the account is gone or takes no messages from apps.",
    "slack_file": "Slack refused the file {name}. It may be too large, or the workspace is full.",
    "slack_file_gone": "the file can't be read in Slack: it was deleted, or the app lacks the permission files:read.",
    "slack_file_host": "the file lies on {host}, which isn't among files_hosts in the configuration.",
    "slack_file_large": "the file is larger than Slack said, or than may be fetched.",
    "slack_error": "Slack refused it ({code}). Your admin finds it in the log.",
})  # fmt: skip

CUSTOMER = "Customer"
CUSTOMER_SUFFIX = " (customer)"
PRIVATE = "Private · the customer doesn't see this"
EDITED = "edited"
DELETED = "This message was deleted."
NO_TEXT = "(no text)"
NOT_FETCHED = "not fetched yet"
NOT_UPLOADED = "could not be shown here"
SHORTENED = "The rest does not fit here."
AND_MORE = "and {count} more"
OPTIONS = "{first} to {last}"
CANCEL = "Cancel"
HAS_WRITTEN = "has written."
CHAT_IS_IN = "The chat is in"
OPEN_CHAT = "Open the chat's thread"
OPEN_THREAD = "open thread"
CHOOSE = "Choose"
SEARCH = "Search"
UNREAD = "{count} unread"
WRITE_HERE = "Nothing to fill in."
COUNTED_HERE = "How many messages it takes is shown here while you write."
