"""What a process that does nothing but serve sets otherwise than Python does.

Garbage. Python looks through all younger objects for cycles each time that some hundred more were made than freed, and
now and then through all of them. Each message makes some hundred, nearly none of which are part of a cycle, and what is
loaded at the start, a few hundred thousand objects, never becomes garbage: in `make bench` a third of all the time went
into these looks. So nobody looks while all of that is loaded, it is left out afterwards, and looks are taken more
seldom: what they are for, a cycle left by an error now and then, waits some seconds longer. The start itself leaves
hardly any (2,000 of 160,000 objects); to look for them would take a tenth of a second.
A look stops everything, and takes a microsecond for each object: what is new is nearly all in use still, being what is
kept of chats. So the young ones are few: 50,000 of them were up to 60 ms in which nobody was answered. Few or many,
each is looked at once there; what makes looks dear is to come back to the same objects, and that stays seldom.
https://docs.python.org/3/library/gc.html#gc.freeze

Threads. The event loop and the thread that writes to the database hand each other work, and only one of them runs at a
time. Whoever wants its turn waits up to a switch interval, 5 ms as Python has it: longer than a whole message takes.
https://docs.python.org/3/library/sys.html#sys.setswitchinterval
"""

import gc
import sys

YOUNG, MIDDLE, OLD = 2_000, 500, 50
"""Objects made until the young ones are looked through; such looks until the middle ones are, and then the old ones."""

TURN = 0.0005
"""Seconds after which a thread that waits for its turn gets it."""


def load_all() -> None:
    """Look for no garbage until `tune`: what is loaded now stays."""
    gc.disable()


def tune() -> None:
    """Leave what is there by now out of the search for garbage, look more seldom from now on, take turns sooner."""
    sys.setswitchinterval(TURN)
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
    gc.enable()
