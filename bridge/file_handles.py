"""How many files and connections the process may have open: each window is one.

Systems give a process few at first (often 1,024) and let it ask for more; the reason for that is old programs:
https://0pointer.net/blog/file-descriptor-limits.html
"""

import resource
from contextlib import suppress

_ENOUGH = 65_536
"""Asked for where the system names no bound, or refuses to give all."""


def allow_many() -> int:
    """Let this process, and those that it starts, open as many as the system allows it; give how many."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for wanted in (hard, _ENOUGH, 10_240):  # macOS refuses more than OPEN_MAX, whatever it calls its bound
        if wanted != resource.RLIM_INFINITY and wanted > allowed():
            with suppress(ValueError, OSError):
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return allowed()


def allowed() -> int:
    """Give how many it may have open now."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return _ENOUGH if soft == resource.RLIM_INFINITY else soft
