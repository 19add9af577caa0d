"""How much is tried: the same every time unless more is asked for.

`DESKBRIDGE_PROPERTIES=20` tries twenty times as much, and something else every time. What it finds is shrunk and kept
by hypothesis, so that the next run begins with it; a bug that was found gets a test in plain form.
"""

import os

from hypothesis import HealthCheck, Phase, settings

VARIABLE = "DESKBRIDGE_PROPERTIES"


def tried(examples: int, steps: int) -> settings:
    """Give the settings for so many walks of at most so many steps."""
    times = int(os.environ.get(VARIABLE, "0"))
    return settings(
        max_examples=examples * max(1, times),
        stateful_step_count=steps,
        derandomize=not times,
        deadline=None,
        phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
    )
