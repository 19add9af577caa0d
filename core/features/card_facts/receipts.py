"""What became of the agents' messages, where their own place can't show it.

Rule: "did it arrive?" is answered by the last message that did, and by how many did not; each of those has a notice of
its own in the thread. What was sent counts as delivered once the channel has said so.
"""

from collections.abc import Iterator

from core.features.scene import Scene
from core.views import Fact


def on_root(scene: Scene) -> Iterator[Fact]:
    """Show when the last message that reached the customer was written, and how many did not reach them."""
    receipts = scene.receipts
    if receipts is None:
        return
    if receipts.sent is not None and (receipts.last is None or receipts.last < receipts.sent):
        yield Fact("Last sent", moment=receipts.sent)
    if receipts.last is not None:
        yield Fact("Last delivered", moment=receipts.last)
    if receipts.read is not None:
        yield Fact("Last read", moment=receipts.read)
    if receipts.failed:
        yield Fact("Not delivered", "1 message" if receipts.failed == 1 else f"{receipts.failed} messages")
