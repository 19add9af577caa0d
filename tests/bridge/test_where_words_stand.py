"""Of every table it is known how what people said leaves it: with the chat, with the customer, or why it may stay."""

from importlib import import_module
from pkgutil import iter_modules

from bridge import store
from bridge.erasing.scrubbing import BESIDE
from bridge.store.audit_tables import AUDIT_KEY
from bridge.store.ban_tables import BAN
from bridge.store.columns import Row
from bridge.store.identity_tables import IDENTITY
from bridge.store.tables import CONTACT, CONVERSATION, DELIVERY, JOURNAL, MESSAGE
from bridge.store.work_tables import INBOX, OUTBOX

WITH_THE_CHAT = frozenset(one.name for one in (*BESIDE, CONVERSATION, MESSAGE, DELIVERY, JOURNAL, INBOX, OUTBOX))
"""Emptied or deleted when a chat is erased, on request or when its time is over: `bridge.erasing.scrubbing.scrub`."""
WITH_THE_CUSTOMER = frozenset(one.name for one in (CONTACT, BAN, AUDIT_KEY, IDENTITY))
"""Gone with the customer's last chat: `bridge.erasing.scrubbing.forget_if_gone`; what is kept of bans is told.

What channels remember (`memory`) goes with both, but for who has opted out: `tests/scenarios/test_erasing_channels.py`.
"""
FOR_A_REASON = {
    "agent": "agents' own states, without words of a chat",
    "agent_session": "who is signed in, as digests; a week",
    "audit": "ids and pseudonyms; by a time of its own",
    "audit_digest": "digests of lines; with them",
    "audit_seal": "digests of batches; they prove that the rest is whole",
    "canned": "the company's own texts, which agents made for all chats",
    "counter": "numbers that only grow",
    "erasure": "what was asked for, and by whom; not whose it was",
    "erasure_copy": "addresses on the desks, which mean nothing once they are done",
    "file": "names of files; each goes when the sweeper has deleted the bytes, as the erasure's copies say",
    "free": "which agents can take a chat",
    "known_as": "which numbers and ids are one person's; with them or their ban: `tests/scenarios/test_known_as.py`",
    "ownership": "which process speaks where",
    "recent_expert": "whom an agent asked last",
    "scour": "ids of files that are being overwritten",
    "sign_in": "attempts to sign in, as digests; a week",
    "unknown_payload": "outlines of what platforms sent, without words; a while",
    "worker": "which processes live",
}


def test_of_every_table_it_is_known_how_words_leave_it() -> None:
    for module in iter_modules(store.__path__):
        if module.name.endswith("tables"):
            import_module(f"{store.__name__}.{module.name}")
    ways = (WITH_THE_CHAT, WITH_THE_CUSTOMER, frozenset(FOR_A_REASON))
    known = sorted(name for way in ways for name in way)

    assert known == sorted(Row.metadata.tables)
