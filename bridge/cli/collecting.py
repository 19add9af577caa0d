"""How often a bridge that serves looks for garbage.

Python looks through all younger objects for cycles each time that some hundred more were made than freed, and now and
then through all of them. Each message makes some hundred, nearly none of which are part of a cycle, and what is loaded
at the start, a few hundred thousand objects, never becomes garbage: in `bridge bench` a third of all the time went into
these looks. So what is there at the start is left out of them, and they are taken more seldom: what they are for, a
cycle left by an error now and then, waits some seconds longer. https://docs.python.org/3/library/gc.html#gc.freeze
"""

import gc

YOUNG, MIDDLE, OLD = 50_000, 20, 50
"""Objects made until the young ones are looked through; such looks until the middle ones are, and then the old ones."""


def collect_seldom() -> None:
    """Leave out what is there by now, and look more seldom from now on. For a process that does nothing but serve."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
