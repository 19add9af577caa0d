"""Loaders of what commands want to see: one module a feature, joined in `LOADERS`.

Rules:
1. Called for the commands that list the want, and for no other; in the transaction that runs the command, or in the
   read that makes its form or its options.
2. A loader reads; it writes nothing and refuses nothing.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection

from bridge.handlers.wants import (
    after,
    bans,
    canned,
    colleagues,
    customers,
    experts,
    first,
    knowledge,
    masking,
    past,
    resending,
    templates,
    transcripts,
    ways,
)
from bridge.handlers.wants.asking import Asking
from core.commands.colleagues import COLLEAGUES, EXPERTS
from core.commands.expert_side import WAITS
from core.commands.mask import ORIGINALS, SAID
from core.commands.resending import MISSED
from core.commands.wants import Want
from core.features.activity_form import ACTIVITY
from core.features.bans import BANS, REASONS
from core.features.canned import CANNED
from core.features.identities import IDENTITIES, OTHER
from core.features.knowledge import SHELF
from core.features.particulars import PARTICULARS, VEIL
from core.features.past_chats import PAST_CHATS
from core.features.reach import WAYS
from core.features.templates import TEMPLATES
from core.features.transcript_asked import TRANSCRIPTS
from core.features.writing_first import WRITING_FIRST

__all__ = ["LOADERS", "Asking", "Load", "Loaders"]

Load = Callable[[Connection, Asking], object]
Loaders = Mapping[Want[Any], Load]

LOADERS: Loaders = MappingProxyType(
    {
        ACTIVITY: after.load_activity,
        BANS: bans.load,
        REASONS: bans.load_reasons,
        CANNED: canned.load,
        COLLEAGUES: colleagues.load,
        EXPERTS: experts.load,
        IDENTITIES: customers.load,
        OTHER: customers.load_other,
        WAYS: ways.load,
        WAITS: experts.load_word,
        PAST_CHATS: past.loader(lambda: datetime.now(UTC)),
        SHELF: knowledge.load,
        MISSED: resending.load,
        SAID: masking.load_said,
        ORIGINALS: masking.load_originals,
        TEMPLATES: templates.load,
        PARTICULARS: masking.load_particulars,
        VEIL: masking.load_veil,
        TRANSCRIPTS: transcripts.no_means,
        WRITING_FIRST: first.load,
    }
)
"""All loaders; a feature adds its own line."""
