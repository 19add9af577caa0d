"""What a process that does nothing but serve sets otherwise than Python does.

Garbage. Python looks through all younger objects for cycles each time that some hundred more were made than freed, and
now and then through all of them. Each message makes some hundred, nearly none of which are part of a cycle, and what is
loaded at the start, a few hundred thousand objects, never becomes garbage: in `make bench` a third of all the time went
into these looks. So what is there at the start is left out of them, and they are taken more seldom: what they are for,
a cycle left by an error now and then, waits some seconds longer. https://docs.python.org/3/library/gc.html#gc.freeze

Threads. The event loop and the thread that writes to the database hand each other work, and only one of them runs at a
time. Whoever wants its turn waits up to a switch interval, 5 ms as Python has it: longer than a whole message takes.
https://docs.python.org/3/library/sys.html#sys.setswitchinterval
"""

import gc
import sys

YOUNG, MIDDLE, OLD = 50_000, 20, 50
"""Objects made until the young ones are looked through; such looks until the middle ones are, and then the old ones."""

TURN = 0.0005
"""Seconds after which a thread that waits for its turn gets it."""


def tune() -> None:
    """Leave what is there by now out of the search for garbage, look more seldom from now on, take turns sooner."""
    sys.setswitchinterval(TURN)
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
