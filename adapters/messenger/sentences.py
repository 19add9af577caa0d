"""What this channel's failures are called. Put beside the texts of the core, by key, when the bridge is wired.

Rules: what happened, then what to do. Keys begin with `messenger_`.
"""

from collections.abc import Mapping
from types import MappingProxyType

TEMPLATES: Mapping[str, str] = MappingProxyType({
    "messenger_window": "more than 24 hours have passed since the customer last wrote, and Messenger takes no answer "
    "after that. It takes one again as soon as they write.",
    "messenger_window_agents": "more than 7 days have passed since the customer last wrote, and Messenger takes no "
    "answer after that. It takes one again as soon as they write.",
    "messenger_unavailable": "this person can't be reached on Messenger now: they have blocked the page, or closed "
    "their account.",
    "messenger_auth": "Meta refuses the bridge's token for the page. Your admin must renew it in the configuration.",
    "messenger_permission": "the app may not send messages for this page. Your admin must give it the permission "
    "pages_messaging at Meta.",
    "messenger_policy": "Meta has stopped messages of this page because of its rules. Your admin must look at "
    "the page's quality at Meta.",
    "messenger_busy": "Messenger did not take it just now.",
    "messenger_error": "Messenger refused it (error {code}). Your admin finds what that means in Meta's list of "
    "errors.",
    "messenger_file_host": "the file lies on {host}, which is not among media_hosts in the configuration.",
    "messenger_page_gone": "the page to which the customer wrote is no longer in the configuration. Your admin must "
    "look there.",
})  # fmt: skip
