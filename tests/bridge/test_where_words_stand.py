"""Of every table it is known how what people said leaves it: with the chat, with the customer, or why it may stay.

And how a mask by hand reaches it there, or why it need not.
"""

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
from tests.meta.repository import ROOT

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

MASKED = {
    "activity": "tests/scenarios/test_masking_particulars.py",
    "ban": "tests/scenarios/test_ban_reasons.py",
    "contact": "tests/scenarios/test_masking_particulars.py",
    "conversation": "tests/scenarios/test_masking_particulars.py",  # name, page and first words
    "intake": "tests/scenarios/test_masking_particulars.py",
    "message": "tests/scenarios/test_masks_and_the_end.py",
    "past": "tests/scenarios/test_masking_particulars.py",
    "original": "tests/scenarios/test_masks_and_the_end.py",  # what stood under a mask, until the chat's end
    "survey": "tests/scenarios/test_masking_surveys.py",
    "veil": "tests/scenarios/test_masking_particulars.py",  # what stood there, until the chat's end
}
"""What holds words of messages, or words about a chat that `!mask` reaches, and where that is shown."""
NOT_MASKED = {
    "aside": "where an expert's talk is; its words are messages",
    "audit_key": "a secret",
    "delivery": "addresses of copies",
    "feed": "messages by their ids",
    "held": "ids",
    "identity": "addresses",
    "inbox": "words until they are messages; what could not be handled is kept for an operator",
    "journal": "ids and numbers",
    "line": "which chat waits where",
    "memory": "what a platform said of an address or a chat",
    "outbox": "messages by their ids, and sentences of the bridge's own: `bridge.store.outbox`",
    "quote": "addresses of what quotes words of a chat",
    "reservation": "ids",
    "route": "addresses",
    "seat": "ids",
    "secure_form": "what became of a form; what was filled in is in no table",
    "thread": "addresses",
    "timer": "times",
}
"""What holds no word of a message by itself, or why a mask need not reach it."""


def test_of_every_table_it_is_known_how_words_leave_it() -> None:
    for module in iter_modules(store.__path__):
        if module.name.endswith("tables"):
            import_module(f"{store.__name__}.{module.name}")
    ways = (WITH_THE_CHAT, WITH_THE_CUSTOMER, frozenset(FOR_A_REASON))
    known = sorted(name for way in ways for name in way)

    assert known == sorted(Row.metadata.tables)


def test_of_every_table_with_words_of_a_chat_it_is_known_how_a_mask_by_hand_reaches_it() -> None:
    assert sorted((*MASKED, *NOT_MASKED)) == sorted(WITH_THE_CHAT | WITH_THE_CUSTOMER)
    assert [one for one in MASKED.values() if not (ROOT / one).is_file()] == []
