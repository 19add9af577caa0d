"""What the web widget carries. The limits are ours: there is no vendor behind it."""

from core.capabilities import Capabilities, Support

TEXT_MAX = 4000
"""Characters in one message, either way. The widget has the same number in `wire.ts`."""

CAPABILITIES = Capabilities(
    text_max=TEXT_MAX,
    files=Support.FULL,
    file_max=100_000_000,
    edit=Support.FULL,
    delete=Support.FULL,
    typing=Support.PARTIAL,
    read_receipts=Support.FULL,
    formatting=Support.FULL,
)
