"""What is lost where a chat goes on in a channel that carries less (H5)."""

from collections.abc import Iterator

from core.capabilities import Capabilities, Support
from core.sentences import say
from core.texts import render

_KINDS = ("files", "edit", "delete", "read_receipts", "formatting")
"""What agents would count on. Who types is no more than nice to see, and the notice is read on a phone, too."""


def lost(before: Capabilities, after: Capabilities) -> str:
    """Say what the channel before could carry and the one after can't, in words; nothing where nothing is lost."""
    return ", ".join(render(say(f"lost_{kind}"), {}) for kind in _lost(before, after))


def _lost(before: Capabilities, after: Capabilities) -> Iterator[str]:
    for kind in _KINDS:
        had, has = getattr(before, kind), getattr(after, kind)
        if had > Support.FALLBACK >= has:
            yield kind
