"""What is shown of the work after a chat."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShowWrapUp:
    """Show the wrap-up card anew, where the queue has anything to finish; `begins` posts it at the thread's end."""

    begins: bool = False
